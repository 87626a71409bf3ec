// The gate: signing in and out, locking, removing everything, and what happens when the city ends a session.

import MadridCore
import MadridKit
import XCTest

@MainActor
final class SessionTests: XCTestCase, @unchecked Sendable {
    func testNobodyIsAskedUntilThePersonAsks() async throws {
        let screens = try await Screens.start()
        defer { screens.end() }
        await screens.app.refresh()
        await screens.app.enterForeground()
        XCTAssertNil(screens.app.refreshFailure, "places need nobody")
        try await screens.expect("signed out") { $0.state == .signedOut && $0.home?.session.state == .signedOut }
        XCTAssertEqual(screens.home?.blocks.isEmpty, true)
        XCTAssertEqual(screens.home?.empty?.title.isEmpty, false)
        XCTAssertEqual(screens.home?.session.actions.map(\.kind), [.signIn])
        XCTAssertTrue(screens.browser.visits.isEmpty)
    }

    func testAPersonWhoChangesTheirMindHearsNothing() async throws {
        let screens = try await Screens.start()
        defer { screens.end() }
        await screens.app.session.perform(.signIn)
        XCTAssertEqual(screens.browser.visits.count, 1)
        XCTAssertNil(screens.app.session.failure)
        XCTAssertFalse(screens.app.session.isBusy)
        try await screens.expect("signed out") { $0.state == .signedOut }
    }

    func testABrowserThatFailsIsExplainedAndTheSessionStaysAsItWas() async throws {
        for browser in [BrokenBrowser(), NoBrowser()] as [any Browser] {
            let phone = try await Phone.start(browser: browser)
            defer { phone.end() }
            let before = try await phone.madrid.sessions().first()
            let model = SessionModel(phone.madrid)
            await model.signIn()
            XCTAssertEqual(model.failure?.body.isEmpty, false)
            let after = try await phone.madrid.sessions().first()
            XCTAssertEqual(after, before)
        }
    }

    func testASecondTapIsIgnored() async throws {
        let screens = try await Screens.start()
        defer { screens.end() }
        screens.browser.seat(try await screens.city.persona("Pablo"))
        async let first = screens.app.session.signIn()
        async let second = screens.app.session.signIn()
        let taken = await [first, second]
        XCTAssertEqual(taken.filter { $0 }.count, 1)
        XCTAssertNil(screens.app.session.failure)
        XCTAssertEqual(screens.browser.visits.count, 1)
    }

    func testLockedDataAreOnNoScreenUntilThePersonUnlocksThem() async throws {
        let keyStore = try AskingKeyStore()
        let screens = try await Screens.signedIn(as: "Carmen", keyStore: keyStore, appLock: true)
        defer { screens.end() }
        let before = try screens.home.unwrapped()
        XCTAssertTrue(before.session.appLock)

        await screens.app.session.perform(.lock)
        try await screens.expectClosed(.locked)
        keyStore.answer(no: true)
        await screens.app.session.perform(.unlock)
        XCTAssertEqual(screens.app.session.failure?.code, "vault.refused")
        do {
            _ = try await screens.phone.madrid.unlock()
            XCTFail("unlocked although the person said no")
        } catch AppError.Locked {}
        try await screens.expectClosed(.locked)
        await screens.app.session.weighRemoval()
        XCTAssertNotNil(screens.app.session.removal?.view, "whoever cannot open their data can still let go of them")

        keyStore.answer(no: false)
        await screens.app.session.perform(.unlock)
        XCTAssertNil(screens.app.session.failure)
        try await screens.expect("open again") {
            $0.state == .signedIn && $0.home?.blocks == before.blocks && $0.profile != nil
        }
        XCTAssertEqual(keyStore.prompts.contains(""), false, "the person was asked without a word")
        XCTAssertEqual(screens.browser.visits.count, 1)
    }

    func testTheAppLockCanBeSwitchedOffAndOn() async throws {
        let keyStore = try AskingKeyStore()
        let screens = try await Screens.signedIn(as: "Pablo", keyStore: keyStore)
        defer { screens.end() }
        XCTAssertEqual(screens.home?.session.appLock, false)
        await screens.app.session.setAppLock(true)
        try await screens.expect("with the app lock") { $0.app.session.session.view?.appLock == true }
        keyStore.answer(no: true)
        await screens.app.session.setAppLock(false)
        XCTAssertEqual(screens.app.session.failure?.code, "vault.refused")
        XCTAssertEqual(screens.app.session.session.view?.appLock, true)
    }

