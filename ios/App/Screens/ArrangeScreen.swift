// Which blocks the first screen shows, and in which order: with buttons, so that nobody has to drag.

import MadridDesign
import MadridKit
import SwiftUI

/// A sheet in front of the first screen, which follows at once.
struct ArrangeScreen: View {
    @Environment(AppModel.self) private var app
    @Environment(\.dismiss) private var dismiss

    var body: some View {
        NavigationStack {
            if let view = app.home.home.view?.arrange {
                Page(view.title) {
                    CardText(view.body)
                    TroubleCards(explanations: [app.home.failure])
                    ForEach(view.rows, id: \.id) { ArrangeRow(row: $0) }
                    ChoiceButton(label: view.doneLabel, choice: .first) { dismiss() }
                }
            } else {
                // The data were locked meanwhile.
                Emblem().onAppear { dismiss() }
            }
        }
    }
}

private struct ArrangeRow: View {
    let row: ArrangeRowView
    @Environment(AppModel.self) private var app

    var body: some View {
        Card {
            CardTitle(row.title).opacity(row.isHidden ? 0.6 : 1)
            Flow(gap: Space.tight) {
                if let label = row.raiseLabel {
                    move(label, Pictograms.raise) { await app.home.raise(row.id) }
                }
                if let label = row.lowerLabel {
                    move(label, Pictograms.lower) { await app.home.lower(row.id) }
                }
                move(row.toggleLabel, row.isHidden ? Pictograms.show : Pictograms.hide) {
                    if row.isHidden {
                        await app.home.unhide(row.id)
                    } else {
                        await app.home.hide(row.id)
                    }
                }
            }
        }
    }

    /// The words name the block, for a screen reader; for the eye the card's title is enough.
    private func move(_ label: String, _ drawing: Drawing, _ work: @escaping @MainActor () async -> Void) -> some View {
        Button {
            Task { await work() }
        } label: {
            Disc(drawing: drawing).frame(minWidth: Sizes.touch, minHeight: Sizes.touch).contentShape(.rect)
        }
        .buttonStyle(.plain)
        .accessibilityLabel(label)
    }
}
