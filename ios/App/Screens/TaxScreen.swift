// One tax bill: what it costs now and later, and every way to pay it, side by side.

import MadridDesign
import MadridKit
import QuickLook
import SwiftUI

/// A bill, by its `id`.
struct TaxScreen: View {
    let id: String
    @Environment(AppModel.self) private var app

    var body: some View {
        Page(app.words.taxes) {
            PersonContent { session in
                SignInAgain(session: session)
                TroubleCards(explanations: [failure, app.refreshFailure])
                BlockContent(bill) { view in
                    // Whatever becomes of the bill ends what was being written.
                    BillCards(view: view).id(view.row)
                }
            }
        }
        .refreshing(app)
        .task(id: Asked(id: id, attempts: app.attempts)) { await app.taxes.show(id) }
    }

    private struct Asked: Equatable {
        let id: String
        let attempts: Int
    }

    /// Until it is asked for, the model may still have the one before.
    private var bill: Block<TaxReceiptView> {
        if let view = app.taxes.opened.view, view.row.id != id { .loading } else { app.taxes.opened }
    }

    /// What is wrong with an account is said where it is written.
    private var failure: ExplanationView? { app.taxes.failure.flatMap { $0.isAboutAccount ? nil : $0 } }
}

private struct BillCards: View {
    let view: TaxReceiptView
    /// Kept nowhere but here: neither the account nor that one was being written outlives the screen.
    @State private var account = Account()

    var body: some View {
        BillStanding(view: view)
        if let debit = view.debit {
            DebitCard(debit: debit, view: view, account: $account)
        }
        if !view.parts.isEmpty {
            Card {
                CardTitle(view.row.label)
                ForEach(view.parts, id: \.self) { CardText($0) }
            }
        }
        if let ways = view.ways {
            CardTitle(ways.title).frame(maxWidth: .infinity, alignment: .leading)
            ForEach(ways.ways, id: \.self) { WayCard(way: $0, view: view, account: $account) }
        }
        if let steps = view.steps {
            StepsCard(steps: steps)
        }
        if let reminders = view.reminders {
            ReminderCard(view: view, reminders: reminders)
        }
        if !view.facts.isEmpty {
            Card { ForEach(view.facts, id: \.self) { Fact(label: $0.label, value: $0.value) } }
        }
        Freshness(view: view.freshness)
    }
}

/// The account that is being written, and for which way to charge it.
private struct Account {
    var mode: DebitMode?
    var iban = ""
}

/// What it is, how much and until when, and how it stands.
private struct BillStanding: View {
    let view: TaxReceiptView
    @Environment(AppModel.self) private var app

    var body: some View {
        Card(view.row.trouble == nil ? .plain : .notice) {
            VStack(alignment: .leading, spacing: Space.close) { BillTexts(row: view.row) }
                .accessibilityElement(children: .ignore)
                .accessibilityLabel(view.row.accessibilityLabel)
            if let trouble = view.row.trouble {
                CardText(trouble.body)
                Text(trouble.nextStep).letters(TextScale.label)
            }
            if let dismiss = view.action(.dismiss) {
                ChoiceButton(label: dismiss.label) { Task { await app.taxes.dismiss(view.row.id) } }
            }
            if let see = view.action(.seeReceipt), let number = view.row.receipt {
                ChoiceButton(label: see.label, drawing: Pictograms.document) { app.route.go(.receipt(number: number)) }
            }
            // One that has not reached the city yet can be taken back as well.
            if view.debit == nil {
                EndDebit(view: view)
            }
        }
        .announced(view.row.trouble)
    }
}

/// Ends a direct debit; what that means is said before.
private struct EndDebit: View {
    let view: TaxReceiptView
    @Environment(AppModel.self) private var app
    @State private var isWeighing = false

    var body: some View {
        if let end = view.action(.endDirectDebit) {
            if let confirm = end.confirm, isWeighing {
                VStack(alignment: .leading, spacing: Space.close) {
                    Text(confirm.title).letters(TextScale.name)
                    CardText(confirm.body)
                }
                .accessibilityElement(children: .combine)
                ChoiceButton(label: end.label, choice: .grave) { perform() }
                ChoiceButton(label: confirm.keepLabel) { isWeighing = false }
            } else {
                ChoiceButton(label: end.label) {
                    if end.confirm == nil { perform() } else { isWeighing = true }
                }
            }
        }
    }

    private func perform() {
        isWeighing = false
        Task { await app.taxes.cancelDirectDebit(view.row.id) }
    }
}

/// The direct debit that there is.
private struct DebitCard: View {
    let debit: TaxDebitView
    let view: TaxReceiptView
    @Binding var account: Account
    @Environment(AppModel.self) private var app

    var body: some View {
        Card {
            VStack(alignment: .leading, spacing: Space.close) {
                CardTitle(debit.title)
                CardText(debit.body)
                CardText(debit.saving)
                ForEach(debit.charges, id: \.self) { CardText($0) }
                if let until = debit.until {
                    CardText(until)
                }
            }
            .accessibilityElement(children: .combine)
            if let change = view.action(.setDirectDebit) {
                if account.mode == debit.mode {
                    AccountForm(view: view, mode: debit.mode, account: $account)
                } else {
                    ChoiceButton(label: change.label) {
                        app.taxes.forget()
                        account = Account(mode: debit.mode)
                    }
                }
            }
            EndDebit(view: view)
        }
    }
}

/// A way to pay. All of them look alike: none is better than another for everybody.
private struct WayCard: View {
    let way: TaxWayView
    let view: TaxReceiptView
    @Binding var account: Account
    @Environment(AppModel.self) private var app

