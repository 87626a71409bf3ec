// The agenda and the map over it: asked, opened, put into a calendar, and touched.

import Foundation
import MadridCore
import MadridKit
import XCTest

@MainActor
final class AgendaTests: XCTestCase, @unchecked Sendable {
    func testAQuestionIsAnsweredAndItsFiltersLeaveOutWhatTheySay() async throws {
        let screens = try await Self.synced()
        defer { screens.end() }
        let model = screens.app.agenda
        let all = try await screens.events { $0.time = .coming }
        XCTAssertGreaterThan(all.count, 5)
        let kind = try all.first.unwrapped().kind
        let ofKind = try await screens.events {
            $0.time = .coming
            $0.kind = kind
        }
        XCTAssertEqual(ofKind.map(\.id), all.filter { $0.kind == kind }.map(\.id))
        XCTAssertTrue(model.question.isFiltered)
        model.question.reset()
        XCTAssertFalse(model.question.isFiltered)
        XCTAssertEqual(model.question.time, .coming, "when is what the screen is about")
        let free = try await screens.events {
            $0.time = .coming
            $0.free = true
        }
        XCTAssertTrue(!free.isEmpty && free.count < all.count && free.allSatisfy(\.isFree))
        let none = try await screens.events { $0.text = "zzzz" }
        XCTAssertTrue(none.isEmpty)
        XCTAssertNotNil(model.list.view?.empty)
    }

    func testEveryWordOfTheFilterHasTwoLanguages() async throws {
        let screens = try await Self.synced()
        defer { screens.end() }
        await screens.app.agenda.readFilter()
        let spanish = try screens.app.agenda.filter.view.unwrapped()
        await screens.app.choose(.en)
        await screens.app.agenda.readFilter()
        let english = try screens.app.agenda.filter.view.unwrapped()
        XCTAssertEqual(spanish.districts, english.districts)
        for (spanish, english) in zip(spanish.words, english.words) {
            XCTAssertNotEqual(spanish, english)
        }
        let day = try english.days.first.unwrapped()
        let thatDay = try await screens.events { $0.time = day.time }
        XCTAssertEqual(screens.app.agenda.list.view?.days.map(\.items).joined().map(\.id), thatDay.map(\.id))
        XCTAssertEqual(screens.app.agenda.list.view?.title, day.label)
    }

    func testAnEventOpensAndGoesIntoACalendar() async throws {
        let screens = try await Self.synced()
        defer { screens.end() }
        let model = screens.app.agenda
        let row = try await screens.events { $0.time = .coming }.first.unwrapped()
        screens.follow { await $0.agenda.show(row.id) }
        try await screens.expect("the event") { $0.app.agenda.opened.view?.id == row.id }
        let event = try model.opened.view.unwrapped()
        XCTAssertEqual(event.title, row.title)
        XCTAssertNotNil(event.calendarLabel)
        XCTAssertTrue(event.shareText.contains(event.title))
        let folder = screens.phone.home
        let written = await model.calendarFile(row.id, in: folder)
        let file = try written.unwrapped()
        let text = try String(contentsOf: file, encoding: .utf8)
        XCTAssertTrue(text.hasPrefix("BEGIN:VCALENDAR"), text)
        XCTAssertEqual(file.pathExtension, "ics")
        XCTAssertNil(model.failure)

        let nowhere = await model.calendarFile(row.id, in: folder.appendingPathComponent("nowhere"))
        XCTAssertNil(nowhere)
        XCTAssertEqual(model.failure?.code, "store.full")
        let unknown = await model.calendarFile("999999999", in: folder)
        XCTAssertNil(unknown)
        XCTAssertNotEqual(model.failure?.code, "store.full")
        screens.app.forget()
        XCTAssertNil(model.failure)
    }

    func testTheSearchOfThePlacesFindsEventsToo() async throws {
        let screens = try await Self.synced()
        defer { screens.end() }
        let app = screens.app
        let event = try await screens.events { $0.time = .coming }.first.unwrapped()
        app.places.question.text = " "
        await app.lookForEvents()
        XCTAssertNil(app.found.list.view, "nobody looked for anything")
        app.places.question.text = event.title
        screens.follow { await $0.lookForEvents() }
        try await screens.expect("the event") {
            $0.app.found.list.view?.days.contains { $0.items.contains { $0.id == event.id } } == true
        }
        XCTAssertEqual(app.agenda.question.text, "", "the agenda has a question of its own")
    }

    func testTheMapPointsAtWhatIsAskedForAndAFingerFindsIt() async throws {
        let screens = try await Self.synced()
        defer { screens.end() }
        let map = screens.app.map
        map.question.places = PlacesQuestion()
        map.question.events = screens.app.agenda.question
        map.question.events?.time = .coming
        map.question.here = HereRequest(lat: 40.4169, lon: -3.7035)
        screens.follow { await $0.map.follow() }
        try await screens.expect("a map with pins") { $0.app.map.map.view?.pins.isEmpty == false }
        let view = try map.map.view.unwrapped()
        // A city without outlines says so.
        XCTAssertEqual(view.empty == nil, !view.districts.isEmpty)
        XCTAssertNotNil(view.here)
        XCTAssertTrue(view.pins.contains { $0.whenLabel != nil } && view.pins.contains { $0.whenLabel == nil })
        XCTAssertEqual(Set(view.pins.map(\.id)).count, view.pins.count)

        let size = MapWindow.Spot(x: 400, y: 400)
        var window = MapWindow()
        for pin in [view.pins.first, view.pins.last].compactMap({ $0 }) {
            window.go(toX: pin.x, y: pin.y)
            let spot = window.spot(x: pin.x, y: pin.y, in: size)
            let meant = try view.pin(at: spot, within: 24, window: window, size: size).unwrapped()
            XCTAssertEqual(meant.x, pin.x, "several may stand at one place")
            XCTAssertEqual(meant.y, pin.y)
            XCTAssertEqual(pin.accessibilityLabel.contains(pin.label), true)
        }
        let nowhere = MapWindow.Spot(x: -9_999, y: -9_999)
        XCTAssertNil(view.pin(at: nowhere, within: 24, window: window, size: size))
    }

    /// Screens of a phone that holds what the city publishes.
    private static func synced() async throws -> Screens {
        let screens = try await Screens.start()
        await screens.app.refresh()
        try await screens.expectQuiet()
        return screens
    }
}

extension Screens {
    /// The rows of the answer to a question.
    fileprivate func events(_ ask: (inout AgendaQuestion) -> Void) async throws -> [EventRowView] {
        var question = AgendaQuestion()
        ask(&question)
        app.agenda.question = question
        let before = app.agenda.list.view
        let asking = Task { [app] in await app.agenda.follow() }
        _ = try await eventually { app.agenda.list.view != nil && app.agenda.list.view != before }
        asking.cancel()
        await asking.value
        return try app.agenda.list.view.unwrapped().days.flatMap(\.items)
    }
}

extension AgendaFilterView {
    /// Every word of it but the names of districts and what is the same in both.
    fileprivate var words: [String] {
        let titles = [title, searchLabel, clearLabel, whenTitle, kindTitle, anyKindLabel, audienceTitle]
        let choices = [anyAudienceLabel, freeLabel, nearLabel, anyDistrictLabel, doneLabel, resetLabel]
        return titles + choices + times.map(\.label) + days.map(\.label) + audiences.map(\.label)
    }
}
