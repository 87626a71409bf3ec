// What every model of the person's own does as the data are opened and locked.

import MadridCore

extension Madrid {
    /// Reads as long as the data are open, until the task is cancelled. What was on its way is cancelled when they are closed: a view
    /// that comes after that must not be shown any more.
    @MainActor
    func whileOpen(_ read: @escaping @MainActor () async -> Void, close: @MainActor () -> Void) async throws {
        var wasOpen: Bool?
        var reading: Task<Void, Never>?
        defer { reading?.cancel() }
        for await session in try await sessions() where session.isOpen != wasOpen {
            wasOpen = session.isOpen
            reading?.cancel()
            if session.isOpen {
                reading = Task {
                    // Closed again before it could begin.
                    guard !Task.isCancelled else { return }
                    await read()
                }
            } else {
                close()
            }
        }
    }
}
