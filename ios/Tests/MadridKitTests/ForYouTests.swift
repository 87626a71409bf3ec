// What the city has for the person: there for everybody, each thing with its reason, learnt from and never told to anybody.

import MadridCore
import MadridKit
import XCTest

@MainActor
final class ForYouTests: XCTestCase, @unchecked Sendable {
    func testThereIsAListForSomebodyWhoIsSignedOutAndItSaysSo() async throws {
        let screens = try await Screens.start()
        defer { screens.end() }
        let watching = Task { await screens.app.forYou.watch() }
        defer { watching.cancel() }
        try await screens.expect("a list, empty") { $0.forYou?.empty != nil }
        await screens.app.refresh()
        try await screens.expect("a list with things") { $0.forYou?.items.isEmpty == false }
        let view = try screens.forYou.unwrapped()
        XCTAssertNotNil(view.notice, "it knows nothing of the person")
        for item in view.items {
            let said = [item.title, item.kindLabel] + [item.reason, item.distanceLabel].compactMap { $0 }
            XCTAssertTrue(said.allSatisfy(item.accessibilityLabel.contains), item.accessibilityLabel)
        }
        await screens.app.choose(.en)
        try await screens.expect("in English") {
            $0.forYou.map { $0.title != view.title && $0.body != view.body } == true
        }
    }

    func testNobodyKeepsThingsForSomebodyWhoIsSignedOut() async throws {
        let screens = try await Screens.start()
        defer { screens.end() }
        let model = screens.app.forYou
        await model.perform(.save, on: "place:3034")
        XCTAssertEqual(model.failure?.code, "session.none")
        XCTAssertFalse(model.isSaved("place:3034"))
        screens.app.forget()
        XCTAssertNil(model.failure)
        await model.opened("place:3034")
        XCTAssertNil(model.failure, "nobody asked for anything")
    }

    func testWhatIsSavedIsListedAndClosedWithTheData() async throws {
        let screens = try await Self.withList(as: "Lucía")
        defer { screens.end() }
        let model = screens.app.forYou
        let watching = Task { await model.watchSaved() }
        defer { watching.cancel() }
        try await screens.expect("nothing saved") { $0.app.forYou.saved.view?.empty != nil }
        let item = try screens.forYou.unwrapped().items.first { $0.kind == .place }.unwrapped()
        await model.perform(.save, on: item.id)
        XCTAssertNil(model.failure)
        XCTAssertEqual(model.saved.view?.items.map(\.title), [item.title])
        XCTAssertTrue(model.isSaved(item.id))
        XCTAssertEqual(ForYouModel.id(ofPlace: item.target), item.id)

        screens.app.session.lock()
        try await screens.expect("closed") { $0.state == .locked && $0.app.forYou.saved.view == nil }
        try await screens.expect("a list that knows nobody") { $0.forYou?.notice != nil }
        await screens.app.session.unlock()
        try await screens.expect("open again") { $0.app.forYou.isSaved(item.id) }
        await model.perform(.unsave, on: item.id)
        XCTAssertNotNil(model.saved.view?.empty)
        XCTAssertFalse(model.isSaved(item.id))
    }

    func testNothingOfThePersonStaysWhenTheyGo() async throws {
        let screens = try await Self.withList(as: "Pablo")
        defer { screens.end() }
        let model = screens.app.forYou
        let watching = Task { await model.watchSaved() }
        defer { watching.cancel() }
        let item = try screens.forYou.unwrapped().items.first { $0.kind == .place }.unwrapped()
        await model.perform(.save, on: item.id)
        await model.explain(item.id)
        XCTAssertNotNil(model.why.view)
        await screens.app.session.signOut()
        try await screens.expect("nothing personal") { _ in model.saved.view == nil && model.why.view == nil }
        try await screens.expect("a list that knows nobody") { $0.forYou?.notice != nil }
    }

    func testWhatIsNotWantedGoesAndEveryAnswerHasWords() async throws {
        let screens = try await Self.withList(as: "Lucía")
        defer { screens.end() }
        let model = screens.app.forYou
        let item = try screens.forYou.unwrapped().items.first { $0.kind == .place }.unwrapped()
        await model.explain(item.id)
        let why = try model.why.view.unwrapped()
        XCTAssertEqual(why.name, item.title)
        XCTAssertFalse(why.lines.isEmpty)
        XCTAssertTrue(why.lines.contains { $0.reason == item.reason }, "the reason that is shown is one of all")
        for line in why.lines {
            XCTAssertTrue(line.accessibilityLabel.contains(line.effect), line.accessibilityLabel)
        }

        await model.perform(.notThis, on: item.id)
        XCTAssertNil(model.failure)
        try await screens.expect("gone") { $0.forYou?.items.contains { $0.id == item.id } == false }
        await model.explain(item.id)
        let whyNot = try model.why.view.unwrapped()
        XCTAssertTrue(whyNot.lines.isEmpty)
        XCTAssertNotEqual(whyNot.title, why.title)
        await model.explain("place:999999999")
        XCTAssertEqual(model.why.failure?.body.isEmpty, false)
    }

    func testOneSwitchTurnsItOff() async throws {
        let screens = try await Self.withList(as: "Lucía")
        defer { screens.end() }
        let model = screens.app.forYou
        let before = try screens.forYou.unwrapped()
        XCTAssertTrue(before.switch.isOn)
        await model.setOn(false)
        XCTAssertNil(model.failure)
        try await screens.expect("off") { $0.forYou?.switch.isOn == false && $0.forYou?.items.isEmpty == true }
        XCTAssertNotNil(screens.forYou?.empty)
        await model.explain(try before.items.first.unwrapped().id)
        XCTAssertEqual(model.why.failure?.code, "recommend.off")
        await model.setOn(true)
        try await screens.expect("on again") { $0.forYou?.items.isEmpty == false }
    }

    func testEverythingLeadsToAScreenThatHasIt() async throws {
        let screens = try await Self.withList(as: "Carmen")
        defer { screens.end() }
        let items = try screens.forYou.unwrapped().items
        XCTAssertTrue(items.contains { $0.kind == .place })
        XCTAssertTrue(items.contains { $0.kind != .place && $0.kind != .event }, "something that waits for her")
        for item in items {
            XCTAssertNotNil(item.reason, item.id)
            switch screens.app.screen(of: item) {
            case .place(let id):
                let place = try await screens.phone.madrid.show(id)
                XCTAssertFalse(place.name.isEmpty)
            case .item(let block, let id): XCTAssertNotNil(screens.app.home.item(id, of: block), item.id)
            case .event(let id): XCTAssertEqual(item.id, ForYouModel.id(ofEvent: id))
            default: XCTFail("\(item.id) leads elsewhere")
            }
        }
    }

    /// Somebody who looks at their list.
    private static func withList(as givenName: String) async throws -> Screens {
        let screens = try await Screens.signedIn(as: givenName)
        screens.follow { await $0.forYou.watch() }
        try await screens.expect("a list of their own") {
            $0.forYou.map { !$0.items.isEmpty && $0.notice == nil } == true
        }
        return screens
    }
}

extension Screens {
    fileprivate var forYou: ForYouView? { app.forYou.list.view }
}
