// The state of the screen on which somebody else's card is looked at: a question, the codes of their screen, and what they come to.

import MadridCore
import Observation

/// Looking at a neighbour's card, without a network.
@MainActor
@Observable
public final class ReaderModel {
    /// The question that is held to the other phone; `nil` until one was chosen.
    public private(set) var asked: ReaderAskView?
    /// How many of how many codes were read, in words; `nil` before the first.
    public private(set) var progress: String?
    /// What was made of the card; `nil` until all codes were read.
    public private(set) var reading: ReadingView?
    /// Why the last thing the person asked for failed; `nil` when it went well.
    public private(set) var failure: ExplanationView?

    private let madrid: Madrid
    private var codes = CodeReader()

    /// The model of one open app.
    ///
    /// - Parameter madrid: the open app.
    public init(_ madrid: Madrid) {
        self.madrid = madrid
    }

    /// What can be asked.
    public var words: ReaderView { madrid.reader }

    /// Asks something. What was read before is forgotten: each question is good for one answer.
    ///
    /// - Parameter question: which.
    public func ask(_ question: ReaderQuestion) async {
        beginAnew()
        let answer = await madrid.block { try await $0.askNeighbour(question) }
        asked = answer.view
        failure = answer.failure
    }

    /// A code of the other screen was read; the same one again changes nothing.
    ///
    /// - Parameter code: what it says.
    public func take(_ code: String) async {
        guard let asked, reading == nil else { return }
        do {
            let whole = try codes.take(code: code)
            progress = codes.progress(language: madrid.language)
            failure = nil
            guard let whole else { return }
            let read = try await madrid.readNeighbour(asked.question, shown: whole)
            if self.asked == asked {
                reading = read
            }
        } catch {
            failure = madrid.explain(error)
        }
    }

    /// Nothing of the other person stays.
    public func beginAnew() {
        codes = CodeReader()
        (asked, progress, reading, failure) = (nil, nil, nil, nil)
    }

    /// What could not be done has been read, or the person has gone on.
    func forget() {
        failure = nil
    }
}
