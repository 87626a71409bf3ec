// What a place must be and offer.

import MadridDesign
import MadridKit
import SwiftUI

/// A sheet in front of the list, which follows at once.
struct FilterScreen: View {
    @Environment(AppModel.self) private var app
    @Environment(\.dismiss) private var dismiss

    var body: some View {
        let (view, question) = (app.places.filter, app.places.question)
        NavigationStack {
            Page(view.title) {
                Card {
                    CardTitle(view.kindTitle)
                    Flow(gap: Space.tight) {
                        Chip(words: view.anyKindLabel, isChosen: question.kind == nil) {
                            app.places.question.kind = nil
                        }
                        ForEach(view.kinds, id: \.kind) { kind in
                            Chip(words: kind.label, isChosen: question.kind == kind.kind) {
                                app.places.question.kind = kind.kind
                            }
                        }
                    }
                }
                Card {
                    CardTitle(view.needsTitle)
                    Flow(gap: Space.tight) {
                        ForEach(view.needs, id: \.need) { need in
                            Chip(words: need.label, isChosen: question.needs.contains(need.need)) {
                                app.places.question.toggle(need.need)
                            }
                        }
                    }
                }
                ChoiceButton(label: view.doneLabel, choice: .first) { dismiss() }
                ChoiceButton(label: view.resetLabel) { app.places.question.reset() }
            }
        }
        .presentationDetents([.medium, .large])
    }
}
