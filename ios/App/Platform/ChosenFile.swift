// A file that the person chose in the system's own list: the app may read this one, and no other.

import Foundation

/// Its name and what is in it.
struct ChosenFile {
    /// More than the core ever takes: what is larger is cut off here, so that the phone bears it, and refused there, with words.
    private static let enough = 8 << 20

    let name: String
    let bytes: Data

    /// The file at an address; `nil` when it cannot be read.
    init?(at url: URL) {
        // A file of ours needs no leave, and gets none.
        let isLent = url.startAccessingSecurityScopedResource()
        defer {
            if isLent {
                url.stopAccessingSecurityScopedResource()
            }
        }
        guard let file = try? FileHandle(forReadingFrom: url), let read = try? file.read(upToCount: Self.enough) else {
            return nil
        }
        name = url.lastPathComponent
        bytes = read
    }
}
