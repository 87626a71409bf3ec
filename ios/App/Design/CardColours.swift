// The colours that who gives a card wants for it.

import MadridDesign
import MadridKit
import SwiftUI

/// The ground of a card and what is written on it. Where its issuer does not want both, they are the bar's: one alone would be
/// beside a colour that it was not meant for.
struct CardColours {
    let ground: Hue
    let ink: Hue

    init(_ background: String?, _ foreground: String?) {
        if let ground = background.flatMap(Hue.init), let ink = foreground.flatMap(Hue.init) {
            (self.ground, self.ink) = (ground, ink)
        } else {
            (ground, ink) = (.ours(Palette.bar), .ours(Palette.onBar))
        }
    }
}

/// A colour of ours, or one that somebody else wants: that is the same in both schemes.
enum Hue: ShapeStyle {
    case ours(SchemeColour)
    case theirs(red: Double, green: Double, blue: Double)

    /// A colour as `#rrggbb`; `nil` when it is none.
    init?(_ text: String) {
        guard text.hasPrefix("#"), text.utf8.count == 7, let rgb = UInt32(text.dropFirst(), radix: 16) else {
            return nil
        }
        let channel = { (bits: UInt32) in Double(bits & 0xFF) / 0xFF }
        self = .theirs(red: channel(rgb >> 16), green: channel(rgb >> 8), blue: channel(rgb))
    }

    func resolve(in environment: EnvironmentValues) -> Color {
        switch self {
        case .ours(let colour): Paint(colour).resolve(in: environment)
        case .theirs(let red, let green, let blue): Color(red: red, green: green, blue: blue)
        }
    }
}

/// The ground of a card.
struct CardGround<Content: View>: View {
    private let colours: CardColours
    private let content: (Hue) -> Content

    init(_ background: String?, _ foreground: String?, @ViewBuilder content: @escaping (_ ink: Hue) -> Content) {
        colours = CardColours(background, foreground)
        self.content = content
    }

    var body: some View {
        VStack(alignment: .leading, spacing: Space.close) { content(colours.ink) }
            .padding(Space.inner)
            .frame(maxWidth: .infinity, alignment: .leading)
            .background(colours.ground, in: .rect(cornerRadius: Corners.card))
            .contentShape(.rect)
    }
}
