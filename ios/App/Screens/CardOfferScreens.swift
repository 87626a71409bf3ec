// Cards that can be had, codes that lead to one, and a card that is offered.

import MadridDesign
import MadridKit
import SwiftUI

/// What the city has to give.
struct AddCardScreen: View {
    @Environment(AppModel.self) private var app

    var body: some View {
        Page(app.wallet.addable.view?.title ?? app.words.wallet) {
            PersonContent { session in
                SignInAgain(session: session)
                TroubleCards(explanations: [app.wallet.failure])
                BlockContent(app.wallet.addable) { view in
                    Card { CardText(view.body) }
                    if let empty = view.empty {
                        Nothing(title: empty.title, words: empty.body, drawing: Pictograms.card)
                    }
                    ForEach(view.cards, id: \.configuration) { card in
                        Button {
                            choose(card)
                        } label: {
                            AddableCard(card: card)
                        }
                        .buttonStyle(.plain)
                        .disabled(app.wallet.isAsking)
                    }
                }
            }
        }
        .task(id: CardMoment(app)) { await app.wallet.readAddable() }
    }

    private func choose(_ card: AddableView) {
        Task {
            if let route = await app.wallet.askFor(card.configuration) {
                app.route.go(route)
            }
        }
    }
}

private struct AddableCard: View {
    let card: AddableView

    var body: some View {
        CardGround(card.background, card.foreground) { ink in
            Text(card.name).letters(TextScale.heading, on: ink)
            if let about = card.about {
                Text(about).letters(TextScale.body, on: ink)
            }
            Text(card.tierLabel).letters(TextScale.detail, on: ink)
            if let here = card.hereLabel {
                Text(here).letters(TextScale.label, on: ink)
            }
        }
        .accessibilityElement(children: .ignore)
        .accessibilityLabel(card.accessibilityLabel)
        .accessibilityAddTraits(.isButton)
    }
}

/// Reading a code, with the camera or as text.
struct ScanCodeScreen: View {
    @Environment(AppModel.self) private var app

    var body: some View {
        let form = app.wallet.scanForm
        Page(form.title) {
            PersonContent { session in
                SignInAgain(session: session)
                TroubleCards(explanations: [app.wallet.failure])
                Card { CardText(form.body) }
                CodeReading(form: form, isAsking: app.wallet.isAsking) { read($0) }
            }
        }
    }

    private func read(_ text: String) {
        Task {
            if let route = await app.wallet.scan(text) {
                app.route.replace(with: route)
            }
        }
    }
}

/// The camera, and a field for whoever has no camera or does not lend it.
struct CodeReading: View {
    let form: ScanFormView
    let isAsking: Bool
    let read: @MainActor (String) -> Void
    @Environment(AppModel.self) private var app
    @State private var text = ""

    var body: some View {
        if CodeCamera.isThere {
            CodeCamera(found: read)
                .aspectRatio(1, contentMode: .fit)
                .clipShape(.rect(cornerRadius: Corners.card))
                .accessibilityLabel(form.title)
        }
        Card {
            Field(label: form.fieldLabel, text: $text, mistake: nil)
                .keyboardType(.asciiCapable)
                .textInputAutocapitalization(.never)
                .autocorrectionDisabled()
            ChoiceButton(label: form.goLabel) { read(text) }.disabled(isAsking || text.isEmpty)
        }
        if isAsking {
            Asking(words: app.words.loading)
        }
    }
}

/// A card that is offered, or on its way.
struct OfferScreen: View {
    let id: Int64
    @Environment(AppModel.self) private var app

    var body: some View {
        let offer = app.wallet.offer(id)
        Page(offer?.title ?? app.words.wallet) {
            PersonContent { session in
                SignInAgain(session: session)
                TroubleCards(explanations: [app.wallet.failure])
                BlockContent(app.wallet.wallet) { _ in
                    if let offer {
                        OfferedCard(offer: offer)
                        OfferChoices(offer: offer)
                    } else {
                        Trouble(explanation: app.wallet.unknown)
                    }
                }
            }
        }
        .refreshing(app)
    }
}

/// What is offered, by whom, and how far it has come.
private struct OfferedCard: View {
    let offer: OfferView

    var body: some View {
        CardGround(offer.background, offer.foreground) { ink in
            Text(offer.name).letters(TextScale.heading, on: ink)
            Text(offer.issuer).letters(TextScale.name, on: ink)
            Text(offer.host).letters(TextScale.detail, on: ink)
            Text(offer.tierLabel).letters(TextScale.detail, on: ink)
        }
        .accessibilityElement(children: .combine)
        Card {
            if let about = offer.about {
                CardText(about)
            }
            CardText(offer.body)
            Text(offer.vouchedLabel).letters(TextScale.detail, offer.isVouched ? Palette.ink : Palette.noticeMark)
            Text(offer.headline).letters(TextScale.name, offer.ink)
        }
        if let trouble = offer.trouble {
            Trouble(explanation: trouble)
        }
    }
}

/// Yes or no. Neither stands out.
private struct OfferChoices: View {
    let offer: OfferView
    @Environment(AppModel.self) private var app
    @Environment(\.dismiss) private var dismiss
    @State private var code = ""

    var body: some View {
        if let field = offer.code {
            Card {
                Field(label: field.label, text: $code, mistake: nil)
                    .keyboardType(field.isNumeric ? .numberPad : .asciiCapable)
                    .textInputAutocapitalization(.never)
                    .autocorrectionDisabled()
                CardText(field.hint, Palette.quietInk)
            }
        }
        if app.wallet.isAsking {
            Asking(words: app.words.loading)
        } else {
            if let accept = offer.acceptLabel {
                ChoiceButton(label: accept) { take() }.disabled(offer.code != nil && code.isEmpty)
            }
            ChoiceButton(label: offer.cancelLabel) { leave() }
        }
        if let card = offer.card {
            NavigationLink(value: Route.card(id: card)) { Door(drawing: Pictograms.card, words: offer.name) }
                .buttonStyle(.plain)
        }
    }

    private func take() {
        Task { await app.wallet.accept(offer.id, code: offer.code == nil ? nil : code) }
    }

    private func leave() {
        Task { await app.wallet.cancel(offer.id) }
        dismiss()
    }
}

extension OfferView {
    /// The colour of the words that say how far a card has come.
    var ink: SchemeColour {
        switch stage {
        case .kept: Palette.accent
        case .failed: Palette.danger
        case .offered, .browsing, .underWay, .putOff: trouble == nil ? Palette.ink : Palette.danger
        }
    }
}