    func testWhoeverSignsOutFindsTheirDataAgain() async throws {
        let screens = try await Screens.signedIn(as: "Antonio")
        defer { screens.end() }
        let items = try screens.home.unwrapped().blocks.map(\.items)
        await screens.app.session.perform(.signOut)
        XCTAssertNil(screens.app.session.failure)
        try await screens.expectClosed()

        try await screens.expectQuiet()
        await screens.app.session.perform(.signIn)
        XCTAssertNil(screens.app.session.failure)
        try await screens.expect("as before") { $0.state == .signedIn && $0.home?.blocks.map(\.items) == items }
    }

    func testAnotherPersonDoesNotGetAtTheDataOfTheFirst() async throws {
        let screens = try await Screens.signedIn(as: "Antonio")
        defer { screens.end() }
        await screens.app.session.signOut()
        screens.browser.seat(try await screens.city.persona("Marta"))
        await screens.app.session.signIn()
        XCTAssertEqual(screens.app.session.failure?.code, "session.other_person")
        try await screens.expectClosed()
    }

    func testRemovingSaysWhatGoesAndLeavesNothing() async throws {
        let screens = try await Screens.signedIn(as: "Carmen")
        defer { screens.end() }
        await screens.app.session.weighRemoval()
        let removal = try (screens.app.session.removal?.view).unwrapped()
        XCTAssertGreaterThan(removal.lines.count, 2)
        XCTAssertFalse(([removal.title, removal.body, removal.actionLabel] + removal.lines).contains(""))

        XCTAssertEqual(screens.state, .signedIn, "weighing it up changes nothing")
        await screens.app.session.removeMyData()
        XCTAssertNil(screens.app.session.failure)
        XCTAssertNil(screens.app.session.removal)
        try await screens.expectClosed()

        // A different person may have the phone now: nothing of the first is in the way.
        try await screens.expectQuiet()
        screens.browser.seat(try await screens.city.persona("Marta"))
        await screens.app.session.signIn()
        XCTAssertNil(screens.app.session.failure)
        try await screens.expect("Marta's") { $0.home?.greeting.contains("Marta") == true }
    }

    func testWhatWouldGoStaysInSightWhileItIsCountedAgainAndInWhichLanguage() async throws {
        let screens = try await Screens.signedIn(as: "Carmen")
        defer { screens.end() }
        let session = screens.app.session
        await session.weighRemoval()
        let spanish = try (session.removal?.view).unwrapped()
        await screens.app.choose(.en)
        let counting = Task { await session.weighRemoval() }
        await Task.yield()
        XCTAssertEqual(session.removal?.view, spanish, "the card went while it was counted")
        await counting.value
        let english = try (session.removal?.view).unwrapped()
        XCTAssertNotEqual(english.title, spanish.title)
        XCTAssertEqual(english.lines.count, spanish.lines.count)

        await session.signOut()
        await session.weighRemoval()
        XCTAssertNotNil(session.removal?.view, "whoever is signed out may let go of their data too")
        await session.removeMyData()
        await session.weighRemoval()
        XCTAssertNil(session.removal?.view, "there is nobody's any more")
    }

    func testAPhoneWithoutACodeIsToldBeforeTheBrowserOpens() async throws {
        let screens = try await Screens.start(keyStore: try OpenPhone())
        defer { screens.end() }
        screens.browser.seat(try await screens.city.persona("Pablo"))
        await screens.app.session.signIn(appLock: true)
        XCTAssertEqual(screens.app.session.failure?.code, "vault.no_screen_lock")
        XCTAssertTrue(screens.browser.visits.isEmpty)
        await screens.app.session.signIn(appLock: false)
        XCTAssertNil(screens.app.session.failure)
        try await screens.expect("signed in without the lock") { $0.state == .signedIn }
    }

