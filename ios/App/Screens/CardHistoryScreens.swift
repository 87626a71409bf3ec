// What happened with cards, and cards that change phones.

import MadridDesign
import MadridKit
import SwiftUI
import UniformTypeIdentifiers

/// All that happened.
struct CardHistoryScreen: View {
    @Environment(AppModel.self) private var app
    @State private var file: URL?
    @State private var isWeighing = false

    var body: some View {
        Page(app.wallet.history.view?.title ?? app.words.wallet) {
            PersonContent { session in
                SignInAgain(session: session)
                TroubleCards(explanations: [app.wallet.failure])
                BlockContent(app.wallet.history) { view in
                    if let damaged = view.damaged {
                        Card(.notice) { CardText(damaged) }
                    }
                    if let empty = view.empty {
                        Nothing(title: empty.title, words: empty.body, drawing: Pictograms.clock)
                    }
                    ForEach(view.linked, id: \.self) { Remark(words: $0) }
                    HistoryEntries(entries: view.entries, seen: view.attributesTitle)
                    if view.empty == nil {
                        ChoiceButton(label: view.exportLabel, drawing: Pictograms.share) { save() }
                        Weighing(label: view.deleteLabel, confirm: view.delete, isWeighing: $isWeighing) {
                            Task { await app.wallet.deleteHistory() }
                        }
                    }
                }
            }
        }
        .showing($file)
        .task(id: CardMoment(app)) { await app.wallet.watchHistory() }
    }

    private func save() {
        Task { file = await app.wallet.historyFile(in: PaperFolder.make()) }
    }
}

/// Things that happened, the last one first.
struct HistoryEntries: View {
    let entries: [HistoryEntryView]
    /// The words above what somebody saw.
    var seen: String?

    var body: some View {
        ForEach(Array(entries.enumerated()), id: \.offset) { _, entry in
            Card(entry.isTrouble ? .notice : .plain) {
                VStack(alignment: .leading, spacing: Space.close) {
                    Text(entry.title).letters(TextScale.name)
                    Text(entry.whenLabel).letters(TextScale.detail, Palette.quietInk)
                    if let seen, !entry.attributes.isEmpty {
                        Text(seen).letters(TextScale.label)
                    }
                    ForEach(entry.attributes, id: \.self) { CardText($0) }
                }
                .accessibilityElement(children: .ignore)
                .accessibilityLabel(entry.accessibilityLabel)
            }
        }
    }
}

/// A file for a new phone, or that of an old one.
struct MovingScreen: View {
    @Environment(AppModel.self) private var app
    @State private var phrase = ""
    @State private var file: URL?
    @State private var isChoosing = false

    var body: some View {
        let words = app.moving.words
        Page(words.title) {
            PersonContent { session in
                SignInAgain(session: session)
                TroubleCards(explanations: [isAboutPhrase ? nil : app.moving.failure])
                Card { CardText(words.body) }
                Card {
                    Field(
                        label: words.passphraseLabel, text: $phrase, mistake: isAboutPhrase ? app.moving.failure : nil
                    )
                    .textInputAutocapitalization(.never)
                    .autocorrectionDisabled()
                    CardText(words.passphraseHint, Palette.quietInk)
                    if app.moving.isAsking {
                        Asking(words: app.words.loading)
                    } else {
                        ChoiceButton(label: words.outLabel, drawing: Pictograms.share) { moveOut() }
                        ChoiceButton(label: words.inLabel, drawing: Pictograms.document) { isChoosing = true }
                    }
                }
                if let moved = app.moving.moved {
                    MovedCard(view: moved)
                }
            }
        }
        .showing($file)
        .fileImporter(isPresented: $isChoosing, allowedContentTypes: [.item]) { result in
            if case .success(let url) = result, let file = ChosenFile(at: url) {
                Task { await app.moving.moveIn(file.bytes, phrase) }
            }
        }
    }

    private func moveOut() {
        Task { file = await app.moving.moveOut(phrase, in: PaperFolder.make()) }
    }

    /// A wrong phrase is said at its field.
    private var isAboutPhrase: Bool { app.moving.failure?.code == "input.passphrase" }
}

/// What came of opening a file: the cards wait for a yes among those on their way.
private struct MovedCard: View {
    let view: MovedView
    @Environment(AppModel.self) private var app

    var body: some View {
        Card {
            ForEach(view.facts, id: \.self) { Fact(label: $0.label, value: $0.value) }
            if let body = view.body {
                CardText(body)
            }
            ChoiceButton(label: app.words.wallet, drawing: Pictograms.card) { app.route.replace(with: .wallet) }
        }
    }
}
