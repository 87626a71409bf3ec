// What the person keeps for later.

import MadridDesign
import MadridKit
import SwiftUI

/// The saved things, the last one first.
struct SavedScreen: View {
    @Environment(AppModel.self) private var app

    var body: some View {
        let saved = app.forYou.saved
        Page(saved.view?.title ?? app.words.saved) {
            PersonContent { session in
                SignInAgain(session: session)
                TroubleCards(explanations: [app.forYou.failure])
                BlockContent(saved) { view in
                    if let gone = view.gone {
                        Remark(words: gone)
                    }
                    if let empty = view.empty {
                        Nothing(title: empty.title, words: empty.body, drawing: Pictograms.saved)
                    }
                    ForEach(view.items, id: \.id) { ForYouCard(item: $0) }
                }
            }
        }
        .refreshing(app)
        .followingSaved(app)
    }
}

extension View {
    /// Knows what is saved, as long as the screen is there.
    func followingSaved(_ app: AppModel) -> some View {
        task(id: SavedMoment(here: app.places.question.here, attempts: app.attempts)) { await app.forYou.watchSaved() }
    }
}

/// Measured from elsewhere, the distances are others.
private struct SavedMoment: Equatable {
    let here: HereRequest?
    let attempts: Int
}

/// Keeps one thing for later, or does not any more.
struct SaveButton: View {
    let id: String
    @Environment(AppModel.self) private var app

    var body: some View {
        let isSaved = app.forYou.isSaved(id)
        ChoiceButton(
            label: isSaved ? app.words.unkeep : app.words.keep, drawing: isSaved ? Pictograms.check : Pictograms.saved
        ) {
            if app.session.session.view?.state == .signedOut {
                app.route.sheet = .signIn
            } else {
                Task { await app.forYou.perform(isSaved ? .unsave : .save, on: id) }
            }
        }
    }
}
