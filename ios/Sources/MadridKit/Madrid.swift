// The door to the core: everything a model asks goes through here, and nothing generated goes further up.

import MadridCore

/// One open app: the database on this phone and the city it follows. Cheap to copy; all copies are the same app.
public struct Madrid: Sendable {
    private let app: App
    private let places: Places
    let session: Session
    let profile: Profile
    let home: Home
    let agenda: Agenda
    let cityMap: CityMap
    let bookingDesk: Bookings
    let till: Payments
    let fineDesk: Fines
    let taxOffice: Tax
    let refundDesk: MadridCore.Refunds
    let cardCase: Wallet
    let recommend: Recommend
    let browser: any Browser

    /// Opens the database, or makes it, and is ready to answer from it. The city is not asked yet.
    ///
    /// - Parameters:
    ///   - config: where the files are and which city to follow.
    ///   - platform: what the phone lends to the core.
    /// - Returns: the open app. Open one per folder.
    /// - Throws: `AppError`, for instance `UpdateRequired` when a newer app wrote the files. They are left as they were,
    ///   so trying again is safe.
    public static func open(_ config: AppConfig, platform: Platform) async throws -> Madrid {
        let app = try await App.open(
            config: config, keyStore: platform.keyStore, deviceKeys: platform.deviceKeys, settings: platform.settings,
            log: platform.log)
        return Madrid(app, browser: platform.browser)
    }

    private init(_ app: App, browser: any Browser) {
        self.app = app
        self.browser = browser
        places = app.places()
        session = app.session()
        profile = app.profile()
        home = app.home()
        agenda = app.agenda()
        cityMap = app.map()
        bookingDesk = app.bookings()
        till = app.payments()
        fineDesk = app.fines()
        taxOffice = app.tax()
        refundDesk = app.refunds()
        cardCase = app.wallet()
        recommend = app.recommend()
    }

    /// The language of every text from now on.
    public var language: Language { app.language() }

    /// Changes the language of every text from now on and keeps it; every stream gets its view again.
    ///
    /// - Parameter language: what the person chose.
    /// - Throws: `AppError` when it could not be kept: it counts until the app ends then. Asking twice is safe.
    public func chooseLanguage(_ language: Language) async throws { try await app.chooseLanguage(language: language) }

    /// The words of controls that belong to no view, in the current language.
    public var words: WordsView { app.words() }

    /// The very first screen; `nil` once it was left on this phone.
    public var welcome: WelcomeView? { app.welcome() }

    /// The person has seen the very first screen.
    ///
    /// - Throws: `AppError` when it could not be kept: it will be shown once more at the next start. Asking twice is safe.
    public func endWelcome() async throws { try await app.endWelcome() }

    /// Reads a link of ours. It only leads somewhere: it changes nothing.
    ///
    /// - Parameter link: the whole address, `madrid://...`.
    /// - Returns: the screen it leads to.
    /// - Throws: `AppError.Rejected` when it leads nowhere.
    public func destination(of link: String) throws -> Destination { try app.openLink(url: link) }

    /// What the person decides about the app, now and after every change.
    ///
    /// - Returns: the stream, with the current view already in it.
    /// - Throws: `AppError` when the database cannot be read.
    public func settings() async throws -> AsyncStream<SettingsView> {
        try await live { try await app.observeSettings(listener: $0) }
    }

    /// Sends what the person wrote and fetches what changed in the city. Asking while it runs joins the running one.
    ///
    /// - Returns: what the phone holds afterwards.
    /// - Throws: `AppError`; what is on the phone stays and can be read. Trying again is safe.
    public func sync() async throws -> StatusView { try await app.sync() }

    /// The same when nobody asked: does nothing when the phone is up to date or the last failure was a moment ago.
    ///
    /// - Returns: what the phone holds afterwards.
    /// - Throws: `AppError`, as `sync` does.
    public func syncIfDue() async throws -> StatusView { try await app.syncIfDue() }

    /// What the phone holds, now and after every change.
    ///
    /// - Returns: the stream, with the current view already in it.
    /// - Throws: `AppError` when the database cannot be read.
    public func status() async throws -> AsyncStream<StatusView> {
        try await live { try await app.observeStatus(listener: $0) }
    }

    /// The nearest places, now and after every change.
    ///
    /// - Parameter request: where, which kind, which needs, how many.
    /// - Returns: the stream, with the current view already in it.
    /// - Throws: `AppError` when the request makes no sense or the database cannot be read.
    public func near(_ request: NearRequest) async throws -> AsyncStream<PlaceListView> {
        try await live { try await places.observeNear(request: request, listener: $0) }
    }

    /// The places whose name or address matches, best first; accents do not matter.
    ///
    /// - Parameter request: what the person typed, which kind, which needs, how many at most.
    /// - Returns: the list, with words for an empty one.
    /// - Throws: `AppError.Rejected` when there is not one letter or digit to look for.
    public func search(_ request: SearchRequest) async throws -> PlaceListView {
        try await places.search(request: request)
    }

    /// Everything the city says about one place.
    ///
    /// - Parameter id: the `id` of a row.
    /// - Returns: the place.
    /// - Throws: `AppError.NotFound` when the city no longer lists it.
    public func show(_ id: String) async throws -> PlaceView { try await places.show(id: id) }

    /// What to choose from beside a list of places, in the current language.
    public var filter: PlacesFilterView { places.filter() }

    /// The person leaves: closes the files, because iOS ends an app that holds a lock in the background. Asking twice is
    /// safe.
    ///
    /// - Throws: `AppError` when they cannot be closed.
    public func suspend() async throws { try await app.suspendStorage() }

    /// The person is back: opens the files again, and locks the data if the app lock is on and they were away for long.
    /// Asking twice is safe.
    ///
    /// - Throws: `AppError` as when opening.
    public func resume() async throws { try await app.resumeStorage() }

    /// Checks that what the phone lends keeps its promises. For tests on a device and for the support screen; with a screen
    /// lock, the person is asked once.
    ///
    /// - Throws: `AppError.Bug` with the code of the promise that is broken.
    public func checkPlatform() async throws { try await app.checkPlatform() }

    /// A failure in plain words, in the current language.
    ///
    /// - Parameter error: anything thrown by the calls above.
    /// - Returns: what happened and what to do next.
    public func explain(_ error: any Error) -> ExplanationView { app.explain(error: AppError(error)) }

    /// What to say when the phone does not tell where it is, in the current language.
    var noLocation: ExplanationView { explainCode(code: "platform.location", language: language) }

    /// A failure to open, in plain words: there is no app yet to ask.
    ///
    /// - Parameters:
    ///   - error: anything thrown by `open` or by `Platform.software`.
    ///   - language: the language of the words.
    /// - Returns: what happened and what to do next.
    public static func explain(_ error: any Error, in language: Language) -> ExplanationView {
        explainError(error: AppError(error), language: language)
    }
}

extension AppError {
    /// What was thrown, as an error that can be explained. The generated code has a private type for what should not
    /// happen, such as a panic on the way in or out: a bug of ours, whatever it says.
    init(_ error: any Error) {
        self = error as? AppError ?? .Bug(code: "bug.unexpected")
    }
}
