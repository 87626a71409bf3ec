// Somebody asks for a card: who, what they would see, what to know before, yes or no, and what became of it.

import MadridDesign
import MadridKit
import SwiftUI

/// A question for cards.
struct ConsentScreen: View {
    let id: Int64
    @Environment(AppModel.self) private var app

    var body: some View {
        Page(app.consent.question.view?.title ?? app.words.wallet) {
            PersonContent { session in
                SignInAgain(session: session)
                TroubleCards(explanations: [app.consent.failure])
                if let shared = app.consent.shared {
                    SharedCards(view: shared)
                } else {
                    BlockContent(question) { view in
                        WhoAsks(view: view)
                        WhatTheySee(view: view)
                        OtherWays(view: view)
                        // What is to be known is read before there is anything to press.
                        if !view.warnings.isEmpty {
                            Warnings(view: view)
                        }
                        YesOrNo(view: view)
                    }
                }
            }
        }
        .task(id: ConsentMoment(app, id)) { await app.consent.show(id) }
    }

    /// Until it is read, the model may still have another one.
    private var question: Block<ConsentView> {
        if let view = app.consent.question.view, view.id != id { .loading } else { app.consent.question }
    }
}

/// Read anew in another language, when the person tried again, and when they have come back to their data.
private struct ConsentMoment: Equatable {
    let card: CardMoment
    let session: SessionState?

    @MainActor init(_ app: AppModel, _ id: Int64) {
        card = CardMoment(app, id)
        session = app.session.session.view?.state
    }
}

/// Who asks, how sure that is, where the answer goes and what for.
private struct WhoAsks: View {
    let view: ConsentView
    @Environment(\.openURL) private var openURL

    var body: some View {
        Card(view.certainty == .unknown ? .notice : .plain) {
            VStack(alignment: .leading, spacing: Space.close) {
                CardTitle(view.who)
                HStack(alignment: .top, spacing: Space.tight) {
                    Pictogram(view.certainty.drawing).foregroundStyle(Paint(view.certainty.ink))
                    Text(view.certaintyLabel).letters(TextScale.label)
                }
                CardText(view.toLabel, Palette.quietInk)
            }
            .accessibilityElement(children: .combine)
            if let why = view.why {
                Fact(label: view.whyTitle, value: why)
            }
            if let policy = view.policyUrl {
                ChoiceButton(label: view.policyLabel, drawing: Pictograms.web) { openURL.page(policy) }
            }
        }
    }
}

/// The cards that would be shown, with all that would be seen of them.
private struct WhatTheySee: View {
    let view: ConsentView

    var body: some View {
        if let nothing = view.nothing {
            Nothing(title: nothing.title, words: nothing.body, drawing: Pictograms.card)
        } else {
            CardTitle(view.seesTitle).frame(maxWidth: .infinity, alignment: .leading)
            ForEach(view.cards, id: \.self) { card in
                CardGround(card.background, card.foreground) { ink in
                    Text(card.name).letters(TextScale.heading, on: ink)
                }
                Card {
                    if let only = card.cardOnly {
                        CardText(only)
                    }
                    ForEach(card.claims, id: \.self) { Seen(claim: $0) }
                    if !card.also.isEmpty {
                        Text(card.alsoTitle).letters(TextScale.name)
                        ForEach(card.also, id: \.self) { Fact(label: $0.label, value: $0.value) }
                    }
                }
            }
        }
    }

    /// One thing that would be seen. That it is too much is said in words.
    private struct Seen: View {
        let claim: ConsentClaimView

        var body: some View {
            VStack(alignment: .leading, spacing: Space.hair) {
                Text(claim.label).letters(TextScale.detail, Palette.quietInk)
                Text(claim.value).letters(TextScale.body)
                if let note = claim.note {
                    Text(note).letters(TextScale.label, claim.isBeyond ? Palette.danger : Palette.ink)
                }
            }
            .accessibilityElement(children: .combine)
        }
    }
}

/// Other cards, and other groups of what is asked for.
private struct OtherWays: View {
    let view: ConsentView
    @Environment(AppModel.self) private var app

    var body: some View {
        if !view.alternatives.isEmpty {
            Card {
                CardTitle(view.alternativesTitle)
                ForEach(view.alternatives, id: \.self) { way in
                    ChoiceButton(label: way.label) { Task { await app.consent.choose(way) } }
                }
            }
        }
    }
}

/// What the person must have read before their yes counts.
private struct Warnings: View {
    let view: ConsentView

    var body: some View {
        Card(.notice) {
            CardTitle(view.warningsTitle)
            ForEach(view.warnings, id: \.self) { warning in
                HStack(alignment: .top, spacing: Space.tight) {
                    Pictogram(Pictograms.warning).foregroundStyle(Paint(Palette.noticeMark))
                    CardText(warning)
                }
                .accessibilityElement(children: .combine)
            }
        }
    }
}

/// The same size, the same colours: beside each other where there is room, else below.
private struct YesOrNo: View {
    let view: ConsentView
    @Environment(AppModel.self) private var app
    @Environment(\.dynamicTypeSize) private var size

    var body: some View {
        if app.consent.isAsking {
            Asking(words: app.words.loading)
        } else if size.isAccessibilitySize {
            VStack(spacing: Space.gap) { buttons }
        } else {
            HStack(alignment: .top, spacing: Space.gap) { buttons }
        }
    }

    @ViewBuilder private var buttons: some View {
        ChoiceButton(label: view.refuseLabel) { Task { await app.consent.refuse() } }
        if view.choice != nil {
            ChoiceButton(label: view.shareLabel) { Task { await app.consent.share() } }
        }
    }
}

/// What became of it; without a network between the two phones, the codes to hold to the other.
private struct SharedCards: View {
    let view: SharedView
    @Environment(AppModel.self) private var app
    @Environment(\.openURL) private var openURL
    @Environment(\.dismiss) private var dismiss

    var body: some View {
        Card {
            VStack(alignment: .leading, spacing: Space.close) {
                CardTitle(view.headline)
                CardText(view.body)
            }
            .accessibilityElement(children: .combine)
            if let page = view.pageUrl {
                if let words = view.pageLabel {
                    CardText(words)
                }
                ChoiceButton(label: view.pageActionLabel, drawing: Pictograms.web) { openURL.page(page) }
            }
        }
        if !view.codes.isEmpty {
            CodesInTurn(codes: view.codes, spoken: view.headline)
        }
        ChoiceButton(label: app.words.close) { dismiss() }
    }
}

extension OpenURLAction {
    /// A page, and nothing else that an address could start.
    func page(_ address: String) {
        if let url = URL(string: address), ["https", "http"].contains(url.scheme) {
            self(url)
        }
    }
}

extension ConsentCertainty {
    fileprivate var drawing: Drawing {
        switch self {
        case .unknown: Pictograms.warning
        case .certified: Pictograms.info
        case .registered: Pictograms.check
        }
    }

    fileprivate var ink: SchemeColour {
        switch self {
        case .unknown: Palette.noticeMark
        case .certified: Palette.quietInk
        case .registered: Palette.accent
        }
    }
}
