// The three states of a part of a screen.

/// A part of a screen: still loading, shown, or failed with words for the person. One failing block never hides another.
public enum Block<View: Sendable>: Sendable {
    /// Nothing to show yet.
    case loading
    /// The newest view.
    case shown(View)
    /// It could not be read; the words say what to do.
    case failed(ExplanationView)

    /// The view, when there is one.
    public var view: View? {
        if case .shown(let view) = self { view } else { nil }
    }

    /// The words, when it failed.
    public var failure: ExplanationView? {
        if case .failed(let explanation) = self { explanation } else { nil }
    }
}

extension Madrid {
    /// Reads something into a block.
    func block<View: Sendable>(_ read: @Sendable (Madrid) async throws -> View) async -> Block<View> {
        do {
            return .shown(try await read(self))
        } catch {
            return .failed(explain(error))
        }
    }

    /// Does something and says why it failed; `nil` when it went well.
    func attempt<Answer: Sendable>(_ work: @Sendable (Madrid) async throws -> Answer) async -> ExplanationView? {
        do {
            _ = try await work(self)
            return nil
        } catch {
            return words(for: error)
        }
    }

    /// What to tell a person who asked for something. `nil` when they changed their mind: there is nothing to say then.
    func words(for error: any Error) -> ExplanationView? {
        if case AppError.Cancelled = error { nil } else { explain(error) }
    }
}
