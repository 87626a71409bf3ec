// One payment: what it would cost and mean, the way to the bank, and how it ended.

import MadridDesign
import MadridKit
import SwiftUI

/// From a debt: what paying it would mean, and then how that goes.
struct PayScreen: View {
    let kind: DebtKind
    let debt: String
    @Environment(AppModel.self) private var app
    @State private var id: Int64?
    /// How often the person has begun anew.
    @State private var turns = 0

    var body: some View {
        Page(app.words.payments) {
            PersonContent { session in
                SignInAgain(session: session)
                if let id {
                    PaymentContent(id: id, paying: app.payments, before: app.payments.prepared.view) { beginAnew() }
                } else {
                    BlockContent(asked) { _ in }
                }
            }
        }
        .task(id: Asked(turns: turns, attempts: app.attempts, language: app.language)) { await prepare() }
    }

    private struct Asked: Equatable {
        let turns: Int
        let attempts: Int
        let language: Language
    }

    /// Until it has an answer, the model may still have the one about another debt.
    private var asked: Block<PaymentView> {
        if case .failed = app.payments.prepared { app.payments.prepared } else { .loading }
    }

    /// What has been begun stays what it is, until the person begins anew.
    private func prepare() async {
        if id == nil {
            id = await app.payments.prepare(kind, debt)
        }
    }

    private func beginAnew() {
        id = nil
        turns += 1
    }
}

/// A payment, by its `id`.
struct PaymentScreen: View {
    let id: Int64
    @Environment(AppModel.self) private var app

    var body: some View {
        Page(app.words.payments) {
            PersonContent { session in
                SignInAgain(session: session)
                PaymentContent(id: id, paying: app.payments, before: nil) {
                    if let payment = app.payments.payment(id) {
                        app.route.go(.pay(kind: payment.kind, debt: payment.debt))
                    }
                }
            }
        }
    }
}

/// A payment in each of its states. It asks the city by itself, and once more whenever the person comes back.
struct PaymentContent: View {
    let id: Int64
    /// Who asks the city.
    let paying: any Paying
    /// What is shown until the phone has told of it.
    let before: PaymentView?
    /// Where its receipt is shown.
    var receipt: @MainActor (String) -> Route = { .receipt(number: $0) }
    /// Begins another one for the same debt.
    let again: @MainActor () -> Void

    var body: some View {
        TroubleCards(explanations: [paying.failure])
        BlockContent(payment) { view in
            Standing(view: view)
            if let saving = view.saving {
                Argument(title: view.savingTitle, lines: [saving])
            }
            if !view.givesUp.isEmpty {
                Argument(title: view.givesUpTitle, lines: view.givesUp)
            }
            if paying.isAsking {
                Asking(words: view.askingLabel)
            } else {
                Ways(view: view, paying: paying, receipt: receipt, again: again)
            }
        }
        .task(id: Moment(stage: payment.view?.stage, comings: paying.comings)) {
            if payment.view != nil {
                await paying.follow(id)
            }
        }
    }

    private struct Moment: Equatable {
        let stage: PaymentStage?
        let comings: Int
    }

    private var payment: Block<PaymentView> {
        switch paying.payments {
        case .loading: if let before, before.id == id { .shown(before) } else { .loading }
        case .failed(let words): .failed(words)
        case .shown: if let known = paying.payment(id) { .shown(known) } else { .failed(paying.unknown) }
        }
    }
}

/// What is paid, how much, and how it stands.
private struct Standing: View {
    let view: PaymentView

    var body: some View {
        Card(view.stage == .rejected || view.stage == .unknown ? .notice : .plain) {
            VStack(alignment: .leading, spacing: Space.close) {
                CardTitle(view.title)
                Text(view.amount).letters(TextScale.title, Palette.total)
                Text(view.headline).letters(TextScale.name, view.stage.ink)
                CardText(view.body)
            }
            .accessibilityElement(children: .ignore)
            .accessibilityLabel(view.accessibilityLabel)
        }
    }
}

/// What speaks for it and what against: both in the same card and the same letters.
private struct Argument: View {
    let title: String
    let lines: [String]

    var body: some View {
        Card {
            VStack(alignment: .leading, spacing: Space.close) {
                Text(title).letters(TextScale.name)
                ForEach(lines, id: \.self) { CardText($0) }
            }
            .accessibilityElement(children: .combine)
        }
    }
}

/// What can be done. Before the yes no way stands out: not how to pay, and not whether.
private struct Ways: View {
    let view: PaymentView
    let paying: any Paying
    let receipt: @MainActor (String) -> Route
    let again: @MainActor () -> Void
    @Environment(AppModel.self) private var app
    @Environment(\.openURL) private var openURL
    @Environment(\.dismiss) private var dismiss

    var body: some View {
        VStack(alignment: .leading, spacing: Space.gap) {
            if view.methods.isEmpty {
                ForEach(view.actions, id: \.kind) { action in
                    let isFirst = action.kind == view.actions.first?.kind
                    ChoiceButton(label: action.label, choice: isFirst ? .first : .other) { act(action.kind) }
                }
            } else {
                Text(view.methodsTitle).letters(TextScale.name)
                ForEach(view.methods, id: \.method) { way in
                    ChoiceButton(label: way.label) { pay(way.method) }.accessibilityLabel(way.accessibilityLabel)
                }
                ForEach(view.actions.filter { $0.kind != .pay }, id: \.kind) { action in
                    ChoiceButton(label: action.label) { act(action.kind) }
                }
            }
        }
    }

    /// The bank's page opens in the person's own browser. What it brings back is not looked at: coming back makes us ask.
    private func pay(_ method: PaymentMethod) {
        Task { open(await paying.pay(view.id, with: method)) }
    }

    private func act(_ kind: PaymentActionKind) {
        switch kind {
        case .pay: Task { open(await paying.send(view.id)) }
        case .openPage: open(view.url)
        case .check: Task { await paying.check(view.id) }
        case .giveUp: giveUp()
        case .seeReceipt:
            if let number = view.receipt {
                app.route.go(receipt(number))
            }
        case .again: again()
        }
    }

    /// Who has not said yes just goes back.
    private func giveUp() {
        Task { await paying.giveUp(view.id) }
        if view.stage == .prepared {
            dismiss()
        }
    }

    /// A page, and nothing else that an address could start.
    private func open(_ page: String?) {
        if let url = page.flatMap(URL.init(string:)), ["https", "http"].contains(url.scheme) {
            openURL(url)
        }
    }
}

/// The city is being asked: touching again would do nothing, so there is no button.
struct Asking: View {
    let words: String

    var body: some View {
        HStack(spacing: Space.gap) {
            ProgressView()
            CardText(words).frame(maxWidth: .infinity, alignment: .leading)
        }
        .padding(.horizontal, Space.edge)
        .accessibilityElement(children: .combine)
    }
}

extension PaymentStage {
    /// The colour of the words that say how a payment stands.
    var ink: SchemeColour {
        switch self {
        case .settled: Palette.accent
        case .rejected, .unknown: Palette.danger
        case .closed, .expired: Palette.quietInk
        case .prepared, .submitting, .awaitingPayer, .notFound: Palette.ink
        }
    }
}
