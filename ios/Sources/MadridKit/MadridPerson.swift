// The door to the core, the person's half: the session, what the city knows of the person, and the first screen.

import MadridCore

extension Madrid {
    /// How the session stands, now and after every change.
    ///
    /// - Returns: the stream, with the current view already in it.
    /// - Throws: `AppError` when the database cannot be read.
    public func sessions() async throws -> AsyncStream<SessionView> {
        try await live { try await session.observe(listener: $0) }
    }

    /// How the session stands at this moment.
    ///
    /// - Returns: the session.
    /// - Throws: `AppError` when the database cannot be read.
    public func sessionNow() async throws -> SessionView { try await session.show() }

    /// Lets the person sign in, in the phone's browser, and fetches what is theirs in the background. Only ever when the
    /// person asks for it.
    ///
    /// - Parameters:
    ///   - access: what comes next needs this level.
    ///   - appLock: whether the phone asks before it shows the person's data. Looked at by the first sign-in only.
    /// - Returns: the session afterwards.
    /// - Throws: `AppError.Cancelled` when the person changed their mind; `AppError.Rejected` when the phone holds another
    ///   person's data, which stay, or has no screen lock for the app lock: the browser is not opened then. The session is as before then, and trying again is safe.
    public func signIn(_ access: AccessLevel, appLock: Bool) async throws -> SessionView {
        try await session.signIn(request: SignInRequest(access: access, appLock: appLock), browser: browser)
    }

    /// Ends the session and locks the data; they stay for the same person. Asking twice is safe.
    ///
    /// - Returns: the session afterwards.
    /// - Throws: `AppError.Locked` while the data are locked.
    public func signOut() async throws -> SessionView { try await session.signOut() }

    /// Locks the person's data at once: nothing personal can be read until `unlock`. Asking twice is safe.
    public func lock() { session.lock() }

    /// Unlocks the person's data; with the app lock on, the phone asks for face, finger or code.
    ///
    /// - Returns: the session afterwards.
    /// - Throws: `AppError.Locked` when the person was not recognised or said no. Trying again is safe.
    public func unlock() async throws -> SessionView { try await session.unlock() }

    /// Switches the app lock on or off; to take it off, the phone asks once more. Asking twice is safe.
    ///
    /// - Parameter isOn: whether the phone asks from now on.
    /// - Returns: the session afterwards.
    /// - Throws: `AppError.Locked` when the person said no.
    public func setAppLock(_ isOn: Bool) async throws -> SessionView { try await session.setAppLock(on: isOn) }

    /// What `removeMyData` would take away; works while the data are locked, and then counts less.
    ///
    /// - Returns: the lines to weigh up.
    /// - Throws: `AppError.SignInAgain` where the phone holds nobody's data.
    public func removal() async throws -> RemovalView { try await session.removal() }

    /// Removes everything of the person from this phone for good; works while the data are locked. Asking twice is safe.
    ///
    /// - Returns: the session afterwards.
    /// - Throws: `AppError` when the files could not be cleared to the end. Then ask again.
    public func removeMyData() async throws -> SessionView { try await session.removeMyData() }

    /// What the city knows of the person, now and after every change. While the data are locked it says nothing new: the
    /// last view is then not to be shown.
    ///
    /// - Returns: the stream, with the current view already in it.
    /// - Throws: `AppError.Locked` while the data are locked.
    public func profiles() async throws -> AsyncStream<ProfileView> {
        try await live { try await profile.observe(listener: $0) }
    }

    /// Asks the city to reach the person elsewhere. Offline is fine: it is kept before this returns, and sent once.
    ///
    /// - Parameter request: what the person typed; what is absent stays.
    /// - Returns: the profile with the change in it.
    /// - Throws: `AppError.Rejected` when that is no telephone or no e-mail.
    public func changeContact(_ request: ContactRequest) async throws -> ProfileView {
        try await profile.changeContact(request: request)
    }

    /// Asks the city to keep what the person likes and allows. As `changeContact`.
    ///
    /// - Parameter request: what the person chose.
    /// - Returns: the profile with the change in it.
    /// - Throws: `AppError.Locked` while the data are locked.
    public func changePreferences(_ request: PreferencesRequest) async throws -> ProfileView {
        try await profile.changePreferences(request: request)
    }

    /// The person insists on a change in conflict. Asking twice is safe.
    ///
    /// - Parameter id: the `id` of a pending change.
    /// - Returns: the profile afterwards.
    /// - Throws: `AppError.Locked` while the data are locked.
    public func keepMine(_ id: Int64) async throws -> ProfileView { try await profile.keepMine(id: id) }

    /// The person lets a change go that is in conflict or was refused. Asking twice is safe.
    ///
    /// - Parameter id: the `id` of a pending change.
    /// - Returns: the profile afterwards.
    /// - Throws: `AppError.Locked` while the data are locked.
    public func discard(_ id: Int64) async throws -> ProfileView { try await profile.discard(id: id) }

    /// The first screen, now and after every change. Locking closes it: it has no blocks then.
    ///
    /// - Parameter here: where the person is, if the phone may know; else the registered address stands in for it.
    /// - Returns: the stream, with the current view already in it.
    /// - Throws: `AppError.Rejected` when `here` is not on the globe.
    public func homes(here: HereRequest?) async throws -> AsyncStream<HomeView> {
        try await live { try await home.observe(here: here, listener: $0) }
    }

    /// Shows the screen of somebody the person acts for; the person's own id leads back.
    ///
    /// - Parameter id: the `id` of a subject.
    /// - Throws: `AppError.NotFound` for anybody else.
    public func actFor(_ id: String) async throws { try await home.actFor(id: id) }

    /// Puts these blocks first, in this order; the others follow as they were.
    ///
    /// - Parameter first: the blocks.
    /// - Throws: `AppError` when it cannot be written.
    public func order(_ first: [BlockId]) async throws { try await home.order(first: first) }

    /// Moves a block one place up; the first one stays where it is.
    ///
    /// - Parameter block: which.
    /// - Throws: `AppError` when it cannot be written.
    public func raise(_ block: BlockId) async throws { try await home.raise(block: block) }

    /// Moves a block one place down; the last one stays where it is.
    ///
    /// - Parameter block: which.
    /// - Throws: `AppError` when it cannot be written.
    public func lower(_ block: BlockId) async throws { try await home.lower(block: block) }

    /// Hides a block, or shows it again.
    ///
    /// - Parameters:
    ///   - block: which.
    ///   - isHidden: whether it is hidden from now on.
    /// - Throws: `AppError` when it cannot be written.
    public func hide(_ block: BlockId, isHidden: Bool) async throws {
        try await home.hide(block: block, hidden: isHidden)
    }
}
