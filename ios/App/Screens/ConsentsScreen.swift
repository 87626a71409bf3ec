// What the person likes and allows: the language of the city's letters, reminders, and counting how the app is used.

import MadridDesign
import MadridKit
import SwiftUI

/// The consents.
struct ConsentsScreen: View {
    @Environment(AppModel.self) private var app

    var body: some View {
        Page(app.profile.profile.view?.preferences?.title ?? app.words.consents) {
            PersonContent { session in
                SignInAgain(session: session)
                TroubleCards(explanations: [app.session.failure, app.profile.failure])
                BlockContent(app.profile.profile) { profile in
                    if let empty = profile.empty {
                        Nothing(title: empty.title, words: empty.body, drawing: Pictograms.offline)
                    }
                    Changes(pending: profile.pending)
                    if let view = profile.preferences {
                        PreferenceCards(view: view)
                    }
                }
            }
        }
        .refreshing(app)
    }
}

private struct PreferenceCards: View {
    let view: PreferencesView
    @Environment(AppModel.self) private var app

    var body: some View {
        CardText(view.body).frame(maxWidth: .infinity, alignment: .leading)
        Card {
            CardTitle(view.lettersTitle)
            Flow(gap: Space.tight) {
                ForEach(view.letters, id: \.language) { choice in
                    Chip(words: choice.label, isChosen: choice.isChosen) {
                        Task { await change(language: choice.language) }
                    }
                }
            }
        }
        Card { SwitchRow(view: view.reminders) { await change(reminders: $0) } }
        Card { SwitchRow(view: view.analytics) { await change(analytics: $0) } }
    }

    /// What is not named stays as it is.
    private func change(language: Language? = nil, reminders: Bool? = nil, analytics: Bool? = nil) async {
        await app.profile.changePreferences(
            PreferencesRequest(
                language: language ?? view.language, reminders: reminders ?? view.reminders.isOn,
                analytics: analytics ?? view.analytics.isOn))
    }
}
