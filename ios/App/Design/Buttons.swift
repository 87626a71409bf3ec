// Buttons: the first choice, the others, and what cannot be undone. Large enough for any finger; their words may wrap.

import MadridDesign
import SwiftUI

/// How a button looks.
enum Choice {
    /// What most people come for.
    case first
    /// Anything else.
    case other
    /// What cannot be undone.
    case grave
}

/// A button as wide as its column.
struct ChoiceButton: View {
    let label: String
    var choice = Choice.other
    var drawing: Drawing?
    let action: @MainActor () -> Void

    var body: some View {
        Button(action: action) {
            HStack(spacing: Space.tight) {
                if let drawing {
                    Pictogram(drawing)
                }
                Text(label).multilineTextAlignment(.center)
            }
        }
        .buttonStyle(ChoiceStyle(choice: choice))
    }
}

/// Draws a choice.
struct ChoiceStyle: ButtonStyle {
    let choice: Choice

    func makeBody(configuration: Configuration) -> some View {
        Drawn(choice: choice, configuration: configuration)
    }

    private struct Drawn: View {
        let choice: Choice
        let configuration: Configuration
        @Environment(\.isEnabled) private var isEnabled

        var body: some View {
            configuration.label
                .letters(TextScale.name, words)
                .padding(.horizontal, Space.inner)
                .padding(.vertical, Space.gap)
                .frame(maxWidth: .infinity, minHeight: Sizes.touch)
                .background(Paint(page), in: .rect(cornerRadius: Corners.control))
                .overlay {
                    RoundedRectangle(cornerRadius: Corners.control).strokeBorder(Paint(edge), lineWidth: Lines.thin)
                }
                .opacity(configuration.isPressed || !isEnabled ? 0.6 : 1)
                .contentShape(.rect(cornerRadius: Corners.control))
        }

        private var page: SchemeColour {
            switch choice {
            case .first: Palette.accent
            case .other: Palette.page
            case .grave: Palette.danger
            }
        }

        private var words: SchemeColour { choice == .other ? Palette.accent : Palette.onAccent }

        private var edge: SchemeColour { choice == .other ? Palette.outline : page }
    }
}

/// A picture on the bar that does something. Its words are spoken.
struct BarButton: View {
    let label: String
    let drawing: Drawing
    let action: @MainActor () -> Void

    var body: some View {
        Button(action: action) {
            Pictogram(drawing)
                .foregroundStyle(Paint(Palette.onBar))
                .frame(minWidth: Sizes.touch, minHeight: Sizes.touch)
                .contentShape(.rect)
        }
        .accessibilityLabel(label)
    }
}

/// A chip that is chosen or not: a language, a kind of place, somebody to act for. More than colour tells which.
struct ChipLabel: View {
    let words: String
    var detail: String?
    /// What stands before the words while it is not chosen.
    var drawing: Drawing?
    let isChosen: Bool

    var body: some View {
        let ink = isChosen ? Palette.onBar : Palette.ink
        HStack(spacing: Space.tight) {
            if let drawing = isChosen ? Pictograms.check : drawing {
                Pictogram(drawing, size: Sizes.badge).foregroundStyle(Paint(ink))
            }
            VStack(alignment: .leading, spacing: Space.hair) {
                Text(words).letters(TextScale.label, ink)
                if let detail {
                    Text(detail).letters(TextScale.small, ink)
                }
            }
        }
        .padding(.horizontal, Space.gap)
        .padding(.vertical, Space.tight)
        .frame(minWidth: Sizes.touch, minHeight: Sizes.touch)
        .background(Paint(isChosen ? Palette.bar : Palette.page), in: .rect(cornerRadius: Corners.control))
        .overlay {
            RoundedRectangle(cornerRadius: Corners.control)
                .strokeBorder(Paint(isChosen ? Palette.bar : Palette.outline), lineWidth: Lines.thin)
        }
        .contentShape(.rect(cornerRadius: Corners.control))
    }
}

/// A chip that can be chosen.
struct Chip: View {
    let words: String
    var detail: String?
    var drawing: Drawing?
    let isChosen: Bool
    let choose: @MainActor () -> Void

    var body: some View {
        Button(action: choose) { ChipLabel(words: words, detail: detail, drawing: drawing, isChosen: isChosen) }
            .buttonStyle(.plain)
            .accessibilityElement(children: .combine)
            .accessibilityAddTraits(isChosen ? [.isButton, .isSelected] : .isButton)
    }
}

/// A chip that does something. A screen reader hears more where the words alone are too few.
struct ActionChip: View {
    let words: String
    let drawing: Drawing
    var spoken: String?
    let action: @MainActor () -> Void

    var body: some View {
        Button(action: action) { ChipLabel(words: words, drawing: drawing, isChosen: false) }
            .buttonStyle(.plain)
            .accessibilityLabel(spoken ?? words)
    }
}
