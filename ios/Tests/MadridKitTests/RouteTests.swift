// Where a link leads, for somebody who is signed in and for somebody who is not.

import MadridCore
import MadridKit
import XCTest

@MainActor
final class RouteTests: XCTestCase, @unchecked Sendable {
    func testALinkLeadsToItsScreen() async throws {
        let screens = try await Screens.signedIn(as: "Pablo")
        defer { screens.end() }
        let route = screens.app.route
        for (link, tab, path) in [
            ("madrid://profile", MainTab.profile, []),
            ("madrid://consents", .profile, [Route.consents]),
            ("madrid://settings", .profile, [.settings]),
            ("madrid://places/3034", .places, [.place(id: "3034")]),
            ("madrid://places", .places, []),
            ("madrid://agenda", .agenda, []),
            ("madrid://agenda/50012345", .agenda, [.event(id: "50012345")]),
            ("madrid://for-you", .home, [.forYou]),
            ("madrid://map", .places, [.map]),
            ("madrid://saved", .profile, [.saved]),
            ("madrid://interests", .profile, [.interests]),
            ("madrid://bookings", .profile, [.bookings]),
            ("madrid://payments", .profile, [.payments]),
            ("madrid://receipts", .profile, [.payments, .receipts]),
            ("madrid://fines", .profile, [.fines]),
            ("madrid://check-fine", .profile, [.verifyFine]),
            ("madrid://taxes", .profile, [.taxes]),
            ("madrid://taxes/calendar", .profile, [.taxes, .taxCalendar]),
            ("madrid://taxes/certificate", .profile, [.taxes, .taxCertificate]),
            ("madrid://letters", .profile, [.letters]),
            ("madrid://refunds", .profile, [.refunds]),
            ("madrid://home", .home, []),
        ] {
            await route.open(link)
            XCTAssertNil(route.failure, link)
            XCTAssertEqual(route.tab, tab, link)
            let paths = [
                MainTab.home: route.home, .agenda: route.agenda, .places: route.places, .profile: route.profile,
            ]
            XCTAssertEqual(paths[tab], path, link)
            XCTAssertNil(route.sheet, link)
        }
    }

    func testALinkPutsItsQuestionToTheList() async throws {
        let phone = try await Phone.synced()
        defer { phone.end() }
        let app = AppModel(phone.madrid)
        let here = HereRequest(lat: 40.4, lon: -3.7)
        app.places.question = PlacesQuestion(needs: [.wifi], here: here)
        app.route.places = [.place(id: "1")]
        await app.route.open("madrid://places?q=biblioteca&kind=library")
        XCTAssertEqual(app.route.tab, .places)
        XCTAssertEqual(app.route.places, [], "the list itself, and nothing on top of it")
        XCTAssertEqual(app.places.question, PlacesQuestion(text: "biblioteca", kind: .library, here: here))
        let screen = Task { await app.places.follow() }
        let answered = try await eventually { app.places.list.view != nil }
        XCTAssertTrue(answered)
        screen.cancel()
        await screen.value
        let found = try app.places.list.view.unwrapped()
        XCTAssertFalse(found.items.isEmpty)
        XCTAssertTrue(found.items.allSatisfy { $0.kind == .library })
    }

    func testALinkToAPersonsDataAsksForTheSignInFirstAndThenArrives() async throws {
        let screens = try await Screens.start()
        defer { screens.end() }
        let route = screens.app.route
        await route.open("madrid://consents")
        XCTAssertEqual(route.sheet, .signIn)
        XCTAssertEqual(route.tab, .home)
        XCTAssertTrue(screens.browser.visits.isEmpty, "a link opens no browser")
        screens.browser.seat(try await screens.city.persona("Pablo"))
        await screens.app.session.signIn()
        route.signedIn()
        XCTAssertNil(route.sheet)
        XCTAssertEqual(route.tab, .profile)
        XCTAssertEqual(route.profile, [.consents])
    }

    func testWhoDoesNotSignInStaysWhereTheyWere() async throws {
        let screens = try await Screens.start()
        defer { screens.end() }
        let route = screens.app.route
        route.tab = .places
        await route.open("madrid://profile")
        XCTAssertEqual(route.sheet, .signIn)
        route.sheet = nil
        route.signedIn()
        XCTAssertEqual(route.tab, .places, "what they did not want must not come back later")
        await route.open("madrid://settings")
        XCTAssertNil(route.sheet, "the settings need nobody")
        XCTAssertEqual(route.profile, [.settings])
    }

