// What is on in the city: today, tomorrow, at the weekend or on a day, found by words or chosen by what it is.

import MadridDesign
import MadridKit
import SwiftUI

/// The agenda, day by day.
struct AgendaScreen: View {
    @Environment(AppModel.self) private var app

    var body: some View {
        @Bindable var agenda = app.agenda
        List {
            cards.plainRow()
            AgendaRows(list: agenda.list)
        }
        .listStyle(.plain)
        .scrollContentBackground(.hidden)
        .scrollDismissesKeyboard(.interactively)
        .background(Paint(Palette.backdrop))
        .madridBar(app.words.agenda)
        .searchable(
            text: $agenda.question.text, placement: .navigationBarDrawer(displayMode: .always),
            prompt: Text(agenda.filter.view?.searchLabel ?? "")
        )
        .refreshing(app)
        .toolbar {
            if let filter = agenda.filter.view {
                ToolbarItem(placement: .topBarTrailing) {
                    BarButton(label: filter.title, drawing: Pictograms.filter) { app.route.sheet = .agendaFilter }
                }
            }
        }
        // The places know where the person is.
        .onChange(of: app.places.question.here, initial: true) { app.agenda.question.here = app.places.question.here }
        .task(id: Asked(question: agenda.question, attempts: app.attempts)) { await agenda.follow() }
        .task(id: Worded(language: app.language, districts: app.status.view?.running, attempts: app.attempts)) {
            await agenda.readFilter()
        }
    }

    private struct Asked: Equatable {
        let question: AgendaQuestion
        let attempts: Int
    }

    /// The words are others in another language, and the districts come with the first run.
    private struct Worded: Equatable {
        let language: Language
        let districts: Bool?
        let attempts: Int
    }

    @ViewBuilder private var cards: some View {
        NoticeCards()
        TroubleCards(explanations: [app.places.failure, app.agenda.filter.failure, app.refreshFailure])
        if let filter = app.agenda.filter.view {
            Times(filter: filter)
            ChosenOfAgenda(filter: filter)
        }
    }
}

/// When: one of them is always chosen.
private struct Times: View {
    let filter: AgendaFilterView
    @Environment(AppModel.self) private var app

    var body: some View {
        let question = app.agenda.question
        Flow(gap: Space.tight) {
            // A day of the filter stands beside them once it is chosen.
            ForEach(filter.times + filter.days.filter { $0.time == question.time }, id: \.label) { choice in
                Chip(words: choice.label, isChosen: question.time == choice.time) {
                    app.agenda.question.time = choice.time
                }
            }
        }
        .accessibilityElement(children: .contain)
        .accessibilityLabel(filter.whenTitle)
    }
}

/// What the list leaves out, in sight: a chip each, which takes it back.
private struct ChosenOfAgenda: View {
    let filter: AgendaFilterView
    @Environment(AppModel.self) private var app

    var body: some View {
        let agenda = app.agenda
        if agenda.question.isFiltered {
            Flow(gap: Space.tight) {
                ForEach(filter.kinds.filter { $0.kind == agenda.question.kind }, id: \.kind) { kind in
                    Chip(words: kind.label, isChosen: true) { agenda.question.kind = nil }
                }
                ForEach(filter.audiences.filter { $0.audience == agenda.question.audience }, id: \.audience) { one in
                    Chip(words: one.label, isChosen: true) { agenda.question.audience = nil }
                }
                ForEach(filter.districts.filter { $0.code == agenda.question.district }, id: \.code) { district in
                    Chip(words: district.label, isChosen: true) { agenda.question.district = nil }
                }
                if agenda.question.free {
                    Chip(words: filter.freeLabel, isChosen: true) { agenda.question.free = false }
                }
                if agenda.question.near {
                    Chip(words: filter.nearLabel, isChosen: true) { agenda.question.near = false }
                }
                Chip(words: filter.resetLabel, isChosen: false) { agenda.question.reset() }
            }
        }
    }
}

/// The days with their events, or why there are none.
struct AgendaRows: View {
    let list: Block<AgendaListView>
    @Environment(AppModel.self) private var app

    var body: some View {
        switch list {
        case .loading: Skeleton(loading: app.words.loading).plainRow()
        case .failed(let explanation):
            Trouble(explanation: explanation, retry: app.words.retry) { Task { await app.tryAgain() } }.plainRow()
        case .shown(let view):
            VStack(alignment: .leading, spacing: Space.close) {
                Freshness(view: view.freshness)
                Text(view.freshness.source).letters(TextScale.small, Palette.quietInk)
            }
            .plainRow()
            if let empty = view.empty {
                Nothing(title: empty.title, words: empty.body, drawing: Pictograms.calendar).plainRow()
            }
            ForEach(view.days, id: \.title) { day in
                CardTitle(day.title).plainRow()
                EventRows(events: day.items)
            }
        }
    }
}

/// Events, each of which opens.
struct EventRows: View {
    let events: [EventRowView]

    var body: some View {
        ForEach(events, id: \.id) { event in
            NavigationLink(value: Route.event(id: event.id)) { EventRow(row: event) }.pageRow()
        }
    }
}

/// One event in a list. A screen reader hears the sentence that the core made of it.
private struct EventRow: View {
    let row: EventRowView

    var body: some View {
        HStack(alignment: .top, spacing: Space.gap) {
            Disc(drawing: row.kind.drawing)
            VStack(alignment: .leading, spacing: Space.close) {
                Text(row.title).letters(TextScale.name)
                Text(row.whenLabel).letters(TextScale.label, Palette.accent)
                ForEach([row.kindLabel, row.placeLabel].compactMap { $0 }, id: \.self) {
                    Text($0).letters(TextScale.detail, Palette.quietInk)
                }
                let marks = [row.distanceLabel, row.priceLabel].compactMap { $0 }
                if !marks.isEmpty {
                    Flow(gap: Space.close) { ForEach(marks, id: \.self) { Tag(words: $0) } }
                }
            }
        }
        .frame(maxWidth: .infinity, minHeight: Sizes.touch, alignment: .leading)
        .accessibilityElement(children: .ignore)
        .accessibilityLabel(row.accessibilityLabel)
    }
}

extension EventKind {
    /// What stands for it.
    var drawing: Drawing {
        switch self {
        case .music, .dance: Pictograms.music
        case .theatre, .storyTelling: Pictograms.culturalCentre
        case .cinema: Pictograms.cinema
        case .exhibition: Pictograms.exhibition
        case .talk: Pictograms.message
        case .workshop, .course: Pictograms.edit
        case .reading: Pictograms.library
        case .tour: Pictograms.directions
        case .sport: Pictograms.sportsCentre
        case .circusMagic, .party, .fair: Pictograms.party
        case .children, .contest, .other: Pictograms.calendar
        }
    }
}
