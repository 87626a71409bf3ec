// What the city knows of the person, how it reaches them, and the doors to consents and settings.

import MadridDesign
import MadridKit
import SwiftUI

/// The profile. The doors are there also where nothing could be read, and for somebody who is signed out.
struct ProfileScreen: View {
    @Environment(AppModel.self) private var app

    var body: some View {
        Page(app.profile.profile.view?.title ?? app.words.profile) {
            NoticeCards()
            PersonContent { session in
                SignInAgain(session: session)
                TroubleCards(explanations: [app.session.failure, app.refreshFailure, mistakeElsewhere])
                BlockContent(app.profile.profile) { view in
                    ProfileCards(view: view)
                    Card {
                        door(.wallet, Pictograms.card, app.words.wallet)
                        door(.bookings, Pictograms.calendar, app.words.bookings)
                        door(.payments, Pictograms.euro, app.words.payments)
                        door(.fines, Pictograms.warning, app.words.fines)
                        door(.taxes, Pictograms.document, app.words.taxes)
                        door(.refunds, Pictograms.euro, app.words.refunds)
                        door(.saved, Pictograms.saved, app.words.saved)
                        door(.interests, Pictograms.heart, app.words.interests)
                        if view.preferences != nil {
                            door(.consents, Pictograms.consents, app.words.consents)
                        }
                    }
                }
            }
            Card {
                door(.verifyFine, Pictograms.check, app.words.verifyFine)
                // Whoever holds a letter can pay it, signed in or not.
                door(.letters, Pictograms.mail, app.words.letters)
                door(.settings, Pictograms.settings, app.words.settings)
            }
        }
        .refreshing(app)
    }

    /// A mistake in a field is said at the field.
    private var mistakeElsewhere: ExplanationView? {
        app.profile.failure.flatMap { ContactField($0) == nil ? $0 : nil }
    }

    private func door(_ route: Route, _ drawing: Drawing, _ words: String) -> some View {
        NavigationLink(value: route) { Door(drawing: drawing, words: words) }.buttonStyle(.plain)
    }
}

private struct ProfileCards: View {
    let view: ProfileView

    var body: some View {
        Text(view.name)
            .letters(TextScale.title)
            .frame(maxWidth: .infinity, alignment: .leading)
            .accessibilityAddTraits(.isHeader)
        if let empty = view.empty {
            Nothing(title: empty.title, words: empty.body, drawing: Pictograms.offline)
        }
        Changes(pending: view.pending)
        if !view.facts.isEmpty {
            Card { ForEach(view.facts, id: \.self) { Fact(label: $0.label, value: $0.value) } }
        }
        if let contact = view.contact {
            ContactCard(view: contact)
        }
        Freshness(view: view.freshness)
    }
}
