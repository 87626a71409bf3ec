// The whole app in a person's hands, without the drawing: every model, watched as its screen would.

import Foundation
import MadridCore
import MadridKit
import XCTest

/// An open app whose screens are all on show, and a browser with or without somebody before it. Call `end` when done.
@MainActor
final class Screens {
    let phone: Phone
    let app: AppModel
    let browser: PersonBrowser
    private var watching: [Task<Void, Never>] = []

    private init(_ phone: Phone, browser: PersonBrowser) {
        self.phone = phone
        self.browser = browser
        app = AppModel(phone.madrid)
    }

    /// An app that nobody has signed in to.
    static func start(language: Language = .es, keyStore: (any KeyStore)? = nil) async throws -> Screens {
        let browser = PersonBrowser()
        let phone = try await Phone.start(language: language, browser: browser, keyStore: keyStore)
        let screens = Screens(phone, browser: browser)
        let app = screens.app
        screens.watching = [
            Task { await app.watch() }, Task { await app.session.watch() }, Task { await app.home.watch() },
            Task { await app.profile.watch() },
        ]
        return screens
    }

    /// An app to which a persona has signed in, lightly, and which holds what the city has for them.
    static func signedIn(
        as givenName: String, language: Language = .es, keyStore: (any KeyStore)? = nil, appLock: Bool = false
    ) async throws -> Screens {
        let screens = try await start(language: language, keyStore: keyStore)
        screens.browser.seat(try await screens.city.persona(givenName))
        await screens.app.session.signIn(appLock: appLock)
        await screens.app.refresh()
        try await screens.expect("signed in and up to date") {
            $0.state == .signedIn && $0.home?.empty == nil && $0.home?.blocks.isEmpty == false
                && $0.home?.blocks.allSatisfy { $0.freshness.state == .fresh } == true
        }
        return screens
    }

    var city: City { phone.city }
    var home: HomeView? { app.home.home.view }
    var state: SessionState? { app.session.session.view?.state }
    var profile: ProfileView? { app.profile.profile.view }

    /// Waits until the screens show something, and says what they show instead if they never do.
    func expect(
        _ what: String, file: StaticString = #filePath, line: UInt = #line, _ holds: (Screens) -> Bool
    ) async throws {
        if try await eventually({ holds(self) }) { return }
        let failures = [app.refreshFailure, app.session.failure, app.profile.failure, app.home.failure]
        let codes = failures.compactMap { $0?.code }
        XCTFail(
            "never \(what): \(codes), \(app.session.session), \(app.profile.profile), \(app.home.home)",
            file: file, line: line)
        throw City.Failure(reason: "never \(what)")
    }

    /// One more screen is on show, until the end.
    func follow(_ screen: @escaping @MainActor (AppModel) async -> Void) {
        watching.append(Task { [app] in await screen(app) })
    }

    /// Waits until nothing is being fetched or sent: what is asked next is not answered by a run that began before.
    func expectQuiet() async throws {
        for await status in try await phone.madrid.status() where !status.running {
            return
        }
    }

    func end() {
        watching.forEach { $0.cancel() }
        phone.end()
    }
}

extension HomeView {
    /// Every part of the city behind the blocks.
    var parts: [PartView] { blocks.flatMap(\.parts) }

    func block(_ id: BlockId) throws -> BlockView {
        try blocks.first { $0.id == id }.unwrapped()
    }

    /// Every text on the screen that is the app's own and not the city's: none may be the same in two languages.
    var words: [String] {
        let own = blocks.flatMap { [$0.title, $0.freshness.label] + $0.parts.map(\.name) }
        let optional = blocks.flatMap { [$0.total, $0.next?.label, $0.empty] }.compactMap { $0 }
        let troubles = parts.compactMap(\.trouble).flatMap { [$0.title, $0.body, $0.nextStep] }
        let pressing = blocks.flatMap(\.items).compactMap(\.pressing)
        let waiting = pending.flatMap { [$0.title, $0.label] + $0.actions.map(\.label) }
        let about = [greeting, actingFor ?? "", session.title, session.body] + session.actions.map(\.label)
        let nothing = [empty?.title, empty?.body].compactMap { $0 }
        let city = parts.compactMap(\.notice) + troubles + pressing
        return (own + optional + city + waiting + about + nothing + subjects.map(\.relation)).filter { !$0.isEmpty }
    }
}
