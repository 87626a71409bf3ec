// What the phone thinks of the person and what they told it: theirs to see, to change and to erase.

import MadridDesign
import MadridKit
import SwiftUI

/// My interests.
struct InterestsScreen: View {
    @Environment(AppModel.self) private var app

    var body: some View {
        let interests = app.interests.interests
        Page(interests.view?.title ?? app.words.interests) {
            PersonContent { session in
                SignInAgain(session: session)
                TroubleCards(explanations: [app.interests.failure])
                BlockContent(interests) { view in
                    Card {
                        CardText(view.body)
                        SwitchRow(view: view.switch) { await app.interests.setOn($0) }
                    }
                    AboutCard(view: view.about)
                    Learnt(view: view)
                    Erasure(view: view)
                }
            }
        }
        .task(id: app.attempts) { await app.interests.watch() }
    }
}

/// What the person told, and what else they could tell.
private struct AboutCard: View {
    let view: AboutView
    @Environment(AppModel.self) private var app

    var body: some View {
        Card {
            CardTitle(view.title)
            CardText(view.body)
            choices(.age, view.ages)
            Flow(gap: Space.tight) {
                chip(.children, view.withChildren)
                chip(.stepFree, view.stepFree)
                chip(.littleSpanish, view.littleSpanish)
            }
            choices(.card, view.cards)
            choices(.life, view.life)
        }
    }

    private func choices(_ topic: AboutTopic, _ choices: [ChoiceView]) -> some View {
        Flow(gap: Space.tight) { ForEach(choices, id: \.code) { chip(topic, $0) } }
    }

    private func chip(_ topic: AboutTopic, _ choice: ChoiceView) -> some View {
        Chip(words: choice.label, isChosen: choice.isChosen) { Task { await app.interests.toggle(topic, choice) } }
    }
}

/// What the phone has learnt, thing by thing.
private struct Learnt: View {
    let view: InterestsView

    var body: some View {
        Card {
            CardText(view.reach, Palette.quietInk)
            ForEach(view.interests, id: \.tag) { interest in
                Divider()
                InterestRow(interest: interest, view: view)
            }
        }
    }
}

private struct InterestRow: View {
    let interest: InterestView
    let view: InterestsView
    @Environment(AppModel.self) private var app

    var body: some View {
        VStack(alignment: .leading, spacing: Space.tight) {
            VStack(alignment: .leading, spacing: Space.hair) {
                Text(interest.label).letters(TextScale.name)
                Text(interest.levelLabel).letters(TextScale.detail, Palette.quietInk)
            }
            .accessibilityElement(children: .ignore)
            .accessibilityLabel(interest.accessibilityLabel)
            Flow(gap: Space.tight) {
                wish(.more, view.moreLabel, Pictograms.plus)
                wish(.less, view.lessLabel, Pictograms.minus)
                if interest.canForget {
                    ActionChip(words: view.forgetLabel, drawing: Pictograms.remove) { forget() }
                }
            }
            // What the buttons are about is said once, before them.
            .accessibilityElement(children: .contain)
            .accessibilityLabel(interest.label)
        }
    }

    /// More or less of it; touched once more, it is not wished for any longer.
    private func wish(_ wish: InterestWish, _ words: String, _ drawing: Drawing) -> some View {
        let isWished = interest.wish == wish
        return Chip(words: words, drawing: drawing, isChosen: isWished) {
            if isWished {
                forget()
            } else {
                Task { await app.interests.wish(wish, of: interest.tag) }
            }
        }
    }

    private func forget() {
        Task { await app.interests.forget(interest.tag) }
    }
}

/// Forgets everything. What that means is read before the button is there.
private struct Erasure: View {
    let view: InterestsView
    @Environment(AppModel.self) private var app
    @State private var isWeighing = false

    var body: some View {
        if isWeighing {
            Card(.notice) {
                CardTitle(view.eraseLabel)
                CardText(view.eraseBody)
                ChoiceButton(label: view.eraseLabel, choice: .grave) {
                    Task {
                        await app.interests.erase()
                        isWeighing = false
                    }
                }
                ChoiceButton(label: app.words.close) { isWeighing = false }
            }
        } else {
            ChoiceButton(label: view.eraseLabel, drawing: Pictograms.remove) { isWeighing = true }
        }
    }
}