    func testARestartAsksNobody() async throws {
        let home = try Phone.newHome()
        defer { try? FileManager.default.removeItem(at: home) }
        let screens = try await Screens.signedIn(as: "Carmen", keyStore: try fileKeyStore(homeDir: home.path))
        defer { screens.end() }
        let before = try screens.home.unwrapped()
        try await screens.phone.madrid.suspend()

        let browser = PersonBrowser()
        let platform = Platform(
            keyStore: try fileKeyStore(homeDir: home.path), deviceKeys: softwareDeviceKeys(),
            settings: try softwareSettings(homeDir: home.path), browser: browser, log: SilentLog())
        let again = try await Madrid.open(
            Phone.config(home: screens.phone.home, city: screens.city.url), platform: platform)
        let shown = try await again.homes(here: nil).first()
        XCTAssertEqual(shown.session.state, .signedIn)
        XCTAssertEqual(shown.blocks.map(\.items), before.blocks.map(\.items))
        _ = try await again.sync()
        XCTAssertTrue(browser.visits.isEmpty)
    }

    func testASessionThatTheCityEndedIsOneQuestionAboveReadableScreens() async throws {
        let screens = try await Screens.signedIn(as: "Carmen")
        defer { screens.end() }
        let items = try screens.home.unwrapped().blocks.map(\.items)
        try await screens.city.endSessions(of: try await screens.city.persona("Carmen"))
        for _ in 0..<3 {
            await screens.app.refresh()
            XCTAssertNil(screens.app.refreshFailure, "said twice: the session says it already")
        }
        await screens.app.enterForeground()
        try await screens.expect("asking") { $0.state == .signInAgain && $0.home?.session.state == .signInAgain }
        XCTAssertEqual(screens.home?.blocks.map(\.items), items, "an ended session hides nothing")
        XCTAssertNotNil(screens.profile?.contact)
        XCTAssertEqual(screens.home?.session.actions.first?.kind, .signIn)
        XCTAssertEqual(screens.browser.visits.count, 1, "the browser opened by itself")

        await screens.app.session.perform(.signIn)
        XCTAssertNil(screens.app.session.failure)
        await screens.app.refresh()
        XCTAssertNil(screens.app.refreshFailure)
        try await screens.expect("signed in") { $0.state == .signedIn }
        XCTAssertEqual(screens.browser.visits.count, 2)
    }
}

extension Screens {
    /// Nothing of the person is on any screen.
    fileprivate func expectClosed(_ state: SessionState = .signedOut) async throws {
        try await expect("closed") { $0.state == state && $0.home?.session.state == state && $0.profile == nil }
        XCTAssertEqual(home?.blocks, [])
        XCTAssertEqual(home?.subjects, [])
        XCTAssertEqual(home?.pending, [])
        XCTAssertEqual(home?.greeting, "")
    }
}

/// The key store of a phone that anybody can open.
final class OpenPhone: KeyStore {
    private let inner: any KeyStore

    init() throws {
        inner = try softwareKeyStore()
    }

    func wrap(secret: Data, guard: KeyGuard) throws -> Data {
        if `guard` == .person { throw KeyStoreError.NoScreenLock }
        return try inner.wrap(secret: secret, guard: `guard`)
    }

    func unwrap(wrapped: Data, prompt: String) throws -> Data { try inner.unwrap(wrapped: wrapped, prompt: prompt) }
}

/// A key store that asks a person: one who says yes or no.
final class AskingKeyStore: KeyStore, @unchecked Sendable {
    private let inner: any KeyStore
    private let lock = NSLock()
    private var saysNo = false
    private var shown: [String] = []

    init() throws {
        inner = try softwareKeyStore()
    }

    /// What the person was shown.
    var prompts: [String] { lock.withLock { shown } }

    func answer(no: Bool) {
        lock.withLock { saysNo = no }
    }

    func wrap(secret: Data, guard: KeyGuard) throws -> Data { try inner.wrap(secret: secret, guard: `guard`) }

    func unwrap(wrapped: Data, prompt: String) throws -> Data {
        let refuses = lock.withLock {
            shown.append(prompt)
            return saysNo
        }
        if refuses { throw KeyStoreError.Refused }
        return try inner.unwrap(wrapped: wrapped, prompt: prompt)
    }
}

extension AsyncStream where Element: Sendable {
    /// The first view.
    func first() async throws -> Element {
        for await view in self {
            return view
        }
        throw City.Failure(reason: "the stream ended without a view")
    }
}
