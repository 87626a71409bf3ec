// The state of the map's screen.

import MadridCore
import Observation

/// What the map should point at.
public struct MapQuestion: Equatable, Sendable {
    /// Places of this question; `nil` for none. Its words are not looked for: a map is about what is near.
    public var places: PlacesQuestion?
    /// Events of this question; `nil` for none.
    public var events: AgendaQuestion?
    /// Where the person is; `nil` when the phone does not know.
    public var here: HereRequest?

    /// A map that points at nothing yet.
    public init() {}
}

/// The map of the city, drawn from what the phone holds.
@MainActor
@Observable
public final class MapModel {
    /// What it should point at.
    public var question = MapQuestion()
    /// Whether the map points at places.
    public var showsPlaces = true
    /// Whether the map points at events.
    public var showsEvents = false
    /// The map.
    public private(set) var map: Block<MapView> = .loading

    /// How many pins of a kind a map has at most: more would hide each other.
    public static let pins: UInt32 = 500

    private let madrid: Madrid

    /// The model of one open app.
    ///
    /// - Parameter madrid: the open app.
    public init(_ madrid: Madrid) {
        self.madrid = madrid
    }

    /// Keeps `map` up to date until the task is cancelled. Begin again when the question changes; what was shown stays until
    /// then.
    public func follow() async {
        let (here, places, events) = (question.here, question.places, question.events)
        let request = MapRequest(
            here: here,
            places: places.map { NearRequest(here: here, kinds: $0.kinds, needs: $0.needs, limit: Self.pins) },
            events: events.map { $0.request(limit: Self.pins) })
        do {
            for await view in try await madrid.map(request) where !Task.isCancelled {
                map = .shown(view)
            }
        } catch {
            guard !Task.isCancelled else { return }
            map = .failed(madrid.explain(error))
        }
    }

    /// Nobody may find what was looked at before, or from where.
    func beginAnew() {
        question = MapQuestion()
        map = .loading
    }
}
