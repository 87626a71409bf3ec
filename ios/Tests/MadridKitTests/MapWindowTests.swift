// The window on the map: what the fingers do to it.

import MadridKit
import XCTest

final class MapWindowTests: XCTestCase {
    private let size = MapWindow.Spot(x: 400, y: 600)

    func testAllOfTheCityIsInSightAtFirst() {
        let window = MapWindow()
        XCTAssertEqual(window.corner(in: size), MapWindow.Spot(x: 0, y: 100))
        XCTAssertEqual(window.spot(x: 1, y: 1, in: size), MapWindow.Spot(x: 400, y: 500))
        XCTAssertTrue(MapWindow.isInSight(window.spot(x: 0.5, y: 0.5, in: size), of: size))
        XCTAssertFalse(MapWindow.isInSight(window.spot(x: 1.1, y: 0.5, in: size), of: size))
    }

    func testWhatIsUnderTheFingerFollowsIt() {
        var window = MapWindow()
        let before = window.spot(x: 0.3, y: 0.3, in: size)
        window.pan(by: MapWindow.Spot(x: 40, y: -20), in: size)
        assertNear(window.spot(x: 0.3, y: 0.3, in: size), MapWindow.Spot(x: before.x + 40, y: before.y - 20))
    }

    func testTheMapCannotBeLost() {
        var window = MapWindow()
        window.pan(by: MapWindow.Spot(x: 99_999, y: 99_999), in: size)
        XCTAssertEqual(window.middle, MapWindow.Spot(x: 0, y: 0))
        window.pan(by: MapWindow.Spot(x: 1, y: 1), in: MapWindow.Spot(x: 0, y: 0))
        XCTAssertEqual(window.middle, MapWindow.Spot(x: 0, y: 0), "a window without a size moves nothing")
    }

    func testWhatIsUnderTwoFingersStaysThere() {
        var window = MapWindow()
        window.zoom(by: 4, at: MapWindow.Spot(x: 200, y: 300), in: size)
        let held = window.spot(x: 0.5, y: 0.45, in: size)
        window.zoom(by: 3, at: held, in: size)
        assertNear(window.spot(x: 0.5, y: 0.45, in: size), held)
        XCTAssertEqual(window.zoom, 12, accuracy: 1e-9)
    }

    func testThereIsAnEndToGoingInAndOut() {
        var window = MapWindow()
        window.zoom(by: 1e6, at: MapWindow.Spot(x: 0, y: 0), in: size)
        XCTAssertEqual(window.zoom, MapWindow.mostZoom)
        window.zoom(by: 1e-6, at: MapWindow.Spot(x: 0, y: 0), in: size)
        XCTAssertEqual(window.zoom, 1)
    }

    func testGoingSomewherePutsItInTheMiddleAndIsNear() {
        var window = MapWindow()
        window.go(toX: 0.25, y: 0.75)
        assertNear(window.spot(x: 0.25, y: 0.75, in: size), MapWindow.Spot(x: 200, y: 300))
        XCTAssertGreaterThan(window.zoom, 1)
    }

    private func assertNear(_ one: MapWindow.Spot, _ other: MapWindow.Spot, line: UInt = #line) {
        XCTAssertEqual(one.x, other.x, accuracy: 1e-3, line: line)
        XCTAssertEqual(one.y, other.y, accuracy: 1e-3, line: line)
    }
}
