// The state of the places screens. The model newcomers copy: it asks the kit and publishes blocks, nothing else.

import MadridCore
import Observation

/// What the person wants to see in the list of places.
public struct PlacesQuestion: Equatable, Sendable {
    /// What they typed; a text of nothing but spaces asks for the nearest.
    public var text: String
    /// Only this kind; `nil` means any.
    public var kind: PlaceKind?
    /// Only places that offer all of these.
    public var needs: [PlaceNeed]
    /// Where they are; `nil` when the phone does not know, and the list begins in the centre.
    public var here: HereRequest?

    /// A question; without an argument, what a person sees who asked for nothing.
    ///
    /// - Parameters:
    ///   - text: what they typed.
    ///   - kind: the kind.
    ///   - needs: the needs.
    ///   - here: where they are.
    public init(
        text: String = "", kind: PlaceKind? = nil, needs: [PlaceNeed] = [], here: HereRequest? = nil
    ) {
        self.text = text
        self.kind = kind
        self.needs = needs
        self.here = here
    }

    /// The kind as the core asks for it: none means any.
    var kinds: [PlaceKind] { [kind].compactMap { $0 } }

    /// Whether the filters leave something out.
    public var isFiltered: Bool { kind != nil || !needs.isEmpty }

    /// Whether it is a search, and not a question for the nearest.
    public var isSearch: Bool { !text.allSatisfy(\.isWhitespace) }

    /// Asks for a need, or does not ask for it any more.
    ///
    /// - Parameter need: which.
    public mutating func toggle(_ need: PlaceNeed) {
        if needs.contains(need) {
            needs.removeAll { $0 == need }
        } else {
            needs.append(need)
        }
    }

    /// Takes all filters away.
    public mutating func reset() {
        kind = nil
        needs = []
    }
}

/// Places near the person, found by text, and one of them in full.
///
/// Every method lasts as long as its result is wanted: call it from the screen's `.task(id:)`, which cancels it when the
/// screen goes or the question changes. A cancelled call publishes nothing more.
@MainActor
@Observable
public final class PlacesModel {
    /// What the person wants to see.
    public var question = PlacesQuestion()
    /// The list around the last watched point.
    public private(set) var nearby: Block<PlaceListView> = .loading
    /// The answer to the last search.
    public private(set) var found: Block<PlaceListView> = .loading
    /// The place that was opened last.
    public private(set) var opened: Block<PlaceView> = .loading
    /// Why the list is not measured from where the person is, after they asked for it.
    public private(set) var failure: ExplanationView?
    /// What to choose from, and the words of the controls.
    public private(set) var filter: PlacesFilterView

    /// How many places a list shows: as many as the city has, since a person looks for one and not for the first few.
    public static let listLimit: UInt32 = 5_000
    /// How long a person may take to the next letter before what they typed is searched for.
    private static let betweenLetters = Duration.milliseconds(200)
    /// How many results a search shows.
    public static let searchLimit: UInt32 = 200

    private let madrid: Madrid

    /// The model of one open app.
    ///
    /// - Parameter madrid: the open app.
    public init(_ madrid: Madrid) {
        self.madrid = madrid
        filter = madrid.filter
    }

    /// The answer to the question, as far as it is there.
    public var list: Block<PlaceListView> { question.isSearch ? found : nearby }

    /// Answers the question until the task is cancelled. Begin again when it changes.
    public func follow() async {
        if question.isSearch {
            try? await Task.sleep(for: Self.betweenLetters)
            await search(question)
        } else {
            let (here, kinds, needs) = (question.here, question.kinds, question.needs)
            await watch(NearRequest(here: here, kinds: kinds, needs: needs, limit: Self.listLimit))
        }
    }

    /// Keeps `nearby` up to date until the task is cancelled. What was shown before stays until the new list is there.
    ///
    /// - Parameter request: where, which kind, which needs, how many.
    public func watch(_ request: NearRequest) async {
        do {
            for await view in try await madrid.near(request) where !Task.isCancelled {
                nearby = .shown(view)
            }
        } catch {
            publish(.failed(madrid.explain(error)), in: \.nearby)
        }
    }

    /// Keeps `opened` up to date with one place until the task is cancelled.
    ///
    /// - Parameter id: the `id` of a row.
    public func show(_ id: String) async {
        if opened.view?.id != id {
            opened = .loading
        }
        await whenPlacesChange(publishIn: \.opened) { try await $0.show(id) }
    }

    /// The person asked for what is near them.
    ///
    /// - Parameter here: where they are; `nil` when the phone does not say.
    public func stand(at here: HereRequest?) {
        failure = here == nil ? madrid.noLocation : nil
        if let here {
            question.here = here
        }
    }

    /// What could not be done has been read, or the person has gone on.
    func forget() {
        failure = nil
    }

    /// Nobody may find what was looked for before, or from where.
    func beginAnew() {
        guard question != PlacesQuestion() else { return }
        question = PlacesQuestion()
        nearby = .loading
        found = .loading
    }

    /// The words in the language of now.
    func translate() {
        filter = madrid.filter
    }

    private func search(_ question: PlacesQuestion) async {
        let request = SearchRequest(
            text: question.text, kinds: question.kinds, needs: question.needs, limit: Self.searchLimit,
            here: question.here)
        await whenPlacesChange(publishIn: \.found) { try await $0.search(request) }
    }

    /// Asks once now, and again when the places, or the words for them, have changed.
    private func whenPlacesChange<View: Sendable>(
        publishIn place: ReferenceWritableKeyPath<PlacesModel, Block<View>>,
        _ ask: @Sendable (Madrid) async throws -> View
    ) async {
        var known: CollectionView?
        do {
            for await status in try await madrid.status() where status.places != known {
                known = status.places
                publish(await madrid.block(ask), in: place)
            }
        } catch {
            publish(.failed(madrid.explain(error)), in: place)
        }
    }

    /// The core does not learn that a Swift task was cancelled, so late answers are dropped here.
    private func publish<Value>(_ value: Value, in place: ReferenceWritableKeyPath<PlacesModel, Value>) {
        if !Task.isCancelled {
            self[keyPath: place] = value
        }
    }
}
