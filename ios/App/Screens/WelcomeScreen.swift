// The very first screen: in which language, what the app is for, and two ways on.

import MadridDesign
import MadridKit
import SwiftUI

/// Shown once on a phone.
struct WelcomeScreen: View {
    let view: WelcomeView
    @Environment(AppModel.self) private var app

    var body: some View {
        ScrollView {
            VStack(alignment: .leading, spacing: Space.wide) {
                LanguageChoices(choices: view.languages)
                Text(view.title).letters(TextScale.display).accessibilityAddTraits(.isHeader)
                CardText(view.body, Palette.quietInk)
                ForEach(view.points, id: \.title) { point in
                    Card {
                        VStack(alignment: .leading, spacing: Space.close) {
                            CardTitle(point.title)
                            CardText(point.body)
                        }
                        .accessibilityElement(children: .combine)
                    }
                }
                TroubleCards(explanations: [app.failure])
                ChoiceButton(label: view.signInLabel, choice: .first, drawing: Pictograms.signIn) {
                    leave(signIn: true)
                }
                ChoiceButton(label: view.lookAroundLabel) { leave(signIn: false) }
            }
            .padding(Space.edge)
            .frame(maxWidth: Sizes.column)
            .frame(maxWidth: .infinity)
        }
        .background(Paint(Palette.backdrop))
        .safeAreaInset(edge: .top, spacing: 0) { TileEdge() }
    }

    private func leave(signIn: Bool) {
        Task {
            await app.endWelcome()
            if signIn {
                app.route.sheet = .signIn
            }
        }
    }
}

/// The languages of the app, each in its own words.
struct LanguageChoices: View {
    let choices: [LanguageChoiceView]
    @Environment(AppModel.self) private var app

    var body: some View {
        Flow(gap: Space.tight) {
            ForEach(choices, id: \.language) { choice in
                Chip(words: choice.label, isChosen: choice.isChosen) {
                    Task { await app.choose(choice.language) }
                }
            }
        }
    }
}
