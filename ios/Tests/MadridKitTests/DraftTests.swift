// What a person types of how the city reaches them: what is asked for, what is said of it, and who may find it.

import MadridCore
import MadridKit
import XCTest

@MainActor
final class DraftTests: XCTestCase, @unchecked Sendable {
    func testWhatTheCityLearntMeanwhileIsNotTakenBack() async throws {
        let screens = try await Screens.signedIn(as: "Lucía")
        defer { screens.end() }
        let profile = screens.app.profile
        profile.beginDraft()
        let before = try profile.draft.unwrapped()
        try await screens.city.setContact(of: "p-lucia", phone: "+34600999888")
        await screens.app.refresh()
        try await screens.expect("what the city learnt") { $0.profile?.contact?.phone == "+34600999888" }
        XCTAssertEqual(profile.draft, before, "what is being typed is the person's")
        XCTAssertNil(profile.draft?.request)
        await profile.sendDraft()
        XCTAssertNil(profile.draft)
        XCTAssertEqual(screens.profile?.pending, [])
    }

    func testAMistakeIsSaidUntilThePersonGoesOn() async throws {
        let screens = try await Screens.signedIn(as: "Pablo")
        defer { screens.end() }
        let (app, profile) = (screens.app, screens.app.profile)
        profile.beginDraft()
        profile.draft?.phone = "no tengo"
        await profile.sendDraft()
        XCTAssertEqual(profile.failure?.code, "input.phone")
        XCTAssertEqual(profile.draft?.phone, "no tengo", "what was typed stays")
        profile.dismissDraft()
        XCTAssertNil(profile.failure)
        XCTAssertNil(profile.draft)
        profile.beginDraft()
        XCTAssertNil(profile.failure)
        XCTAssertEqual(profile.draft?.phone, screens.profile?.contact?.phone)

        for goOn in [{ app.route.tab = .places }, { app.route.profile = [.settings] }, { app.route.sheet = .filter }] {
            profile.draft?.phone = "no tengo"
            await profile.sendDraft()
            XCTAssertNotNil(profile.failure)
            goOn()
            XCTAssertNil(profile.failure)
        }
        await profile.sendDraft()
        await app.tryAgain()
        XCTAssertNil(profile.failure)

        profile.draft?.phone = "600111222"
        await profile.sendDraft()
        XCTAssertNil(profile.failure)
        XCTAssertNil(profile.draft)
        try await screens.expect("what was typed") { $0.profile?.contact?.phone == "+34600111222" }
    }

    func testNothingOfOnePersonIsThereForTheNext() async throws {
        let screens = try await Screens.signedIn(as: "Antonio")
        defer { screens.end() }
        let app = screens.app
        let leave: [@MainActor () async -> Void] = [
            { await app.session.signOut() }, { await app.session.removeMyData() },
        ]
        for leave in leave {
            app.profile.beginDraft()
            app.profile.draft?.phone = "600111222"
            let here = HereRequest(lat: 40.4, lon: -3.7)
            app.places.question = PlacesQuestion(text: "centro de salud", kind: .park, needs: [.wifi], here: here)
            app.route.home = [.item(block: .owe, id: "1")]
            app.route.places = [.place(id: "3034")]
            app.route.profile = [.settings]
            app.route.tab = .profile
            await leave()
            XCTAssertNil(app.session.failure)
            XCTAssertNil(app.profile.draft)
            XCTAssertEqual(app.places.question, PlacesQuestion())
            XCTAssertNil(app.places.list.view, "a list measured from where the other person was")
            XCTAssertEqual([app.route.home, app.route.places, app.route.profile], [[], [], []])
            XCTAssertEqual(app.route.tab, .home)
            try await screens.expectQuiet()
            await app.session.signIn()
            try await screens.expect("signed in again") { $0.state == .signedIn && $0.profile?.contact != nil }
        }
    }

    func testWhatIsTypedIsNotKeptBehindTheLock() async throws {
        let screens = try await Screens.signedIn(as: "Carmen", appLock: true)
        defer { screens.end() }
        screens.app.profile.beginDraft()
        XCTAssertNotNil(screens.app.profile.draft)
        screens.app.session.lock()
        try await screens.expect("locked") { $0.state == .locked && $0.app.profile.draft == nil }
    }
}

/// What the city is asked for.
final class ContactDraftTests: XCTestCase {
    func testOnlyWhatThePersonChangedIsAskedFor() {
        let known = ContactView(
            title: "", phoneLabel: "", phone: "+34600111222", emailLabel: "", email: nil, noEmailLabel: "",
            editLabel: "", saveLabel: "", cancelLabel: "")
        var draft = ContactDraft(known)
        XCTAssertNil(draft.request)
        draft.email = "ana@example.org"
        XCTAssertEqual(draft.request, ContactRequest(phone: nil, email: "ana@example.org"))
        draft.email = ""
        XCTAssertNil(draft.request)
    }
}
