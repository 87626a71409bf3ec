// The drawing of the map: outlines, names, pins. Fingers move it, go in and out, and touch pins.

import MadridDesign
import MadridKit
import SwiftUI

/// The map in its window. What it shows is in the list below it too, so a screen reader hears only what it is.
struct CityMap: View {
    let view: MapView
    @Binding var window: MapWindow
    @Binding var chosen: MapPin?
    /// Made once for each view: a finger moves them many times a second.
    @State private var lines = MapLines()
    /// How far the fingers had come when they were last looked at.
    @State private var way = CGSize.zero
    @State private var spread = 1.0

    var body: some View {
        GeometryReader { geometry in
            let size = MapWindow.Spot(x: geometry.size.width, y: geometry.size.height)
            MapCanvas(view: view, lines: lines, window: window, chosen: chosen)
                .contentShape(.rect)
                .onTapGesture(count: 2) { window.zoom(by: 2, at: MapWindow.Spot($0), in: size) }
                .onTapGesture { chosen = view.pin(at: .init($0), within: reach, window: window, size: size) }
                .gesture(panning(in: size))
                .simultaneousGesture(pinching(in: size))
                .overlay(alignment: .bottomTrailing) { ZoomButtons(view: view, window: $window, size: size) }
        }
        .onChange(of: view, initial: true) { lines = MapLines(view) }
        .onChange(of: view.here, initial: true) { goHere() }
    }

    /// A finger is not as fine as a pin.
    private var reach: Double { Sizes.touch / 2 }

    private func panning(in size: MapWindow.Spot) -> some Gesture {
        DragGesture()
            .onChanged { drag in
                let now = drag.translation
                window.pan(by: MapWindow.Spot(x: now.width - way.width, y: now.height - way.height), in: size)
                way = now
            }
            .onEnded { _ in way = .zero }
    }

    private func pinching(in size: MapWindow.Spot) -> some Gesture {
        MagnifyGesture()
            .onChanged { pinch in
                window.zoom(by: pinch.magnification / spread, at: MapWindow.Spot(pinch.startLocation), in: size)
                spread = pinch.magnification
            }
            .onEnded { _ in spread = 1 }
    }

    private func goHere() {
        if let here = view.here {
            window.go(toX: here.x, y: here.y)
        }
    }
}

extension MapWindow.Spot {
    /// Where a finger is.
    fileprivate init(_ point: CGPoint) {
        self.init(x: point.x, y: point.y)
    }
}

/// The same as with two fingers, with one.
private struct ZoomButtons: View {
    let view: MapView
    @Binding var window: MapWindow
    let size: MapWindow.Spot

    var body: some View {
        let middle = MapWindow.Spot(x: size.x / 2, y: size.y / 2)
        VStack(spacing: Space.tight) {
            button(view.zoomInLabel, Pictograms.plus) { window.zoom(by: 2, at: middle, in: size) }
            button(view.zoomOutLabel, Pictograms.minus) { window.zoom(by: 0.5, at: middle, in: size) }
            button(view.wholeLabel, Pictograms.map) { window = MapWindow() }
        }
        .padding(Space.gap)
    }

    private func button(_ label: String, _ drawing: Drawing, _ action: @escaping @MainActor () -> Void) -> some View {
        Button(action: action) {
            Pictogram(drawing)
                .foregroundStyle(Paint(Palette.accent))
                .frame(minWidth: Sizes.touch, minHeight: Sizes.touch)
                .background(Paint(Palette.page), in: .circle)
                .overlay { Circle().strokeBorder(Paint(Palette.outline), lineWidth: Lines.thin) }
        }
        .buttonStyle(.plain)
        .accessibilityLabel(label)
    }
}

/// The outlines as paths in the map's square, and what stands on them.
private struct MapLines {
    private(set) var districts = Path()
    private(set) var neighbourhoods = Path()
    private(set) var pins: [MapPin] = []

    init() {}

    init(_ view: MapView) {
        view.districts.forEach { districts.add($0) }
        view.neighbourhoods.forEach { neighbourhoods.add($0) }
        pins = view.pins
    }
}

