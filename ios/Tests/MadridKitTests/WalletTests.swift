// Cards: had at the issuer's page and at the counter, shown at the desk or not, listed in the history, and never forced on anybody.

import Foundation
import MadridCore
import MadridKit
import XCTest

@MainActor
final class WalletTests: XCTestCase, @unchecked Sendable {
    private let library = "Carné de bibliotecas"

    func testALibraryCardComesThroughTheIssuersPageAndIsThereWithoutTheCity() async throws {
        let screens = try await begun("Lucía")
        defer { screens.end() }
        let model = screens.app.wallet
        XCTAssertNotNil(model.wallet.view?.empty)
        let card = try await take(library, screens)
        XCTAssertEqual(screens.browser.visits.count, 2, "signing in, and the issuer's page")
        try await screens.city.goOffline()
        screens.follow { await $0.wallet.watchCard(card) }
        try await screens.expect("the card") { _ in model.card.view?.card.id == card }
        let view = try model.card.view.unwrapped()
        XCTAssertTrue(view.claims.contains { $0.value.contains("Lucía") }, "\(view.claims)")
        XCTAssertEqual(view.card.holder, "De Lucía")
        XCTAssertEqual(view.card.background?.lowercased(), "#0a3fbd")
        XCTAssertEqual(view.history.count, 1)
        await model.readAddable()
        XCTAssertNotNil(model.addable.failure, "nobody can be asked")

        let isGone = await model.delete(card)
        XCTAssertTrue(isGone, "\(String(describing: model.failure))")
        try await screens.expect("no card") { _ in model.wallet.view?.cards.isEmpty == true }
        let again = await model.delete(card)
        XCTAssertTrue(again, "asking twice is safe")
    }

    func testACardOfTheCounterIsShownAtTheDeskAndCounts() async throws {
        let screens = try await begun("Antonio")
        defer { screens.end() }
        let model = screens.app.wallet
        _ = try await takeAtCounter("senior_card_sd_jwt", "p-antonio", screens)
        let (question, consent) = try await asked("senior_curious", screens)
        let view = try consent.question.view.unwrapped()
        XCTAssertEqual(view.cards.first?.claims.isEmpty, false)
        XCTAssertTrue(view.cards.flatMap(\.claims).contains { $0.isBeyond && $0.note != nil })
        XCTAssertFalse(view.warnings.isEmpty, "they ask for more than they may")
        XCTAssertEqual(view.warnings.count, view.accepts.count)
        let before = try await screens.city.atDesk(question)
        XCTAssertEqual(before.state, "fetched", "nothing leaves before the yes")
        await consent.share()
        XCTAssertNil(consent.failure)
        XCTAssertEqual(consent.shared?.headline, "Enviada")
        let after = try await screens.city.atDesk(question)
        XCTAssertEqual(after.state, "answered")
        XCTAssertEqual(after.counts, true)
        // The age stands open on the card.
        XCTAssertEqual(after.cards?.first.map { Set($0.disclosed) }, [["family_name"], ["birth_date"]])
        try await screens.expect("nobody waits") { _ in model.wallet.view?.asked.isEmpty == true }
        let id = try (model.wallet.view?.cards.first?.id).unwrapped()
        screens.follow { await $0.wallet.watchCard(id) }
        try await screens.expect("both in its history") { _ in model.card.view?.history.count == 2 }
    }

    func testWhatIsNotSharedStaysAndTheDeskCannotTellWhy() async throws {
        let screens = try await begun("Lucía")
        defer { screens.end() }
        _ = try await takeAtCounter("library_card_sd_jwt", "p-lucia", screens)
        let (question, consent) = try await asked("library", screens)
        XCTAssertEqual(consent.question.view?.certainty, .registered)
        XCTAssertEqual(consent.question.view?.warnings, [])
        await consent.refuse()
        XCTAssertNotNil(consent.shared)
        let declined = try await screens.city.atDesk(question)
        XCTAssertEqual([declined.state, declined.error], ["declined", "access_denied"])

        let (none, empty) = try await asked("large_family", screens)
        XCTAssertNotNil(empty.question.view?.nothing)
        XCTAssertNil(empty.question.view?.choice)
        await empty.share()
        XCTAssertNil(empty.shared, "there is nothing to share")
        await empty.refuse()
        let same = try await screens.city.atDesk(none)
        XCTAssertEqual([same.state, same.error], ["declined", "access_denied"])
    }

