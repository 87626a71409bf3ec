// The first screen: its blocks, for whom it is, in which order, in which language.

import MadridCore
import XCTest

@testable import MadridKit

@MainActor
final class HomeTests: XCTestCase, @unchecked Sendable {
    func testTheFirstScreenIsThereBeforeTheCallReturns() async throws {
        let core = try await Core.start()
        defer { core.end() }
        let seen = Recorder<HomeView>()
        let subscription = try await core.app.home().observe(here: nil, listener: Listener { seen.add($0) })
        XCTAssertEqual(seen.values.map(\.session.state), [.signedOut])
        subscription.cancel()
    }

    func testTheStreamsOfThePersonBeginWithWhatIsThereAndFollowTheCityAndTheLanguage() async throws {
        let screens = try await Screens.signedIn(as: "Carmen")
        defer { screens.end() }
        let madrid = screens.phone.madrid
        var homes = try await madrid.homes(here: nil).makeAsyncIterator()
        var profiles = try await madrid.profiles().makeAsyncIterator()
        let first = try await homes.next().unwrapped()
        XCTAssertEqual(first.blocks, screens.home?.blocks)
        let profile = try await profiles.next().unwrapped()

        try await screens.city.set(sector: "fines", to: "down")
        _ = try await madrid.sync()
        var latest = first
        while latest.parts.allSatisfy({ $0.notice == nil }) {
            latest = try await homes.next().unwrapped()
        }
        try await madrid.chooseLanguage(.en)
        while latest.session.title == first.session.title {
            latest = try await homes.next().unwrapped()
        }
        XCTAssertTrue(latest.greeting.hasPrefix("Hello"), latest.greeting)
        var translated = profile
        while translated.title == profile.title {
            translated = try await profiles.next().unwrapped()
        }
        XCTAssertEqual(translated.facts.count, profile.facts.count)
        XCTAssertNotEqual(translated.facts.map(\.label), profile.facts.map(\.label))
    }

    func testEveryWordOfTheFirstScreenHasTwoLanguages() async throws {
        for name in ["Carmen", "Marta", "Pablo"] {
            let screens = try await Screens.signedIn(as: name)
            defer { screens.end() }
            try await screens.city.set(sector: "fines", to: "down")
            await screens.app.refresh()
            try await screens.city.goOffline()
            await screens.app.profile.changeContact(ContactRequest(phone: "600111222", email: nil))
            try await screens.expectQuiet()
            try await screens.expect("waiting, and not confirmed") {
                $0.home?.pending.count == 1 && $0.home?.blocks.contains { $0.freshness.state == .fresh } == false
            }
            XCTAssertEqual(screens.home?.parts.contains { $0.id == .fines && $0.notice != nil }, true)
            let spanish = try screens.home.unwrapped()
            await screens.app.choose(.en)
            try await screens.expect("in English") { $0.home?.session.title != spanish.session.title }
            let english = try screens.home.unwrapped()
            XCTAssertEqual(english.words.count, spanish.words.count)
            for (spanish, english) in zip(spanish.words, english.words) {
                XCTAssertNotEqual(spanish, english)
            }
        }
    }

    func testABlockIsReadyToDraw() async throws {
        let screens = try await Screens.signedIn(as: "Marta")
        defer { screens.end() }
        let owe = try screens.home.unwrapped().block(.owe)
        XCTAssertNotNil(owe.total)
        let fine = try owe.items.first { $0.note != nil || $0.pressing != nil }.unwrapped()
        for text in [fine.title, fine.amount, fine.pressing, fine.note].compactMap({ $0 }) {
            XCTAssertTrue(fine.accessibilityLabel.contains(text), "not spoken: \(text)")
        }
        let next = try owe.next.unwrapped()
        XCTAssertTrue(owe.items.contains { $0.id == next.item })
        XCTAssertTrue(next.accessibilityLabel.contains(next.label), next.accessibilityLabel)
    }

    func testAPersonWithNothingIsToldSo() async throws {
        let screens = try await Screens.signedIn(as: "Pablo")
        defer { screens.end() }
        for id in [BlockId.owe, .do] {
            let block = try screens.home.unwrapped().block(id)
            XCTAssertTrue(block.items.isEmpty, "\(block.items)")
            XCTAssertEqual(block.empty?.isEmpty, false, "\(id)")
        }
    }

    func testAPartThatDoesNotAnswerIsNoticedInItsOwnBlockOnly() async throws {
        let screens = try await Screens.signedIn(as: "Marta")
        defer { screens.end() }
        let before = try screens.home.unwrapped()
        try await screens.city.set(sector: "fines", to: "down")
        await screens.app.refresh()
        XCTAssertNil(screens.app.refreshFailure, "a part that is down is no failure of the whole")
        try await screens.expect("noticed") { $0.home?.parts.contains { $0.notice != nil } == true }
        let home = try screens.home.unwrapped()
        XCTAssertEqual(home.parts.filter { $0.notice != nil }.map(\.id), [.fines])
        XCTAssertEqual(home.parts.compactMap(\.trouble).map(\.body.isEmpty), [false])
        XCTAssertEqual(home.blocks.map(\.items), before.blocks.map(\.items), "what was known of it stays")
        XCTAssertEqual(home.blocks.filter { $0.freshness.state != .fresh }.map(\.id), [.owe])
    }

