// The person's cards, and one of them: what it says, how it is kept, and what happened with it.

import MadridDesign
import MadridKit
import SwiftUI

/// Every card, what is on its way, and who asks for one.
struct WalletScreen: View {
    @Environment(AppModel.self) private var app

    var body: some View {
        Page(app.words.wallet) {
            PersonContent { session in
                SignInAgain(session: session)
                TroubleCards(explanations: [app.wallet.failure, app.refreshFailure])
                BlockContent(app.wallet.wallet) { view in
                    if let torn = view.torn {
                        Remark(words: torn)
                    }
                    Waiting(view: view)
                    OnTheWay(view: view)
                    if let empty = view.empty {
                        Nothing(title: empty.title, words: empty.body, drawing: Pictograms.card)
                    }
                    ForEach(view.cards, id: \.id) { card in
                        NavigationLink(value: Route.card(id: card.id)) { CardFace(card: card) }.buttonStyle(.plain)
                    }
                    WalletDoors(view: view)
                }
            }
        }
        .refreshing(app)
    }

    /// Who waits for an answer.
    private struct Waiting: View {
        let view: WalletView

        var body: some View {
            if !view.asked.isEmpty {
                Card(.notice) {
                    CardTitle(view.askedTitle)
                    ForEach(view.asked, id: \.id) { asked in
                        Text(asked.who).letters(TextScale.name).accessibilityHidden(true)
                        NavigationLink(value: Route.consent(id: asked.id)) { Text(view.answerLabel) }
                            .buttonStyle(ChoiceStyle(choice: .other))
                            .accessibilityLabel([asked.who, view.answerLabel].joined(separator: ". "))
                    }
                }
            }
        }
    }

    /// Cards that are offered, or have not come yet.
    private struct OnTheWay: View {
        let view: WalletView

        var body: some View {
            if !view.offers.isEmpty {
                CardTitle(view.offersTitle).frame(maxWidth: .infinity, alignment: .leading)
                ForEach(view.offers, id: \.id) { offer in
                    NavigationLink(value: Route.offer(id: offer.id)) {
                        OpenCard(spoken: offer.accessibilityLabel) {
                            Text(offer.name).letters(TextScale.name)
                            CardText(offer.issuer, Palette.quietInk)
                            Text(offer.trouble?.title ?? offer.headline).letters(TextScale.label, offer.ink)
                        }
                    }
                    .buttonStyle(.plain)
                }
            }
        }
    }
}

/// What else there is to do with cards.
private struct WalletDoors: View {
    let view: WalletView

    var body: some View {
        Card {
            door(.addCard, Pictograms.plus, view.addLabel)
            door(.scanCode, Pictograms.search, view.scanLabel)
            door(.reader, Pictograms.check, view.readerLabel)
            door(.cardHistory, Pictograms.clock, view.historyLabel)
            door(.moving, Pictograms.phone, view.movingLabel)
        }
    }

    private func door(_ route: Route, _ drawing: Drawing, _ words: String) -> some View {
        NavigationLink(value: route) { Door(drawing: drawing, words: words) }.buttonStyle(.plain)
    }
}

/// A card as its issuer wants it to look. Whether it counts is said in words.
struct CardFace: View {
    let card: CardView

    var body: some View {
        CardGround(card.background, card.foreground) { ink in
            Text(card.name).letters(TextScale.heading, on: ink)
            if let holder = card.holder {
                Text(holder).letters(TextScale.name, on: ink)
            }
            Text(card.issuer).letters(TextScale.detail, on: ink)
            Text(card.statusLabel).letters(TextScale.label, on: ink)
            if let until = card.untilLabel {
                Text(until).letters(TextScale.detail, on: ink)
            }
            Text(card.tierLabel).letters(TextScale.detail, on: ink)
        }
        .opacity(card.status.isGone ? 0.6 : 1)
        .accessibilityElement(children: .ignore)
        .accessibilityLabel(card.accessibilityLabel)
    }
}

/// One card.
struct CardScreen: View {
    let id: Int64
    @Environment(AppModel.self) private var app

    var body: some View {
        Page(app.words.wallet) {
            PersonContent { session in
                SignInAgain(session: session)
                TroubleCards(explanations: [app.wallet.failure, app.refreshFailure])
                BlockContent(card) { view in
                    CardFace(card: view.card)
                    // Beside what it changes.
                    ChoiceButton(label: view.refreshLabel, drawing: Pictograms.refresh) {
                        Task { await app.wallet.refresh() }
                    }
                    .disabled(app.wallet.isAsking)
                    CardParts(view: view)
                    DeleteCard(view: view)
                }
            }
        }
        .refreshing(app)
        .task(id: CardMoment(app, id)) { await app.wallet.watchCard(id) }
    }

    /// Until it is read, the model may still have another one.
    private var card: Block<CardDetailView> {
        if let view = app.wallet.card.view, view.card.id != id { .loading } else { app.wallet.card }
    }
}

/// What a card says, how it is kept, and what happened with it.
private struct CardParts: View {
    let view: CardDetailView

    var body: some View {
        if let about = view.about {
            Card { CardText(about) }
        }
        if !view.claims.isEmpty {
            facts(view.claimsTitle, view.claims)
        }
        if !view.changes.isEmpty {
            Card(.notice) {
                CardTitle(view.changesTitle)
                ForEach(view.changes, id: \.self) { CardText($0) }
            }
        }
        facts(view.factsTitle, view.facts)
        ForEach(view.linked, id: \.self) { Remark(words: $0) }
        if !view.history.isEmpty {
            CardTitle(view.historyTitle).frame(maxWidth: .infinity, alignment: .leading)
            HistoryEntries(entries: view.history)
        }
    }

    private func facts(_ title: String, _ facts: [FactView]) -> some View {
        Card {
            CardTitle(title)
            ForEach(facts, id: \.self) { Fact(label: $0.label, value: $0.value) }
        }
    }
}

/// What it means, and only then the button.
private struct DeleteCard: View {
    let view: CardDetailView
    @Environment(AppModel.self) private var app
    @Environment(\.dismiss) private var dismiss
    @State private var isWeighing = false

    var body: some View {
        Weighing(label: view.deleteLabel, confirm: view.delete, isWeighing: $isWeighing) {
            Task {
                if await app.wallet.delete(view.card.id) {
                    dismiss()
                }
            }
        }
    }
}

/// Something that cannot be taken back: a question first, and its button only then.
struct Weighing: View {
    let label: String
    let confirm: ConfirmView
    @Binding var isWeighing: Bool
    let action: @MainActor () -> Void

    var body: some View {
        if isWeighing {
            Card(.notice) {
                VStack(alignment: .leading, spacing: Space.close) {
                    Text(confirm.title).letters(TextScale.name)
                    CardText(confirm.body)
                }
                .accessibilityElement(children: .combine)
                ChoiceButton(label: label, choice: .grave) {
                    isWeighing = false
                    action()
                }
                ChoiceButton(label: confirm.keepLabel) { isWeighing = false }
            }
        } else {
            ChoiceButton(label: label, drawing: Pictograms.remove) { isWeighing = true }
        }
    }
}

/// Read anew in another language, and when the person tries again.
struct CardMoment: Equatable {
    let id: Int64?
    let attempts: Int
    let language: Language

    @MainActor init(_ app: AppModel, _ id: Int64? = nil) {
        self.id = id
        attempts = app.attempts
        language = app.language
    }
}

extension CardStatus {
    /// Whether the card counts no more, or not for now.
    fileprivate var isGone: Bool {
        switch self {
        case .suspended, .revoked, .over: true
        case .valid, .unknown: false
        }
    }
}
