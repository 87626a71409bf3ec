// Where a paper lies for a moment, while the phone shows it with its own buttons for sharing and printing.

import Foundation

/// A folder that the system may empty whenever it likes, and that no backup holds.
enum PaperFolder {
    /// The folder.
    ///
    /// - Returns: where it is.
    static func make() -> URL { FileManager.default.temporaryDirectory }
}
