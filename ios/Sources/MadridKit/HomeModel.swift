// The state of the first screen: posición global.

import MadridCore
import Observation

/// What the person owes, must do, has; for themselves and for those they act for.
///
/// The view says everything: the session and its buttons, for whom the screen is, what is still on its way to the city. It
/// has no blocks while the data are locked.
@MainActor
@Observable
public final class HomeModel {
    /// The newest screen.
    public private(set) var home: Block<HomeView> = .loading
    /// Why the last thing the person asked for failed; `nil` when it went well.
    public private(set) var failure: ExplanationView?

    private let madrid: Madrid

    /// The model of one open app.
    ///
    /// - Parameter madrid: the open app.
    public init(_ madrid: Madrid) {
        self.madrid = madrid
    }

    /// Keeps `home` up to date until the task is cancelled. Watch again when the person has moved; what was shown stays.
    ///
    /// - Parameter here: where the person is, if the phone may know.
    public func watch(here: HereRequest? = nil) async {
        do {
            for await view in try await madrid.homes(here: here) where !Task.isCancelled {
                home = .shown(view)
            }
        } catch {
            guard !Task.isCancelled else { return }
            home = .failed(madrid.explain(error))
        }
    }

    /// Shows the screen of somebody the person acts for, or the person's own again.
    ///
    /// - Parameter subject: one of the view's subjects.
    public func actFor(_ subject: SubjectView) async {
        failure = await madrid.attempt { try await $0.actFor(subject.id) }
    }

    /// Puts these blocks first, in this order; the others follow as they were.
    ///
    /// - Parameter first: the blocks.
    public func order(_ first: [BlockId]) async {
        failure = await madrid.attempt { try await $0.order(first) }
    }

    /// One thing of a block, for the screen of its own; `nil` when it is not there any more.
    ///
    /// - Parameters:
    ///   - id: the `id` of the thing.
    ///   - block: the block it is in.
    /// - Returns: the thing as it stands now.
    public func item(_ id: String, of block: BlockId) -> HomeItemView? {
        home.view?.blocks.first { $0.id == block }?.items.first { $0.id == id }
    }

    /// The block that a thing of the person's is in; what is near is a place, and has a screen of its own.
    ///
    /// - Parameter id: the `id` of the thing.
    /// - Returns: the block; `nil` when it is not there any more.
    public func block(of id: String) -> BlockId? {
        home.view?.blocks.first { block in block.id != .near && block.items.contains { $0.id == id } }?.id
    }

    /// What to say of a thing that is not there any more: it was settled, or it belongs to somebody else.
    public var gone: ExplanationView { madrid.explain(AppError.NotFound(code: "net.gone")) }

    /// What could not be done has been read, or the person has gone on.
    func forget() {
        failure = nil
    }

    /// The person is back. What was theirs is not shown while it is closed, even before the stream says so.
    func comeBack(to session: SessionView) {
        if !session.isOpen, home.view?.session.state != session.state {
            home = .loading
        }
    }

    /// The files could not be opened again.
    func fail(_ words: ExplanationView) {
        home = .failed(words)
    }

    /// Moves a block one place up.
    ///
    /// - Parameter block: which.
    public func raise(_ block: BlockId) async {
        failure = await madrid.attempt { try await $0.raise(block) }
    }

    /// Moves a block one place down.
    ///
    /// - Parameter block: which.
    public func lower(_ block: BlockId) async {
        failure = await madrid.attempt { try await $0.lower(block) }
    }

    /// Hides a block.
    ///
    /// - Parameter block: which.
    public func hide(_ block: BlockId) async {
        failure = await madrid.attempt { try await $0.hide(block, isHidden: true) }
    }

    /// Shows a block again that was hidden.
    ///
    /// - Parameter block: which.
    public func unhide(_ block: BlockId) async {
        failure = await madrid.attempt { try await $0.hide(block, isHidden: false) }
    }
}
