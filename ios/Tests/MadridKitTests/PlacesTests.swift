// The thread from end to end: a running city, the Rust core, the generated Swift, the kit.

import MadridCore
import MadridKit
import XCTest

final class PlacesTests: XCTestCase {
    func testAPhoneLearnsThePlacesOfTheCity() async throws {
        let phone = try await Phone.start()
        defer { phone.end() }
        let before = try await phone.madrid.nearNow(.sol())
        XCTAssertTrue(before.items.isEmpty)
        XCTAssertNotNil(before.empty, "an empty list must say why")

        let status = try await phone.madrid.sync()
        XCTAssertEqual(status.places.freshness.state, .fresh)

        let after = try await phone.madrid.nearNow(.sol(limit: 5))
        XCTAssertEqual(after.items.count, 5)
        XCTAssertEqual(after.freshness.state, .fresh)
        XCTAssertEqual(after.freshness.source, "Ayuntamiento de Madrid")
        for row in after.items {
            XCTAssertFalse(row.name.isEmpty)
            XCTAssertNotNil(row.distanceLabel)
            XCTAssertTrue(row.accessibilityLabel.contains(row.name), row.accessibilityLabel)
        }
    }

    func testNearKeepsToTheKindThatWasAsked() async throws {
        let phone = try await Phone.synced()
        defer { phone.end() }
        let libraries = try await phone.madrid.nearNow(.sol(kind: .library))
        XCTAssertFalse(libraries.items.isEmpty)
        XCTAssertTrue(libraries.items.allSatisfy { $0.kind == .library })
    }

    func testAFoundPlaceCanBeOpened() async throws {
        let phone = try await Phone.synced()
        defer { phone.end() }
        let wanted = try await phone.madrid.nearNow(.sol(limit: 1)).items.first.unwrapped()
        let found = try await phone.madrid.search(
            SearchRequest(text: wanted.name, kinds: [], needs: [], limit: 5))
        XCTAssertTrue(found.items.contains { $0.id == wanted.id }, "\(wanted.name) is not found by its own name")

        let place = try await phone.madrid.show(wanted.id)
        XCTAssertEqual(place.name, wanted.name)
        XCTAssertTrue(place.actions.contains { $0.kind == .directions })
    }

    func testAPlaceThatDoesNotExistIsATypedError() async throws {
        let phone = try await Phone.synced()
        defer { phone.end() }
        do {
            _ = try await phone.madrid.show("999999999")
            XCTFail("a place that does not exist was shown")
        } catch AppError.NotFound {}
    }

    func testTheChoicesHaveLabelsInTheCitizensLanguage() async throws {
        let phone = try await Phone.start(language: .es)
        defer { phone.end() }
        let spanish = phone.madrid.filter
        try await phone.madrid.chooseLanguage(.en)
        let english = phone.madrid.filter
        XCTAssertTrue(english.kinds.contains { $0.kind == .library && $0.label == "Library" }, "\(english)")
        XCTAssertEqual(spanish.words.count, english.words.count)
        for (spanish, english) in zip(spanish.words, english.words) where spanish != "Wifi" {
            XCTAssertNotEqual(spanish, english)
        }
    }

    func testWithoutTheCityThePhoneAnswersAndSaysHowOldItIs() async throws {
        let phone = try await Phone.synced()
        defer { phone.end() }
        let known = try await phone.madrid.nearNow(.sol(limit: 3))
        phone.city.stop()
        do {
            _ = try await phone.madrid.sync()
            XCTFail("a stopped city cannot be synced with")
        } catch AppError.Offline {}

        let offline = try await phone.madrid.nearNow(.sol(limit: 3))
        XCTAssertEqual(offline.items.map(\.id), known.items.map(\.id))
        XCTAssertEqual(offline.freshness.state, .stale)
        XCTAssertEqual(offline.freshness.asOf, known.freshness.asOf)
        XCTAssertNotNil(offline.freshness.asOf)
        let place = try await phone.madrid.show(known.items.first.unwrapped().id)
        XCTAssertEqual(place.freshness.state, .stale)
    }

    func testTheFilesCanBeClosedInTheBackgroundAndOpenedAgain() async throws {
        let phone = try await Phone.synced()
        defer { phone.end() }
        let before = try await phone.madrid.nearNow(.sol())
        try await phone.madrid.suspend()
        try await phone.madrid.resume()
        let after = try await phone.madrid.nearNow(.sol())
        XCTAssertEqual(before.items, after.items)
    }

    func testTheSoftwarePhoneKeepsTheContractOfThePlatform() async throws {
        let home = try Phone.newHome()
        defer { try? FileManager.default.removeItem(at: home) }
        let madrid = try await Madrid.open(
            Phone.config(home: home, city: City.nobody), platform: try Platform.software(homeDir: home.path))
        try await madrid.checkPlatform()
    }
}

extension PlacesFilterView {
    /// Every word of it.
    var words: [String] {
        [title, searchLabel, clearLabel, hereLabel, kindTitle, anyKindLabel, needsTitle, doneLabel, resetLabel]
            + kinds.map(\.label) + needs.map(\.label)
    }
}

extension Madrid {
    /// The list at this moment.
    func nearNow(_ request: NearRequest) async throws -> PlaceListView {
        for await view in try await near(request) {
            return view
        }
        throw City.Failure(reason: "the stream ended without a view")
    }
}

extension Optional {
    func unwrapped(file: StaticString = #filePath, line: UInt = #line) throws -> Wrapped {
        try XCTUnwrap(self, file: file, line: line)
    }
}
