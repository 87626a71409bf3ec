// The first screen: what the person owes, must do, gets and has with the city, and what is near.

import MadridDesign
import MadridKit
import SwiftUI

/// Posición global in each of its states.
struct HomeScreen: View {
    @Environment(AppModel.self) private var app

    var body: some View {
        let home = app.home.home
        Page(title) {
            NoticeCards()
            TroubleCards(explanations: [app.home.failure, app.refreshFailure] + troubles(home.view))
            BlockContent(home) { view in
                if view.session.isClosed {
                    Gate(session: view.session)
                    // What the city has for everybody needs no key, and whoever holds a letter can pay it.
                    WaysOn()
                    ActionChip(words: app.words.letters, drawing: Pictograms.mail) { app.route.go(.letters) }
                } else {
                    HomeBlocks(view: view)
                }
            }
        }
        .refreshing(app)
        .safeAreaInset(edge: .top, spacing: 0) { ActingFor(view: home.view) }
        .toolbar {
            if let arrange = home.view?.arrange {
                ToolbarItem(placement: .primaryAction) {
                    BarButton(label: arrange.label, drawing: Pictograms.arrange) { app.route.sheet = .arrange }
                }
            }
        }
    }

    private func troubles(_ view: HomeView?) -> [ExplanationView?] { [view?.trouble, view?.paymentsTrouble] }

    private var title: String {
        let greeting = app.home.home.view?.greeting ?? ""
        return greeting.isEmpty ? app.words.home : greeting
    }
}

/// What a person sees who is signed in.
private struct HomeBlocks: View {
    let view: HomeView
    @Environment(AppModel.self) private var app

    var body: some View {
        TroubleCards(explanations: [app.session.failure])
        SignInAgain(session: view.session)
        ForEach(view.payments, id: \.id) { PaymentCard(payment: $0) }
        Changes(pending: view.pending)
        if let empty = view.empty {
            Nothing(title: empty.title, words: empty.body, drawing: Pictograms.offline)
        }
        ForEach(view.blocks, id: \.id) { BlockCard(block: $0) }
        // The same for all blocks, so it is said once.
        if let source = view.blocks.first?.freshness.source {
            Text(source).letters(TextScale.small, Palette.quietInk).multilineTextAlignment(.center)
        }
    }
}

/// Whose screen it is: the strip stays in sight as long as the person acts for somebody, and the switch below it.
private struct ActingFor: View {
    let view: HomeView?
    @Environment(AppModel.self) private var app

    var body: some View {
        VStack(spacing: 0) {
            if let words = view?.actingFor {
                HStack(spacing: Space.gap) {
                    Pictogram(Pictograms.somebody)
                    Text(words).letters(TextScale.name, Palette.onActing)
                }
                .foregroundStyle(Paint(Palette.onActing))
                .padding(.horizontal, Space.edge)
                .padding(.vertical, Space.gap)
                .frame(maxWidth: .infinity, alignment: .leading)
                .background(Paint(Palette.acting))
                .accessibilityElement(children: .combine)
            }
            // One alone needs no switch.
            if let subjects = view?.subjects, subjects.count > 1 {
                ScrollView(.horizontal, showsIndicators: false) {
                    HStack(spacing: Space.tight) {
                        ForEach(subjects, id: \.id) { subject in
                            Chip(words: subject.name, detail: subject.relation, isChosen: subject.isCurrent) {
                                actFor(subject)
                            }
                        }
                    }
                    .padding(.horizontal, Space.gap)
                    .padding(.vertical, Space.tight)
                }
                .background(Paint(Palette.page))
                .accessibilityElement(children: .contain)
                .accessibilityLabel(view?.subjectsTitle ?? "")
            }
        }
    }

    private func actFor(_ subject: SubjectView) {
        Task {
            await app.home.actFor(subject)
            await app.refresh()
        }
    }
}
