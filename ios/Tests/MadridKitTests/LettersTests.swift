// Letters with nobody signed in, several debts in one go, papers, and the money that comes back.

import Foundation
import MadridCore
import MadridKit
import XCTest

@MainActor
final class LettersTests: XCTestCase, @unchecked Sendable {
    func testALetterIsPaidWithNobodySignedInAndItsPaperStaysWithoutTheCity() async throws {
        let phone = try await Phone.start()
        defer { phone.end() }
        let letters = AppModel(phone.madrid).letters
        let reference = try await phone.city.letter(of: "p-marta", kind: "fine")
        await letters.read()
        XCTAssertNotNil(letters.payments.view?.empty)
        XCTAssertNil(letters.problem(" \(reference) "))
        let id = try await letters.prepare(reference).unwrapped()
        XCTAssertEqual(letters.payment(id)?.stage, .prepared)
        let page = try await letters.pay(id, with: .card).unwrapped()
        try Payer.pay(at: page, card: Payer.good)
        // It finds out by itself, and asks no more afterwards.
        await letters.follow(id)
        let number = try (letters.payment(id)?.receipt).unwrapped()
        XCTAssertEqual(letters.receipts.view?.receipts.map(\.number), [number])
        let again = await letters.prepare(reference)
        XCTAssertNil(again)
        XCTAssertEqual(letters.failure?.code, "payment.paid")

        let paper = try await letters.paper(number, in: phone.home).unwrapped()
        let bytes = try Data(contentsOf: paper)
        XCTAssertEqual(bytes.prefix(5), Data("%PDF-".utf8))
        try await phone.city.goOffline()
        let kept = try await letters.paper(number, in: phone.home).unwrapped()
        XCTAssertEqual(try Data(contentsOf: kept), bytes)
        await letters.readReceipt(number)
        XCTAssertNil(try letters.receipt.view.unwrapped().askBackLabel, "what is nobody's is not given back")
    }

    func testWhatWasCopiedWrongIsSaidToTheSignBeforeAnybodyIsAsked() async throws {
        let phone = try await Phone.start()
        defer { phone.end() }
        let letters = AppModel(phone.madrid).letters
        let reference = try await phone.city.letter(of: "p-marta", kind: "fine")
        try await phone.city.goOffline()
        let short = try letters.problem(String(reference.dropLast(2))).unwrapped()
        XCTAssertTrue(short.code.hasPrefix("input.reference"))
        XCTAssertFalse(short.body.isEmpty)
        let id = await letters.prepare(reference)
        XCTAssertNil(id)
        XCTAssertNotNil(letters.failure, "that the city cannot be heard is said")
    }

    func testSeveralDebtsArePaidOneAfterTheOther() async throws {
        let screens = try await Screens.signedIn(as: "Marta")
        defer { screens.end() }
        let (several, payments) = (screens.app.several, screens.app.payments)
        let offer = try (screens.home?.blocks.compactMap(\.several).first).unwrapped()
        let debts = offer.debts.compactMap(\.pay).map { DebtRequest(kind: $0.kind, debt: $0.debt) }
        XCTAssertGreaterThan(debts.count, 1)
        let ids = try await several.prepare(debts + [DebtRequest(kind: .tax, debt: "1")]).unwrapped()
        let asked = try several.several.view.unwrapped()
        XCTAssertEqual(asked.next, ids.first)
        XCTAssertEqual(asked.notPayable.map(\.debt), ["1"])
        for id in ids {
            let page = try await payments.pay(id, with: .card).unwrapped()
            try Payer.pay(at: page, card: Payer.good)
            await payments.follow(id)
            await several.read(ids)
        }
        let done = try several.several.view.unwrapped()
        XCTAssertNil(done.next)
        XCTAssertEqual(done.total, asked.total)
        XCTAssertEqual(done.notPayable, asked.notPayable, "why one could not be paid is still said")
    }

    func testARefundIsAskedForFromAReceiptWaitsForTheNetworkAndIsFollowed() async throws {
        let screens = try await Screens.signedIn(as: "Carmen")
        defer { screens.end() }
        let model = screens.app.refunds
        screens.follow { await $0.refunds.watch() }
        try await screens.expect("no refunds") { _ in model.refunds.view?.empty != nil }
        await screens.app.payments.readReceipts()
        let receipt = try (screens.app.payments.receipts.view?.receipts.first).unwrapped()
        XCTAssertNotNil(receipt.askBackLabel)
        let wrong = await model.ask(receipt.number, because: .annulled, into: "ES00")
        XCTAssertFalse(wrong)
        XCTAssertEqual(model.failure?.code, "input.iban")
        try await screens.city.goOffline()
        let account = try await screens.city.account(of: "p-carmen")
        let asked = await model.ask(receipt.number, because: .annulled, into: account)
        XCTAssertTrue(asked)
        try await screens.expect("waiting") { _ in model.refunds.view?.refunds.first?.stage == .waiting }
        try await screens.city.comeBack()
        await screens.app.refresh()
        try await screens.expect("requested") { _ in model.refunds.view?.refunds.first?.stage == .requested }
        let id = try (model.refunds.view?.refunds.first?.id).unwrapped()
        XCTAssertEqual(model.refund(id)?.steps.first?.isDone, true)
        await screens.app.session.perform(.lock)
        try await screens.expect("nothing of the person's") { _ in model.refunds.view == nil }
    }

    func testAnAccountOfSomebodyElseIsNotTakenAndThatIsPutAway() async throws {
        let screens = try await Screens.signedIn(as: "Carmen")
        defer { screens.end() }
        let model = screens.app.refunds
        screens.follow { await $0.refunds.watch() }
        await screens.app.payments.readReceipts()
        let receipt = try (screens.app.payments.receipts.view?.receipts.first).unwrapped()
        let account = try await screens.city.account(of: "p-marta")
        let asked = await model.ask(receipt.number, because: .annulled, into: account)
        XCTAssertTrue(asked)
        try await screens.expect("not taken") { _ in model.refunds.view?.refunds.first?.stage == .notTaken }
        let refused = try (model.refunds.view?.refunds.first).unwrapped()
        XCTAssertNotNil(refused.trouble)
        await model.dismiss(refused.id)
        try await screens.expect("put away") { _ in model.refunds.view?.empty != nil }
    }
}
