// Leaving and coming back: what was in front is covered until the core has looked, and the files are closed meanwhile.

import Foundation
import MadridCore
import MadridKit
import Observation
import XCTest

@MainActor
final class AbsenceTests: XCTestCase, @unchecked Sendable {
    override func tearDown() async throws {
        try provokeClock(now: nil)
    }

    func testALongAbsenceLocksBeforeTheCoverIsTakenAway() async throws {
        let keyStore = try AskingKeyStore()
        let screens = try await Screens.signedIn(as: "Carmen", keyStore: keyStore, appLock: true)
        defer { screens.end() }
        let app = screens.app
        let (asked, blocks) = (keyStore.prompts.count, try screens.home.unwrapped().blocks)
        await app.enterBackground()
        XCTAssertTrue(app.isCovered)
        XCTAssertEqual(screens.home?.blocks, blocks, "covered, not forgotten")

        try Self.wait(seconds: 61)
        let closed = Recorder<Bool>()
        withObservationTracking {
            _ = app.isCovered
        } onChange: {
            closed.add(MainActor.assumeIsolated { screens.state == .locked && screens.home?.blocks.isEmpty != false })
        }
        await app.enterForeground()
        XCTAssertFalse(app.isCovered)
        XCTAssertEqual(closed.values, [true], "the cover went before the data were locked")
        XCTAssertNil(app.refreshFailure, "the lock says it already")
        try await screens.expect("locked") { $0.home?.session.state == .locked && $0.profile == nil }
        XCTAssertEqual(keyStore.prompts.count, asked, "nobody asked for it yet")

        await app.session.unlock()
        try await screens.expect("open again") { $0.state == .signedIn && $0.home?.blocks.isEmpty == false }
    }

    func testWhatIsLockedIsGoneBeforeTheStreamsSaySo() async throws {
        let screens = try await Screens.signedIn(as: "Pablo", keyStore: try AskingKeyStore(), appLock: true)
        defer { screens.end() }
        let app = AppModel(screens.phone.madrid)
        let watching = [Task { await app.session.watch() }, Task { await app.home.watch() }]
        let shown = try await eventually { app.session.session.view != nil && app.home.home.view != nil }
        XCTAssertTrue(shown)
        for task in watching {
            task.cancel()
            await task.value
        }
        await app.enterBackground()
        try Self.wait(seconds: 61)
        await app.enterForeground()
        XCTAssertEqual(app.session.session.view?.state, .locked)
        XCTAssertNil(app.home.home.view)
    }

    func testAShortAbsenceAndOneWithoutTheAppLockAskNobody() async throws {
        for (appLock, seconds) in [(true, 20), (false, 600)] {
            let screens = try await Screens.signedIn(as: "Pablo", keyStore: try AskingKeyStore(), appLock: appLock)
            defer { screens.end() }
            await screens.app.enterBackground()
            try Self.wait(seconds: TimeInterval(seconds))
            await screens.app.enterForeground()
            XCTAssertFalse(screens.app.isCovered)
            XCTAssertEqual(screens.state, .signedIn)
            XCTAssertEqual(screens.home?.blocks.isEmpty, false)
            try provokeClock(now: nil)
        }
    }

    func testWhoLeavesAgainWhileComingBackFindsItCoveredAndTheFilesClosed() async throws {
        let screens = try await Screens.signedIn(as: "Pablo")
        defer { screens.end() }
        let app = screens.app
        await app.enterBackground()
        let back = Task { await app.enterForeground() }
        let away = Task { await app.enterBackground() }
        await away.value
        await back.value
        XCTAssertTrue(app.isCovered)
        do {
            _ = try await screens.phone.madrid.show("3034")
            XCTFail("the files were left open")
        } catch AppError.TryAgain {}

        await app.enterForeground()
        XCTAssertFalse(app.isCovered)
        XCTAssertNil(app.refreshFailure)
    }

    func testWhoLeavesDoesNotWaitForTheCity() async throws {
        let screens = try await Screens.signedIn(as: "Pablo")
        defer { screens.end() }
        let app = screens.app
        try await screens.city.answerSlowly()
        await app.enterBackground()
        try Self.wait(seconds: 3_600)
        let back = Task { await app.enterForeground() }
        try await screens.expect("back, and asking the city") { !$0.app.isCovered }
        let clock = ContinuousClock()
        let took = await clock.measure { await app.enterBackground() }
        XCTAssertLessThan(took, .seconds(4))
        try await screens.city.comeBack()
        await app.enterForeground()
        await back.value
    }

    /// Time goes by, for the core.
    private static func wait(seconds: TimeInterval) throws {
        try provokeClock(now: ISO8601DateFormatter().string(from: Date().addingTimeInterval(seconds)))
    }
}
