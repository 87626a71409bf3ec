// The state of the screen on which the person says yes or no to showing a card, and of what became of it.

import MadridCore
import Observation

/// A question for cards, and its answer.
@MainActor
@Observable
public final class ConsentModel {
    /// What the person is asked, with what they chose.
    public private(set) var question: Block<ConsentView> = .loading
    /// What became of it; `nil` until they have said yes or no.
    public private(set) var shared: SharedView?
    /// Why the last thing the person asked for failed; `nil` when it went well.
    public private(set) var failure: ExplanationView?
    /// Whether the answer is on its way.
    public private(set) var isAsking = false

    private let madrid: Madrid
    /// The question that is open.
    private var id: Int64?
    /// How often the data were closed: what was asked before must not be shown after.
    private var closings = 0

    /// The model of one open app.
    ///
    /// - Parameter madrid: the open app.
    public init(_ madrid: Madrid) {
        self.madrid = madrid
    }

    /// Reads a question, with the choice that was made. One that was answered here stays as it is.
    ///
    /// - Parameter id: its `id`.
    public func show(_ id: Int64) async {
        if self.id != id {
            self.id = id
            (question, shared, failure) = (.loading, nil, nil)
        }
        if shared == nil {
            await look(question.view?.choice)
        }
    }

    /// The person chooses another way to answer. Nothing leaves the phone.
    ///
    /// - Parameter alternative: one of the question's.
    public func choose(_ alternative: ConsentAlternativeView) async {
        await look(alternative.choice)
    }

    /// The person says yes to what is shown, having read its warnings. When something has changed meanwhile, nothing is sent and it is
    /// shown as it is now.
    public func share() async {
        guard let view = question.view, let choice = view.choice else { return }
        await ask { try await $0.share(view.id, choice: choice, accepts: view.accepts) }
        if failure?.code == "wallet.presentation_unwarned" {
            await look(choice)
        }
    }

    /// The person says no, or has nothing to show.
    public func refuse() async {
        guard let id else { return }
        await ask { try await $0.refuse(id) }
    }

    /// What could not be done has been read, or the person has gone on.
    func forget() {
        failure = nil
    }

    /// The person's data are closed: nothing that was found with them may be seen.
    func close() {
        closings += 1
        id = nil
        (question, shared, failure) = (.loading, nil, nil)
    }

    private func look(_ choice: ConsentChoice?) async {
        guard let id else { return }
        let before = closings
        let read = await madrid.block { try await $0.question(id, choice: choice) }
        if closings == before, self.id == id, shared == nil, !Task.isCancelled {
            question = read
        }
    }

    /// One thing at a time: touched twice it is done once.
    private func ask(_ work: @Sendable (Madrid) async throws -> SharedView) async {
        guard !isAsking else { return }
        isAsking = true
        defer { isAsking = false }
        let before = closings
        let answer = await madrid.block(work)
        if closings == before {
            shared = answer.view
            failure = answer.failure
        }
    }
}