    var body: some View {
        let ink = way.isPossible ? Palette.ink : Palette.quietInk
        Card {
            VStack(alignment: .leading, spacing: Space.close) {
                Text(way.title).letters(TextScale.name, ink)
                CardText(way.body, ink)
                ForEach(way.charges, id: \.self) { CardText($0, ink) }
                if let until = way.until {
                    CardText(until, Palette.quietInk)
                }
            }
            .accessibilityElement(children: .ignore)
            .accessibilityLabel(way.accessibilityLabel)
            if let mode = way.mode, account.mode == mode {
                AccountForm(view: view, mode: mode, account: $account)
            } else if let label = way.actionLabel {
                ChoiceButton(label: label) { choose() }.accessibilityLabel(way.actionSpoken ?? label)
            }
        }
    }

    private func choose() {
        switch way.kind {
        case .yourself: app.route.go(.pay(kind: .tax, debt: view.row.id))
        case .directDebit:
            app.taxes.forget()
            account = Account(mode: way.mode)
        case .instalments:
            if let parts = way.parts {
                Task { await app.taxes.askInstalments(view.row.id, parts: parts) }
            }
        }
    }
}

/// Asks for the account.
private struct AccountForm: View {
    let view: TaxReceiptView
    let mode: DebitMode
    @Binding var account: Account
    @Environment(AppModel.self) private var app

    var body: some View {
        VStack(alignment: .leading, spacing: Space.close) {
            Text(view.account.title).letters(TextScale.name)
            CardText(view.account.body)
        }
        .accessibilityElement(children: .combine)
        Field(label: view.account.label, text: $account.iban, mistake: mistake)
            .textInputAutocapitalization(.characters)
            .autocorrectionDisabled()
        ChoiceButton(label: view.account.sendLabel, choice: .first) {
            let request = DirectDebitRequest(receipt: view.row.id, iban: account.iban, mode: mode)
            Task { await app.taxes.setDirectDebit(request) }
        }
        ChoiceButton(label: view.account.cancelLabel) {
            app.taxes.forget()
            account = Account()
        }
    }

    private var mistake: ExplanationView? { app.taxes.failure.flatMap { $0.isAboutAccount ? $0 : nil } }
}

/// What happens if nobody pays.
private struct StepsCard: View {
    let steps: TaxStepsView

    var body: some View {
        Card {
            CardTitle(steps.title)
            CardText(steps.body)
            ForEach(steps.steps, id: \.self) { step in
                VStack(alignment: .leading, spacing: Space.hair) {
                    Text(step.title).letters(TextScale.name)
                    CardText(step.body)
                    if let note = step.note {
                        CardText(note, Palette.quietInk)
                    }
                }
                .accessibilityElement(children: .ignore)
                .accessibilityLabel(step.accessibilityLabel)
            }
        }
    }
}

/// When the person is told, and the way into the phone's own calendar.
private struct ReminderCard: View {
    let view: TaxReceiptView
    let reminders: TaxRemindersView
    @Environment(AppModel.self) private var app

    var body: some View {
        Card {
            if let remind = view.action(.remind) {
                Reminding(
                    reminders: reminders, chosen: view.reminder, label: remind.label, spoken: remind.label
                ) { days in
                    Task { await app.taxes.remind(of: view.row.id, daysBefore: days) }
                }
            }
            if let add = view.action(.addToCalendar) {
                ToCalendar(label: add.label)
            }
        }
    }
}

/// What was chosen, and what can be chosen instead.
struct Reminding: View {
    let reminders: TaxRemindersView
    let chosen: TaxReminderChoiceView
    let label: String
    let spoken: String
    let choose: @MainActor (UInt32?) -> Void
    @State private var isChoosing = false

    var body: some View {
        if isChoosing {
            VStack(alignment: .leading, spacing: Space.close) {
                Text(reminders.title).letters(TextScale.name)
                CardText(reminders.body)
            }
            .accessibilityElement(children: .combine)
            ForEach(reminders.choices, id: \.self) { choice in
                Chip(words: choice.label, isChosen: choice == chosen) {
                    isChoosing = false
                    choose(choice.daysBefore)
                }
            }
        } else {
            CardText(chosen.label, Palette.quietInk)
            ChoiceButton(label: label, drawing: Pictograms.clock) { isChoosing = true }.accessibilityLabel(spoken)
        }
    }
}

/// Puts the days into the phone's own calendar, which shows the file with its own button. It is removed once it was seen: the days
/// are the person's.
struct ToCalendar: View {
    let label: String
    @Environment(AppModel.self) private var app
    @State private var file: URL?

    var body: some View {
        ChoiceButton(label: label, drawing: Pictograms.calendar) {
            Task { file = await app.taxes.dates(in: CalendarFolder.make()) }
        }
        .showing($file)
    }
}

extension View {
    /// Shows a file of the person's, from where it can be sent on or kept. Nothing of it stays once it was seen.
    func showing(_ file: Binding<URL?>) -> some View {
        quickLookPreview(file)
            .onChange(of: file.wrappedValue) { before, _ in
                if let before {
                    try? FileManager.default.removeItem(at: before)
                }
            }
    }
}

extension TaxReceiptView {
    /// What can be done about it now, if that can.
    fileprivate func action(_ kind: TaxActionKind) -> TaxActionView? { row.actions.first { $0.kind == kind } }
}

extension ExplanationView {
    /// Whether the account has to be written anew.
    fileprivate var isAboutAccount: Bool { code == "input.iban" }
}
