// What the phone thinks of the person: seen, changed, forgotten, told, erased and switched off by them alone.

import MadridCore
import MadridKit
import XCTest

@MainActor
final class InterestsTests: XCTestCase, @unchecked Sendable {
    func testEverythingThatCanBeToldCanBeTakenBack() async throws {
        let screens = try await Self.withInterests(as: "Lucía")
        defer { screens.end() }
        let model = screens.app.interests
        let topics: [(AboutTopic, (AboutView) -> [ChoiceView])] = [
            (.age, { $0.ages }), (.children, { [$0.withChildren] }), (.stepFree, { [$0.stepFree] }),
            (.littleSpanish, { [$0.littleSpanish] }), (.card, { $0.cards }), (.life, { $0.life }),
        ]
        for (topic, choices) in topics {
            let offered = try choices(screens.interests().about)
            XCTAssertFalse(offered.isEmpty || offered.contains { $0.isChosen || $0.label.isEmpty }, "\(topic)")
            for choice in offered {
                await model.toggle(topic, choice)
                let chosen = try choices(screens.interests().about).filter(\.isChosen)
                XCTAssertEqual(chosen.map(\.code), [choice.code], "\(topic)")
                await model.toggle(topic, choice)
                XCTAssertTrue(try choices(screens.interests().about).allSatisfy { !$0.isChosen }, choice.code)
            }
        }
        XCTAssertNil(model.failure)
    }

    func testOfTheAgesOneAtMostIsTold() async throws {
        let screens = try await Self.withInterests(as: "Pablo")
        defer { screens.end() }
        let ages = try screens.interests().about.ages
        await screens.app.interests.toggle(.age, ages[0])
        await screens.app.interests.toggle(.age, ages[1])
        XCTAssertEqual(try screens.interests().about.ages.filter(\.isChosen).map(\.code), [ages[1].code])
    }

    func testAWishIsSaidAndForgotten() async throws {
        let screens = try await Self.withInterests(as: "Lucía")
        defer { screens.end() }
        let model = screens.app.interests
        let before = try screens.interests().interests.first { !$0.canForget }.unwrapped()
        for (wish, level) in [(InterestWish.more, InterestLevel.much), (.less, .little)] {
            await model.wish(wish, of: before.tag)
            let wished = try screens.interest(before.tag)
            XCTAssertEqual(wished.wish, wish)
            XCTAssertEqual(wished.level, level)
            XCTAssertTrue(wished.canForget)
            XCTAssertTrue(wished.accessibilityLabel.contains(wished.levelLabel), wished.accessibilityLabel)
        }
        await model.forget(before.tag)
        XCTAssertEqual(try screens.interest(before.tag), before)
        await model.wish(.more, of: "volcano")
        XCTAssertEqual(model.failure?.body.isEmpty, false)
        screens.app.forget()
        XCTAssertNil(model.failure)
    }

    func testErasingTakesAllOfItAndLeavesWhatWasSaved() async throws {
        let screens = try await Self.withInterests(as: "Lucía")
        defer { screens.end() }
        let (app, model) = (screens.app, screens.app.interests)
        let place = try await screens.phone.madrid.nearNow(.sol(limit: 1)).items.first.unwrapped()
        await app.forYou.perform(.save, on: ForYouModel.id(ofPlace: place.id))
        await model.toggle(.age, try screens.interests().about.ages[0])
        await model.wish(.more, of: try screens.interests().interests[0].tag)
        await model.erase()
        XCTAssertNil(model.failure)
        let view = try screens.interests()
        XCTAssertFalse(view.interests.contains { $0.canForget || $0.wish != nil })
        XCTAssertNil(view.about.told.age)
        screens.follow { await $0.forYou.watchSaved() }
        try await screens.expect("what was saved") { $0.app.forYou.isSaved(ForYouModel.id(ofPlace: place.id)) }
    }

    func testTheyAreClosedWithTheDataAndSpeakTheLanguageOfNow() async throws {
        let screens = try await Self.withInterests(as: "Pablo")
        defer { screens.end() }
        let spanish = try screens.interests()
        await screens.app.choose(.en)
        try await screens.expect("in English") {
            let view = $0.app.interests.interests.view
            return view != nil && view?.body != spanish.body && view?.about.body != spanish.about.body
        }
        screens.app.session.lock()
        try await screens.expect("closed") { $0.app.interests.interests.view == nil }
        await screens.app.session.unlock()
        try await screens.expect("open again") { $0.app.interests.interests.view != nil }
        await screens.app.session.signOut()
        try await screens.expect("closed for good") { $0.app.interests.interests.view == nil }
    }

    func testTheSwitchIsHereToo() async throws {
        let screens = try await Self.withInterests(as: "Pablo")
        defer { screens.end() }
        await screens.app.interests.setOn(false)
        XCTAssertFalse(try screens.interests().switch.isOn)
        await screens.app.interests.setOn(true)
        XCTAssertTrue(try screens.interests().switch.isOn)
    }

    /// Somebody who looks at what the phone thinks of them.
    private static func withInterests(as givenName: String) async throws -> Screens {
        let screens = try await Screens.signedIn(as: givenName)
        screens.follow { await $0.interests.watch() }
        try await screens.expect("interests") { $0.app.interests.interests.view != nil }
        return screens
    }
}

extension Screens {
    fileprivate func interests() throws -> InterestsView { try app.interests.interests.view.unwrapped() }

    fileprivate func interest(_ tag: String) throws -> InterestView {
        try interests().interests.first { $0.tag == tag }.unwrapped()
    }
}
