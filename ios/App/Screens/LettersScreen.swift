// A letter: its reference is written, and what was paid so on this phone stands below.

import MadridDesign
import MadridKit
import SwiftUI

/// A letter is paid here, signed in or not.
struct LettersScreen: View {
    @Environment(AppModel.self) private var app
    @State private var text = ""
    /// What is wrong is said once the person is done, and no more once they write on.
    @State private var mistake: ExplanationView?

    var body: some View {
        Page(app.words.letters) {
            TroubleCards(explanations: [app.letters.failure])
            form(app.letters.form)
            LettersPaid()
        }
        .task(id: LetterMoment(app)) { await app.letters.read() }
    }

    private func form(_ form: LetterFormView) -> some View {
        Card {
            CardText(form.body)
            Field(label: form.fieldLabel, text: $text, mistake: mistake)
                .keyboardType(.asciiCapable)
                .textInputAutocapitalization(.never)
                .autocorrectionDisabled()
            ChoiceButton(label: form.lookLabel, choice: .first, action: look).disabled(app.letters.isAsking)
        }
        .onChange(of: text) { mistake = nil }
    }

    private func look() {
        mistake = app.letters.problem(text)
        guard mistake == nil else { return }
        Task {
            if let id = await app.letters.prepare(text) {
                app.route.go(.letter(payment: id))
            }
        }
    }
}

/// What was paid with letters on this phone.
private struct LettersPaid: View {
    @Environment(AppModel.self) private var app

    var body: some View {
        BlockContent(app.letters.payments) { view in
            Card {
                CardTitle(view.title)
                if let empty = view.empty {
                    CardText(empty.body, Palette.quietInk)
                }
            }
            ForEach(view.payments, id: \.id) { PaymentCard(payment: $0, isOfLetter: true) }
        }
        BlockContent(app.letters.receipts) { view in
            // That there is none is said by the payments.
            if view.empty == nil {
                Card {
                    CardTitle(view.title)
                    if let torn = view.torn {
                        Remark(words: torn)
                    }
                }
                ForEach(view.receipts, id: \.number) { ReceiptCard(receipt: $0, isOfLetter: true) }
            }
        }
    }
}

/// The payment of a letter. A letter is nobody's: no session closes it.
struct LetterScreen: View {
    let id: Int64
    @Environment(AppModel.self) private var app

    var body: some View {
        Page(app.words.payments) {
            PaymentContent(id: id, paying: app.letters, before: nil, receipt: { .letterReceipt(number: $0) }) {
                if let payment = app.letters.payment(id) {
                    begin(payment.debt)
                }
            }
        }
        .task(id: LetterMoment(app)) { await app.letters.read() }
    }

    /// Another one with the same reference.
    private func begin(_ reference: String) {
        Task {
            if let id = await app.letters.prepare(reference) {
                app.route.go(.letter(payment: id))
            }
        }
    }
}

/// The receipt of a letter.
struct LetterReceiptScreen: View {
    let number: String
    @Environment(AppModel.self) private var app

    var body: some View {
        Page(app.words.receipts) {
            TroubleCards(explanations: [app.letters.failure])
            BlockContent(receipt) { view in
                ReceiptCards(view: view) { await app.letters.paper(view.number, in: PaperFolder.make()) }
            }
        }
        .task(id: LetterMoment(app)) { await app.letters.readReceipt(number) }
    }

    /// Until it is asked for, the model may still have the one before.
    private var receipt: Block<ReceiptView> {
        if let view = app.letters.receipt.view, view.number != number { .loading } else { app.letters.receipt }
    }
}

/// What was paid with letters is read anew in another language, and when the person tries again.
private struct LetterMoment: Equatable {
    let attempts: Int
    let language: Language

    @MainActor init(_ app: AppModel) {
        attempts = app.attempts
        language = app.language
    }
}
