// Why something is recommended, or is not: every part of the answer, in words.

import MadridDesign
import MadridKit
import SwiftUI

/// A sheet in front of the list.
struct WhyScreen: View {
    let id: String
    @Environment(AppModel.self) private var app

    var body: some View {
        let why = app.forYou.why
        NavigationStack {
            Page(why.view?.title ?? app.words.forYou) {
                BlockContent(why) { view in
                    Card {
                        CardTitle(view.name)
                        CardText(view.body)
                    }
                    ForEach(view.lines, id: \.part) { WhyLine(line: $0) }
                }
            }
            .toolbar {
                ToolbarItem(placement: .cancellationAction) {
                    BarButton(label: app.words.close, drawing: Pictograms.close) { app.route.sheet = nil }
                }
            }
        }
        .task(id: Asked(id: id, attempts: app.attempts)) { await app.forYou.explain(id) }
        .presentationDetents([.medium, .large])
    }

    private struct Asked: Equatable {
        let id: String
        let attempts: Int
    }
}

private struct WhyLine: View {
    let line: WhyLineView

    var body: some View {
        Card {
            VStack(alignment: .leading, spacing: Space.close) {
                Text(line.label).letters(TextScale.name)
                if let reason = line.reason {
                    CardText(reason)
                }
                Text(line.effect).letters(TextScale.label, Palette.accent)
            }
            .accessibilityElement(children: .ignore)
            .accessibilityLabel(line.accessibilityLabel)
        }
    }
}