    func testWhereThePersonWasIsFoundAgainAndSaysNothingOfThem() async throws {
        let screens = try await Screens.signedIn(as: "Pablo")
        defer { screens.end() }
        let places: [(MainTab, [Route], String)] = [
            (.home, [], "madrid://home"), (.home, [.item(block: .owe, id: "secret")], "madrid://home"),
            (.places, [], "madrid://places"), (.places, [.place(id: "3034")], "madrid://places/3034"),
            (.profile, [], "madrid://profile"), (.profile, [.consents], "madrid://consents"),
            (.profile, [.settings], "madrid://settings"),
            (.profile, [.bookings], "madrid://bookings"),
            (.profile, [.payments], "madrid://payments"),
            (.profile, [.fines], "madrid://fines"),
            (.profile, [.verifyFine], "madrid://check-fine"),
            (.profile, [.payments, .receipts], "madrid://receipts"),
            (.profile, [.payment(id: 7)], "madrid://profile"),
            (.profile, [.receipt(number: "R-1")], "madrid://profile"),
            (.home, [.pay(kind: .fine, debt: "secret")], "madrid://home"),
            (.profile, [.book(bookable: "75")], "madrid://profile"),
            (.profile, [.saved], "madrid://saved"),
            (.profile, [.interests], "madrid://interests"),
            (.home, [.forYou], "madrid://for-you"),
            (.agenda, [], "madrid://agenda"),
            (.agenda, [.event(id: "50012345")], "madrid://agenda/50012345"),
            (.places, [.map], "madrid://map"),
        ]
        screens.app.places.question.text = "secret"
        for (tab, path, bookmark) in places {
            let route = screens.app.route
            route.tab = tab
            (route.home, route.agenda, route.places, route.profile) = (path, path, path, path)
            XCTAssertEqual(route.bookmark, bookmark)
            let again = AppModel(screens.phone.madrid).route
            await again.restore(bookmark)
            XCTAssertEqual(again.tab, tab)
            XCTAssertEqual(again.bookmark, bookmark)
            XCTAssertNil(again.failure)
        }
    }

    func testNobodyIsSentWhereTheyCannotGoOrAwayFromWhereTheyAre() async throws {
        let phone = try await Phone.start()
        defer { phone.end() }
        for bookmark in ["madrid://consents", "madrid://elsewhere", ""] {
            let route = AppModel(phone.madrid).route
            await route.restore(bookmark)
            XCTAssertEqual(route.bookmark, "madrid://home", bookmark)
            XCTAssertNil(route.sheet, bookmark)
            XCTAssertNil(route.failure, bookmark)
        }
        let route = AppModel(phone.madrid).route
        await route.open("madrid://settings")
        await route.restore("madrid://places/3034")
        XCTAssertEqual(route.bookmark, "madrid://settings", "a link that started the app goes before it")
    }

    func testALinkIsSeenAlsoWhereASheetWasInFront() async throws {
        let screens = try await Screens.signedIn(as: "Pablo")
        defer { screens.end() }
        let route = screens.app.route
        for link in ["madrid://places/3034", "madrid://elsewhere"] {
            route.sheet = .arrange
            await route.open(link)
            XCTAssertNil(route.sheet, link)
        }
        XCTAssertNotNil(route.failure)
        route.places = []
        XCTAssertNil(route.failure, "the person has gone on")
    }

    func testALinkThatLeadsNowhereIsExplained() async throws {
        let phone = try await Phone.start()
        defer { phone.end() }
        let route = AppModel(phone.madrid).route
        for link in ["madrid://elsewhere", "https://www.madrid.es", ""] {
            await route.open(link)
            XCTAssertEqual(route.failure?.code, "input.link", link)
            XCTAssertEqual(route.failure?.body.isEmpty, false, link)
            route.dismissFailure()
            XCTAssertNil(route.failure)
            XCTAssertEqual(route.tab, .home)
        }
    }

    func testAScreenOpensOnTheTabInFront() async throws {
        let phone = try await Phone.start()
        defer { phone.end() }
        let route = AppModel(phone.madrid).route
        for tab in MainTab.allCases {
            route.tab = tab
            route.go(.map)
            route.go(.event(id: "1"))
        }
        for path in [route.home, route.agenda, route.places, route.profile] {
            XCTAssertEqual(path, [.map, .event(id: "1")])
        }
    }
}
