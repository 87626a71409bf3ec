// Booking a bath or a court: a day, a time, for how many, and once more to be sure.

import MadridDesign
import MadridKit
import SwiftUI

/// What can be booked at a place, on its screen. Where there is nothing, nothing is said.
struct BookCard: View {
    let place: String
    @Environment(AppModel.self) private var app

    var body: some View {
        content.task(id: Asked(place: place, attempts: app.attempts, language: app.language)) {
            await app.bookings.open(place)
        }
    }

    private struct Asked: Equatable {
        let place: String
        let attempts: Int
        let language: Language
    }

    @ViewBuilder private var content: some View {
        let view = app.bookings.bookables.view
        // Something that is there also where there is nothing to draw, or nothing would ever be asked.
        VStack(spacing: 0) {
            if let view, let first = view.items.first, first.place == place {
                Card {
                    CardTitle(view.title)
                    ForEach(view.items, id: \.id) { item in
                        NavigationLink(value: Route.book(bookable: item.id)) { BookableRow(item: item) }
                            .buttonStyle(.plain)
                    }
                }
            }
        }
    }
}

private struct BookableRow: View {
    let item: BookableView

    var body: some View {
        HStack(spacing: Space.gap) {
            VStack(alignment: .leading, spacing: Space.close) {
                Text(item.name).letters(TextScale.name)
                Text(item.detail).letters(TextScale.detail, Palette.quietInk)
                if let note = item.note {
                    Text(note).letters(TextScale.detail)
                }
            }
            .frame(maxWidth: .infinity, alignment: .leading)
            Pictogram(Pictograms.forward).foregroundStyle(Paint(Palette.accent))
        }
        .frame(minHeight: Sizes.touch)
        .contentShape(.rect)
        .accessibilityElement(children: .ignore)
        .accessibilityLabel(item.accessibilityLabel)
    }
}

/// The times of something, day by day.
struct BookScreen: View {
    let bookable: String
    @Environment(AppModel.self) private var app
    @State private var day: String?
    @State private var chosen: SlotView?

    var body: some View {
        let slots = app.bookings.slots
        Page(slots.view?.title ?? app.words.times) {
            TroubleCards(explanations: [app.bookings.failure])
            BlockContent(slots) { view in
                About(item: view.bookable)
                Days(days: view.days) { day = $0 }
                if let empty = view.empty {
                    Nothing(title: empty.title, words: empty.body, drawing: Pictograms.clock)
                }
                ForEach(view.slots, id: \.slot) { slot in
                    if slot.slot == chosen?.slot {
                        Confirmation(item: view.bookable, slot: slot) { chosen = nil }
                    } else {
                        SlotCard(slot: slot) { chosen = slot }
                    }
                }
                Freshness(view: view.freshness)
            }
        }
        .task(id: Asked(bookable: bookable, day: day, attempts: app.attempts, language: app.language)) {
            chosen = nil
            await app.bookings.ask(for: bookable, on: day)
        }
    }

    private struct Asked: Equatable {
        let bookable: String
        let day: String?
        let attempts: Int
        let language: Language
    }
}

private struct About: View {
    let item: BookableView

    var body: some View {
        Card {
            VStack(alignment: .leading, spacing: Space.close) {
                CardTitle(item.name)
                CardText(item.placeName)
                Text(item.detail).letters(TextScale.label, Palette.accent)
            }
            .accessibilityElement(children: .combine)
            if let rules = item.rules {
                CardText(rules, Palette.quietInk)
            }
            if let note = item.note {
                Remark(words: note)
            }
        }
    }
}

private struct Days: View {
    let days: [SlotDayView]
    let choose: @MainActor (String) -> Void

    var body: some View {
        Flow(gap: Space.tight) {
            ForEach(days, id: \.day) { day in
                Chip(words: day.label, isChosen: day.isChosen) { choose(day.day) }
            }
        }
        .frame(maxWidth: .infinity, alignment: .leading)
    }
}

/// A time. One that cannot be booked has no button.
private struct SlotCard: View {
    let slot: SlotView
    let choose: @MainActor () -> Void

    var body: some View {
        Card {
            VStack(alignment: .leading, spacing: Space.close) {
                Text(slot.timeLabel).letters(TextScale.name)
                Text(slot.leftLabel).letters(TextScale.detail, Palette.quietInk)
                Text(slot.priceLabel).letters(TextScale.detail, Palette.quietInk)
            }
            .accessibilityElement(children: .ignore)
            .accessibilityLabel(slot.accessibilityLabel)
            if let label = slot.actionLabel {
                ChoiceButton(label: label, drawing: Pictograms.clock, action: choose)
            }
        }
    }
}

/// What would be booked, once more, and for how many.
private struct Confirmation: View {
    let item: BookableView
    let slot: SlotView
    let leave: @MainActor () -> Void
    @Environment(AppModel.self) private var app
    @State private var people: UInt32 = 1
    @State private var isAsking = false

    var body: some View {
        Card(.notice) {
            CardTitle(item.name)
            CardText(item.placeName)
            Text(slot.timeLabel).letters(TextScale.name)
            CardText(slot.priceLabel)
            if let slots = app.bookings.slots.view {
                Flow(gap: Space.tight) {
                    ForEach(slots.people, id: \.count) { choice in
                        Chip(words: choice.label, isChosen: people == choice.count) { people = choice.count }
                    }
                }
            }
            if let label = slot.actionLabel {
                ChoiceButton(label: label, choice: .first, drawing: Pictograms.check, action: book).disabled(isAsking)
            }
            ChoiceButton(label: app.words.close, action: leave)
        }
    }

    /// Whoever is signed out does that first, and finds the time still chosen.
    private func book() {
        if app.session.session.view?.state == .signedOut {
            app.route.sheet = .signIn
            return
        }
        Task {
            isAsking = true
            if await app.bookings.book(slot.slot, people: people) {
                leave()
                app.route.go(.bookings)
            }
            isAsking = false
        }
    }
}
