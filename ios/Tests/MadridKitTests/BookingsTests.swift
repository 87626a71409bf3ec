// A court: found, booked without a network, and called off; a bath: kept, paid, and given back.

import MadridCore
import MadridKit
import XCTest

@MainActor
final class BookingsTests: XCTestCase, @unchecked Sendable {
    func testACourtBookedOfflineReachesTheCityOnceAndIsCalledOff() async throws {
        let screens = try await Screens.signedIn(as: "Lucía")
        defer { screens.end() }
        let (madrid, model) = (screens.phone.madrid, screens.app.bookings)
        let watching = Task { await model.watch() }
        defer { watching.cancel() }
        let court = try await bookable(madrid, "Pista polideportiva")
        let time = try await time(madrid, of: court.id)
        try await screens.expectQuiet()
        try await screens.city.goOffline()
        for _ in 1...2 {
            let taken = await model.book(time.slot, people: 2)
            XCTAssertTrue(taken, "\(String(describing: model.failure))")
        }
        try await screens.expect("waiting, once") { _ in self.states(model) == [.waiting] }
        let before = try await screens.city.ledger()
        XCTAssertEqual(before.count, 0)

        try await screens.expectQuiet()
        try await screens.city.comeBack()
        await screens.app.refresh()
        try await screens.expect("booked") { _ in self.states(model) == [.booked] }
        let booking = try (model.bookings.view?.groups.first?.bookings.first).unwrapped()
        try await screens.expect("on the first screen") {
            $0.home?.blocks.first { $0.id == .do }?.items.contains { $0.title == booking.title } == true
        }
        let action = try booking.actions.first.unwrapped()
        XCTAssertEqual(action.kind, .cancel)
        await model.perform(action.kind, on: booking.id)
        try await screens.expect("called off") { _ in self.states(model) == [.cancelled] }
        let ledger = try await screens.city.ledger()
        XCTAssertEqual(ledger.map(\.kind), ["booking", "calling_off"])
        XCTAssertEqual(ledger.map(\.effects), [1, 1])
    }

    func testWhatCannotBeHadHasWords() async throws {
        let screens = try await Screens.signedIn(as: "Pablo")
        defer { screens.end() }
        let (madrid, model) = (screens.phone.madrid, screens.app.bookings)
        let bath = try await bookable(madrid, "Piscina cubierta")
        let taken = await model.book("\(bath.id)-20200101T1000", people: 1)
        XCTAssertFalse(taken)
        XCTAssertEqual(model.failure?.code, "booking.gone")
        screens.app.forget()
        XCTAssertNil(model.failure)
    }

    func testABathIsKeptPaidAndCalledOffAndTheMoneyComesBack() async throws {
        let screens = try await Screens.signedIn(as: "Lucía")
        defer { screens.end() }
        let (madrid, model, payments) = (screens.phone.madrid, screens.app.bookings, screens.app.payments)
        screens.follow { await $0.payments.watch() }
        let watching = Task { await model.watch() }
        defer { watching.cancel() }
        let bath = try await bookable(madrid, "Piscina cubierta")
        XCTAssertNotNil(bath.note)
        let time = try await time(madrid, of: bath.id)
        XCTAssertFalse(time.priceLabel.isEmpty)
        let taken = await model.book(time.slot, people: 1)
        XCTAssertTrue(taken, "\(String(describing: model.failure))")
        await screens.app.refresh()
        try await screens.expect("kept") { _ in self.states(model) == [.toPay] }
        let kept = try (model.bookings.view?.groups.first?.bookings.first).unwrapped()
        let offer = try kept.pay.unwrapped()
        XCTAssertEqual(offer.kind, .booking)
        try await screens.expect("on the first screen") {
            $0.home?.blocks.flatMap(\.items).contains { $0.pay == offer } == true
        }

        let id = try await payments.prepare(offer.kind, offer.debt).unwrapped()
        XCTAssertEqual(payments.prepared.view?.amount, kept.price)
        let url = try await payments.pay(id, with: .card).unwrapped()
        try Payer.pay(at: url, card: Payer.good)
        await payments.follow(id)
        await screens.app.refresh()
        try await screens.expect("booked") { _ in self.states(model) == [.booked] }
        await model.perform(.cancel, on: kept.id)
        try await screens.expect("called off") { _ in self.states(model) == [.cancelled] }
        await screens.app.refresh()
        try await screens.expect("given back") { _ in
            payments.payment(id)?.stage == .settled && payments.payment(id)?.body.contains("devuelve") == true
        }
    }

    func testAPlaceAndItsTimesAreShownAndNothingOldWithoutTheCity() async throws {
        let phone = try await Phone.synced()
        defer { phone.end() }
        let model = BookingsModel(phone.madrid)
        let court = try await bookable(phone.madrid, "Pista polideportiva")
        await model.open(court.place)
        XCTAssertEqual(model.bookables.view?.items.contains { $0.id == court.id }, true)
        await model.ask(for: court.id)
        XCTAssertNotNil(model.slots.view)
        try await phone.city.goOffline()
        await model.ask(for: court.id)
        XCTAssertNil(model.slots.view)
        let taken = await model.book("\(court.id)-20990101T1000", people: 1)
        XCTAssertFalse(taken, "nobody has signed in")
        XCTAssertEqual(model.failure?.code, "session.none")
    }

    private func states(_ model: BookingsModel) -> [BookingState] {
        model.bookings.view?.groups.flatMap { $0.bookings.map(\.state) } ?? []
    }

    /// Something of this name: a court costs nothing, a bath does.
    private func bookable(_ madrid: Madrid, _ name: String) async throws -> BookableView {
        try await madrid.bookables(at: nil).items.first { $0.name == name }.unwrapped()
    }

    /// A time of the next days with room. Not of today: it may begin meanwhile.
    private func time(_ madrid: Madrid, of bookable: String) async throws -> SlotView {
        let days = try await madrid.slots(SlotsRequest(bookable: bookable, day: nil)).days
        for day in days.dropFirst() {
            let slots = try await madrid.slots(SlotsRequest(bookable: bookable, day: day.day)).slots
            if let slot = slots.first(where: { $0.actionLabel != nil }) {
                return slot
            }
        }
        throw City.Failure(reason: "there is no time")
    }
}
