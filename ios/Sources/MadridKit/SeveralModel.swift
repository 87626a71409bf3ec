// The state of the screens where several debts are paid, one after the other.

import MadridCore
import Observation

/// Several payments in one go, each with an end of its own.
@MainActor
@Observable
public final class SeveralModel {
    /// What was asked for last, as it stands.
    public private(set) var several: Block<SeveralView> = .loading
    /// Why the city could not be asked about what was chosen; `nil` when it could.
    public private(set) var failure: ExplanationView?
    /// Whether the city is being asked.
    public private(set) var isAsking = false

    private let madrid: Madrid

    /// The model of one open app.
    ///
    /// - Parameter madrid: the open app.
    public init(_ madrid: Madrid) {
        self.madrid = madrid
    }

    /// Asks what the chosen debts come to.
    ///
    /// - Parameter debts: which.
    /// - Returns: the `id` of each payment; `nil` when nobody could be asked, and `failure` says why.
    public func prepare(_ debts: [DebtRequest]) async -> [Int64]? {
        guard !isAsking else { return nil }
        isAsking = true
        defer { isAsking = false }
        let answer = await madrid.block { try await $0.prepareSeveral(debts) }
        failure = answer.failure
        guard let view = answer.view else { return nil }
        several = answer
        return view.payments.map(\.id)
    }

    /// Reads how they stand. That one cannot be paid was said when they were asked for, and still is.
    ///
    /// - Parameter ids: the `id` of each.
    public func read(_ ids: [Int64]) async {
        let answer = await madrid.block { try await $0.severalPayments(ids) }
        guard !Task.isCancelled else { return }
        if let view = answer.view, let before = several.view, before.payments.map(\.id) == ids {
            several = .shown(view.keeping(before.notPayable))
        } else {
            several = answer
        }
    }

    /// What could not be done has been read, or the person has gone on.
    func forget() {
        failure = nil
    }

    /// Nothing personal stays where nobody may see it.
    func close() {
        several = .loading
        failure = nil
    }
}

extension SeveralView {
    /// The same, with what could not be paid.
    fileprivate func keeping(_ notPayable: [NotPayableView]) -> SeveralView {
        SeveralView(
            title: title, headline: headline, total: total, payments: payments, notPayable: notPayable, next: next,
            nextLabel: nextLabel)
    }
}
