// The state of the places screens. The model newcomers copy: it asks the kit and publishes blocks, nothing else.

import MadridCore
import Observation

/// Places near the person, found by text, and one of them in full.
///
/// Every method lasts as long as its result is wanted: call it from the screen's `.task(id:)`, which cancels it when the
/// screen goes or the question changes. A cancelled call publishes nothing more.
@MainActor
@Observable
public final class PlacesModel {
    /// The list around the last watched point.
    public private(set) var nearby: Block<PlaceListView> = .loading
    /// The answer to the last search; `nil` when nothing is searched.
    public private(set) var found: Block<PlaceListView>?
    /// The place that was opened last; `nil` before the first.
    public private(set) var opened: Block<PlaceView>?

    /// How many results a search shows.
    public static let searchLimit: UInt32 = 50

    private let madrid: Madrid

    /// The model of one open app.
    ///
    /// - Parameter madrid: the open app.
    public init(_ madrid: Madrid) {
        self.madrid = madrid
    }

    /// The kinds to choose from.
    public var kinds: [KindView] { madrid.kinds }

    /// The needs to choose from.
    public var needs: [NeedView] { madrid.needs }

    /// Keeps `nearby` up to date until the task is cancelled. What was shown before stays until the new list is there.
    ///
    /// - Parameter request: where, which kind, which needs, how many.
    public func watch(_ request: NearRequest) async {
        do {
            for await view in try await madrid.near(request) {
                nearby = .shown(view)
            }
        } catch {
            publish(.failed(madrid.explain(error)), in: \.nearby)
        }
    }

    /// Searches once. A text of nothing but spaces ends the search.
    ///
    /// - Parameter text: what the person typed.
    public func search(_ text: String) async {
        guard !text.allSatisfy(\.isWhitespace) else {
            found = nil
            return
        }
        await publish(madrid.block { try await $0.search(text, limit: Self.searchLimit) }, in: \.found)
    }

    /// Opens one place.
    ///
    /// - Parameter id: the `id` of a row.
    public func show(_ id: String) async {
        opened = .loading
        await publish(madrid.block { try await $0.show(id) }, in: \.opened)
    }

    /// The core does not learn that a Swift task was cancelled, so late answers are dropped here.
    private func publish<Value>(_ value: Value, in place: ReferenceWritableKeyPath<PlacesModel, Value>) {
        if !Task.isCancelled {
            self[keyPath: place] = value
        }
    }
}
