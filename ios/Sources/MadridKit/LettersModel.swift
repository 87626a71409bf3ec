// The state of the screens of letters: a reference, what paying it would mean, and what was paid so on this phone.

import Foundation
import MadridCore
import Observation

/// Letters, paid by their reference by whoever holds them: nobody need be signed in, and what was paid is nobody's.
@MainActor
@Observable
public final class LettersModel: Paying {
    /// Every payment of a letter on this phone.
    public private(set) var payments: Block<PaymentsView> = .loading
    /// Every receipt of a letter on this phone.
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

    /// The words of the screen.
    public var form: LetterFormView { madrid.letterForm }

    /// What to say of a payment that is not there.
    public var unknown: ExplanationView { madrid.explain(AppError.NotFound(code: "payment.unknown")) }

    /// What is wrong with a reference, to the sign.
    ///
    /// - Parameter text: what was written or read.
    /// - Returns: the words; `nil` when the city can be asked about it.
    public func problem(_ text: String) -> ExplanationView? {
        guard let problem = madrid.referenceProblem(text) else { return nil }
        let words = madrid.explain(AppError.Rejected(code: "input.reference_check"))
        return ExplanationView(title: words.title, body: problem, nextStep: words.nextStep, code: words.code)
    }

    /// Reads what was paid on this phone with letters.
    public func read() async {
        let (paid, proofs) = (
            await madrid.block { try await $0.letterPayments() }, await madrid.block { try await $0.letterReceipts() }
        )
        if !Task.isCancelled {
            payments = paid
            receipts = proofs
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

    /// Asks what paying a letter would mean.
    ///
    /// - Parameter text: its reference.
    /// - Returns: the `id` of the payment; `nil` when it cannot be paid, and `failure` says why.
    public func prepare(_ text: String) async -> Int64? {
        let view = await till.ask { try await $0.prepareLetter(text) }
        await read()
        return view?.id
    }

    /// The person says yes.
    ///
    /// - Parameters:
    ///   - id: the `id` of a payment.
    ///   - method: the way they chose.
    /// - Returns: the bank's page; `nil` where there is none to go to.
    public func pay(_ id: Int64, with method: PaymentMethod) async -> String? {
        let view = await till.pay(id, with: method)
        await read()
        return view?.url
    }

    /// Sends once more what has never reached the city.
    ///
    /// - Parameter id: the `id` of a payment.
    /// - Returns: the bank's page; `nil` where there is none to go to.
    public func send(_ id: Int64) async -> String? {
        let view = await till.send(id)
        await read()
        return view?.url
    }

    /// Asks the city how a payment stands: the person wants to know.
    ///
    /// - Parameter id: the `id` of a payment.
    public func check(_ id: Int64) async {
        await till.check(id)
        await read()
    }

    /// The person does not want to pay after all.
    ///
    /// - Parameter id: the `id` of a payment.
    public func giveUp(_ id: Int64) async {
        await till.giveUp(id)
        await read()
    }

    /// Asks the city about a payment by itself, as often as the payment says, until it is over or the task is cancelled.
    ///
    /// - Parameter id: the `id` of a payment.
    public func follow(_ id: Int64) async {
        while !Task.isCancelled {
            _ = await madrid.block { try await $0.checkPayment(id) }
            await read()
            guard let seconds = payment(id)?.lookAgainSeconds else { return }
            // Cancelled, it ends early, and so does the loop.
            try? await Task.sleep(for: .seconds(Int(seconds)))
        }
    }

    /// The official paper of a receipt.
    ///
    /// - Parameters:
    ///   - number: the city's number of the receipt.
    ///   - folder: where the file is put.
    /// - Returns: the file; `nil` where it cannot be had, and `failure` says why.
    public func paper(_ number: String, in folder: URL) async -> URL? { await till.paper(number, in: folder) }

    /// The person is back, from the bank or from anywhere.
    func comeBack() {
        comings += 1
    }

    /// What could not be done has been read, or the person has gone on.
    func forget() {
        till.forget()
    }
}
