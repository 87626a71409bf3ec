// A fine: read, disputed letter by letter, handed to who drove, and a paper that anybody may check.

import Foundation
import MadridCore
import MadridKit
import XCTest

@MainActor
final class FinesTests: XCTestCase, @unchecked Sendable {
    private let pdf = Data("%PDF-1.4 taller".utf8)

    func testAFineOfTheFirstScreenHasAScreenOfItsOwnWithItsPhotos() async throws {
        let (screens, fine) = try await begun("Marta")
        defer { screens.end() }
        let model = screens.app.fines
        let items = screens.home?.blocks.flatMap(\.items) ?? []
        XCTAssertTrue(items.contains { $0.door == HomeDoor(kind: .fine, id: fine.id) })
        XCTAssertEqual(fine.choices.map(\.kind).prefix(2), [.pay, .allege])
        await model.fetchPhotos(of: fine)
        XCTAssertEqual(Set(model.photos.keys), Set(fine.evidence.photos.map(\.number)))
        for photo in model.photos.values {
            XCTAssertEqual(try photo.view.unwrapped().prefix(4).suffix(3), Data("PNG".utf8))
        }
        try await screens.city.goOffline()
        await model.fetchPhotos(of: fine)
        XCTAssertTrue(model.photos.values.allSatisfy { $0.view != nil }, "kept on the phone")
    }

    func testWhatIsTypedIsKeptLetterByLetterSentWithoutANetworkAndFiledWithOne() async throws {
        let (screens, fine) = try await begun("Marta")
        defer { screens.end() }
        let model = screens.app.fines
        try await screens.expectQuiet()
        try await screens.city.goOffline()
        ["N", "No", "No era yo"].forEach { model.type($0) }
        await model.keep()
        let kept = try await screens.phone.madrid.fine(fine.id)
        XCTAssertEqual(kept.allegations.text, "No era yo")
        await model.attach("virus.exe", Data([77, 90]), to: fine.id)
        XCTAssertEqual(model.failure?.code, "fine.wrong_type")
        await model.attach("factura.pdf", pdf, to: fine.id)
        XCTAssertNil(model.failure)
        XCTAssertEqual(model.fine.view?.allegations.papers.map(\.name), ["factura.pdf"])
        await model.send(fine.id)
        try await screens.expect("on its way") { _ in model.fine.view?.allegations.state == .waiting }

        try await screens.city.comeBack()
        await screens.app.refresh()
        try await screens.expect("filed") { _ in
            model.fine.view?.allegations.state == .filed && model.fine.view?.state == .contested
                && model.fine.view?.filed.isEmpty == false
        }
    }

    func testWhatWasThrownAwayIsGoneAndTheFieldsBeginAnew() async throws {
        let (screens, fine) = try await begun("Marta")
        defer { screens.end() }
        let model = screens.app.fines
        model.type("No era yo")
        await model.keep()
        await model.attach("factura.pdf", pdf, to: fine.id)
        let paper = try (model.fine.view?.allegations.papers.first).unwrapped()
        await model.detach(paper.id, from: fine.id)
        XCTAssertEqual(model.fine.view?.allegations.papers, [])
        await model.discard(.allege, of: fine.id)
        XCTAssertEqual(model.text, "")
        XCTAssertEqual(model.fine.view?.allegations.state, .empty)
    }

    func testWhoDroveIsAskedForInFullAndToldToTheCity() async throws {
        let (screens, fine) = try await begun("Rafael")
        defer { screens.end() }
        let model = screens.app.fines
        var driver = try model.driver.unwrapped()
        (driver.name, driver.document, driver.address) = ("Julia Prado Gil", "12345678A", "Calle de Alcalá, 1")
        await model.nameDriver(driver)
        XCTAssertEqual(model.failure?.code, "fine.document")
        let kept = try await screens.phone.madrid.fine(fine.id)
        XCTAssertEqual(kept.driver.name, "Julia Prado Gil", "what is wrong is kept too")
        driver.document = "12345678Z"
        await model.nameDriver(driver)
        XCTAssertNil(model.failure)
        await screens.app.refresh()
        try await screens.expect("the driver's") { _ in model.fine.view?.state == .driverNamed }
    }

    func testAnybodyChecksAPaperWithoutSigningInAndWhatCannotBeAskedIsSaid() async throws {
        let (screens, fine) = try await begun("Marta")
        defer { screens.end() }
        let model = screens.app.fines
        let plates = fine.facts.map(\.value).filter { $0.count == 7 && $0.prefix(4).allSatisfy(\.isNumber) }
        let plate = try plates.first.unwrapped()
        await screens.app.session.perform(.signOut)
        try await screens.expect("nothing of the person's") { _ in model.fines.view == nil && model.fine.view == nil }
        await model.verify(fine.id, plate.lowercased())
        XCTAssertEqual(model.verified?.outcome, .real)
        model.forgetVerified()
        XCTAssertNil(model.verified)
        await model.verify("000000000", plate)
        XCTAssertEqual(model.verified?.outcome, .notOurs)
        await model.verify("12", plate)
        XCTAssertEqual(model.verified?.outcome, .wrong)
        try await screens.city.goOffline()
        await model.verify(fine.id, plate)
        XCTAssertEqual(model.verified?.outcome, .unknown)
    }

    /// Somebody with fines, and on show one about which everything can be done.
    private func begun(_ name: String) async throws -> (Screens, FineView) {
        let screens = try await Screens.signedIn(as: name)
        screens.follow { await $0.fines.watch() }
        try await screens.expect("the list of fines") { $0.app.fines.fines.view != nil }
        let rows = screens.app.fines.fines.view?.groups.flatMap(\.fines) ?? []
        let id = try rows.first { $0.state == .notified }.unwrapped().id
        screens.follow { await $0.fines.watch(id) }
        try await screens.expect("the fine") { $0.app.fines.fine.view?.id == id }
        return (screens, try screens.app.fines.fine.view.unwrapped())
    }
}