    func testAnotherWayToAnswerIsChosenAndThatAloneIsSeen() async throws {
        let screens = try await begun("Lucía")
        defer { screens.end() }
        _ = try await takeAtCounter("library_card_sd_jwt", "p-lucia", screens)
        _ = try await takeAtCounter("sports_pass_sd_jwt", "p-lucia", screens)
        let library = CardCity.asked("library_card", "card_number", isBound: false)
        let sports = CardCity.asked("sports_pass", "modality", isBound: true)
        let sets = #"[{"options":[["library_card"],["sports_pass"]]}]"#
        let asked = try await screens.city.askAtDesk(
            query: #"{"credentials":[\#(library),\#(sports)],"credential_sets":\#(sets)}"#)
        let consent = try await scanned(asked.link, screens)
        let proposed = try consent.question.view.unwrapped()
        XCTAssertEqual(proposed.cards.count, 1)
        let other = try proposed.alternatives.first.unwrapped()
        await consent.choose(other)
        let chosen = try consent.question.view.unwrapped()
        XCTAssertEqual(chosen.choice, other.choice)
        XCTAssertNotEqual(chosen.cards.map(\.name), proposed.cards.map(\.name))
        // Read again, as in another language, it is still what was chosen.
        await consent.show(chosen.id)
        XCTAssertEqual(consent.question.view, chosen)
        await consent.share()
        XCTAssertNotNil(consent.shared, "\(String(describing: consent.failure))")
        let result = try await screens.city.atDesk(asked.id)
        XCTAssertEqual(result.counts, true)
        XCTAssertEqual(result.cards?.map(\.id), ["sports_pass"])
        await consent.show(chosen.id)
        XCTAssertNotNil(consent.shared, "what was answered stays answered")
    }

    func testTheHistoryIsReadSavedAndDeleted() async throws {
        let screens = try await begun("Lucía")
        defer { screens.end() }
        let model = screens.app.wallet
        _ = try await takeAtCounter("library_card_sd_jwt", "p-lucia", screens)
        let (question, consent) = try await asked("library", screens)
        await consent.share()
        let result = try await screens.city.atDesk(question)
        XCTAssertEqual(result.counts, true)
        screens.follow { await $0.wallet.watchHistory() }
        try await screens.expect("what happened") { _ in model.history.view?.entries.count == 2 }
        let last = try (model.history.view?.entries.first).unwrapped()
        XCTAssertTrue(last.attributes.contains("Número de carné"), "\(last)")
        let file = try await model.historyFile(in: screens.phone.home).unwrapped()
        let text = try String(contentsOf: file, encoding: .utf8)
        XCTAssertTrue(text.contains("card_number"))
        XCTAssertFalse(text.contains("Lucía"), "names of what was seen, never what it says")
        let nowhere = await model.historyFile(in: screens.phone.home.appendingPathComponent("nowhere"))
        XCTAssertNil(nowhere)
        XCTAssertEqual(model.failure?.code, "store.full")
        await model.deleteHistory()
        XCTAssertEqual(model.history.view?.entries, [])
        XCTAssertEqual(model.wallet.view?.cards.count, 1, "cards stay")
    }

    func testAHostileCodeIsRefusedInPlainWordsAndNotKept() async throws {
        let screens = try await begun("Lucía")
        defer { screens.end() }
        let model = screens.app.wallet
        let question = try await screens.city.askAtDesk("library")
        let hostile = [
            "hola", "https://example.com", "openid-credential-offer://?credential_offer=%",
            #"openid-credential-offer://?credential_offer={"credential_issuer":"http://evil.example"}"#,
            "openid4vp://?client_id=x509_hash:a&request_uri=http://evil.example/r",
            question.link.replacingOccurrences(of: "x509_hash%3A", with: "x509_hash%3AA"),
        ]
        for code in hostile {
            let route = await model.scan(code)
            XCTAssertNil(route, code)
            let words = try model.failure.unwrapped()
            XCTAssertTrue(words.code.hasPrefix("wallet.") || words.code.hasPrefix("cred."), "\(code): \(words)")
            XCTAssertFalse(words.title.isEmpty || words.body.isEmpty || words.nextStep.isEmpty)
        }
        let view = try model.wallet.view.unwrapped()
        XCTAssertTrue(view.cards.isEmpty && view.offers.isEmpty && view.asked.isEmpty)
        screens.app.forget()
        XCTAssertNil(model.failure)
        let good = await model.scan(question.link)
        XCTAssertNotNil(good, "the honest one: \(String(describing: model.failure))")
    }

    func testALinkThatIsOpenedWhileLockedLeadsOnAfterwardsAndCardsAreGoneUntilThen() async throws {
        let screens = try await begun("Lucía")
        defer { screens.end() }
        let (app, model) = (screens.app, screens.app.wallet)
        _ = try await takeAtCounter("library_card_sd_jwt", "p-lucia", screens)
        let (_, consent) = try await asked("library", screens)
        XCTAssertNotNil(consent.question.view)
        await app.session.perform(.lock)
        try await screens.expect("nothing of the person's") { _ in
            model.wallet.view == nil && consent.question.view == nil
        }
        let offer = try screens.city.offerAtCounter("sports_pass_sd_jwt", to: "p-lucia")
        await app.route.open(offer.link)
        XCTAssertEqual(app.route.profile, [.wallet])
        XCTAssertNil(model.failure)
        await app.session.perform(.unlock)
        try await screens.expect("the offer") { _ in
            if case .offer(let id) = app.route.profile.last { model.offer(id)?.code != nil } else { false }
        }
        XCTAssertEqual(app.route.profile.count, 2)
        await app.route.open("es.madrid.movil:/wallet?code=a&state=nobodys")
        XCTAssertNotNil(model.failure, "nobody asked for that")
    }

    func testCardsAreAskedForAgainByANewPhone() async throws {
        let screens = try await begun("Lucía")
        defer { screens.end() }
        _ = try await take(library, screens)
        let moving = screens.app.moving
        let short = await moving.moveOut("gato", in: screens.phone.home)
        XCTAssertNil(short)
        XCTAssertEqual(moving.failure?.code, "input.passphrase")
        let phrase = "cuatro gatos y un balcón"
        let made = await moving.moveOut(phrase, in: screens.phone.home)
        let file = try Data(contentsOf: made.unwrapped())
        let (other, home) = try await Screens.secondPhone(of: screens.city, for: "Lucía")
        defer { try? FileManager.default.removeItem(at: home) }
        let new = MovingModel(other)
        await new.moveIn(file, "cinco gatos y un balcón")
        XCTAssertEqual(new.failure?.code, "wallet.migration_closed")
        await new.moveIn(file, phrase)
        XCTAssertEqual(new.moved?.facts.map(\.value), ["1"], "\(String(describing: new.failure))")
        let there = try await other.cards().first()
        XCTAssertEqual(there.offers.map(\.name), [library])
    }

    func testANeighboursCardIsLookedAtFromScreenToScreen() async throws {
        let screens = try await begun("Antonio")
        defer { screens.end() }
        _ = try await takeAtCounter("senior_card_sd_jwt", "p-antonio", screens)
        let (other, home) = try await Screens.secondPhone(of: screens.city, for: "Carmen")
        defer { try? FileManager.default.removeItem(at: home) }
        let desk = ReaderModel(other)
        XCTAssertEqual(desk.words.questions.count, 6)
        await desk.ask(.senior)
        let shown = try desk.asked.unwrapped()
        XCTAssertEqual(shown.code.squares.count, Int(shown.code.size * shown.code.size))
        let consent = try await scanned(shown.code.text, screens)
        XCTAssertEqual(consent.question.view?.certainty, .unknown)
        await consent.share()
        let codes = try consent.shared.unwrapped().codes.map(\.text)
        XCTAssertFalse(codes.isEmpty)
        await desk.take("hola")
        XCTAssertNotNil(desk.failure)
        // In any order, and some twice: the camera sees what it sees.
        for code in codes.reversed() + codes {
            await desk.take(code)
        }
        XCTAssertNil(desk.failure)
        XCTAssertNotNil(desk.progress)
        XCTAssertEqual(desk.reading?.verdict, .good, "\(String(describing: desk.reading))")
        XCTAssertTrue(desk.reading?.facts.contains { $0.value == "Sí" } == true)
        // An answer to another question is none.
        await desk.ask(.senior)
        XCTAssertNil(desk.reading)
        for code in codes {
            await desk.take(code)
        }
        XCTAssertEqual(desk.reading?.verdict, .bad)
        XCTAssertEqual(desk.reading?.facts, [])
    }

    /// Somebody has signed in, and their cards are on show.
    private func begun(_ givenName: String) async throws -> Screens {
        let screens = try await Screens.signedIn(as: givenName)
        screens.follow { await $0.wallet.watch() }
        try await screens.expect("the cards") { $0.app.wallet.wallet.view != nil }
        return screens
    }

    /// A card with this name, through the issuer's page.
    private func take(_ name: String, _ screens: Screens) async throws -> Int64 {
        let model = screens.app.wallet
        await model.readAddable()
        let addable = try (model.addable.view?.cards.first { $0.name == name }).unwrapped()
        guard case .offer(let id) = await model.askFor(addable.configuration) else {
            throw City.Failure(reason: "it cannot be had: \(String(describing: model.failure))")
        }
        XCTAssertEqual(model.offer(id)?.opensPage, true)
        await model.accept(id)
        return try await kept(id, screens)
    }

    /// A card from the counter. Whoever mistypes the code loses nothing.
    private func takeAtCounter(_ card: String, _ person: String, _ screens: Screens) async throws -> Int64 {
        let model = screens.app.wallet
        let offer = try screens.city.offerAtCounter(card, to: person)
        guard case .offer(let id) = await model.scan(offer.link) else {
            throw City.Failure(reason: "it is no offer: \(String(describing: model.failure))")
        }
        XCTAssertEqual(model.offer(id)?.code?.isNumeric, true)
        await model.accept(id, code: "000000")
        try await screens.expect("that it was the wrong one") { _ in
            model.offer(id)?.trouble?.code == "wallet.tx_code" && model.offer(id)?.stage == .offered
        }
        await model.accept(id, code: offer.code)
        return try await kept(id, screens)
    }

    /// The card that an offer has become.
    private func kept(_ id: Int64, _ screens: Screens) async throws -> Int64 {
        let model = screens.app.wallet
        let offer = try model.offer(id).unwrapped()
        XCTAssertEqual(offer.stage, .kept, "\(offer), \(String(describing: model.failure))")
        let card = try offer.card.unwrapped()
        try await screens.expect("the card among the others") { _ in
            model.wallet.view?.cards.contains { $0.id == card } == true
        }
        await model.cancel(id)
        try await screens.expect("no offer any more") { _ in model.offer(id) == nil }
        XCTAssertEqual(model.wallet.view?.cards.contains { $0.id == card }, true, "what is here stays")
        return card
    }

    /// The desk asks, and the person has read what.
    private func asked(_ question: String, _ screens: Screens) async throws -> (String, ConsentModel) {
        let asked = try await screens.city.askAtDesk(question)
        return (asked.id, try await scanned(asked.link, screens))
    }

    private func scanned(_ code: String, _ screens: Screens) async throws -> ConsentModel {
        guard case .consent(let id) = await screens.app.wallet.scan(code) else {
            throw City.Failure(reason: "it is no question: \(String(describing: screens.app.wallet.failure))")
        }
        let consent = screens.app.consent
        await consent.show(id)
        XCTAssertNotNil(consent.question.view, "\(consent.question)")
        return consent
    }
}

extension Screens {
    /// Another phone beside the same city, on which somebody has signed in.
    static func secondPhone(of city: City, for givenName: String) async throws -> (Madrid, URL) {
        let browser = PersonBrowser()
        browser.seat(try await city.persona(givenName))
        let home = try Phone.newHome()
        let platform = try Platform.software(homeDir: home.path, browser: browser)
        let madrid = try await Madrid.open(Phone.config(home: home, city: city.url), platform: platform)
        _ = try await madrid.signIn(.light, appLock: false)
        _ = try await madrid.sync()
        return (madrid, home)
    }
}
