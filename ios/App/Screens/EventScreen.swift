// One event: everything the city says about it, into the calendar, to a friend, and the way there.

import MadridDesign
import MadridKit
import QuickLook
import SwiftUI

/// An event, by its id.
struct EventScreen: View {
    let id: String
    @Environment(AppModel.self) private var app

    var body: some View {
        Page(app.words.agenda) {
            TroubleCards(explanations: [app.agenda.failure, app.forYou.failure])
            BlockContent(event) { EventCards(view: $0) }
        }
        .refreshing(app)
        .task(id: Asked(id: id, attempts: app.attempts)) { await app.agenda.show(id) }
        .followingSaved(app)
    }

    private struct Asked: Equatable {
        let id: String
        let attempts: Int
    }

    /// Another tab may have opened another event meanwhile: this one is then on its way again.
    private var event: Block<EventView> {
        if let view = app.agenda.opened.view, view.id != id { .loading } else { app.agenda.opened }
    }
}

private struct EventCards: View {
    let view: EventView

    var body: some View {
        Card {
            HStack(alignment: .top, spacing: Space.gap) {
                Disc(drawing: view.kind.drawing)
                VStack(alignment: .leading, spacing: Space.close) {
                    Text(view.title).letters(TextScale.title)
                    Text(view.kindLabel).letters(TextScale.detail, Palette.quietInk)
                    Text(view.whenLabel).letters(TextScale.label, Palette.accent)
                }
            }
            .accessibilityElement(children: .ignore)
            .accessibilityLabel(view.accessibilityLabel)
            .accessibilityAddTraits(.isHeader)
            if let summary = view.summary {
                CardText(summary)
            }
            Ways(view: view)
        }
        if !view.facts.isEmpty {
            Card { ForEach(view.facts, id: \.self) { Fact(label: $0.label, value: $0.value) } }
        }
        VStack(spacing: Space.close) {
            Freshness(view: view.freshness)
            Text(view.freshness.source).letters(TextScale.small, Palette.quietInk)
        }
    }
}

/// What can be done about it.
private struct Ways: View {
    let view: EventView
    @Environment(AppModel.self) private var app
    /// The file that the phone shows with its own button for the calendar.
    @State private var calendarFile: URL?

    var body: some View {
        VStack(spacing: Space.gap) {
            if let label = view.calendarLabel {
                ChoiceButton(label: label, choice: .first, drawing: Pictograms.calendar) {
                    Task { calendarFile = await app.agenda.calendarFile(view.id, in: CalendarFolder.make()) }
                }
            }
            SaveButton(id: ForYouModel.id(ofEvent: view.id))
            ShareLink(item: view.shareText) {
                HStack(spacing: Space.tight) {
                    Pictogram(Pictograms.share)
                    Text(view.shareLabel).multilineTextAlignment(.center)
                }
            }
            .buttonStyle(ChoiceStyle(choice: .other))
            PhoneActions(actions: view.actions)
            if let place = view.placeId, let label = view.placeLabel {
                NavigationLink(value: Route.place(id: place)) { Door(drawing: Pictograms.places, words: label) }
                    .buttonStyle(.plain)
            }
        }
        .quickLookPreview($calendarFile)
    }
}
