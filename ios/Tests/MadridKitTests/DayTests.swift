// A persona's day: signing in, seeing, changing something without a network, and never being asked twice.

import MadridCore
import MadridKit
import XCTest

@MainActor
final class DayTests: XCTestCase, @unchecked Sendable {
    func testAPersonChangesTheTelephoneOfflineAndItArrivesOnce() async throws {
        let screens = try await Screens.signedIn(as: "Carmen")
        defer { screens.end() }
        let app = screens.app
        let fresh = try screens.home.unwrapped()
        XCTAssertEqual(fresh.session.access, .light)
        XCTAssertTrue(fresh.greeting.contains("Carmen"), fresh.greeting)
        XCTAssertTrue(fresh.blocks.contains { !$0.items.isEmpty })

        try await screens.city.goOffline()
        await app.refresh()
        XCTAssertEqual(app.refreshFailure?.code, "net.interrupted")
        let taken = await app.profile.changeContact(ContactRequest(phone: "600 111 222", email: nil))
        XCTAssertTrue(taken, "\(String(describing: app.profile.failure))")
        try await screens.expect("waiting on both screens") {
            $0.home?.pending.first?.state == .waiting && $0.profile?.pending.first?.state == .waiting
        }
        XCTAssertEqual(screens.profile?.contact?.phone, "+34600111222", "what the person wants counts at once")
        XCTAssertEqual(screens.home?.pending.first?.label.isEmpty, false)
        let stale = try screens.home.unwrapped()
        XCTAssertEqual(stale.blocks.map(\.items), fresh.blocks.map(\.items), "offline hides nothing")
        for block in stale.blocks where !block.parts.isEmpty {
            XCTAssertEqual(block.freshness.state, .stale, "\(block.id)")
            XCTAssertNotNil(block.freshness.asOf, "\(block.id)")
        }

        try await screens.expectQuiet()
        try await screens.city.comeBack()
        await app.refresh()
        XCTAssertNil(app.refreshFailure)
        try await screens.expect("asking for more") { $0.home?.pending.first?.state == .needsStrongerSignIn }
        XCTAssertEqual(screens.browser.visits.count, 1, "the browser opened by itself")

        let pending = try (screens.home?.pending.first).unwrapped()
        let action = try pending.actions.first.unwrapped()
        XCTAssertEqual(action.kind, .confirmIdentity)
        await app.profile.perform(action.kind, on: pending.id)
        XCTAssertNil(app.session.failure)
        await app.refresh()
        try await screens.expect("done") { $0.home?.pending.isEmpty == true && $0.profile?.pending.isEmpty == true }
        XCTAssertEqual(screens.home?.session.access, .strong)
        XCTAssertEqual(screens.browser.visits.count, 2)
        XCTAssertEqual(screens.profile?.contact?.phone, "+34600111222")
        let ledger = try await screens.city.ledger()
        XCTAssertEqual(ledger.map(\.effects), [1])
        XCTAssertEqual(ledger.map(\.kind), ["contact"])
    }

    func testWhatIsNoTelephoneIsExplainedAndNothingIsKept() async throws {
        let screens = try await Screens.signedIn(as: "Pablo")
        defer { screens.end() }
        let taken = await screens.app.profile.changeContact(ContactRequest(phone: "no tengo", email: nil))
        XCTAssertFalse(taken)
        let words = try screens.app.profile.failure.unwrapped()
        XCTAssertEqual(words, screens.phone.madrid.explain(AppError.Rejected(code: "input.phone")))
        XCTAssertEqual(screens.profile?.pending.isEmpty, true)
    }

    func testPreferencesNeedNoStrongerSignIn() async throws {
        let screens = try await Screens.signedIn(as: "Pablo")
        defer { screens.end() }
        let known = try (screens.profile?.preferences).unwrapped()
        let wanted = PreferencesRequest(
            language: .en, reminders: !known.reminders.isOn, analytics: known.analytics.isOn)
        let taken = await screens.app.profile.changePreferences(wanted)
        XCTAssertTrue(taken)
        try await screens.expect("sent") { $0.profile?.preferences?.language == .en && $0.profile?.pending == [] }
        let ledger = try await screens.city.ledger()
        XCTAssertEqual(ledger.map(\.effects), [1])
        XCTAssertEqual(screens.browser.visits.count, 1)
    }

    func testAChangeInConflictIsThePersonsToSettle() async throws {
        for kind in [PendingActionKind.keepMine, .discard] {
            let screens = try await Screens.signedIn(as: "Lucía")
            defer { screens.end() }
            await screens.app.session.signIn(.strong)
            try await screens.expectQuiet()
            try await screens.city.setContact(of: "p-lucia", phone: "+34600999888")
            await screens.app.profile.changeContact(ContactRequest(phone: "600111222", email: nil))
            try await screens.expect("in conflict") { $0.profile?.pending.first?.state == .conflict }
            let pending = try (screens.profile?.pending.first).unwrapped()
            XCTAssertTrue(pending.actions.contains { $0.kind == kind })
            XCTAssertTrue(pending.label.contains("600999888"), pending.label)

            await screens.app.profile.perform(kind, on: pending.id)
            try await screens.expect("settled") { $0.profile?.pending.isEmpty == true }
            let settled = kind == .keepMine ? "+34600111222" : "+34600999888"
            XCTAssertEqual(screens.profile?.contact?.phone, settled)
        }
    }
}
