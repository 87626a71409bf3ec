// What the map points at, whatever it is.

import MadridCore

/// A pin of the map, of whatever it points at.
public enum MapPin: Equatable, Sendable, Identifiable {
    /// At a place.
    case place(PlacePinView)
    /// At an event.
    case event(EventPinView)

    /// Which pin of the map it is: no place and no event has the same.
    public var id: String {
        switch self {
        case .place(let pin): "p\(pin.id)"
        case .event(let pin): "e\(pin.id)"
        }
    }

    /// From the left edge of the map's square.
    public var x: Float {
        switch self {
        case .place(let pin): pin.x
        case .event(let pin): pin.x
        }
    }

    /// From its upper edge.
    public var y: Float {
        switch self {
        case .place(let pin): pin.y
        case .event(let pin): pin.y
        }
    }

    /// The name of what is there.
    public var label: String {
        switch self {
        case .place(let pin): pin.label
        case .event(let pin): pin.label
        }
    }

    /// When it is; `nil` for what is always there.
    public var whenLabel: String? {
        switch self {
        case .place: nil
        case .event(let pin): pin.whenLabel
        }
    }

    /// What is there, for a screen reader.
    public var accessibilityLabel: String {
        switch self {
        case .place(let pin): pin.accessibilityLabel
        case .event(let pin): pin.accessibilityLabel
        }
    }

    /// Its screen.
    public var route: Route {
        switch self {
        case .place(let pin): .place(id: pin.id)
        case .event(let pin): .event(id: pin.id)
        }
    }
}

extension MapView {
    /// Every pin, the places first.
    public var pins: [MapPin] { placePins.map(MapPin.place) + eventPins.map(MapPin.event) }

    /// The pin that a finger meant.
    ///
    /// - Parameters:
    ///   - spot: where the finger was.
    ///   - reach: how far from a pin it may be, in points.
    ///   - window: which part of the map is in sight.
    ///   - size: the size of the window.
    /// - Returns: the nearest pin within reach.
    public func pin(
        at spot: MapWindow.Spot, within reach: Double, window: MapWindow, size: MapWindow.Spot
    ) -> MapPin? {
        var nearest: (pin: MapPin, square: Double)?
        for pin in pins {
            let place = window.spot(x: pin.x, y: pin.y, in: size)
            let square = (place.x - spot.x) * (place.x - spot.x) + (place.y - spot.y) * (place.y - spot.y)
            if square <= reach * reach, square < nearest?.square ?? .infinity {
                nearest = (pin, square)
            }
        }
        return nearest?.pin
    }
}
