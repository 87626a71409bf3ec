// The dates of the year, for everybody, and what the city says of debts, with its paper.

import MadridDesign
import MadridKit
import SwiftUI

/// The dates of the year. Reminders and the file for the phone's calendar are for who is signed in.
struct TaxCalendarScreen: View {
    @Environment(AppModel.self) private var app

    var body: some View {
        let calendar = app.taxes.calendar
        Page(calendar.view?.title ?? app.words.taxCalendar) {
            TroubleCards(explanations: [calendar.view?.trouble, app.taxes.failure, app.refreshFailure])
            BlockContent(calendar) { view in
                if let empty = view.empty {
                    Nothing(title: empty.title, words: empty.body, drawing: Pictograms.calendar)
                }
                ForEach(view.dates, id: \.id) { DateCard(date: $0, hasPerson: hasPerson) }
                if hasPerson, !view.dates.isEmpty {
                    ToCalendar(label: view.toCalendarLabel)
                }
                Freshness(view: view.freshness)
            }
        }
        .refreshing(app)
        .task(id: TaxMoment(app)) { await app.taxes.readCalendar() }
    }

    private var hasPerson: Bool { app.session.session.view?.isClosed == false }
}

private struct DateCard: View {
    let date: TaxDateView
    let hasPerson: Bool
    @Environment(AppModel.self) private var app

    var body: some View {
        Card {
            VStack(alignment: .leading, spacing: Space.close) {
                Text(date.title).letters(TextScale.name)
                CardText(date.detail)
            }
            .accessibilityElement(children: .combine)
            if hasPerson {
                Reminding(
                    reminders: date.reminders, chosen: date.reminder, label: date.remindLabel, spoken: date.remindSpoken
                ) { days in
                    Task { await app.taxes.remind(of: date.id, daysBefore: days) }
                }
            }
        }
    }
}

/// What the city says of debts.
struct TaxCertificateScreen: View {
    @Environment(AppModel.self) private var app

    var body: some View {
        Page(app.words.taxCertificate) {
            PersonContent { session in
                SignInAgain(session: session)
                TroubleCards(explanations: [app.taxes.certificate.view?.trouble, app.taxes.failure])
                BlockContent(app.taxes.certificate) { CertificateCard(view: $0) }
            }
        }
        .task(id: TaxMoment(app)) { await app.taxes.readCertificate() }
    }
}

private struct CertificateCard: View {
    let view: TaxCertificateView
    @Environment(AppModel.self) private var app
    @State private var file: URL?

    var body: some View {
        Card {
            VStack(alignment: .leading, spacing: Space.gap) {
                CardText(view.body)
                ForEach(view.facts + view.owed, id: \.self) { Fact(label: $0.label, value: $0.value) }
                CardText(view.asOfLabel, Palette.quietInk)
            }
            .accessibilityElement(children: .ignore)
            .accessibilityLabel(view.accessibilityLabel)
            if let paper = view.paper {
                ChoiceButton(label: paper.openLabel, choice: .first, drawing: Pictograms.document) {
                    file = app.taxes.file(of: paper, in: CalendarFolder.make())
                }
            }
        }
        .showing($file)
    }
}

/// Read anew in another language, when the person tried again, and when they have come back to their data.
private struct TaxMoment: Equatable {
    let attempts: Int
    let language: Language
    let session: SessionState?

    @MainActor init(_ app: AppModel) {
        attempts = app.attempts
        language = app.language
        session = app.session.session.view?.state
    }
}
