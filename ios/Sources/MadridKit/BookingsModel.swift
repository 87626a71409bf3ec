// The state of the booking screens: what can be booked, when there is room, and what the person has.

import MadridCore
import Observation

/// Baths and courts, and the person's bookings of them.
@MainActor
@Observable
public final class BookingsModel {
    /// What can be booked at the place that was opened last.
    public private(set) var bookables: Block<BookablesView> = .loading
    /// The times that were asked for last. Failed, with words, without the city: nobody knows then what is left.
    public private(set) var slots: Block<SlotsView> = .loading
    /// What the person has booked, and what is on its way. Loading, and nothing personal, while the data are locked.
    public private(set) var bookings: Block<BookingsView> = .loading
    /// Why the last thing the person asked for failed; `nil` when it went well.
    public private(set) var failure: ExplanationView?

    private let madrid: Madrid

    /// The model of one open app.
    ///
    /// - Parameter madrid: the open app.
    public init(_ madrid: Madrid) {
        self.madrid = madrid
    }

    /// Keeps `bookings` up to date until the task is cancelled, and empty while the data are locked.
    public func watch() async {
        do {
            try await madrid.whileOpen { [weak self] in
                await self?.read()
            } close: {
                bookings = .loading
                failure = nil
            }
        } catch {
            bookings = .failed(madrid.explain(error))
        }
    }

    /// Shows what can be booked at a place.
    ///
    /// - Parameter place: the `id` of a place.
    public func open(_ place: String) async {
        bookables = .loading
        publish(await madrid.block { try await $0.bookables(at: place) }, in: \.bookables)
    }

    /// Asks the city for the times of a day. What was shown before goes: others may have it now.
    ///
    /// - Parameters:
    ///   - bookable: the `id` of something that can be booked.
    ///   - day: the `day` of a choice; `nil` means today.
    public func ask(for bookable: String, on day: String? = nil) async {
        slots = .loading
        let request = SlotsRequest(bookable: bookable, day: day)
        publish(await madrid.block { try await $0.slots(request) }, in: \.slots)
    }

    /// Books a time. Offline is fine.
    ///
    /// - Parameters:
    ///   - slot: the `slot` of a time.
    ///   - people: how many come.
    /// - Returns: whether it is kept on the phone; else `failure` says why.
    @discardableResult
    public func book(_ slot: String, people: UInt32) async -> Bool {
        await ask { try await $0.book(BookRequest(slot: slot, people: people)) }
    }

    /// Does what a button of a booking says.
    ///
    /// - Parameters:
    ///   - kind: the `kind` of one of its actions.
    ///   - id: the `id` of the booking.
    public func perform(_ kind: BookingActionKind, on id: Int64) async {
        switch kind {
        case .cancel: await ask { try await $0.cancelBooking(id) }
        case .dismiss: await ask { try await $0.dismissBooking(id) }
        }
    }

    /// What could not be done has been read, or the person has gone on.
    func forget() {
        failure = nil
    }

    /// Cancelled when the data are locked: a view that was on its way then must not be shown any more.
    private func read() async {
        do {
            for await view in try await madrid.bookings() where !Task.isCancelled {
                bookings = .shown(view)
            }
        } catch {
            guard !Task.isCancelled else { return }
            bookings = .failed(madrid.explain(error))
        }
    }

    /// The core does not learn that a Swift task was cancelled, so late answers are dropped here.
    private func publish<Value>(_ value: Value, in place: ReferenceWritableKeyPath<BookingsModel, Value>) {
        if !Task.isCancelled {
            self[keyPath: place] = value
        }
    }

    @discardableResult
    private func ask(_ work: @Sendable (Madrid) async throws -> BookingsView) async -> Bool {
        failure = await madrid.attempt(work)
        return failure == nil
    }
}
