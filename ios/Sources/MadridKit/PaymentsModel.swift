// The state of the screens of paying: what it would mean, how it goes, and what was paid.

import Foundation
import MadridCore
import Observation

/// The person's payments and their receipts.
@MainActor
@Observable
public final class PaymentsModel: Paying {
    /// Every payment, as the phone knows it now. Loading, and nothing personal, while the data are locked.
    public private(set) var payments: Block<PaymentsView> = .loading
    /// What was asked for last to be paid. Failed, with words, when it cannot be.
    public private(set) var prepared: Block<PaymentView> = .loading
    /// Every receipt on this phone.
    public private(set) var receipts: Block<ReceiptsView> = .loading
    /// The receipt that was opened last.
    public private(set) var receipt: Block<ReceiptView> = .loading
    /// Why the last action did not work, or why the city could not be heard; `nil` when it was.
    public var failure: ExplanationView? { till.failure }
    /// Whether the city is being asked because the person wanted it.
    public var isAsking: Bool { till.isAsking }
    /// How often the person has come back to the app: whoever shows a payment asks anew then.
    public private(set) var comings = 0

    private let madrid: Madrid
    private let till: Till

    /// The model of one open app.
    ///
    /// - Parameter madrid: the open app.
    public init(_ madrid: Madrid) {
        self.madrid = madrid
        till = Till(madrid)
    }

    /// Keeps `payments` up to date until the task is cancelled, and empty while the data are locked.
    public func watch() async {
        do {
            try await madrid.whileOpen { [weak self] in
                await self?.read()
            } close: {
                close()
            }
        } catch {
            payments = .failed(madrid.explain(error))
        }
    }

    /// Asks what paying a debt would mean.
    ///
    /// - Parameters:
    ///   - kind: with which part of the city it is.
    ///   - debt: the number under which that part knows it.
    /// - Returns: the `id` of the payment; `nil` when it cannot be paid, and `prepared` says why.
    public func prepare(_ kind: DebtKind, _ debt: String) async -> Int64? {
        prepared = .loading
        // A way to pay is chosen with the yes: until then it does not matter which.
        let answer = await madrid.block {
            try await $0.preparePayment(PayRequest(kind: kind, debt: debt, method: .card))
        }
        guard !Task.isCancelled else { return nil }
        prepared = answer
        return answer.view?.id
    }

    /// The person says yes.
    ///
    /// - Parameters:
    ///   - id: the `id` of a payment.
    ///   - method: the way they chose.
    /// - Returns: the bank's page; `nil` where there is none to go to.
    public func pay(_ id: Int64, with method: PaymentMethod) async -> String? { await till.pay(id, with: method)?.url }

    /// Sends once more what has never reached the city.
    ///
    /// - Parameter id: the `id` of a payment.
    /// - Returns: the bank's page; `nil` where there is none to go to.
    public func send(_ id: Int64) async -> String? { await till.send(id)?.url }

    /// Asks the city how a payment stands: the person wants to know.
    ///
    /// - Parameter id: the `id` of a payment.
    public func check(_ id: Int64) async { await till.check(id) }

    /// The person does not want to pay after all.
    ///
    /// - Parameter id: the `id` of a payment.
    public func giveUp(_ id: Int64) async { await till.giveUp(id) }

    /// The official paper of a receipt.
    ///
    /// - Parameters:
    ///   - number: the city's number of the receipt.
    ///   - folder: where the file is put.
    /// - Returns: the file; `nil` where it cannot be had, and `failure` says why.
    public func paper(_ number: String, in folder: URL) async -> URL? { await till.paper(number, in: folder) }

    /// Asks the city about a payment by itself, as often as the payment says, until it is over or the task is cancelled. What
    /// cannot be heard meanwhile is no failure of the person's: the payment says that nobody knows.
    ///
    /// - Parameter id: the `id` of a payment.
    public func follow(_ id: Int64) async {
        while !Task.isCancelled {
            _ = await madrid.block { try await $0.checkPayment(id) }
            guard let seconds = payment(id)?.lookAgainSeconds else { return }
            // Cancelled, it ends early, and so does the loop.
            try? await Task.sleep(for: .seconds(Int(seconds)))
        }
    }

    /// What to say of a payment that is not there.
    public var unknown: ExplanationView { madrid.explain(AppError.NotFound(code: "payment.unknown")) }

    /// Reads every receipt.
    public func readReceipts() async {
        let read = await madrid.block { try await $0.receipts() }
        if !Task.isCancelled {
            receipts = read
        }
    }

    /// Reads a receipt.
    ///
    /// - Parameter number: the city's number of it.
    public func readReceipt(_ number: String) async {
        receipt = .loading
        let read = await madrid.block { try await $0.receipt(number) }
        if !Task.isCancelled {
            receipt = read
        }
    }

    /// The person is back, from the bank or from anywhere. Whatever came with them is not looked at.
    func comeBack() {
        comings += 1
    }

    /// What could not be done has been read, or the person has gone on.
    func forget() {
        till.forget()
    }

    /// Nothing personal stays where nobody may see it.
    private func close() {
        payments = .loading
        prepared = .loading
        receipts = .loading
        receipt = .loading
        till.forget()
    }

    /// Cancelled when the data are locked: a view that was on its way then must not be shown any more.
    private func read() async {
        do {
            for await view in try await madrid.payments() where !Task.isCancelled {
                payments = .shown(view)
            }
        } catch {
            guard !Task.isCancelled else { return }
            payments = .failed(madrid.explain(error))
        }
    }
}
