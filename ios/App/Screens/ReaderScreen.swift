// Looking at somebody else's card: a question for their phone, the codes of their screen, and what they come to.

import Accessibility
import MadridDesign
import MadridKit
import SwiftUI

/// A neighbour's card, without a network.
struct ReaderScreen: View {
    @Environment(AppModel.self) private var app

    var body: some View {
        let words = app.reader.words
        Page(app.reader.reading?.title ?? app.reader.asked?.title ?? words.title) {
            PersonContent { session in
                SignInAgain(session: session)
                TroubleCards(explanations: [app.reader.failure])
                if let reading = app.reader.reading {
                    ReadingCard(view: reading)
                    again
                } else if let asked = app.reader.asked {
                    Card { CardText(asked.body) }
                    Code(view: asked.code, spoken: asked.title)
                    if let progress = app.reader.progress {
                        Text(progress).letters(TextScale.name)
                    }
                    CodeReading(form: app.wallet.scanForm, isAsking: false) { take($0) }
                    again
                } else {
                    Card { CardText(words.body) }
                    ForEach(words.questions, id: \.question) { QuestionCard(view: $0) }
                }
            }
        }
        .onDisappear { app.reader.beginAnew() }
    }

    /// Nothing of the other person stays.
    private var again: some View {
        ChoiceButton(label: app.words.close) { app.reader.beginAnew() }
    }

    private func take(_ code: String) {
        Task { await app.reader.take(code) }
    }
}

private struct QuestionCard: View {
    let view: ReaderQuestionView
    @Environment(AppModel.self) private var app

    var body: some View {
        Button {
            Task { await app.reader.ask(view.question) }
        } label: {
            OpenCard(spoken: [view.label, view.body].joined(separator: ". ")) {
                Text(view.label).letters(TextScale.name)
                CardText(view.body)
            }
        }
        .buttonStyle(.plain)
    }
}

/// The words say it; the colour and the picture repeat it for the eye. Somebody who does not see it appear hears it.
private struct ReadingCard: View {
    let view: ReadingView

    var body: some View {
        Card(view.verdict == .good ? .plain : .notice) {
            HStack(alignment: .top, spacing: Space.gap) {
                Pictogram(view.verdict == .good ? Pictograms.check : Pictograms.warning)
                    .foregroundStyle(Paint(view.verdict.ink))
                VStack(alignment: .leading, spacing: Space.close) {
                    CardTitle(view.headline)
                    ForEach(view.findings, id: \.self) { CardText($0) }
                    ForEach(view.facts, id: \.self) { Fact(label: $0.label, value: $0.value) }
                }
            }
            .accessibilityElement(children: .ignore)
            .accessibilityLabel(view.accessibilityLabel)
        }
        .task(id: view.headline) { AccessibilityNotification.Announcement(view.headline).post() }
    }
}

extension ReaderVerdict {
    fileprivate var ink: SchemeColour {
        switch self {
        case .good: Palette.accent
        case .unsure: Palette.noticeMark
        case .bad: Palette.danger
        }
    }
}
