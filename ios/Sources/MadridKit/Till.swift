// What every kind of payment does once the person has seen what it would mean.

import Foundation
import MadridCore
import Observation

/// Payments that a person can go on with: their own, or those of letters.
@MainActor
public protocol Paying: AnyObject {
    /// The payments, as the phone knows them now.
    var payments: Block<PaymentsView> { get }
    /// Why the last action did not work, or why the city could not be heard; `nil` when it was.
    var failure: ExplanationView? { get }
    /// Whether the city is being asked because the person wanted it.
    var isAsking: Bool { get }
    /// How often the person has come back to the app: whoever shows a payment asks anew then.
    var comings: Int { get }
    /// What to say of a payment that is not there.
    var unknown: ExplanationView { get }

    /// The person says yes.
    ///
    /// - Parameters:
    ///   - id: the `id` of a payment.
    ///   - method: the way they chose.
    /// - Returns: the bank's page; `nil` where there is none to go to.
    func pay(_ id: Int64, with method: PaymentMethod) async -> String?

    /// Sends once more what has never reached the city.
    ///
    /// - Parameter id: the `id` of a payment.
    /// - Returns: the bank's page; `nil` where there is none to go to.
    func send(_ id: Int64) async -> String?

    /// Asks the city how a payment stands: the person wants to know.
    ///
    /// - Parameter id: the `id` of a payment.
    func check(_ id: Int64) async

    /// The person does not want to pay after all.
    ///
    /// - Parameter id: the `id` of a payment.
    func giveUp(_ id: Int64) async

    /// Asks the city about a payment by itself, until it is over or the task is cancelled.
    ///
    /// - Parameter id: the `id` of a payment.
    func follow(_ id: Int64) async
}

extension Paying {
    /// One payment as it stands now.
    ///
    /// - Parameter id: the `id` of a payment.
    /// - Returns: the payment; `nil` when there is none.
    public func payment(_ id: Int64) -> PaymentView? { payments.view?.payments.first { $0.id == id } }
}

/// Asks the city about payments, one thing at a time.
@MainActor
@Observable
final class Till {
    /// Why the last thing could not be done, or heard.
    private(set) var failure: ExplanationView?
    /// Whether the city is being asked.
    private(set) var isAsking = false

    private let madrid: Madrid

    init(_ madrid: Madrid) {
        self.madrid = madrid
    }

    /// The person says yes, to pay in this way.
    func pay(_ id: Int64, with method: PaymentMethod) async -> PaymentView? {
        await ask {
            _ = try await $0.choosePayment(id, method: method)
            return try await $0.submitPayment(id)
        }
    }

    /// Sends once more what has never reached the city.
    func send(_ id: Int64) async -> PaymentView? { await ask { try await $0.submitPayment(id) } }

    /// Asks how a payment stands.
    func check(_ id: Int64) async { _ = await ask { try await $0.checkPayment(id) } }

    /// The person does not want to pay after all.
    func giveUp(_ id: Int64) async { _ = await ask { try await $0.giveUpPayment(id) } }

    /// Writes the official paper of a receipt into a folder, from where the phone shows and shares it.
    func paper(_ number: String, in folder: URL) async -> URL? {
        let answer = await madrid.block { madrid in
            let paper = try await madrid.receiptPdf(number)
            let file = folder.appendingPathComponent(paper.fileName)
            try paper.bytes.write(to: file, options: .atomic)
            return file
        }
        failure = answer.failure
        return answer.view
    }

    /// What could not be done has been read.
    func forget() {
        failure = nil
    }

    /// Touched twice it is done once.
    func ask(_ work: @Sendable (Madrid) async throws -> PaymentView) async -> PaymentView? {
        guard !isAsking else { return nil }
        isAsking = true
        defer { isAsking = false }
        let answer = await madrid.block(work)
        failure = answer.failure ?? answer.view?.trouble
        return answer.view
    }
}
