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
        let typing = Task { await model.follow() }
        let answered = try await eventually { model.found.view?.items.isEmpty == false }
        XCTAssertTrue(answered, "\(model.found)")
        XCTAssertEqual(model.list.view, model.found.view)
        typing.cancel()
        await typing.value
        model.question.text = " "
        XCTAssertNil(model.list.view, "the answer to another question")
        let screen = Task { await model.follow() }
        let ended = try await eventually { model.list.view?.items.isEmpty == false }
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
        XCTAssertNil(model.found.view)
        XCTAssertNil(model.found.failure)
    }

    func testAPlaceIsOpenedAndAMissingOneIsExplained() async throws {
        let phone = try await Phone.synced(language: .en)
        defer { phone.end() }
        let model = PlacesModel(phone.madrid)
        let row = try await phone.madrid.nearNow(.sol(limit: 1)).items.first.unwrapped()
        let first = Task { await model.show(row.id) }
        let opened = try await eventually { model.opened.view?.name == row.name }
        XCTAssertTrue(opened, "\(model.opened)")
        first.cancel()
        await first.value
        let second = Task { await model.show("999999999") }
        let missing = try await eventually { model.opened.failure != nil }
        XCTAssertTrue(missing, "\(model.opened)")
        second.cancel()
        await second.value
        let words = try model.opened.failure.unwrapped()
        XCTAssertEqual(words, phone.madrid.explain(AppError.NotFound(code: words.code)))
    }

    func testAPhoneThatDoesNotSayWhereItIsIsExplainedAndTheListStays() async throws {
        let phone = try await Phone.start()
        defer { phone.end() }
        let model = PlacesModel(phone.madrid)
        model.stand(at: nil)
        XCTAssertEqual(model.failure?.code, "platform.location")
        XCTAssertNil(model.question.here)
        let here = HereRequest(lat: 40.4, lon: -3.7)
        model.stand(at: here)
        XCTAssertNil(model.failure)
        XCTAssertEqual(model.question.here, here)
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

    func testTryingAgainTellsTheScreensToWatchAnewAndAsksTheCity() async throws {
        let phone = try await Phone.start()
        defer { phone.end() }
        let model = AppModel(phone.madrid)
        try await phone.city.goOffline()
        await model.refresh()
        XCTAssertEqual(model.refreshFailure?.code, "net.interrupted")
        let before = model.attempts
        try await phone.city.comeBack()
        await model.tryAgain()
        XCTAssertNotEqual(model.attempts, before)
        XCTAssertNil(model.refreshFailure)
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
        let screen = Task { await model.places.follow() }
        let found = try await eventually { model.places.found.view?.items.isEmpty == false }
        XCTAssertTrue(found, "\(model.places.found)")
        screen.cancel()
        await screen.value
    }

    func testChangingTheLanguageChangesTheWords() async throws {
        let phone = try await Phone.synced(language: .es)
        defer { phone.end() }
        let model = AppModel(phone.madrid)
        XCTAssertEqual(model.language, .es)
        let row = try await phone.madrid.nearNow(.sol(kind: .library, limit: 1)).items.first.unwrapped()
        let screen = Task { await model.places.show(row.id) }
        let spanish = try await eventually { model.places.opened.view?.kindLabel == row.kindLabel }
        XCTAssertTrue(spanish, "\(model.places.opened)")
        await model.choose(.en)
        XCTAssertEqual(phone.madrid.language, .en)
        XCTAssertEqual(model.language, .en)
        let english = try await eventually { model.places.opened.view?.kindLabel == "Library" }
        XCTAssertTrue(english, "an open screen keeps its old words: \(model.places.opened)")
        screen.cancel()
        await screen.value
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
