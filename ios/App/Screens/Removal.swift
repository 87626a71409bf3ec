// Removing everything of the person from this phone: a line for each thing that goes, before the button that does it.

import MadridDesign
import MadridKit
import SwiftUI

/// The door to it, and what is behind it. It is not there while the core cannot say what would go.
struct Removal: View {
    @Environment(AppModel.self) private var app
    @State private var isWeighing = false

    var body: some View {
        // A group of nothing would have nothing to begin the counting.
        VStack(spacing: Space.gap) {
            if let view = app.session.removal?.view {
                if isWeighing {
                    weighing(view)
                } else {
                    ChoiceButton(label: view.title, drawing: Pictograms.remove) { isWeighing = true }
                }
            }
        }
        // What would go is counted anew each time the card is opened, when the person comes or goes, and in new words.
        .task(id: Moment(isWeighing: isWeighing, state: app.session.session.view?.state, language: app.language)) {
            await app.session.weighRemoval()
        }
    }

    private struct Moment: Equatable {
        let isWeighing: Bool
        let state: SessionState?
        let language: Language
    }

    private func weighing(_ view: RemovalView) -> some View {
        Card(.notice) {
            CardTitle(view.title)
            CardText(view.body)
            ForEach(view.lines, id: \.self) { line in
                HStack(alignment: .top, spacing: Space.tight) {
                    Pictogram(Pictograms.remove, size: Sizes.badge).foregroundStyle(Paint(Palette.danger))
                    CardText(line)
                }
                .accessibilityElement(children: .combine)
            }
            ChoiceButton(label: view.actionLabel, choice: .grave) {
                Task {
                    await app.session.removeMyData()
                    isWeighing = false
                }
            }
            .disabled(app.session.isBusy)
            ChoiceButton(label: app.words.close) { isWeighing = false }
        }
    }
}
