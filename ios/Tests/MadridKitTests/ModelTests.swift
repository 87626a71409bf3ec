// The models: on the main actor, observable, and showing what a screen needs in each state.

import MadridCore
import MadridKit
import Observation
import XCTest

// Unchecked, because the list of tests that SwiftPM writes on Linux hands the test object to the main actor. XCTest uses
// it from one task at a time.
@MainActor
final class ModelTests: XCTestCase, @unchecked Sendable {
    func testWatchingShowsTheListAndThenWhatChanged() async throws {
        let phone = try await Phone.start()
        defer { phone.end() }
        let model = PlacesModel(phone.madrid)
        XCTAssertNil(model.nearby.view)
        let screen = Task { await model.watch(.sol()) }
        let empty = try await eventually { model.nearby.view?.empty != nil }
        XCTAssertTrue(empty, "an empty phone says so: \(model.nearby)")

        _ = try await phone.madrid.sync()
        let filled = try await eventually { model.nearby.view?.items.count == 10 }
        XCTAssertTrue(filled, "\(model.nearby)")
        screen.cancel()
        await screen.value
        XCTAssertNotNil(model.nearby.view, "what was shown stays when the screen goes")
    }

    func testAScreenIsToldOfAChangeOnTheMainActor() async throws {
        let phone = try await Phone.synced()
        defer { phone.end() }
        let model = PlacesModel(phone.madrid)
        let told = Recorder<Bool>()
        withObservationTracking {
            _ = model.nearby
        } onChange: {
            told.add(Thread.isMainThread)
        }
        let screen = Task { await model.watch(.sol()) }
        let changed = try await eventually { !told.values.isEmpty }
        XCTAssertTrue(changed)
        XCTAssertEqual(told.values, [true], "told on another thread than the main one")
        screen.cancel()
        await screen.value
    }

    func testSearchingShowsResultsAndAnEmptyTextEndsIt() async throws {
        let phone = try await Phone.synced()
        defer { phone.end() }
        let model = PlacesModel(phone.madrid)
        model.question.text = "biblioteca"
        await model.follow()
        let found = try (model.found?.view).unwrapped()
        XCTAssertFalse(found.items.isEmpty)
        XCTAssertEqual(model.list.view, found)
        model.question.text = " "
        let screen = Task { await model.follow() }
        let ended = try await eventually { model.found == nil && model.list.view?.items.isEmpty == false }
        XCTAssertTrue(ended)
        screen.cancel()
        await screen.value
    }

    func testAnAnswerThatNobodyWaitsForIsNotShown() async throws {
        let phone = try await Phone.synced()
        defer { phone.end() }
        let model = PlacesModel(phone.madrid)
        model.question.text = "biblioteca"
        let typing = Task { await model.follow() }
        typing.cancel()
        await typing.value
        XCTAssertNil(model.found)
    }

    func testAPlaceIsOpenedAndAMissingOneIsExplained() async throws {
        let phone = try await Phone.synced(language: .en)
        defer { phone.end() }
        let model = PlacesModel(phone.madrid)
        let row = try await phone.madrid.nearNow(.sol(limit: 1)).items.first.unwrapped()
        await model.show(row.id)
        XCTAssertEqual(model.opened?.view?.name, row.name)
        await model.show("999999999")
        let words = try (model.opened?.failure).unwrapped()
        XCTAssertEqual(words, phone.madrid.explain(AppError.NotFound(code: words.code)))
    }

    func testTheAppShowsHowFreshItIsAndWhyARefreshFailed() async throws {
        let phone = try await Phone.start(language: .en)
        defer { phone.end() }
        let model = AppModel(phone.madrid)
        let app = Task { await model.watch() }
        await model.refresh()
        XCTAssertNil(model.refreshFailure)
        let fresh = try await eventually { model.status.view?.places.freshness.state == .fresh }
        XCTAssertTrue(fresh, "\(model.status)")

        phone.city.stop()
        await model.refresh()
        XCTAssertFalse(try model.refreshFailure.unwrapped().body.isEmpty)
        let stale = try await eventually { model.status.view?.places.freshness.state == .stale }
        XCTAssertTrue(stale, "\(model.status)")
        app.cancel()
        await app.value
    }

    func testTheAppComesBackFromTheBackgroundAndRefreshes() async throws {
        let phone = try await Phone.start()
        defer { phone.end() }
        let model = AppModel(phone.madrid)
        await model.enterBackground()
        XCTAssertNil(model.refreshFailure)
        await model.enterForeground()
        XCTAssertNil(model.refreshFailure)
        model.places.question.text = "parque"
        await model.places.follow()
        XCTAssertEqual(model.places.found?.view?.items.isEmpty, false)
    }

    func testChangingTheLanguageChangesTheWords() async throws {
        let phone = try await Phone.synced(language: .es)
        defer { phone.end() }
        let model = AppModel(phone.madrid)
        XCTAssertEqual(model.language, .es)
        let row = try await phone.madrid.nearNow(.sol(kind: .library, limit: 1)).items.first.unwrapped()
        await model.choose(.en)
        XCTAssertEqual(phone.madrid.language, .en)
        XCTAssertEqual(model.language, .en)
        await model.places.show(row.id)
        XCTAssertNotEqual(model.places.opened?.view?.kindLabel, row.kindLabel)
    }
}

/// What a list is asked for.
final class PlacesQuestionTests: XCTestCase {
    func testNeedsComeAndGoAndFiltersCanBeTakenAway() {
        var question = PlacesQuestion(text: "piscina")
        XCTAssertFalse(question.isFiltered)
        question.toggle(.wifi)
        question.toggle(.stepFree)
        XCTAssertEqual(question.needs, [.wifi, .stepFree])
        question.toggle(.wifi)
        XCTAssertEqual(question.needs, [.stepFree])
        question.kind = .library
        XCTAssertTrue(question.isFiltered)
        question.reset()
        XCTAssertEqual(question, PlacesQuestion(text: "piscina"), "what was typed stays")
    }

    func testOnlySpacesAreNoSearch() {
        XCTAssertFalse(PlacesQuestion(text: " \n").isSearch)
        XCTAssertTrue(PlacesQuestion(text: " a").isSearch)
    }
}
