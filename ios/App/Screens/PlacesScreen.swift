// The list of places: found by text, by what they are and offer, or by where the person is.

import MadridDesign
import MadridKit
import SwiftUI

/// The places of the city.
struct PlacesScreen: View {
    @Environment(AppModel.self) private var app
    @State private var whereabouts = Whereabouts()

    var body: some View {
        @Bindable var places = app.places
        List {
            cards.plainRow()
            PlaceList(list: places.list)
            if places.question.isSearch {
                FoundEvents(list: app.found.list)
            }
        }
        .listStyle(.plain)
        .scrollContentBackground(.hidden)
        .scrollDismissesKeyboard(.interactively)
        .background(Paint(Palette.backdrop))
        .madridBar(app.words.places)
        .searchable(
            text: $places.question.text, placement: .navigationBarDrawer(displayMode: .always),
            prompt: Text(places.filter.searchLabel)
        )
        .refreshing(app)
        .toolbar {
            ToolbarItem(placement: .topBarLeading) {
                BarButton(label: places.filter.hereLabel, drawing: Pictograms.here) {
                    Task { places.stand(at: await whereabouts.here()) }
                }
            }
            ToolbarItem(placement: .topBarTrailing) {
                BarButton(label: places.filter.title, drawing: Pictograms.filter) { app.route.sheet = .filter }
            }
        }
        .task(id: Asked(question: places.question, attempts: app.attempts)) { await places.follow() }
        .task(id: Asked(question: places.question, attempts: app.attempts)) { await app.lookForEvents() }
    }

    private struct Asked: Equatable {
        let question: PlacesQuestion
        let attempts: Int
    }

    @ViewBuilder private var cards: some View {
        NoticeCards()
        TroubleCards(explanations: [app.places.failure, app.refreshFailure])
        if !app.places.question.isSearch {
            WaysOn()
        }
        ChosenFilters()
    }
}

/// What the list leaves out, in sight: a chip each, which takes it back.
private struct ChosenFilters: View {
    @Environment(AppModel.self) private var app

    var body: some View {
        let (filter, question) = (app.places.filter, app.places.question)
        if question.isFiltered {
            Flow(gap: Space.tight) {
                ForEach(filter.kinds.filter { $0.kind == question.kind }, id: \.kind) { kind in
                    Chip(words: kind.label, isChosen: true) { app.places.question.kind = nil }
                }
                ForEach(filter.needs.filter { question.needs.contains($0.need) }, id: \.need) { need in
                    Chip(words: need.label, isChosen: true) { app.places.question.toggle(need.need) }
                }
                Chip(words: filter.resetLabel, isChosen: false) { app.places.question.reset() }
            }
        }
    }
}

/// The rows, or why there are none.
private struct PlaceList: View {
    let list: Block<PlaceListView>
    @Environment(AppModel.self) private var app

    var body: some View {
        switch list {
        case .loading: Skeleton(loading: app.words.loading).plainRow()
        case .failed(let explanation):
            Trouble(explanation: explanation, retry: app.words.retry) { Task { await app.tryAgain() } }.plainRow()
        case .shown(let view):
            VStack(alignment: .leading, spacing: Space.close) {
                CardTitle(view.title)
                Freshness(view: view.freshness)
                Text(view.freshness.source).letters(TextScale.small, Palette.quietInk)
            }
            .plainRow()
            if let empty = view.empty {
                Nothing(title: empty.title, words: empty.body).plainRow()
            }
            ForEach(view.items, id: \.id) { row in
                NavigationLink(value: Route.place(id: row.id)) { PlaceRow(row: row) }
                    .pageRow()
            }
        }
    }
}

/// What is on under the same words. It has its own screen, so where there is nothing, nothing is said.
private struct FoundEvents: View {
    let list: Block<AgendaListView>
    @Environment(AppModel.self) private var app

    var body: some View {
        if let view = list.view, view.empty == nil {
            CardTitle(app.words.agenda).plainRow()
            ForEach(view.days, id: \.title) { EventRows(events: $0.items) }
        }
    }
}

/// One place in the list. A screen reader hears the sentence that the core made of it.
private struct PlaceRow: View {
    let row: PlaceRowView

    var body: some View {
        HStack(alignment: .top, spacing: Space.gap) {
            Disc(drawing: row.kind.drawing)
            VStack(alignment: .leading, spacing: Space.close) {
                Text(row.name).letters(TextScale.name)
                Text(row.kindLabel).letters(TextScale.detail, Palette.quietInk)
                if let place = row.placeLabel {
                    Text(place).letters(TextScale.detail, Palette.quietInk)
                }
                if let distance = row.distanceLabel {
                    Text(distance).letters(TextScale.label, Palette.accent)
                }
                if !row.needs.isEmpty {
                    Flow(gap: Space.close) { ForEach(row.needs, id: \.self) { Tag(words: $0) } }
                }
            }
        }
        .frame(maxWidth: .infinity, minHeight: Sizes.touch, alignment: .leading)
        .accessibilityElement(children: .ignore)
        .accessibilityLabel(row.accessibilityLabel)
    }
}
