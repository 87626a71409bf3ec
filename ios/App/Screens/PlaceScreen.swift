// One place: everything the city says about it, and what can be done.

import MadridDesign
import MadridKit
import SwiftUI

/// A place, by its id.
struct PlaceScreen: View {
    let id: String
    @Environment(AppModel.self) private var app

    var body: some View {
        Page(app.words.places) {
            TroubleCards(explanations: [app.forYou.failure])
            BlockContent(place) { PlaceCards(view: $0) }
        }
        .refreshing(app)
        .task(id: Asked(id: id, attempts: app.attempts)) { await app.places.show(id) }
        .followingSaved(app)
    }

    private struct Asked: Equatable {
        let id: String
        let attempts: Int
    }

    /// Another tab may have opened another place meanwhile: this one is then on its way again.
    private var place: Block<PlaceView> {
        if let view = app.places.opened.view, view.id != id { .loading } else { app.places.opened }
    }
}

private struct PlaceCards: View {
    let view: PlaceView

    var body: some View {
        Card {
            HStack(alignment: .top, spacing: Space.gap) {
                Disc(drawing: view.kind.drawing)
                VStack(alignment: .leading, spacing: Space.close) {
                    Text(view.name).letters(TextScale.title)
                    Text(view.kindLabel).letters(TextScale.detail, Palette.quietInk)
                }
            }
            .accessibilityElement(children: .ignore)
            .accessibilityLabel(view.accessibilityLabel)
            .accessibilityAddTraits(.isHeader)
            if let summary = view.summary {
                CardText(summary)
            }
            if !view.needs.isEmpty {
                Flow(gap: Space.close) { ForEach(view.needs, id: \.self) { Tag(words: $0) } }
            }
            SaveButton(id: ForYouModel.id(ofPlace: view.id))
            PhoneActions(actions: view.actions)
        }
        BookCard(place: view.id)
        if !view.facts.isEmpty {
            Card { ForEach(view.facts, id: \.self) { Fact(label: $0.label, value: $0.value) } }
        }
        VStack(spacing: Space.close) {
            Freshness(view: view.freshness)
            Text(view.freshness.source).letters(TextScale.small, Palette.quietInk)
        }
    }
}
