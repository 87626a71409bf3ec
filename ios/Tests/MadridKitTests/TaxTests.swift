// Taxes: the bank is charged without a network, an account is refused, dates go into the calendar, and the paper stays.

import Foundation
import MadridCore
import MadridKit
import XCTest

@MainActor
final class TaxTests: XCTestCase, @unchecked Sendable {
    private let iban = "ES91 2100 0418 4502 0005 1332"
    private let anothers = "ES79 2100 0813 6101 2345 6789"

    func testTheBankIsChargedFromWhereThereIsNoNetworkOnce() async throws {
        let (screens, id) = try await begun()
        defer { screens.end() }
        let model = screens.app.taxes
        let before = try model.opened.view.unwrapped()
        XCTAssertEqual(before.steps?.steps.count, 3)
        XCTAssertEqual(before.ways.map { $0.ways.filter { $0.actionLabel != nil }.count >= 2 }, true)
        try await screens.expectQuiet()
        try await screens.city.goOffline()
        let wrong = await model.setDirectDebit(DirectDebitRequest(receipt: id, iban: "ES00", mode: .single))
        XCTAssertFalse(wrong)
        XCTAssertEqual(model.failure?.code, "input.iban")
        for _ in 1...2 {
            let kept = await model.setDirectDebit(DirectDebitRequest(receipt: id, iban: iban, mode: .single))
            XCTAssertTrue(kept, "\(String(describing: model.failure))")
        }
        try await screens.expect("waiting") { _ in model.opened.view?.row.waiting?.contains("1332") == true }
        let nothing = try await screens.city.ledger()
        XCTAssertEqual(nothing.count, 0)

        try await screens.expectQuiet()
        try await screens.city.comeBack()
        await screens.app.refresh()
        try await screens.expect("charged") { _ in
            model.opened.view?.row.state == .directDebit && model.opened.view?.row.waiting == nil
        }
        XCTAssertEqual(model.opened.view?.debit?.body.contains("1332"), true)
        let once = try await screens.city.ledger()
        XCTAssertEqual(once.map(\.effects), [1])
        await model.cancelDirectDebit(id)
        try await screens.expect("taken back") { _ in
            model.opened.view?.row.state == .voluntary && model.opened.view?.row.waiting == nil
        }
        await model.askInstalments(id, parts: 3)
        try await screens.expect("in parts") { _ in model.opened.view?.parts.count == 3 }
    }

    func testAnAccountOfSomebodyElseIsRefusedAndSaysSoUntilItWasRead() async throws {
        let (screens, id) = try await begun()
        defer { screens.end() }
        let model = screens.app.taxes
        await model.setDirectDebit(DirectDebitRequest(receipt: id, iban: anothers, mode: .single))
        try await screens.expect("refused") { _ in model.opened.view?.row.trouble?.code == "tax.not_holder" }
        await model.dismiss(id)
        try await screens.expect("read") { _ in model.opened.view.map { $0.row.trouble == nil } == true }
        let none = await model.cancelDirectDebit("1")
        XCTAssertFalse(none, "there is no such bill")
        XCTAssertNotNil(model.failure)
        screens.app.forget()
        XCTAssertNil(model.failure)
    }

    func testTheBillOfTheFirstScreenLeadsToItsOwnAndIsPaidThere() async throws {
        let (screens, id) = try await begun()
        defer { screens.end() }
        let items = screens.home?.blocks.flatMap(\.items) ?? []
        XCTAssertEqual(items.filter { $0.door == HomeDoor(kind: .tax, id: id) }.count, 1)
        let payment = await screens.app.payments.prepare(.tax, id)
        XCTAssertNotNil(payment, "\(screens.app.payments.prepared)")
    }

    func testADayGoesIntoTheCalendarWithTheReminderThatWasChosen() async throws {
        let (screens, id) = try await begun()
        defer { screens.end() }
        let model = screens.app.taxes
        let none = try await text(model, in: screens.phone.home)
        XCTAssertTrue(none.contains("BEGIN:VEVENT"))
        XCTAssertFalse(none.contains("BEGIN:VALARM"), "nobody is reminded who did not choose it")
        await model.remind(of: id, daysBefore: 3)
        try await screens.expect("chosen") { _ in model.opened.view?.reminder.daysBefore == 3 }
        let chosen = try await text(model, in: screens.phone.home)
        XCTAssertTrue(chosen.contains("BEGIN:VALARM"))
        let tooLong = await model.remind(of: id, daysBefore: 90)
        XCTAssertFalse(tooLong)
        XCTAssertEqual(model.failure?.code, "input.notice")
        let date = try (model.calendar.view?.dates.first).unwrapped()
        await model.remind(of: date.id, daysBefore: 1)
        XCTAssertEqual(model.calendar.view?.dates.first { $0.id == date.id }?.reminder.daysBefore, 1)
        await model.remind(of: id, daysBefore: nil)
        try await screens.expect("not at all") { _ in model.opened.view.map { $0.reminder.daysBefore == nil } == true }
    }

    func testThePaperStaysWithoutTheCity() async throws {
        let screens = try await Screens.signedIn(as: "Elena")
        defer { screens.end() }
        let model = screens.app.taxes
        await model.readCertificate()
        let first = try model.certificate.view.unwrapped()
        let file = try model.file(of: first.paper.unwrapped(), in: screens.phone.home).unwrapped()
        XCTAssertEqual(try Data(contentsOf: file).prefix(5), Data("%PDF-".utf8))
        try await screens.city.goOffline()
        await model.readCertificate()
        XCTAssertEqual(model.certificate.view?.facts, first.facts)
        XCTAssertNotNil(model.certificate.view?.trouble)
    }

    func testTheDatesAreForEverybodyAndNothingElseIs() async throws {
        let phone = try await Phone.synced()
        defer { phone.end() }
        let model = TaxModel(phone.madrid)
        await model.readCalendar()
        let date = try (model.calendar.view?.dates.first).unwrapped()
        let kept = await model.remind(of: date.id, daysBefore: 1)
        XCTAssertFalse(kept)
        let file = await model.dates(in: phone.home)
        XCTAssertNil(file)
        XCTAssertNotNil(model.failure)
        await model.readCertificate()
        XCTAssertNotNil(model.certificate.failure)
    }

    func testTaxesAreGoneWhileTheyAreLocked() async throws {
        let (screens, _) = try await begun()
        defer { screens.end() }
        let model = screens.app.taxes
        await model.readCertificate()
        XCTAssertNotNil(model.certificate.view)
        await screens.app.session.perform(.lock)
        try await screens.expect("nothing of the person's") { _ in
            model.folder.view == nil && model.opened.view == nil && model.certificate.view == nil
        }
    }

    /// Carmen has a bill to pay. Her folder and that bill are on show.
    private func begun() async throws -> (Screens, String) {
        let screens = try await Screens.signedIn(as: "Carmen")
        let model = screens.app.taxes
        screens.follow { await $0.taxes.watch() }
        try await screens.expect("the folder") { _ in model.folder.view?.groups.first?.id == .toPay }
        let id = try (model.folder.view?.groups.first?.rows.first?.id).unwrapped()
        screens.follow { await $0.taxes.show(id) }
        try await screens.expect("the bill") { _ in model.opened.view?.row.id == id }
        return (screens, id)
    }

    private func text(_ model: TaxModel, in folder: URL) async throws -> String {
        let file = try await model.dates(in: folder).unwrapped()
        return try String(contentsOf: file, encoding: .utf8)
    }
}
