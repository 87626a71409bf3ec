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
