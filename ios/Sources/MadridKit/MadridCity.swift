// The door to the core, the city's half: its agenda and its map.

import MadridCore

extension Madrid {
    /// What is on, now and after every change of the agenda.
    ///
    /// - Parameter request: when, what, for whom, where.
    /// - Returns: the stream, with the current view already in it.
    /// - Throws: `AppError.Rejected` when the request makes no sense.
    public func events(_ request: AgendaRequest) async throws -> AsyncStream<AgendaListView> {
        try await live { try await agenda.observe(request: request, listener: $0) }
    }

    /// One event, now and after every change.
    ///
    /// - Parameter id: the `id` of a row.
    /// - Returns: the stream, with the event already in it.
    /// - Throws: `AppError.NotFound` when the city no longer lists it.
    public func event(_ id: String) async throws -> AsyncStream<EventView> {
        try await live { try await agenda.observeEvent(id: id, listener: $0) }
    }

    /// An event for the phone's own calendar.
    ///
    /// - Parameter id: the `id` of a row.
    /// - Returns: the file, of the type `text/calendar`.
    /// - Throws: `AppError.NotFound` when the city no longer lists it.
    public func calendarFile(_ id: String) async throws -> CalendarFileView { try await agenda.calendarFile(id: id) }

    /// What to choose from beside the agenda, in the current language.
    ///
    /// - Returns: times, kinds, audiences, districts, and the words of the controls.
    /// - Throws: `AppError` when the database cannot be read.
    public func agendaFilter() async throws -> AgendaFilterView { try await agenda.filter() }

    /// The map, now and after every change.
    ///
    /// - Parameter request: what to put on it.
    /// - Returns: the stream, with the current view already in it.
    /// - Throws: `AppError.Rejected` when the request makes no sense.
    public func map(_ request: MapRequest) async throws -> AsyncStream<MapView> {
        try await live { try await cityMap.observe(request: request, listener: $0) }
    }
}
