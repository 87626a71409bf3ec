// Colours and letters of the design language, as SwiftUI draws them: they follow the scheme and the size that are set on the
// phone.

import MadridDesign
import SwiftUI

/// A colour by what it is for, in the scheme of now.
struct Paint: ShapeStyle {
    private let colour: SchemeColour

    init(_ colour: SchemeColour) {
        self.colour = colour
    }

    func resolve(in environment: EnvironmentValues) -> Color {
        let rgb = environment.colorScheme == .dark ? colour.dark : colour.light
        return Color(red: Self.channel(rgb >> 16), green: Self.channel(rgb >> 8), blue: Self.channel(rgb))
    }

    private static func channel(_ bits: UInt32) -> Double { Double(bits & 0xFF) / 0xFF }
}

/// The letters of a role. They grow with what the person has set; nothing that holds them has a fixed height.
private struct Letters: ViewModifier {
    @ScaledMetric private var size: CGFloat
    private let weight: Font.Weight

    init(_ lettering: Lettering) {
        _size = ScaledMetric(wrappedValue: lettering.size, relativeTo: .body)
        weight = lettering.weight >= 700 ? .bold : lettering.weight >= 600 ? .semibold : .regular
    }

    func body(content: Content) -> some View {
        content.font(.system(size: size, weight: weight))
    }
}

extension View {
    /// Letters of a role in a colour.
    func letters(_ lettering: Lettering, _ colour: SchemeColour = Palette.ink) -> some View {
        modifier(Letters(lettering)).foregroundStyle(Paint(colour))
    }

    /// Letters of a role on the ground of a card.
    func letters(_ lettering: Lettering, on ink: Hue) -> some View {
        modifier(Letters(lettering)).foregroundStyle(ink)
    }
}
