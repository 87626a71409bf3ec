// The state of the screen where cards change phones.

import Foundation
import MadridCore
import Observation

/// Cards on their way from one phone of the person's to another.
@MainActor
@Observable
public final class MovingModel {
    /// What came of opening a file; `nil` until one was opened.
    public private(set) var moved: MovedView?
    /// Why the last thing the person asked for failed; `nil` when it went well.
    public private(set) var failure: ExplanationView?
    /// Whether a file is being made or opened.
    public private(set) var isAsking = false

    private let madrid: Madrid

    /// The model of one open app.
    ///
    /// - Parameter madrid: the open app.
    public init(_ madrid: Madrid) {
        self.madrid = madrid
    }

    /// The words of the screen.
    public var words: MovingView { madrid.movingWords }

    /// Makes the file for a new phone.
    ///
    /// - Parameters:
    ///   - passphrase: a phrase of the person's.
    ///   - folder: where to put the file.
    /// - Returns: where it is; `nil` when it cannot be made, and `failure` says why.
    public func moveOut(_ passphrase: String, in folder: URL) async -> URL? {
        await ask { madrid in
            let file = try await madrid.moveCardsOut(passphrase)
            return try folder.keep(file, as: "tarjetas.madrid")
        }
    }

    /// Opens such a file of an older phone.
    ///
    /// - Parameters:
    ///   - file: the bytes.
    ///   - passphrase: the phrase it was made with.
    public func moveIn(_ file: Data, _ passphrase: String) async {
        moved = await ask { try await $0.moveCardsIn(file, passphrase: passphrase) }
    }

    /// What could not be done has been read, or the person has gone on.
    func forget() {
        failure = nil
    }

    /// The person's data are closed: nothing that was found with them may be seen.
    func close() {
        moved = nil
        failure = nil
    }

    /// One thing at a time: touched twice it is done once.
    private func ask<Answer: Sendable>(_ work: @Sendable (Madrid) async throws -> Answer) async -> Answer? {
        guard !isAsking else { return nil }
        isAsking = true
        defer { isAsking = false }
        let answer = await madrid.block(work)
        failure = answer.failure
        return answer.view
    }
}

extension URL {
    /// Puts a file into this folder.
    func keep(_ bytes: Data, as name: String) throws -> URL {
        let place = appendingPathComponent(name)
        guard (try? bytes.write(to: place, options: .atomic)) != nil else {
            throw AppError.StorageFull(code: "store.full")
        }
        return place
    }
}
