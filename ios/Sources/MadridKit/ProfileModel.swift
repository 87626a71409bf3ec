// The state of the profile: what the city knows of the person, and the changes on their way there.

import MadridCore
import Observation

/// The person's own data and what the person changes of them.
@MainActor
@Observable
public final class ProfileModel {
    /// The newest profile, with what the person asked for laid over. Loading, and nothing personal, while the data are locked.
    public private(set) var profile: Block<ProfileView> = .loading
    /// Why the last thing the person asked for failed; `nil` when it went well.
    public private(set) var failure: ExplanationView?
    /// What the person is typing of how the city reaches them; `nil` while they are not.
    public var draft: ContactDraft?

    private let madrid: Madrid
    private let session: SessionModel

    /// The model of one open app.
    ///
    /// - Parameters:
    ///   - madrid: the open app.
    ///   - session: where a change that needs a stronger sign-in sends the person.
    public init(_ madrid: Madrid, session: SessionModel) {
        self.madrid = madrid
        self.session = session
    }

    /// Keeps `profile` up to date until the task is cancelled, and empty while the data are locked.
    public func watch() async {
        do {
            try await madrid.whileOpen { [weak self] in
                await self?.read()
            } close: {
                profile = .loading
                beginAnew()
            }
        } catch {
            profile = .failed(madrid.explain(error))
        }
    }

    /// The person begins to write how the city reaches them.
    public func beginDraft() {
        failure = nil
        draft = profile.view?.contact.map(ContactDraft.init)
    }

    /// The person leaves it as it was.
    public func dismissDraft() {
        failure = nil
        draft = nil
    }

    /// Asks for what the person has typed. It stays until the phone has taken it.
    public func sendDraft() async {
        guard let draft else { return }
        // The same mistake twice is said twice.
        failure = nil
        if let request = draft.request, !(await changeContact(request)) {
            return
        }
        self.draft = nil
    }

    /// Asks the city to reach the person elsewhere. Offline is fine.
    ///
    /// - Parameter request: what the person typed; what is absent stays.
    /// - Returns: whether it was taken; else `failure` says why.
    @discardableResult
    public func changeContact(_ request: ContactRequest) async -> Bool {
        await ask { try await $0.changeContact(request) }
    }

    /// Asks the city to keep what the person likes and allows. Offline is fine.
    ///
    /// - Parameter request: what the person chose.
    /// - Returns: whether it was taken; else `failure` says why.
    @discardableResult
    public func changePreferences(_ request: PreferencesRequest) async -> Bool {
        await ask { try await $0.changePreferences(request) }
    }

    /// Does what a button of a pending change says.
    ///
    /// - Parameters:
    ///   - kind: the `kind` of one of its actions.
    ///   - id: the `id` of the change.
    public func perform(_ kind: PendingActionKind, on id: Int64) async {
        switch kind {
        case .keepMine: await ask { try await $0.keepMine(id) }
        case .discard: await ask { try await $0.discard(id) }
        case .confirmIdentity: await session.signIn(.strong)
        }
    }

    /// What could not be done has been read, or the person has gone on.
    func forget() {
        failure = nil
    }

    /// Nobody may find what was typed before.
    func beginAnew() {
        draft = nil
        failure = nil
    }

    /// Cancelled when the data are locked: a view that was on its way then must not be shown any more.
    private func read() async {
        do {
            for await view in try await madrid.profiles() where !Task.isCancelled {
                profile = .shown(view)
            }
        } catch {
            guard !Task.isCancelled else { return }
            profile = .failed(madrid.explain(error))
        }
    }

    @discardableResult
    private func ask(_ work: @Sendable (Madrid) async throws -> ProfileView) async -> Bool {
        failure = await madrid.attempt(work)
        return failure == nil
    }
}
