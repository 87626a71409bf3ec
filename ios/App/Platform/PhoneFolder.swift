// Where the core keeps its files.

import Foundation

/// The app's own folder.
enum PhoneFolder {
    /// The folder, made where it is not there yet. It goes into no copy of the phone: the keys would not go with it.
    ///
    /// - Returns: its path.
    /// - Throws: when there is no room for it.
    static func make() throws -> String {
        let files = FileManager.default
        let support = try files.url(
            for: .applicationSupportDirectory, in: .userDomainMask, appropriateFor: nil, create: true)
        var folder = support.appendingPathComponent("madrid", isDirectory: true)
        try files.createDirectory(at: folder, withIntermediateDirectories: true)
        var values = URLResourceValues()
        values.isExcludedFromBackup = true
        try folder.setResourceValues(values)
        return folder.path
    }
}
