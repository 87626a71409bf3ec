// The state of the agenda's screens.

import Foundation
import MadridCore
import Observation

/// Which events the person wants to see.
public struct AgendaQuestion: Equatable, Sendable {
    /// When; today for a person who asked for nothing.
    public var time: AgendaWhen = .today
    /// Words of it; a text of nothing but spaces means all.
    public var text = ""
    /// Only this kind; `nil` means any.
    public var kind: EventKind?
    /// Only what is meant for these; `nil` means everybody.
    public var audience: EventAudience?
    /// Only what the city says is free.
    public var free = false
    /// Only in the district with this code; `nil` means the whole city.
    public var district: String?
    /// Only what is near the person.
    public var near = false
    /// Where they are; `nil` when the phone does not know.
    public var here: HereRequest?

    /// What a person sees who asked for nothing.
    public init() {}

    /// Whether the filters leave something out. When is no filter: it is what the screen is about.
    public var isFiltered: Bool {
        var same = self
        same.reset()
        return same != self
    }

    /// Takes all filters away.
    public mutating func reset() {
        var plain = AgendaQuestion()
        (plain.time, plain.text, plain.here) = (time, text, here)
        self = plain
    }

    /// The question as the core is asked it.
    func request(limit: UInt32) -> AgendaRequest {
        AgendaRequest(
            time: time, audience: audience, kind: kind, free: free, district: district, here: here,
            onlyNear: near && here != nil, text: text, limit: limit)
    }
}

/// What is on in the city, and one event in full.
///
/// Every method lasts as long as its result is wanted: call it from the screen's `.task(id:)`, which cancels it when the
/// screen goes or the question changes. A cancelled call publishes nothing more.
@MainActor
@Observable
public final class AgendaModel {
    /// What the person wants to see.
    public var question = AgendaQuestion()
    /// The answer to the last question.
    public private(set) var list: Block<AgendaListView> = .loading
    /// The event that was opened last.
    public private(set) var opened: Block<EventView> = .loading
    /// What to choose from, and the words of the controls.
    public private(set) var filter: Block<AgendaFilterView> = .loading
    /// Why an event could not be put into the calendar; `nil` when it could.
    public private(set) var failure: ExplanationView?

    /// How many events a list has at most.
    public static let limit: UInt32 = 2_000
    /// How long a person may take to the next letter before what they typed is looked for.
    private static let betweenLetters = Duration.milliseconds(200)

    private let madrid: Madrid

    /// The model of one open app.
    ///
    /// - Parameter madrid: the open app.
    public init(_ madrid: Madrid) {
        self.madrid = madrid
    }

    /// Answers the question until the task is cancelled. Begin again when it changes.
    public func follow() async {
        if !question.text.allSatisfy(\.isWhitespace) {
            try? await Task.sleep(for: Self.betweenLetters)
        }
        await watch(\.list) { [question] in try await $0.events(question.request(limit: Self.limit)) }
    }

    /// Keeps `opened` up to date with one event until the task is cancelled.
    ///
    /// - Parameter id: the `id` of a row.
    public func show(_ id: String) async {
        if opened.view?.id != id {
            opened = .loading
        }
        await watch(\.opened) { try await $0.event(id) }
    }

    /// Reads `filter`. To be called again in a new language, and when the districts may have arrived.
    public func readFilter() async {
        filter = await madrid.block { try await $0.agendaFilter() }
    }

    /// An event for the phone's own calendar.
    ///
    /// - Parameter id: the `id` of a row.
    /// - Returns: the file; `nil` when it cannot be had, and `failure` says why.
    public func calendarFile(_ id: String) async -> CalendarFileView? {
        let file = await madrid.block { try await $0.calendarFile(id) }
        failure = file.failure
        return file.view
    }

    /// An event as a file that the phone's own calendar reads.
    ///
    /// - Parameters:
    ///   - id: the `id` of a row.
    ///   - folder: where to put the file.
    /// - Returns: where it is; `nil` when it cannot be had, and `failure` says why.
    public func calendarFile(_ id: String, in folder: URL) async -> URL? {
        guard let file = await calendarFile(id) else { return nil }
        let place = folder.appendingPathComponent(file.fileName)
        do {
            try Data(file.text.utf8).write(to: place, options: .atomic)
            return place
        } catch {
            failure = madrid.explain(AppError.StorageFull(code: "store.full"))
            return nil
        }
    }

    /// What could not be done has been read, or the person has gone on.
    func forget() {
        failure = nil
    }

    /// Nobody may find what was looked for before, or from where.
    func beginAnew() {
        question = AgendaQuestion()
        list = .loading
        opened = .loading
    }

    /// The core does not learn that a Swift task was cancelled, so late answers are dropped here.
    private func watch<View: Sendable>(
        _ place: ReferenceWritableKeyPath<AgendaModel, Block<View>>,
        _ ask: @Sendable (Madrid) async throws -> AsyncStream<View>
    ) async {
        do {
            for await view in try await ask(madrid) where !Task.isCancelled {
                self[keyPath: place] = .shown(view)
            }
        } catch {
            guard !Task.isCancelled else { return }
            self[keyPath: place] = .failed(madrid.explain(error))
        }
    }
}
