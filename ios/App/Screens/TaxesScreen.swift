// The person's taxes, by what has to be done about them.

import MadridDesign
import MadridKit
import SwiftUI

/// The folder, and the doors to the dates of the year and to the certificate.
struct TaxesScreen: View {
    @Environment(AppModel.self) private var app

    var body: some View {
        let folder = app.taxes.folder
        Page(folder.view?.title ?? app.words.taxes) {
            PersonContent { session in
                SignInAgain(session: session)
                TroubleCards(explanations: [folder.view?.trouble, app.taxes.failure, app.refreshFailure])
                BlockContent(folder) { TaxFolder(view: $0) }
                Card { door(.taxCertificate, Pictograms.document, app.words.taxCertificate) }
            }
            // The dates are for everybody.
            Card { door(.taxCalendar, Pictograms.calendar, app.words.taxCalendar) }
        }
        .refreshing(app)
    }

    private func door(_ route: Route, _ drawing: Drawing, _ words: String) -> some View {
        NavigationLink(value: route) { Door(drawing: drawing, words: words) }.buttonStyle(.plain)
    }
}

private struct TaxFolder: View {
    let view: TaxFolderView

    var body: some View {
        if let empty = view.empty {
            Nothing(title: empty.title, words: empty.body, drawing: Pictograms.document)
        }
        ForEach(view.groups, id: \.id) { group in
            CardTitle(group.title).frame(maxWidth: .infinity, alignment: .leading)
            ForEach(group.rows, id: \.id) { Bill(row: $0) }
        }
        if !view.changes.isEmpty {
            CardTitle(view.changesTitle).frame(maxWidth: .infinity, alignment: .leading)
            ForEach(view.changes, id: \.self) { Change(change: $0) }
        }
        Freshness(view: view.freshness)
    }
}

/// One bill in a few words. Touching it opens its screen.
private struct Bill: View {
    let row: TaxRowView

    var body: some View {
        NavigationLink(value: Route.tax(id: row.id)) {
            OpenCard(spoken: row.accessibilityLabel) { BillTexts(row: row) }
        }
        .buttonStyle(.plain)
    }
}

/// What a bill says of itself, in the list and on its own screen.
struct BillTexts: View {
    let row: TaxRowView

    var body: some View {
        Text(row.title).letters(TextScale.name)
        if let object = row.object {
            Text(object).letters(TextScale.detail, Palette.quietInk)
        }
        Text(row.amount).letters(TextScale.heading, Palette.total)
        CardText(row.when)
        Text(row.label).letters(TextScale.label, row.state.ink)
        if let waiting = row.waiting {
            CardText(waiting, Palette.quietInk)
        }
        if let trouble = row.trouble {
            Text(trouble.title).letters(TextScale.label, Palette.danger)
        }
    }
}

private struct Change: View {
    let change: TaxChangeView

    var body: some View {
        Card {
            VStack(alignment: .leading, spacing: Space.close) {
                Text(change.title).letters(TextScale.name)
                Text(change.object).letters(TextScale.detail, Palette.quietInk)
                CardText(change.body)
            }
            .accessibilityElement(children: .ignore)
            .accessibilityLabel(change.accessibilityLabel)
        }
    }
}

extension TaxState {
    /// The colour of the words that say how a bill stands.
    fileprivate var ink: SchemeColour {
        switch self {
        case .enforcement: Palette.danger
        case .voluntary: Palette.ink
        case .directDebit, .instalments, .paid: Palette.accent
        }
    }
}
