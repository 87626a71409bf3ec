// The state of the screens of refunds: what comes back, how far it has come, and asking for it.

import MadridCore
import Observation

/// The money that comes back to the person.
@MainActor
@Observable
public final class RefundsModel {
    /// Every request, as the phone knows it now. Loading, and nothing personal, while the data are locked.
    public private(set) var refunds: Block<RefundsView> = .loading
    /// Why the last thing the person asked for failed; `nil` when it went well.
    public private(set) var failure: ExplanationView?

    private let madrid: Madrid

    /// The model of one open app.
    ///
    /// - Parameter madrid: the open app.
    public init(_ madrid: Madrid) {
        self.madrid = madrid
    }

    /// The words of the screen where something is asked back.
    public var form: RefundFormView { madrid.refundForm }

    /// What to say of a request that is not there.
    public var unknown: ExplanationView { madrid.explain(AppError.NotFound(code: "refund.unknown")) }

    /// Keeps `refunds` up to date until the task is cancelled, and empty while the data are locked.
    public func watch() async {
        do {
            try await madrid.whileOpen { [weak self] in
                await self?.read()
            } close: {
                refunds = .loading
                failure = nil
            }
        } catch {
            refunds = .failed(madrid.explain(error))
        }
    }

    /// One request as it stands now.
    ///
    /// - Parameter id: its `id`.
    /// - Returns: the request; `nil` when there is none.
    public func refund(_ id: Int64) -> RefundView? { refunds.view?.refunds.first { $0.id == id } }

    /// Asks for what a receipt is of. Offline is fine.
    ///
    /// - Parameters:
    ///   - receipt: the city's number of it.
    ///   - cause: why.
    ///   - iban: the number of an account in the person's name.
    /// - Returns: whether it is kept on the phone; else `failure` says why.
    public func ask(_ receipt: String, because cause: RefundCause, into iban: String) async -> Bool {
        failure = await madrid.attempt {
            try await $0.askRefund(RefundRequest(receipt: receipt, cause: cause, iban: iban))
        }
        return failure == nil
    }

    /// The person has read that a request was not taken.
    ///
    /// - Parameter id: its `id`.
    public func dismiss(_ id: Int64) async {
        failure = await madrid.attempt { try await $0.dismissRefund(id) }
    }

    /// What could not be done has been read, or the person has gone on.
    func forget() {
        failure = nil
    }

    /// Cancelled when the data are locked: a view that was on its way then must not be shown any more.
    private func read() async {
        do {
            for await view in try await madrid.refunds() where !Task.isCancelled {
                refunds = .shown(view)
            }
        } catch {
            guard !Task.isCancelled else { return }
            refunds = .failed(madrid.explain(error))
        }
    }
}
