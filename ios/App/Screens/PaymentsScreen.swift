// What the person pays and has paid, and one proof of it.

import MadridDesign
import MadridKit
import QuickLook
import SwiftUI

/// Every payment, and the door to the receipts.
struct PaymentsScreen: View {
    @Environment(AppModel.self) private var app

    var body: some View {
        Page(app.words.payments) {
            PersonContent { session in
                SignInAgain(session: session)
                TroubleCards(explanations: [app.payments.failure, app.refreshFailure])
                BlockContent(app.payments.payments) { view in
                    if let empty = view.empty {
                        Nothing(title: empty.title, words: empty.body, drawing: Pictograms.euro)
                    }
                    ForEach(view.payments, id: \.id) { PaymentCard(payment: $0) }
                }
                Card {
                    NavigationLink(value: Route.receipts) {
                        Door(drawing: Pictograms.document, words: app.words.receipts)
                    }
                    .buttonStyle(.plain)
                }
            }
        }
        .refreshing(app)
    }
}

/// One payment in a few words. Touching it opens its screen.
struct PaymentCard: View {
    let payment: PaymentView
    var isOfLetter = false

    var body: some View {
        NavigationLink(value: isOfLetter ? Route.letter(payment: payment.id) : .payment(id: payment.id)) {
            OpenCard(spoken: payment.accessibilityLabel) {
                Text(payment.title).letters(TextScale.name)
                Text(payment.amount).letters(TextScale.heading, Palette.total)
                Text(payment.headline).letters(TextScale.label, payment.stage.ink)
                Text(payment.since).letters(TextScale.detail, Palette.quietInk)
            }
        }
        .buttonStyle(.plain)
    }
}

/// Every receipt.
struct ReceiptsScreen: View {
    @Environment(AppModel.self) private var app

    var body: some View {
        Page(app.words.receipts) {
            PersonContent { session in
                SignInAgain(session: session)
                TroubleCards(explanations: [app.refreshFailure])
                BlockContent(app.payments.receipts) { view in
                    if let torn = view.torn {
                        Remark(words: torn)
                    }
                    if let empty = view.empty {
                        Nothing(title: empty.title, words: empty.body, drawing: Pictograms.document)
                    }
                    ForEach(view.receipts, id: \.number) { ReceiptCard(receipt: $0) }
                }
            }
        }
        .refreshing(app)
        .task(id: PaperMoment(app)) { await app.payments.readReceipts() }
    }
}

/// One receipt in a few words. Touching it opens its screen.
struct ReceiptCard: View {
    let receipt: ReceiptView
    var isOfLetter = false

    var body: some View {
        let number = receipt.number
        NavigationLink(value: isOfLetter ? Route.letterReceipt(number: number) : .receipt(number: number)) {
            OpenCard(spoken: receipt.accessibilityLabel) {
                Text(receipt.title).letters(TextScale.name)
                Text(receipt.amount).letters(TextScale.heading, Palette.total)
                if let paid = receipt.facts.first {
                    Text("\(paid.label): \(paid.value)").letters(TextScale.detail, Palette.quietInk)
                }
            }
        }
        .buttonStyle(.plain)
    }
}

/// One receipt.
struct ReceiptScreen: View {
    let number: String
    @Environment(AppModel.self) private var app

    var body: some View {
        Page(app.words.receipts) {
            PersonContent { session in
                SignInAgain(session: session)
                TroubleCards(explanations: [app.payments.failure])
                BlockContent(receipt) { view in
                    ReceiptCards(view: view) { await app.payments.paper(view.number, in: PaperFolder.make()) }
                }
            }
        }
        .task(id: PaperMoment(app)) { await app.payments.readReceipt(number) }
    }

    /// Until it is asked for, the model may still have the one before.
    private var receipt: Block<ReceiptView> {
        if let view = app.payments.receipt.view, view.number != number { .loading } else { app.payments.receipt }
    }
}

/// All of a receipt, and what can be done with it.
struct ReceiptCards: View {
    let view: ReceiptView
    /// Fetches its official paper.
    let paper: @MainActor () async -> URL?
    @State private var file: URL?

    var body: some View {
        Card {
            VStack(alignment: .leading, spacing: Space.close) {
                CardTitle(view.title)
                Text(view.amount).letters(TextScale.title, Palette.total)
            }
            .accessibilityElement(children: .ignore)
            .accessibilityLabel(view.accessibilityLabel)
            ForEach(view.facts, id: \.self) { Fact(label: $0.label, value: $0.value) }
        }
        Card {
            CardTitle(view.checkTitle)
            CardText(view.checkBody)
        }
        if !view.notice.isEmpty {
            Card {
                CardTitle(view.noticeTitle)
                ForEach(view.notice, id: \.self) { CardText($0) }
            }
        }
        ChoiceButton(label: view.paperLabel, drawing: Pictograms.document) { Task { file = await paper() } }
            .quickLookPreview($file)
        ShareLink(item: view.shareText) {
            HStack(spacing: Space.tight) {
                Pictogram(Pictograms.share)
                Text(view.shareLabel).multilineTextAlignment(.center)
            }
        }
        .buttonStyle(ChoiceStyle(choice: .other))
        if let label = view.askBackLabel {
            NavigationLink(value: Route.askRefund(receipt: view.number)) {
                HStack(spacing: Space.tight) {
                    Pictogram(Pictograms.euro)
                    Text(label).multilineTextAlignment(.center)
                }
            }
            .buttonStyle(ChoiceStyle(choice: .other))
        }
    }
}

/// Receipts are read anew in another language, when the person has come back to their data, and after a payment.
struct PaperMoment: Equatable {
    let attempts: Int
    let language: Language
    let session: SessionState?
    let payments: Int?

    @MainActor init(_ app: AppModel) {
        attempts = app.attempts
        language = app.language
        session = app.session.session.view?.state
        payments = app.payments.payments.view?.payments.filter { $0.receipt != nil }.count
    }
}

/// A card that opens something. A screen reader hears one sentence of all of it.
struct OpenCard<Content: View>: View {
    private let spoken: String
    private let content: Content

    init(spoken: String, @ViewBuilder content: () -> Content) {
        self.spoken = spoken
        self.content = content()
    }

    var body: some View {
        Card {
            HStack(spacing: Space.gap) {
                VStack(alignment: .leading, spacing: Space.close) { content }
                    .frame(maxWidth: .infinity, alignment: .leading)
                Pictogram(Pictograms.forward).foregroundStyle(Paint(Palette.accent))
            }
            .frame(minHeight: Sizes.touch)
            .contentShape(.rect)
            .accessibilityElement(children: .ignore)
            .accessibilityLabel(spoken)
        }
    }
}
