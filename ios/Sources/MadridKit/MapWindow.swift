// Which part of the map is in sight: plain geometry of a screen, with no idea of metres.

/// A window on the map's square, whose sides are 1.
public struct MapWindow: Equatable, Sendable {
    /// A size or a point on the screen, in points.
    public struct Spot: Equatable, Sendable {
        /// From the left edge, or the width.
        public var x: Double
        /// From the upper edge, or the height.
        public var y: Double

        /// A spot.
        ///
        /// - Parameters:
        ///   - x: from the left edge.
        ///   - y: from the upper edge.
        public init(x: Double, y: Double) {
            self.x = x
            self.y = y
        }
    }

    /// How many times larger than when all of the city is in sight.
    public private(set) var zoom = 1.0
    /// The point of the map's square in the middle of the window.
    public private(set) var middle = Spot(x: 0.5, y: 0.5)

    /// As far as one can go in: a block of houses fills the window.
    public static let mostZoom = 60.0

    /// A window with all of the city in it.
    public init() {}

    /// How many points on the screen one side of the map's square has.
    ///
    /// - Parameter size: the size of the window.
    /// - Returns: the length.
    public func side(in size: Spot) -> Double { min(size.x, size.y) * zoom }

    /// Where on the screen the corner of the map's square is.
    ///
    /// - Parameter size: the size of the window.
    /// - Returns: its upper left corner.
    public func corner(in size: Spot) -> Spot { spot(x: 0, y: 0, in: size) }

    /// Where on the screen a point of the map is.
    ///
    /// - Parameters:
    ///   - x: from the left edge of the map's square.
    ///   - y: from its upper edge.
    ///   - size: the size of the window.
    /// - Returns: the spot, which may be out of sight.
    public func spot(x: Float, y: Float, in size: Spot) -> Spot {
        let side = side(in: size)
        return Spot(x: size.x / 2 + (Double(x) - middle.x) * side, y: size.y / 2 + (Double(y) - middle.y) * side)
    }

    /// Whether a spot of the screen is in sight.
    ///
    /// - Parameters:
    ///   - spot: the spot.
    ///   - size: the size of the window.
    /// - Returns: whether it is.
    public static func isInSight(_ spot: Spot, of size: Spot) -> Bool {
        (0...size.x).contains(spot.x) && (0...size.y).contains(spot.y)
    }

    /// Moves the map under the window.
    ///
    /// - Parameters:
    ///   - way: how far the finger went.
    ///   - size: the size of the window.
    public mutating func pan(by way: Spot, in size: Spot) {
        let side = side(in: size)
        guard side > 0 else { return }
        middle = Spot(x: (middle.x - way.x / side).inside, y: (middle.y - way.y / side).inside)
    }

    /// Goes in or out; what is under the fingers stays there.
    ///
    /// - Parameters:
    ///   - factor: how many times larger things become.
    ///   - spot: where the fingers are.
    ///   - size: the size of the window.
    public mutating func zoom(by factor: Double, at spot: Spot, in size: Spot) {
        let before = side(in: size)
        zoom = min(max(zoom * factor, 1), Self.mostZoom)
        let after = side(in: size)
        guard before > 0, after > 0 else { return }
        let away = Spot(x: spot.x - size.x / 2, y: spot.y - size.y / 2)
        middle = Spot(
            x: (middle.x + away.x / before - away.x / after).inside,
            y: (middle.y + away.y / before - away.y / after).inside)
    }

    /// Goes to a point of the map, near enough to see what is around it.
    ///
    /// - Parameters:
    ///   - x: from the left edge of the map's square.
    ///   - y: from its upper edge.
    public mutating func go(toX x: Float, y: Float) {
        middle = Spot(x: Double(x).inside, y: Double(y).inside)
        zoom = max(zoom, 8)
    }
}

extension Double {
    /// The nearest number from 0 to 1: the middle of the window stays on the map.
    fileprivate var inside: Double { min(max(self, 0), 1) }
}
