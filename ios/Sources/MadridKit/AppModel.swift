// The state that outlives every screen: how fresh the phone is, and what the last refresh could not do.

import MadridCore
import Observation

/// The model of the whole app. Make one when the app has been opened, and keep it.
@MainActor
@Observable
public final class AppModel {
    /// What the phone holds.
    public private(set) var status: Block<StatusView> = .loading
    /// Why the last refresh failed, in plain words; `nil` when it went well, and when only a sign-in is missing: the
    /// session says that itself, once.
    public private(set) var refreshFailure: ExplanationView?
    /// The language of every text.
    public private(set) var language: Language
    /// The words of controls that belong to no view.
    public private(set) var words: WordsView
    /// The very first screen; `nil` once the person has left it.
    public private(set) var welcome: WelcomeView?
    /// Why what the person chose here could not be kept; `nil` when it was.
    public private(set) var failure: ExplanationView?
    /// How often the person tried again. A stream that could not be read has ended: screens watch anew when this changes.
    public private(set) var attempts = 0
    /// Who the person is to the city.
    public let session: SessionModel
    /// The first screen.
    public let home: HomeModel
    /// What the city knows of the person.
    public let profile: ProfileModel
    /// The places screens.
    public let places: PlacesModel
    /// What the person decides about the app.
    public let settings: SettingsModel
    /// Which screen is in front.
    public let route: RouteModel

    private let madrid: Madrid

    /// The models of one open app.
    ///
    /// - Parameter madrid: the open app.
    public init(_ madrid: Madrid) {
        self.madrid = madrid
        language = madrid.language
        words = madrid.words
        welcome = madrid.welcome
        session = SessionModel(madrid)
        home = HomeModel(madrid)
        profile = ProfileModel(madrid, session: session)
        places = PlacesModel(madrid)
        settings = SettingsModel(madrid)
        route = RouteModel(madrid, places: places)
    }

    /// Changes the language of every text, now and at the next start.
    ///
    /// - Parameter language: one of the choices.
    public func choose(_ language: Language) async {
        failure = await madrid.attempt { try await $0.chooseLanguage(language) }
        self.language = madrid.language
        words = madrid.words
        welcome = madrid.welcome
        session.translate()
        places.translate()
    }

    /// The person leaves the very first screen, and does not see it again.
    public func endWelcome() async {
        failure = await madrid.attempt { try await $0.endWelcome() }
        welcome = madrid.welcome
    }

    /// Keeps `status` up to date until the task is cancelled.
    public func watch() async {
        do {
            for await view in try await madrid.status() {
                status = .shown(view)
            }
        } catch {
            status = .failed(madrid.explain(error))
        }
    }

    /// Fetches what changed in the city. What is on the phone stays readable whatever happens.
    public func refresh() async {
        await attempt { try await $0.sync() }
    }

    /// The person tries again after something could not be read or fetched.
    public func tryAgain() async {
        attempts += 1
        await refresh()
    }

    /// To be called when the app leaves the screen: the files are closed.
    public func enterBackground() async {
        await attempt { try await $0.suspend() }
    }

    /// To be called when the app comes back: the files are opened, and the city is asked when it is time to.
    public func enterForeground() async {
        await attempt {
            try await $0.resume()
            return try await $0.syncIfDue()
        }
    }

    private func attempt<Answer: Sendable>(_ work: @Sendable (Madrid) async throws -> Answer) async {
        refreshFailure = await madrid.attempt { madrid in
            do {
                _ = try await work(madrid)
            } catch AppError.SignInAgain {}
        }
    }
}
