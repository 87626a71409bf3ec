// Pictograms and ornaments, drawn from the paths of the design language. Words always stand beside them, so a screen reader
// passes over them.

import MadridDesign
import MadridKit
import SwiftUI

extension Path {
    /// Adds what is drawn, with its corner at `corner` and as many times as wide and high as `across` and `down` say.
    fileprivate mutating func add(_ drawing: Drawing, at corner: CGPoint, across: Double = 1, down: Double = 1) {
        func at(_ x: Double, _ y: Double) -> CGPoint {
            CGPoint(x: corner.x + x * across, y: corner.y + y * down)
        }
        for step in drawing.paths.joined() {
            switch step {
            case .move(let x, let y): move(to: at(x, y))
            case .line(let x, let y): addLine(to: at(x, y))
            case .curve(let x1, let y1, let x2, let y2, let x, let y):
                addCurve(to: at(x, y), control1: at(x1, y1), control2: at(x2, y2))
            case .close: closeSubpath()
            }
        }
    }
}

/// The paths of a drawing, as large as the rectangle they are drawn in.
struct DrawingShape: Shape {
    let drawing: Drawing

    func path(in rect: CGRect) -> Path {
        var path = Path()
        path.add(drawing, at: rect.origin, across: rect.width / drawing.width, down: rect.height / drawing.height)
        return path
    }
}

/// A pictogram, in the colour of what surrounds it. It grows with the words beside it.
struct Pictogram: View {
    private let drawing: Drawing
    @ScaledMetric private var size: CGFloat

    init(_ drawing: Drawing, size: Double = Sizes.pictogram) {
        self.drawing = drawing
        _size = ScaledMetric(wrappedValue: size, relativeTo: .body)
    }

    var body: some View {
        let line = StrokeStyle(lineWidth: Lines.pictogram * size / drawing.width, lineCap: .round, lineJoin: .round)
        DrawingShape(drawing: drawing)
            .stroke(.foreground, style: line)
            .frame(width: size, height: size)
            .accessibilityHidden(true)
    }
}

/// A pictogram on a disc: what a row or a whole screen is about.
struct Disc: View {
    let drawing: Drawing
    var isLarge = false

    var body: some View {
        let size = isLarge ? Sizes.discLarge : Sizes.disc
        Pictogram(drawing, size: isLarge ? Sizes.pictogramLarge : Sizes.pictogram)
            .foregroundStyle(Paint(Palette.accent))
            .frame(minWidth: size, minHeight: size)
            .background(Paint(Palette.pale), in: .circle)
    }
}

/// The tile edge below a bar: a line and its lozenges, as on the street names.
struct TileEdge: View {
    var body: some View {
        VStack(spacing: 0) {
            Rectangle().fill(Paint(Palette.tileLine)).frame(height: Lines.strong)
            Lozenges().fill(Paint(Palette.tileMark)).frame(height: Ornaments.tileLozenges.height)
        }
        .accessibilityHidden(true)
    }
}

/// As many lozenges as there is room for.
private struct Lozenges: Shape {
    func path(in rect: CGRect) -> Path {
        let one = Ornaments.tileLozenges
        var path = Path()
        for left in stride(from: 0, to: rect.width, by: one.width) {
            path.add(one, at: CGPoint(x: left, y: rect.minY))
        }
        return path
    }
}

extension PlaceKind {
    /// What stands for it.
    var drawing: Drawing {
        switch self {
        case .sportsCentre: Pictograms.sportsCentre
        case .library: Pictograms.library
        case .culturalCentre: Pictograms.culturalCentre
        case .museum: Pictograms.museum
        case .park: Pictograms.park
        case .citizenOffice: Pictograms.citizenOffice
        case .other: Pictograms.places
        }
    }
}

extension ActionKind {
    /// What stands for it.
    var drawing: Drawing {
        switch self {
        case .call: Pictograms.phone
        case .write: Pictograms.mail
        case .openWeb: Pictograms.web
        case .directions: Pictograms.directions
        }
    }
}
