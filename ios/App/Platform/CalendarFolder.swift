// Where a file lies for a moment, while the phone shows it with its own buttons: an event for the calendar, a paper.

import Foundation

/// A folder that the system may empty whenever it likes. What is the person's goes from it as soon as it was seen.
enum CalendarFolder {
    /// The folder.
    ///
    /// - Returns: where it is.
    static func make() -> URL { FileManager.default.temporaryDirectory }
}
