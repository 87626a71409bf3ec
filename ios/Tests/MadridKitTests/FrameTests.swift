// What stands around every screen: the first start, the words of controls, the settings, and what is before the login page.

import Foundation
import MadridCore
import MadridKit
import XCTest

@MainActor
final class FrameTests: XCTestCase, @unchecked Sendable {
    func testTheFirstScreenIsShownOnceAndItsLanguageIsKept() async throws {
        let home = try Phone.newHome()
        defer { try? FileManager.default.removeItem(at: home) }
        let app = AppModel(try await Self.phone(at: home))
        let spanish = try app.welcome.unwrapped()
        XCTAssertEqual(spanish.languages.map(\.isChosen), [true, false])
        XCTAssertGreaterThan(spanish.points.count, 1)

        await app.choose(.en)
        XCTAssertNil(app.failure)
        let english = try app.welcome.unwrapped()
        XCTAssertEqual(english.languages.map(\.isChosen), [false, true])
        XCTAssertEqual(english.languages.map(\.label), spanish.languages.map(\.label), "each in its own words")
        for (spanish, english) in zip(spanish.words, english.words) {
            XCTAssertNotEqual(spanish, english)
        }
        await app.endWelcome()
        XCTAssertNil(app.failure)
        XCTAssertNil(app.welcome)

        let again = AppModel(try await Self.phone(at: home))
        XCTAssertNil(again.welcome)
        XCTAssertEqual(again.language, .en)
    }

    func testWhatCannotBeKeptIsSaidAndStopsNobody() async throws {
        let home = try Phone.newHome()
        defer { try? FileManager.default.removeItem(at: home) }
        let app = AppModel(try await Self.phone(at: home, settings: BrokenSettings()))
        await app.choose(.en)
        XCTAssertEqual(app.failure?.code, "platform.settings")
        XCTAssertEqual(app.language, .en)
        XCTAssertEqual(app.words.home, "Home")
        await app.endWelcome()
        XCTAssertNil(app.welcome, "nobody is kept at the door")
    }

    func testControlsSpeakTheLanguageOfNow() async throws {
        let screens = try await Screens.start()
        defer { screens.end() }
        let app = screens.app
        try await screens.expect("the way in") { $0.app.session.invitation != nil }
        let (words, invitation, filter) = (app.words, try app.session.invitation.unwrapped(), app.places.filter)
        XCTAssertFalse(words.all.contains(""))
        await app.choose(.en)
        for (spanish, english) in zip(words.all, app.words.all) {
            XCTAssertNotEqual(spanish, english)
        }
        try await screens.expect("the way in, in English") {
            $0.app.session.invitation?.title != invitation.title && $0.app.session.invitation?.steps != invitation.steps
        }
        XCTAssertNotEqual(app.places.filter.title, filter.title)
    }

    func testTheInvitationDecidesTheAppLockUnlessThePersonDoes() async throws {
        let screens = try await Screens.start()
        defer { screens.end() }
        let session = screens.app.session
        try await screens.expect("the way in") { _ in session.invitation != nil }
        let invitation = try session.invitation.unwrapped()
        XCTAssertFalse([invitation.title, invitation.body, invitation.actionLabel].contains(""))
        let isProposed = try invitation.appLock.unwrapped().isOn
        XCTAssertEqual(session.wantsAppLock, isProposed)
        screens.browser.seat(try await screens.city.persona("Pablo"))
        let isIn = await session.signIn()
        XCTAssertTrue(isIn)
        XCTAssertNil(session.invitation, "whoever is in needs none")
        try await screens.expect("as the invitation said") {
            $0.app.session.session.view?.appLock == isProposed
        }
        await session.removeMyData()

        session.wantsAppLock = !isProposed
        try await screens.expectQuiet()
        await session.signIn()
        try await screens.expect("as the person said") {
            $0.app.session.session.view?.appLock == !isProposed
        }
        await session.removeMyData()
        XCTAssertEqual(session.wantsAppLock, isProposed, "the next person is asked anew")
    }

    func testALockThatIsThereAlreadyIsNotAskedForAgain() async throws {
        let screens = try await Screens.signedIn(as: "Antonio")
        defer { screens.end() }
        await screens.app.session.signOut()
        let invitation = try screens.app.session.invitation.unwrapped()
        XCTAssertNil(invitation.appLock)
        XCTAssertFalse(screens.app.session.wantsAppLock)
    }

    func testTheSettingsFollowTheLanguageAndTheSession() async throws {
        let screens = try await Screens.start()
        defer { screens.end() }
        let model = screens.app.settings
        let watching = Task { await model.watch() }
        defer { watching.cancel() }
        try await screens.expect("the settings") { _ in model.settings.view != nil }
        let spanish = try model.settings.view.unwrapped()
        XCTAssertNil(spanish.appLock, "there is nothing to lock")
        XCTAssertEqual(spanish.languages.first { $0.isChosen }?.language, .es)
        XCTAssertFalse(spanish.phone.isEmpty || spanish.about.isEmpty)

        await screens.app.choose(.en)
        try await screens.expect("in English") { _ in model.settings.view?.title != spanish.title }
        screens.browser.seat(try await screens.city.persona("Pablo"))
        await screens.app.session.signIn(appLock: false)
        try await screens.expect("an app lock to switch on") { _ in model.settings.view?.appLock?.isOn == false }
        await screens.app.session.setAppLock(true)
        try await screens.expect("an app lock that is on") { _ in model.settings.view?.appLock?.isOn == true }
    }

    private static func phone(at home: URL, settings: (any SecureSettings)? = nil) async throws -> Madrid {
        let settings = try settings ?? softwareSettings(homeDir: home.path)
        let platform = Platform(
            keyStore: try softwareKeyStore(), deviceKeys: softwareDeviceKeys(), settings: settings,
            browser: NoBrowser(), log: SilentLog())
        return try await Madrid.open(Phone.config(home: home, city: City.nobody), platform: platform)
    }
}

extension WelcomeView {
    /// Every word of it but the names of the app and of the languages.
    fileprivate var words: [String] {
        [body, signInLabel, lookAroundLabel] + points.flatMap { [$0.title, $0.body] }
    }
}

extension WordsView {
    /// Every word but that of the agenda, which is the same in both.
    fileprivate var all: [String] {
        [home, places, profile, settings, consents, back, close, retry, refresh, loading]
            + [forYou, map, saved, interests, bookings, times, keep, unkeep]
    }
}
