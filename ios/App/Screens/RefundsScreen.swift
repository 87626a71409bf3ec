// The money that comes back: every request, how far one has come, and asking for one.

import MadridDesign
import MadridKit
import SwiftUI

/// Every request.
struct RefundsScreen: View {
    @Environment(AppModel.self) private var app

    var body: some View {
        Page(app.words.refunds) {
            PersonContent { session in
                SignInAgain(session: session)
                TroubleCards(explanations: [app.refunds.failure, app.refreshFailure])
                BlockContent(app.refunds.refunds) { view in
                    Freshness(view: view.freshness)
                    if let torn = view.torn {
                        Remark(words: torn)
                    }
                    if let empty = view.empty {
                        Nothing(title: empty.title, words: empty.body, drawing: Pictograms.euro)
                    }
                    ForEach(view.refunds, id: \.id) { RefundCard(refund: $0) }
                }
            }
        }
        .refreshing(app)
    }
}

private struct RefundCard: View {
    let refund: RefundView

    var body: some View {
        NavigationLink(value: Route.refund(id: refund.id)) {
            OpenCard(spoken: refund.accessibilityLabel) {
                Text(refund.title).letters(TextScale.name)
                Text(refund.amount).letters(TextScale.heading, Palette.total)
                Text(refund.headline).letters(TextScale.label, refund.stage.ink)
                if let late = refund.late {
                    CardText(late)
                }
            }
        }
        .buttonStyle(.plain)
    }
}

/// How far one has come.
struct RefundScreen: View {
    let id: Int64
    @Environment(AppModel.self) private var app
    @Environment(\.dismiss) private var dismiss

    var body: some View {
        Page(app.words.refunds) {
            PersonContent { session in
                SignInAgain(session: session)
                TroubleCards(explanations: [app.refunds.failure, app.refreshFailure])
                BlockContent(app.refunds.refunds) { _ in
                    if let view = app.refunds.refund(id) {
                        cards(view)
                    } else {
                        Trouble(explanation: app.refunds.unknown)
                    }
                }
            }
        }
        .refreshing(app)
    }

    @ViewBuilder private func cards(_ view: RefundView) -> some View {
        RefundStanding(view: view)
        if let late = view.late {
            Remark(words: late)
        }
        if let trouble = view.trouble {
            Trouble(explanation: trouble)
        }
        if !view.steps.isEmpty {
            Card { ForEach(view.steps, id: \.label) { RefundStep(step: $0) } }
        }
        Card { ForEach(view.facts, id: \.self) { Fact(label: $0.label, value: $0.value) } }
        ForEach(view.actions, id: \.kind) { action in
            let isFirst = action.kind == view.actions.first?.kind
            ChoiceButton(label: action.label, choice: isFirst ? .first : .other) { act(action.kind, on: view) }
        }
    }

    private func act(_ kind: RefundActionKind, on view: RefundView) {
        switch kind {
        case .again: app.route.go(.askRefund(receipt: view.receipt))
        case .dismiss:
            Task { await app.refunds.dismiss(view.id) }
            dismiss()
        }
    }
}

/// What comes back, and how it stands.
private struct RefundStanding: View {
    let view: RefundView

    var body: some View {
        Card(view.stage == .notTaken || view.stage == .refused ? .notice : .plain) {
            VStack(alignment: .leading, spacing: Space.close) {
                CardTitle(view.title)
                Text(view.amount).letters(TextScale.title, Palette.total)
                Text(view.headline).letters(TextScale.name, view.stage.ink)
                // What went wrong is said below, once, with what to do.
                if view.trouble == nil {
                    CardText(view.body)
                }
            }
            .accessibilityElement(children: .ignore)
            .accessibilityLabel(view.accessibilityLabel)
        }
    }
}

/// A step on the way. Its words say whether it was taken; the mark repeats it for the eye.
private struct RefundStep: View {
    let step: RefundStepView

    var body: some View {
        HStack(alignment: .top, spacing: Space.gap) {
            Pictogram(step.isDone ? Pictograms.check : Pictograms.clock)
                .foregroundStyle(Paint(step.isDone ? Palette.accent : Palette.quietInk))
            VStack(alignment: .leading, spacing: Space.hair) {
                Text(step.label).letters(TextScale.name)
                Text(step.value).letters(TextScale.detail, Palette.quietInk)
            }
        }
        .accessibilityElement(children: .combine)
    }
}

/// Asking for what a receipt is of. No reason is chosen beforehand.
struct AskRefundScreen: View {
    let number: String
    @Environment(AppModel.self) private var app
    @State private var cause: RefundCause?
    @State private var iban = ""

    var body: some View {
        let form = app.refunds.form
        Page(form.title) {
            PersonContent { session in
                SignInAgain(session: session)
                TroubleCards(explanations: [isAboutAccount ? nil : app.refunds.failure])
                BlockContent(receipt) { view in
                    Card {
                        CardTitle(view.title)
                        Text(view.amount).letters(TextScale.title, Palette.total)
                        CardText(form.body)
                    }
                    causes(form)
                    account(form)
                }
            }
        }
        .task(id: PaperMoment(app)) { await app.payments.readReceipt(number) }
    }

    private func causes(_ form: RefundFormView) -> some View {
        Card {
            CardTitle(form.causesTitle)
            Flow(gap: Space.tight) {
                ForEach(form.causes, id: \.cause) { one in
                    Chip(words: one.label, isChosen: one.cause == cause) { cause = one.cause }
                }
            }
        }
    }

    private func account(_ form: RefundFormView) -> some View {
        Card {
            Field(label: form.accountLabel, text: $iban, mistake: isAboutAccount ? app.refunds.failure : nil)
                .keyboardType(.asciiCapable)
                .autocorrectionDisabled()
            if let cause, !iban.isEmpty {
                ChoiceButton(label: form.sendLabel, choice: .first) { send(cause) }
            }
        }
    }

    /// What was kept is among the refunds.
    private func send(_ cause: RefundCause) {
        Task {
            if await app.refunds.ask(number, because: cause, into: iban) {
                app.route.replace(with: .refunds)
            }
        }
    }

    /// A wrong account is said at its field.
    private var isAboutAccount: Bool { app.refunds.failure?.code == "input.iban" }

    /// Until it is asked for, the model may still have the one before.
    private var receipt: Block<ReceiptView> {
        if let view = app.payments.receipt.view, view.number != number { .loading } else { app.payments.receipt }
    }
}

extension RefundStage {
    /// The colour of the words that say how a request stands.
    var ink: SchemeColour {
        switch self {
        case .paid: Palette.accent
        case .notTaken, .refused: Palette.danger
        case .waiting, .requested, .agreed, .ordered: Palette.ink
        }
    }
}
