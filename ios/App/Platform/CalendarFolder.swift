// Where an event lies for a moment, while the phone shows it with its own button for the calendar.

import Foundation

/// A folder that the system may empty whenever it likes. Nothing in it is the person's: the city publishes these events.
enum CalendarFolder {
    /// The folder.
    ///
    /// - Returns: where it is.
    static func make() -> URL { FileManager.default.temporaryDirectory }
}
