// Opening: once, again when it failed, and the link that started the app.

import MadridCore
import MadridKit
import XCTest

@MainActor
final class OpeningTests: XCTestCase, @unchecked Sendable {
    func testTwoWhoAskAtOnceGetOneApp() async throws {
        let phone = try await Phone.start()
        defer { phone.end() }
        let madrid = phone.madrid
        let opened = Recorder<Madrid>()
        let opening = OpeningModel(in: .es) {
            try await Task.sleep(for: .milliseconds(50))
            opened.add(madrid)
            return madrid
        }
        let tasks = [Task { await opening.open() }, Task { await opening.open() }]
        for task in tasks {
            await task.value
        }
        XCTAssertNotNil(opening.app.view)
        await opening.open()
        XCTAssertEqual(opened.values.count, 1)
    }

    func testWhatCouldNotBeOpenedIsExplainedAndOpenedLater() async throws {
        let phone = try await Phone.start()
        defer { phone.end() }
        let madrid = phone.madrid
        let tries = Recorder<Int>()
        let opening = OpeningModel(in: .en) {
            tries.add(1)
            if tries.values.count == 1 { throw AppError.StorageFull(code: "store.full") }
            if tries.values.count == 2 { throw Surprise() }
            return madrid
        }
        for error in [AppError.StorageFull(code: "store.full"), .Bug(code: "bug.unexpected")] {
            await opening.open()
            XCTAssertEqual(opening.app.failure, Madrid.explain(error, in: .en))
        }
        await opening.follow("madrid://places/3034")
        await opening.open()
        let app = try opening.app.view.unwrapped()
        XCTAssertEqual(app.route.tab, .places, "the link that started the app was lost")
        await opening.follow("madrid://settings")
        XCTAssertEqual(app.route.profile, [.settings])
    }
}
