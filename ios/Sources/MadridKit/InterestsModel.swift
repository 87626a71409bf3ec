// The state of "my interests": what the phone thinks of the person, and what they told it.

import MadridCore
import Observation

/// What a person can tell of themselves.
public enum AboutTopic: Sendable {
    /// Their age, roughly.
    case age
    /// Whether they go out with children.
    case children
    /// Whether they need to enter without a step.
    case stepFree
    /// Whether they have little Spanish.
    case littleSpanish
    /// A card that they carry.
    case card
    /// Something that is happening in their life.
    case life
}

/// Everything the phone thinks of the person: to be seen, changed, forgotten and switched off.
@MainActor
@Observable
public final class InterestsModel {
    /// All of it. Loading, and nothing personal, while the data are locked.
    public private(set) var interests: Block<InterestsView> = .loading
    /// Why the last thing the person asked for failed; `nil` when it went well.
    public private(set) var failure: ExplanationView?

    private let madrid: Madrid

    /// The model of one open app.
    ///
    /// - Parameter madrid: the open app.
    public init(_ madrid: Madrid) {
        self.madrid = madrid
    }

    /// Keeps `interests` up to date until the task is cancelled, and empty while the data are locked.
    public func watch() async {
        do {
            for await session in try await madrid.sessions() where !Task.isCancelled {
                if session.isOpen {
                    await read()
                } else {
                    interests = .loading
                }
            }
        } catch {
            guard !Task.isCancelled else { return }
            interests = .failed(madrid.explain(error))
        }
    }

    /// More or less of something.
    ///
    /// - Parameters:
    ///   - wish: what the person wants.
    ///   - tag: the `tag` of an interest.
    public func wish(_ wish: InterestWish, of tag: String) async { await ask { try await $0.wish(wish, of: tag) } }

    /// Forgets what was learnt and wished of something.
    ///
    /// - Parameter tag: the `tag` of an interest.
    public func forget(_ tag: String) async { await ask { try await $0.forget(tag) } }

    /// Tells something, or takes it back where it was told before.
    ///
    /// - Parameters:
    ///   - topic: what it is about.
    ///   - choice: one of the choices of the view.
    public func toggle(_ topic: AboutTopic, _ choice: ChoiceView) async {
        guard let told = interests.view?.about.told else { return }
        let request = told.toggled(topic, code: choice.code)
        await ask { try await $0.tell(request) }
    }

    /// Forgets everything that was learnt and told. What was saved stays.
    public func erase() async { await ask { try await $0.eraseInterests() } }

    /// Switches recommendations on or off.
    ///
    /// - Parameter isOn: whether things are recommended, and anything is learnt.
    public func setOn(_ isOn: Bool) async {
        await ask { madrid in
            try await madrid.switchRecommendations(isOn)
            return try await madrid.interests()
        }
    }

    /// What could not be done has been read, or the person has gone on.
    func forget() {
        failure = nil
    }

    /// The person's data are closed.
    func close() {
        interests = .loading
    }

    private func read() async {
        let read = await madrid.block { try await $0.interests() }
        if !Task.isCancelled {
            interests = read
        }
    }

    private func ask(_ work: @Sendable (Madrid) async throws -> InterestsView) async {
        do {
            interests = .shown(try await work(madrid))
            failure = nil
        } catch {
            failure = madrid.words(for: error)
        }
    }
}

extension AboutRequest {
    /// Tells something, or takes it back. A code that this app does not know changes nothing.
    func toggled(_ topic: AboutTopic, code: String) -> AboutRequest {
        AboutRequest(
            age: topic == .age ? AgeBand(code: code).flatMap { $0 == age ? nil : $0 } : age,
            withChildren: withChildren != (topic == .children), stepFree: stepFree != (topic == .stepFree),
            littleSpanish: littleSpanish != (topic == .littleSpanish),
            cards: topic == .card ? cards.toggling(HeldCard(code: code)) : cards,
            life: topic == .life ? life.toggling(LifeEvent(code: code)) : life)
    }
}

extension Array where Element: Equatable {
    /// With something more, or without it.
    fileprivate func toggling(_ element: Element?) -> [Element] {
        guard let element else { return self }
        return contains(element) ? filter { $0 != element } : self + [element]
    }
}

// The core's own codes of what a view lets a person choose.

extension AgeBand {
    fileprivate init?(code: String) {
        switch code {
        case "child": self = .child
        case "young": self = .young
        case "adult": self = .adult
        case "senior": self = .senior
        default: return nil
        }
    }
}

extension HeldCard {
    fileprivate init?(code: String) {
        switch code {
        case "library": self = .library
        case "sport": self = .sport
        case "large_family": self = .largeFamily
        case "senior": self = .senior
        default: return nil
        }
    }
}

extension LifeEvent {
    fileprivate init?(code: String) {
        switch code {
        case "baby": self = .baby
        case "move": self = .move
        case "school": self = .school
        case "retirement": self = .retirement
        case "job_search": self = .jobSearch
        default: return nil
        }
    }
}
