// A fine: paid at the bank's page, refused, given up, and what is known where the city cannot be heard.

import MadridCore
import MadridKit
import XCTest

@MainActor
final class PaymentsTests: XCTestCase, @unchecked Sendable {
    func testAFineIsPaidOnceAndItsReceiptStaysWithoutTheCity() async throws {
        let screens = try await begun()
        defer { screens.end() }
        let model = screens.app.payments
        let offer = try offer(screens)
        let id = try await model.prepare(offer.kind, offer.debt).unwrapped()
        let asked = try model.prepared.view.unwrapped()
        XCTAssertEqual(asked.stage, .prepared)
        XCTAssertNotNil(asked.saving)
        XCTAssertFalse(asked.givesUp.isEmpty)
        let url = try await model.pay(id, with: .card).unwrapped()
        try await screens.expect("under way on the first screen") { $0.home?.payments.map(\.id) == [id] }

        // Back too early, it still waits; nothing that a browser brings counts.
        await model.check(id)
        try await screens.expect("waiting") { _ in model.payment(id)?.stage == .awaitingPayer }
        try Payer.pay(at: url, card: Payer.good)
        await model.follow(id)
        try await screens.expect("paid") { _ in model.payment(id)?.stage == .settled }
        let again = await model.prepare(offer.kind, offer.debt)
        XCTAssertNil(again)
        XCTAssertEqual(model.prepared.failure?.code, "payment.paid")
        await screens.app.refresh()
        try await screens.expect("owed no more") {
            !self.offers($0).contains(offer) && $0.home?.payments.isEmpty == true
        }

        try await screens.city.goOffline()
        let number = try (model.payment(id)?.receipt).unwrapped()
        await model.readReceipt(number)
        let receipt = try model.receipt.view.unwrapped()
        XCTAssertEqual(receipt.amount, asked.amount)
        XCTAssertTrue(receipt.shareText.contains(number))
        await model.readReceipts()
        XCTAssertEqual(model.receipts.view?.receipts, [receipt])
    }

    func testARefusedCardLeavesTheFineToBePaidAndGivingUpFreesIt() async throws {
        let screens = try await begun()
        defer { screens.end() }
        let model = screens.app.payments
        let (first, url) = try await begin(screens)
        try Payer.pay(at: url, card: Payer.refused)
        await model.follow(first)
        try await screens.expect("refused") { _ in model.payment(first)?.stage == .rejected }
        let (second, _) = try await begin(screens, with: .bizum)
        XCTAssertNotEqual(first, second)
        try await screens.expect("with Bizum") { _ in model.payment(second)?.method == .bizum }
        await model.giveUp(second)
        try await screens.expect("closed") { _ in model.payment(second)?.stage == .closed }
        let (third, _) = try await begin(screens)
        try await screens.expect("waiting") { _ in model.payment(third)?.stage == .awaitingPayer }
    }

    func testWhereTheCityCannotBeHeardNobodyKnowsAndItIsFoundOut() async throws {
        let screens = try await begun()
        defer { screens.end() }
        let model = screens.app.payments
        let offer = try offer(screens)
        let id = try await model.prepare(offer.kind, offer.debt).unwrapped()
        try await screens.expectQuiet()
        try await screens.city.goOffline()
        let nowhere = await model.pay(id, with: .card)
        XCTAssertNil(nowhere, "there is no page to go to")
        XCTAssertNotNil(model.failure, "that the city cannot be heard is said")
        try await screens.expect("unknown") { _ in model.payment(id)?.stage == .unknown }
        XCTAssertNotNil(model.payment(id)?.lookAgainSeconds)
        let same = await model.prepare(offer.kind, offer.debt)
        XCTAssertEqual(same, id, "it is the same payment, whoever asks")

        try await screens.city.comeBack()
        await model.check(id)
        XCTAssertNil(model.failure)
        try await screens.expect("never seen") { _ in model.payment(id)?.stage == .notFound }
        let page = try await model.send(id).unwrapped()
        try Payer.pay(at: page, card: Payer.good)
        // It finds out by itself, and asks no more afterwards.
        await model.follow(id)
        try await screens.expect("paid") { _ in model.payment(id)?.stage == .settled }
    }

    func testWhoComesBackFromTheBankFindsTheFirstScreenUpToDate() async throws {
        let screens = try await begun()
        defer { screens.end() }
        let (id, url) = try await begin(screens)
        try await screens.expect("under way on the first screen") { $0.home?.payments.map(\.id) == [id] }
        try Payer.pay(at: url, card: Payer.good)
        await screens.app.enterForeground()
        try await screens.expect("paid") {
            $0.home?.payments.isEmpty == true && $0.app.payments.payment(id)?.stage == .settled
        }
    }

    func testWithoutTheCityNobodyCanTellWhatItCosts() async throws {
        let screens = try await begun()
        defer { screens.end() }
        let offer = try offer(screens)
        try await screens.city.goOffline()
        let id = await screens.app.payments.prepare(offer.kind, offer.debt)
        XCTAssertNil(id)
        XCTAssertEqual(screens.app.payments.prepared.failure?.nextStep.isEmpty, false)
    }

    func testPaymentsAreGoneWhileTheyAreLockedAndComingBackIsNoticed() async throws {
        let screens = try await begun()
        defer { screens.end() }
        let model = screens.app.payments
        let (id, _) = try await begin(screens)
        try await screens.expect("shown") { _ in model.payment(id) != nil }
        let comings = model.comings
        await screens.app.enterForeground()
        XCTAssertEqual(model.comings, comings + 1)
        await screens.app.session.perform(.lock)
        try await screens.expect("nothing of the person's") { _ in
            model.payments.view == nil && model.prepared.view == nil
        }
    }

    /// Marta has fines. Her payments are on show.
    private func begun() async throws -> Screens {
        let screens = try await Screens.signedIn(as: "Marta")
        screens.follow { await $0.payments.watch() }
        try await screens.expect("the list of payments") { $0.app.payments.payments.view != nil }
        return screens
    }

    private func offers(_ screens: Screens) -> [PayOfferView] {
        screens.home?.blocks.flatMap(\.items).compactMap(\.pay) ?? []
    }

    /// A fine that the person can pay here.
    private func offer(_ screens: Screens) throws -> PayOfferView {
        try offers(screens).first { $0.kind == .fine }.unwrapped()
    }

    /// What a person does from the first screen to the bank's page.
    private func begin(_ screens: Screens, with method: PaymentMethod = .card) async throws -> (Int64, String) {
        let offer = try offer(screens)
        let id = try await screens.app.payments.prepare(offer.kind, offer.debt).unwrapped()
        return (id, try await screens.app.payments.pay(id, with: method).unwrapped())
    }
}
