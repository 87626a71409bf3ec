// The app itself: its language, its lock, what the phone holds, and how to leave.

import MadridDesign
import MadridKit
import SwiftUI

/// The settings.
struct SettingsScreen: View {
    @Environment(AppModel.self) private var app

    var body: some View {
        let settings = app.settings.settings
        Page(settings.view?.title ?? app.words.settings) {
            TroubleCards(explanations: [app.failure, app.session.failure])
            BlockContent(settings) { view in
                Card {
                    CardTitle(view.languagesTitle)
                    LanguageChoices(choices: view.languages)
                }
                if let appLock = view.appLock {
                    Card { SwitchRow(view: appLock) { await app.session.setAppLock($0) } }
                        .disabled(app.session.isBusy)
                }
                facts(view.phoneTitle, view.phone)
                facts(view.aboutTitle, view.about)
            }
            Leaving()
        }
    }

    private func facts(_ title: String, _ facts: [FactView]) -> some View {
        Card {
            CardTitle(title)
            ForEach(facts, id: \.self) { Fact(label: $0.label, value: $0.value) }
        }
    }
}

/// How to leave: for a while, or for good.
private struct Leaving: View {
    @Environment(AppModel.self) private var app

    var body: some View {
        // The way in is on the screens that need it.
        let ways = app.session.session.view?.actions.filter { $0.kind != .signIn } ?? []
        VStack(spacing: Space.gap) {
            ForEach(ways, id: \.kind) { way in
                ChoiceButton(label: way.label, drawing: way.kind.drawing) {
                    Task { await app.session.perform(way.kind) }
                }
            }
        }
        .disabled(app.session.isBusy)
        Removal()
    }
}

extension SessionActionKind {
    fileprivate var drawing: Drawing {
        switch self {
        case .signIn: Pictograms.signIn
        case .unlock: Pictograms.unlock
        case .lock: Pictograms.lock
        case .signOut: Pictograms.signOut
        }
    }
}
