// What the person has booked, wants to book or wanted to: what needs them comes first.

import MadridDesign
import MadridKit
import SwiftUI

/// The bookings.
struct BookingsScreen: View {
    @Environment(AppModel.self) private var app

    var body: some View {
        let bookings = app.bookings.bookings
        Page(bookings.view?.title ?? app.words.bookings) {
            PersonContent { session in
                SignInAgain(session: session)
                BlockContent(bookings) { view in
                    TroubleCards(explanations: [app.bookings.failure, view.trouble, app.refreshFailure])
                    if let empty = view.empty {
                        Nothing(title: empty.title, words: empty.body, drawing: Pictograms.calendar)
                    }
                    ForEach(view.groups, id: \.id) { group in
                        CardTitle(group.title).frame(maxWidth: .infinity, alignment: .leading)
                        ForEach(group.bookings, id: \.id) { BookingCard(booking: $0) }
                    }
                    Freshness(view: view.freshness)
                }
            }
        }
        .refreshing(app)
    }
}

/// One booking, with what can be done about it. Calling it off is asked once more.
private struct BookingCard: View {
    let booking: BookingView
    @Environment(AppModel.self) private var app
    @State private var isWeighing = false

    var body: some View {
        Card(booking.state == .refused || isWeighing ? .notice : .plain) {
            VStack(alignment: .leading, spacing: Space.close) {
                Text(booking.title).letters(TextScale.name)
                CardText(booking.detail)
                Text(booking.label).letters(TextScale.label, booking.state.ink)
                ForEach(booking.facts, id: \.self) { BookingFact(fact: $0) }
                if let trouble = booking.trouble {
                    CardText(trouble.body)
                    Text(trouble.nextStep).letters(TextScale.label)
                }
            }
            .accessibilityElement(children: .ignore)
            .accessibilityLabel(booking.accessibilityLabel)
            // No larger than what calls it off: nobody is pushed to pay.
            if let offer = booking.pay {
                PayButton(offer: offer)
            }
            ForEach(booking.actions, id: \.kind) { action in
                if let confirm = action.confirm {
                    weighed(action, confirm)
                } else {
                    ChoiceButton(label: action.label) { perform(action) }
                }
            }
        }
    }

    /// What it means, and only then the button.
    @ViewBuilder private func weighed(_ action: BookingActionView, _ confirm: ConfirmView) -> some View {
        if isWeighing {
            VStack(alignment: .leading, spacing: Space.close) {
                Text(confirm.title).letters(TextScale.name)
                CardText(confirm.body)
            }
            .accessibilityElement(children: .combine)
            ChoiceButton(label: action.label, choice: .grave) { perform(action) }
            ChoiceButton(label: confirm.keepLabel) { isWeighing = false }
        } else {
            ChoiceButton(label: action.label) { isWeighing = true }
        }
    }

    private func perform(_ action: BookingActionView) {
        isWeighing = false
        Task { await app.bookings.perform(action.kind, on: booking.id) }
    }
}

/// Some facts are whole sentences, and have no label.
private struct BookingFact: View {
    let fact: FactView

    var body: some View {
        if fact.label.isEmpty {
            Text(fact.value).letters(TextScale.detail, Palette.quietInk)
        } else {
            Fact(label: fact.label, value: fact.value)
        }
    }
}

extension BookingState {
    fileprivate var ink: SchemeColour {
        switch self {
        case .refused: Palette.danger
        case .booked: Palette.accent
        case .toPay: Palette.ink
        case .waiting, .cancelling, .cancelled, .lapsed: Palette.quietInk
        }
    }
}