extension Path {
    /// Adds every ring of an outline.
    fileprivate mutating func add(_ outline: OutlineView) {
        for ring in outline.rings {
            for place in stride(from: 0, to: ring.count - 1, by: 2) {
                let point = CGPoint(x: Double(ring[place]), y: Double(ring[place + 1]))
                if place == 0 {
                    move(to: point)
                } else {
                    addLine(to: point)
                }
            }
            closeSubpath()
        }
    }
}

/// What is drawn.
private struct MapCanvas: View {
    let view: MapView
    let lines: MapLines
    let window: MapWindow
    let chosen: MapPin?
    @ScaledMetric(relativeTo: .body) private var letters: CGFloat = TextScale.small.size

    /// From here on the barrios have their lines, and their names instead of the districts'.
    private static let barrios = 4.0

    var body: some View {
        Canvas { context, size in
            let size = MapWindow.Spot(x: size.width, y: size.height)
            outlines(in: context, size)
            pins(in: context, size)
            names(in: context, size)
        }
        .accessibilityElement(children: .ignore)
        .accessibilityLabel(view.accessibilityLabel)
    }

    private var isNear: Bool { window.zoom >= Self.barrios }

    private func outlines(in context: GraphicsContext, _ size: MapWindow.Spot) {
        let (corner, side) = (window.corner(in: size), window.side(in: size))
        guard side > 0 else { return }
        var map = context
        map.translateBy(x: corner.x, y: corner.y)
        map.scaleBy(x: side, y: side)
        map.fill(lines.districts, with: .style(Paint(Palette.page)), style: FillStyle(eoFill: true))
        // The lines are as thin as ever, however large the map is.
        if isNear {
            map.stroke(lines.neighbourhoods, with: .style(Paint(Palette.line)), lineWidth: Lines.strong / side)
        }
        map.stroke(lines.districts, with: .style(Paint(Palette.outline)), lineWidth: Lines.thin / side)
    }

    /// Events have corners: more than colour tells them from places.
    private func pins(in context: GraphicsContext, _ size: MapWindow.Spot) {
        for pin in lines.pins where pin != chosen {
            draw(pin, Sizes.dot, in: context, size)
        }
        if let chosen {
            draw(chosen, Sizes.pictogram, in: context, size)
        }
        if let here = view.here {
            let place = window.spot(x: here.x, y: here.y, in: size)
            let mark = Circle().path(in: Self.square(around: place, Sizes.badge))
            context.fill(mark, with: .style(Paint(Palette.danger)))
            context.stroke(mark, with: .style(Paint(Palette.page)), lineWidth: Lines.strong)
        }
    }

    private func draw(_ pin: MapPin, _ width: Double, in context: GraphicsContext, _ size: MapWindow.Spot) {
        let place = window.spot(x: pin.x, y: pin.y, in: size)
        guard MapWindow.isInSight(place, of: size) else { return }
        let square = Self.square(around: place, width)
        let (mark, colour) =
            switch pin {
            case .place: (Circle().path(in: square), Palette.accent)
            case .event: (Rectangle().path(in: square), Palette.noticeMark)
            }
        context.fill(mark, with: .style(Paint(colour)))
        context.stroke(mark, with: .style(Paint(Palette.page)), lineWidth: Lines.thin)
    }

    /// A name that would stand on another is left out: going in makes room for it.
    private func names(in context: GraphicsContext, _ size: MapWindow.Spot) {
        var taken: [CGRect] = []
        for outline in isNear ? view.neighbourhoods : view.districts {
            let place = window.spot(x: outline.labelX, y: outline.labelY, in: size)
            guard MapWindow.isInSight(place, of: size) else { continue }
            var name = context.resolve(Text(outline.name).font(.system(size: letters, weight: .semibold)))
            name.shading = .style(Paint(Palette.ink))
            let room = name.measure(in: CGSize(width: size.x, height: size.y))
            let box = CGRect(
                x: place.x - room.width / 2, y: place.y - room.height / 2, width: room.width, height: room.height)
            if !taken.contains(where: { $0.intersects(box) }) {
                taken.append(box)
                var ground = context
                ground.opacity = 0.75
                let shape = RoundedRectangle(cornerRadius: Corners.tag).path(in: box)
                ground.fill(shape, with: .style(Paint(Palette.page)))
                context.draw(name, in: box)
            }
        }
    }

    private static func square(around place: MapWindow.Spot, _ width: Double) -> CGRect {
        CGRect(x: place.x - width / 2, y: place.y - width / 2, width: width, height: width)
    }
}
