// Codes that are held to another phone.

import MadridKit
import SwiftUI

/// A code: dark squares on white in both schemes, and four squares of white around it, or no camera would read it.
struct Code: View {
    let view: QrView
    let spoken: String

    private static let border = 4
    private static let white = Hue.theirs(red: 1, green: 1, blue: 1)
    private static let black = Hue.theirs(red: 0, green: 0, blue: 0)

    var body: some View {
        Squares(view: view, border: Self.border)
            .fill(Self.black)
            .aspectRatio(1, contentMode: .fit)
            .background(Self.white, in: .rect(cornerRadius: 0))
            .accessibilityElement(children: .ignore)
            .accessibilityLabel(spoken)
    }

    private struct Squares: Shape {
        let view: QrView
        let border: Int

        func path(in rect: CGRect) -> Path {
            var path = Path()
            let size = Int(view.size)
            let side = rect.width / Double(size + border * 2)
            for (place, square) in view.squares.enumerated() where square == 1 {
                let left = rect.minX + Double(place % size + border) * side
                let top = rect.minY + Double(place / size + border) * side
                path.move(to: CGPoint(x: left, y: top))
                path.addLine(to: CGPoint(x: left + side, y: top))
                path.addLine(to: CGPoint(x: left + side, y: top + side))
                path.addLine(to: CGPoint(x: left, y: top + side))
                path.closeSubpath()
            }
            return path
        }
    }
}

/// Codes that are shown in turn until the person goes on.
struct CodesInTurn: View {
    let codes: [QrView]
    let spoken: String
    @State private var place = 0

    var body: some View {
        if codes.indices.contains(place) {
            Code(view: codes[place], spoken: spoken).task(id: codes) { await turn() }
        }
    }

    /// Long enough for any camera.
    private func turn() async {
        place = 0
        while codes.count > 1, (try? await Task.sleep(for: .milliseconds(800))) != nil {
            place = (place + 1) % codes.count
        }
    }
}
