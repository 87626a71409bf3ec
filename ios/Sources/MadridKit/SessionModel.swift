// The state of the gate: who the person is to the city, and whether their data are open.

import MadridCore
import Observation

/// The session, and everything a person can do about it.
///
/// `session.view?.state` decides what there is to see: the way in, the lock, or the person's screens. `signInAgain` is one
/// banner with one button above screens that stay as they are; nothing here opens the browser unless the person asked.
@MainActor
@Observable
public final class SessionModel {
    /// How the session stands.
    public private(set) var session: Block<SessionView> = .loading
    /// What removing the person's data would take away; `nil` unless the person is weighing it up.
    public private(set) var removal: Block<RemovalView>?
    /// Why the last thing the person asked for failed; `nil` when it went well or the person changed their mind.
    public private(set) var failure: ExplanationView?
    /// What the person has made of the invitation's switch; `nil` as long as they left it as it was.
    private var switched: Bool?
    /// Whether the browser, the phone's own question or the city is being waited for. What is asked meanwhile is ignored.
    public private(set) var isBusy = false

    /// What to do when the person's data must be on no screen any more: they signed out, or had everything removed.
    @ObservationIgnored var whenGone: @MainActor () -> Void = {}
    /// What to do when the person's data have been closed: locked, or left.
    @ObservationIgnored var whenClosed: @MainActor () -> Void = {}
    /// The last state that was shown.
    @ObservationIgnored private var state: SessionState?

    private let madrid: Madrid

    /// The model of one open app.
    ///
    /// - Parameter madrid: the open app.
    public init(_ madrid: Madrid) {
        self.madrid = madrid
    }

    /// What comes before the login page; `nil` for whoever is signed in already.
    public var invitation: SignInView? { session.view?.invitation }

    /// Whether the phone asks before it shows the person's data: the invitation's switch, for the first sign-in.
    public var wantsAppLock: Bool {
        get { switched ?? invitation?.appLock?.isOn ?? false }
        set { switched = newValue }
    }

    /// Keeps `session` up to date until the task is cancelled.
    public func watch() async {
        do {
            for await view in try await madrid.sessions() {
                take(view)
            }
        } catch {
            session = .failed(madrid.explain(error))
        }
    }

    /// Does what a button of the session says.
    ///
    /// - Parameter kind: the `kind` of one of its actions.
    public func perform(_ kind: SessionActionKind) async {
        switch kind {
        case .signIn: await signIn()
        case .unlock: await unlock()
        case .lock: lock()
        case .signOut: await signOut()
        }
    }

    /// Lets the person sign in with the phone's browser.
    ///
    /// - Parameters:
    ///   - access: the level that what comes next needs.
    ///   - appLock: whether the phone asks before it shows the person's data; `nil` for what the invitation's switch says.
    ///     Looked at by the first sign-in only.
    /// - Returns: whether the person is signed in; else `failure` says why, unless they changed their mind.
    @discardableResult
    public func signIn(_ access: AccessLevel = .light, appLock: Bool? = nil) async -> Bool {
        let appLock = appLock ?? wantsAppLock
        return await ask { try await $0.signIn(access, appLock: appLock) }
    }

    /// Ends the session. The data stay on the phone, locked, for the same person.
    public func signOut() async {
        await ask { try await $0.signOut() }
    }

    /// Locks the person's data at once.
    public func lock() {
        madrid.lock()
    }

    /// Unlocks the person's data; the phone asks if the app lock is on.
    public func unlock() async {
        await ask { try await $0.unlock() }
    }

    /// Switches the app lock on or off.
    ///
    /// - Parameter isOn: whether the phone asks from now on.
    public func setAppLock(_ isOn: Bool) async {
        await ask { try await $0.setAppLock(isOn) }
    }

    /// Finds out what removing the person's data would take away. What was found before stays until then.
    public func weighRemoval() async {
        if removal == nil {
            removal = .loading
        }
        let weighed = await madrid.block { try await $0.removal() }
        // Whoever asked anew meanwhile gets the newer answer.
        if !Task.isCancelled {
            removal = weighed
        }
    }

    /// Removes everything of the person from this phone, for good.
    public func removeMyData() async {
        await ask { try await $0.removeMyData() }
        if failure == nil {
            removal = nil
            go()
        }
    }

    /// What could not be done has been read, or the person has gone on.
    func forget() {
        failure = nil
    }

    /// Shows how the session stands.
    func take(_ view: SessionView) {
        let (before, wasOpen) = (state, session.view?.isOpen)
        state = view.state
        session = .shown(view)
        if wasOpen == true, !view.isOpen {
            whenClosed()
        }
        if view.state == .signedOut, let before, before != .signedOut {
            go()
        }
    }

    private func go() {
        switched = nil
        whenGone()
    }

    /// How the session stands cannot be read.
    func fail(_ words: ExplanationView) {
        session = .failed(words)
    }

    @discardableResult
    private func ask(_ work: @Sendable (Madrid) async throws -> SessionView) async -> Bool {
        guard !isBusy else { return false }
        isBusy = true
        defer { isBusy = false }
        do {
            take(try await work(madrid))
            failure = nil
            return true
        } catch {
            failure = madrid.words(for: error)
            return false
        }
    }
}

extension SessionView {
    /// Whether the person's data can be read: signed in, or signed in until the city ended it.
    var isOpen: Bool { state == .signedIn || state == .signInAgain }
}
