// The person's fines, as they stand, and the door to whether a paper is real.

import MadridDesign
import MadridKit
import SwiftUI

/// Every fine: what the person has to decide about comes first.
struct FinesScreen: View {
    @Environment(AppModel.self) private var app

    var body: some View {
        let fines = app.fines.fines
        Page(app.words.fines) {
            PersonContent { session in
                SignInAgain(session: session)
                BlockContent(fines) { view in
                    TroubleCards(explanations: [app.fines.failure, view.trouble, app.refreshFailure])
                    if let empty = view.empty {
                        Nothing(title: empty.title, words: empty.body, drawing: Pictograms.check)
                    }
                    ForEach(view.groups, id: \.id) { group in
                        CardTitle(group.title).frame(maxWidth: .infinity, alignment: .leading)
                        ForEach(group.fines, id: \.id) { FineCard(fine: $0) }
                    }
                    Freshness(view: view.freshness)
                }
            }
            Card {
                NavigationLink(value: Route.verifyFine) { Door(drawing: Pictograms.check, words: app.words.verifyFine) }
                    .buttonStyle(.plain)
            }
        }
        .refreshing(app)
    }
}

/// A fine in a few words. Touching it opens its screen.
private struct FineCard: View {
    let fine: FineRowView

    var body: some View {
        NavigationLink(value: Route.fine(id: fine.id)) {
            OpenCard(spoken: fine.accessibilityLabel) {
                Text(fine.title).letters(TextScale.name)
                if let amount = fine.amount {
                    Text(amount).letters(TextScale.heading, Palette.total)
                }
                Text(fine.label).letters(TextScale.label, fine.state.ink)
                ForEach([fine.daysLeft, fine.draft].compactMap { $0 }, id: \.self) { CardText($0) }
                Text(fine.detail).letters(TextScale.detail, Palette.quietInk)
            }
        }
        .buttonStyle(.plain)
    }
}

extension FineState {
    /// The colour of the words that say how a fine stands.
    var ink: SchemeColour {
        switch self {
        case .enforcement: Palette.danger
        case .paid, .closed, .cancelled, .writtenOff, .refunded: Palette.accent
        default: Palette.ink
        }
    }
}
