// The door to the core: baths and courts.

import MadridCore

extension Madrid {
    /// What can be booked at a place, or anywhere. Read from the phone.
    ///
    /// - Parameter place: the `id` of a place; `nil` means anywhere.
    /// - Returns: what can be booked; where there is nothing, it says why.
    /// - Throws: `AppError.NotFound` when that is no place.
    public func bookables(at place: String?) async throws -> BookablesView {
        try await bookingDesk.bookables(place: place)
    }

    /// The times of something on a day, as the city has them now. Asking twice is safe.
    ///
    /// - Parameter request: of what, on which day.
    /// - Returns: the times.
    /// - Throws: `AppError.Offline` when the city cannot be asked.
    public func slots(_ request: SlotsRequest) async throws -> SlotsView {
        try await bookingDesk.slots(request: request)
    }

    /// What the person has booked, now and after every change. While the data are locked it says nothing new: the last view
    /// is then not to be shown.
    ///
    /// - Returns: the stream, with the current view already in it.
    /// - Throws: `AppError.Locked` while the data are locked.
    public func bookings() async throws -> AsyncStream<BookingsView> {
        try await live { try await bookingDesk.observe(listener: $0) }
    }

    /// Books a time. Offline is fine: it is kept before this returns, and sent once. Asking twice is safe.
    ///
    /// - Parameter request: which time, for how many.
    /// - Returns: the bookings with this one in them.
    /// - Throws: `AppError.Rejected` when the phone knows that it cannot be: it is over, or has to be paid.
    public func book(_ request: BookRequest) async throws -> BookingsView {
        try await bookingDesk.book(request: request)
    }

    /// Calls a booking off. Offline is fine. Asking twice is safe.
    ///
    /// - Parameter id: the `id` of a booking.
    /// - Returns: the bookings afterwards.
    /// - Throws: `AppError.Rejected` when it begins within two hours.
    public func cancelBooking(_ id: Int64) async throws -> BookingsView { try await bookingDesk.cancel(id: id) }

    /// Puts a booking aside that was refused. Asking twice is safe.
    ///
    /// - Parameter id: the `id` of a booking.
    /// - Returns: the bookings afterwards.
    /// - Throws: `AppError.Locked` while the data are locked.
    public func dismissBooking(_ id: Int64) async throws -> BookingsView { try await bookingDesk.dismiss(id: id) }
}
