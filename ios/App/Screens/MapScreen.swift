// The city around the person: a map drawn from the outlines that the phone holds, and the same things as a list below it.

import MadridDesign
import MadridKit
import SwiftUI

/// The map with its list. No tile is fetched: nobody learns what the person looks at.
struct MapScreen: View {
    @Environment(AppModel.self) private var app
    @State private var window = MapWindow()
    @State private var chosen: MapPin?

    var body: some View {
        let map = app.map.map
        VStack(spacing: 0) {
            if let view = map.view, view.empty == nil {
                CityMap(view: view, window: $window, chosen: $chosen)
            }
            List {
                cards(map).plainRow()
                if let view = map.view {
                    ForEach(view.pins) { pin in
                        NavigationLink(value: pin.route) { PinRow(pin: pin) }.pageRow()
                    }
                }
            }
            .listStyle(.plain)
            .scrollContentBackground(.hidden)
        }
        .background(Paint(Palette.backdrop))
        .madridBar(map.view?.title ?? app.words.map)
        .refreshing(app)
        .task(id: Asked(question: question, attempts: app.attempts)) {
            app.map.question = question
            await app.map.follow()
        }
    }

    private struct Asked: Equatable {
        let question: MapQuestion
        let attempts: Int
    }

    /// What the lists are about is what the map points at.
    private var question: MapQuestion {
        var question = MapQuestion()
        question.here = app.places.question.here
        question.places = app.map.showsPlaces ? app.places.question : nil
        question.events = app.map.showsEvents ? app.agenda.question : nil
        return question
    }

    @ViewBuilder private func cards(_ map: Block<MapView>) -> some View {
        TroubleCards(explanations: [app.places.failure, app.refreshFailure])
        if let chosen, map.view?.pins.contains(chosen) == true {
            // The pin that was touched stands first, whatever the list begins with.
            Card { ChosenPin(pin: chosen) }
        }
        BlockContent(map) { view in
            Legend(view: view)
            if let empty = view.empty {
                Nothing(title: empty.title, words: empty.body, drawing: Pictograms.map)
            }
        }
    }
}

/// What is on the map, and where the person is.
private struct Legend: View {
    let view: MapView
    @Environment(AppModel.self) private var app

    var body: some View {
        VStack(alignment: .leading, spacing: Space.gap) {
            Flow(gap: Space.tight) {
                Chip(words: app.words.places, drawing: Pictograms.places, isChosen: app.map.showsPlaces) {
                    app.map.showsPlaces.toggle()
                }
                Chip(words: app.words.agenda, drawing: Pictograms.calendar, isChosen: app.map.showsEvents) {
                    app.map.showsEvents.toggle()
                }
                HereChip()
            }
            if let here = view.here {
                Text(here.label).letters(TextScale.detail)
            }
            Freshness(view: view.freshness)
            Text(view.freshness.source).letters(TextScale.small, Palette.quietInk)
        }
    }
}

/// The thing under the finger, and the way to it.
private struct ChosenPin: View {
    let pin: MapPin
    @Environment(AppModel.self) private var app

    var body: some View {
        Button {
            app.route.go(pin.route)
        } label: {
            HStack(spacing: Space.gap) {
                PinRow(pin: pin)
                Pictogram(Pictograms.forward).foregroundStyle(Paint(Palette.accent))
            }
            .contentShape(.rect)
        }
        .buttonStyle(.plain)
    }
}

/// A pin as a row. A screen reader hears what the row of its list says.
private struct PinRow: View {
    let pin: MapPin

    var body: some View {
        HStack(alignment: .top, spacing: Space.gap) {
            Disc(drawing: pin.drawing)
            VStack(alignment: .leading, spacing: Space.close) {
                Text(pin.label).letters(TextScale.name)
                if let when = pin.whenLabel {
                    Text(when).letters(TextScale.detail, Palette.quietInk)
                }
            }
        }
        .frame(maxWidth: .infinity, minHeight: Sizes.touch, alignment: .leading)
        .accessibilityElement(children: .ignore)
        .accessibilityLabel(pin.accessibilityLabel)
    }
}

extension MapPin {
    fileprivate var drawing: Drawing {
        switch self {
        case .place(let pin): pin.kind.drawing
        case .event(let pin): pin.kind.drawing
        }
    }
}