    func testAParentActsForAChildAndComesBack() async throws {
        let screens = try await Screens.signedIn(as: "Carmen")
        defer { screens.end() }
        let own = try screens.home.unwrapped()
        XCTAssertNil(own.actingFor)
        XCTAssertEqual(own.subjects.count, 4)
        XCTAssertEqual(own.subjects.map(\.isCurrent), [true, false, false, false])
        let child = try own.subjects.first { $0.name.hasPrefix("Hugo") }.unwrapped()
        await screens.app.home.actFor(child)
        XCTAssertNil(screens.app.home.failure)
        try await screens.expect("Hugo's") { $0.home?.actingFor?.contains("Hugo") == true }
        let theirs = try screens.home.unwrapped()
        XCTAssertEqual(theirs.subjects.first { $0.isCurrent }?.id, child.id)
        XCTAssertNotEqual(try theirs.block(.have).items, try own.block(.have).items)

        await screens.app.home.actFor(try own.subjects.first.unwrapped())
        try await screens.expect("her own") { $0.home?.actingFor == nil }
        XCTAssertEqual(screens.home?.blocks, own.blocks)
        let stranger = SubjectView(id: "p-pablo", name: "", relation: "", isCurrent: false)
        await screens.app.home.actFor(stranger)
        XCTAssertEqual(screens.app.home.failure?.code, "home.not_represented")
        XCTAssertNil(screens.home?.actingFor)
    }

    func testThePersonPutsTheBlocksInOrderAndHidesSome() async throws {
        let screens = try await Screens.signedIn(as: "Lucía")
        defer { screens.end() }
        let before = try screens.home.unwrapped().blocks.map(\.id)
        await screens.app.home.order([.have, .near])
        let others = before.filter { ![.have, .near].contains($0) }
        try await screens.expect("in order") { $0.home?.blocks.map(\.id) == [.have, .near] + others }

        await screens.app.home.hide(.near)
        try await screens.expect("hidden") { $0.home?.hidden.map(\.id) == [.near] }
        XCTAssertEqual(screens.home?.blocks.map(\.id), [.have] + others)
        XCTAssertEqual(screens.home?.hidden.first?.title.isEmpty, false)
        await screens.app.home.unhide(.near)
        try await screens.expect("shown again") { $0.home?.blocks.map(\.id) == [.have, .near] + others }
        XCTAssertNil(screens.app.home.failure)
    }

    func testTheBlocksAreMovedOneByOneWithButtonsThatTheCoreNames() async throws {
        let screens = try await Screens.signedIn(as: "Lucía")
        defer { screens.end() }
        let arrange = try (screens.home?.arrange).unwrapped()
        XCTAssertEqual(arrange.rows.map(\.id), try screens.home.unwrapped().blocks.map(\.id))
        let (first, second) = (arrange.rows[0], arrange.rows[1])
        XCTAssertNil(first.raiseLabel, "there is nothing above the first")
        XCTAssertNotNil(first.lowerLabel)
        XCTAssertNil(arrange.rows.last?.lowerLabel)
        for row in arrange.rows {
            XCTAssertTrue(row.toggleLabel.contains(row.title), row.toggleLabel)
        }

        await screens.app.home.lower(first.id)
        try await screens.expect("lowered") { $0.home?.blocks.prefix(2).map(\.id) == [second.id, first.id] }
        await screens.app.home.raise(first.id)
        try await screens.expect("raised") { $0.home?.blocks.prefix(2).map(\.id) == [first.id, second.id] }
        await screens.app.home.hide(first.id)
        try await screens.expect("hidden") { $0.home?.arrange?.rows.first { $0.id == first.id }?.isHidden == true }
        XCTAssertNil(screens.app.home.failure)
    }

    func testAThingOfABlockHasAScreenAsLongAsItIsThere() async throws {
        let screens = try await Screens.signedIn(as: "Marta")
        defer { screens.end() }
        let home = try screens.home.unwrapped()
        let next = try home.block(.owe).next.unwrapped()
        XCTAssertEqual(screens.app.home.item(next.item, of: .owe)?.id, next.item)
        XCTAssertNil(screens.app.home.item(next.item, of: .near))
        let gone = screens.app.home.gone
        XCTAssertEqual(gone, screens.phone.madrid.explain(AppError.NotFound(code: "net.gone")))
        await screens.app.choose(.en)
        XCTAssertNotEqual(screens.app.home.gone.title, gone.title)
        XCTAssertFalse(home.help.actions.isEmpty, "nothing can be done about it here or there")
        XCTAssertTrue(home.help.actions.contains { $0.kind == .call && $0.url.hasPrefix("tel:") })
    }

    func testWhatIsNearFollowsThePersonAndNonsenseIsExplained() async throws {
        let screens = try await Screens.signedIn(as: "Lucía")
        defer { screens.end() }
        let atHome = try screens.home.unwrapped().block(.near).items
        XCTAssertFalse(atHome.isEmpty)
        let model = HomeModel(screens.phone.madrid)
        let elsewhere = Task { await model.watch(here: HereRequest(lat: 40.3893, lon: -3.6557)) }
        let moved = try await eventually { model.home.view != nil }
        XCTAssertTrue(moved)
        XCTAssertNotEqual(try (model.home.view?.block(.near).items).unwrapped(), atHome)
        elsewhere.cancel()
        await elsewhere.value
        await model.watch(here: HereRequest(lat: 400, lon: 0))
        XCTAssertEqual(model.home.failure?.code, "input.location")
    }
}
