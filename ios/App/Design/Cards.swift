// Cards and their texts.

import MadridDesign
import SwiftUI

/// What a card is about.
enum CardTone {
    /// Anything.
    case plain
    /// Something the person should know.
    case notice
}

/// A card as wide as the column.
struct Card<Content: View>: View {
    private let tone: CardTone
    private let content: Content

    init(_ tone: CardTone = .plain, @ViewBuilder content: () -> Content) {
        self.tone = tone
        self.content = content()
    }

    var body: some View {
        VStack(alignment: .leading, spacing: Space.gap) { content }
            .padding(Space.inner)
            .frame(maxWidth: .infinity, alignment: .leading)
            .background(
                Paint(tone == .plain ? Palette.page : Palette.noticePage), in: .rect(cornerRadius: Corners.card)
            )
            .overlay {
                RoundedRectangle(cornerRadius: Corners.card)
                    .strokeBorder(Paint(tone == .plain ? Palette.line : Palette.noticeMark), lineWidth: Lines.thin)
            }
    }
}

/// The title of a card, which a screen reader can jump to.
struct CardTitle: View {
    let words: String

    init(_ words: String) {
        self.words = words
    }

    var body: some View {
        Text(words).letters(TextScale.heading).accessibilityAddTraits(.isHeader)
    }
}

/// What is read on a card.
struct CardText: View {
    let words: String
    private let colour: SchemeColour

    init(_ words: String, _ colour: SchemeColour = Palette.ink) {
        self.words = words
        self.colour = colour
    }

    var body: some View {
        Text(words).letters(TextScale.body, colour)
    }
}

/// A label and its value, spoken as one.
struct Fact: View {
    let label: String
    let value: String

    var body: some View {
        VStack(alignment: .leading, spacing: Space.hair) {
            Text(label).letters(TextScale.detail, Palette.quietInk)
            Text(value).letters(TextScale.body)
        }
        .accessibilityElement(children: .combine)
    }
}

/// A short word in a box of its own.
struct Tag: View {
    let words: String

    var body: some View {
        Text(words)
            .letters(TextScale.small, Palette.onPale)
            .padding(.horizontal, Space.tight)
            .padding(.vertical, Space.close)
            .background(Paint(Palette.pale), in: .rect(cornerRadius: Corners.tag))
    }
}

/// Something to know, on the page of a card or between cards.
struct Remark: View {
    let words: String

    var body: some View {
        Text(words)
            .letters(TextScale.detail)
            .padding(Space.gap)
            .frame(maxWidth: .infinity, alignment: .leading)
            .background(Paint(Palette.noticePage), in: .rect(cornerRadius: Corners.remark))
    }
}

/// A door to another screen, with an arrow.
struct Door: View {
    let drawing: Drawing
    let words: String

    var body: some View {
        HStack(spacing: Space.gap) {
            Disc(drawing: drawing)
            Text(words).letters(TextScale.name).frame(maxWidth: .infinity, alignment: .leading)
            Pictogram(Pictograms.forward).foregroundStyle(Paint(Palette.accent))
        }
        .frame(minHeight: Sizes.touch)
        .contentShape(.rect)
    }
}
