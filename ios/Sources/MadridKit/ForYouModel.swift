// The state of "for you": what the city has for the person, what they saved, and why something is there.

import MadridCore
import Observation

/// What the city has for the person, here and now. Worked out on the phone; it answers without a network and without a person.
///
/// Every method lasts as long as its result is wanted: call it from the screen's `.task(id:)`. Where the person is comes from
/// the list of places.
@MainActor
@Observable
public final class ForYouModel {
    /// The newest list.
    public private(set) var list: Block<ForYouView> = .loading
    /// What the person saved. Loading, and nothing personal, while the data are locked.
    public private(set) var saved: Block<SavedView> = .loading
    /// Why the thing that was asked for last is there.
    public private(set) var why: Block<WhyView> = .loading
    /// Why the last thing the person asked for failed; `nil` when it went well.
    public private(set) var failure: ExplanationView?

    /// How many things a list has at most: more would be no choice.
    public static let limit: UInt32 = 30

    private let madrid: Madrid
    private let places: PlacesModel

    /// The model of one open app.
    ///
    /// - Parameters:
    ///   - madrid: the open app.
    ///   - places: knows where the person is, once they have said so.
    public init(_ madrid: Madrid, places: PlacesModel) {
        self.madrid = madrid
        self.places = places
    }

    /// Keeps `list` up to date until the task is cancelled. Watch again when the person has moved; what was shown stays.
    public func watch() async {
        do {
            for await view in try await madrid.forYou(here: here, limit: Self.limit) where !Task.isCancelled {
                list = .shown(view)
            }
        } catch {
            guard !Task.isCancelled else { return }
            list = .failed(madrid.explain(error))
        }
    }

    /// Keeps `saved` up to date until the task is cancelled, and empty while the data are locked.
    public func watchSaved() async {
        do {
            for await session in try await madrid.sessions() where !Task.isCancelled {
                if session.isOpen {
                    await readSaved()
                } else {
                    saved = .loading
                }
            }
        } catch {
            guard !Task.isCancelled else { return }
            saved = .failed(madrid.explain(error))
        }
    }

    /// Finds out why something is there, or is not. Of what was asked before nothing stays.
    ///
    /// - Parameter id: the `id` of the thing.
    public func explain(_ id: String) async {
        why = .loading
        let here = here
        let answer = await madrid.block { try await $0.why(id, here: here) }
        if !Task.isCancelled {
            why = answer
        }
    }

    /// Does what a button of a thing says. Looking at it, and why it is there, have screens of their own.
    ///
    /// - Parameters:
    ///   - kind: the `kind` of one of its actions.
    ///   - id: the `id` of the thing.
    public func perform(_ kind: ForYouActionKind, on id: String) async {
        let here = here
        switch kind {
        case .see, .why: return
        case .save: failure = await madrid.attempt { try await $0.save(id, here: here) }
        case .unsave: failure = await madrid.attempt { try await $0.unsave(id) }
        case .notThis: failure = await madrid.attempt { try await $0.notThis(id) }
        }
        if saved.view != nil, failure == nil {
            await readSaved()
        }
    }

    /// The person looks at something: the phone learns from it. Where it cannot, nothing is lost.
    ///
    /// - Parameter id: the `id` of the thing.
    public func opened(_ id: String) async {
        try? await madrid.opened(id, here: here)
    }

    /// Switches recommendations on or off.
    ///
    /// - Parameter isOn: whether things are recommended, and anything is learnt.
    public func setOn(_ isOn: Bool) async {
        failure = await madrid.attempt { try await $0.switchRecommendations(isOn) }
    }

    /// What an event is called among the things that are recommended and saved.
    ///
    /// - Parameter event: the `id` of the event.
    /// - Returns: the `id` of the thing.
    nonisolated public static func id(ofEvent event: String) -> String { forYouId(kind: .event, target: event) }

    /// What a place is called among the things that are recommended and saved.
    ///
    /// - Parameter place: the `id` of the place.
    /// - Returns: the `id` of the thing.
    nonisolated public static func id(ofPlace place: String) -> String { forYouId(kind: .place, target: place) }

    /// Whether the person saved something, as far as is known.
    ///
    /// - Parameter id: the `id` of the thing.
    /// - Returns: `false` also while nobody knows.
    public func isSaved(_ id: String) -> Bool { saved.view?.items.contains { $0.id == id } ?? false }

    /// What could not be done has been read, or the person has gone on.
    func forget() {
        failure = nil
    }

    /// The person's data are closed: nothing that was found with them may be seen. A list that knows nothing of the person
    /// says so, and stays.
    func close() {
        saved = .loading
        why = .loading
        if list.view?.notice == nil {
            list = .loading
        }
    }

    private var here: HereRequest? { places.question.here }

    private func readSaved() async {
        let here = here
        let read = await madrid.block { try await $0.saved(here: here) }
        if !Task.isCancelled {
            saved = read
        }
    }
}
