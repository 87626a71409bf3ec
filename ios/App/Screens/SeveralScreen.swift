// Several debts in one go: which, what they come to, and one after the other.

import MadridDesign
import MadridKit
import SwiftUI

/// Which to pay. Nothing is ticked beforehand.
struct SeveralScreen: View {
    @Environment(AppModel.self) private var app
    @State private var chosen: Set<String> = []

    var body: some View {
        Page(app.words.several) {
            PersonContent { session in
                SignInAgain(session: session)
                TroubleCards(explanations: [app.several.failure, app.refreshFailure])
                BlockContent(app.home.home) { home in
                    if let view = home.blocks.compactMap(\.several).first {
                        choices(view)
                    } else {
                        Trouble(explanation: app.home.gone)
                    }
                }
            }
        }
        .refreshing(app)
    }

    @ViewBuilder private func choices(_ view: SeveralOfferView) -> some View {
        CardText(view.body).frame(maxWidth: .infinity, alignment: .leading)
        ForEach(view.debts, id: \.id) { debt in
            Tick(debt: debt, isOn: chosen.contains(debt.id)) { chosen.formSymmetricDifference([debt.id]) }
        }
        let wanted = view.debts.filter { chosen.contains($0.id) }.compactMap(\.pay)
        if !wanted.isEmpty {
            ChoiceButton(label: view.lookLabel, choice: .first) { look(wanted) }.disabled(app.several.isAsking)
        }
    }

    private func look(_ offers: [PayOfferView]) {
        Task {
            let ids = await app.several.prepare(offers.map { DebtRequest(kind: $0.kind, debt: $0.debt) })
            if let ids, !ids.isEmpty {
                app.route.go(.together(payments: ids))
            }
        }
    }
}

private struct Tick: View {
    let debt: HomeItemView
    let isOn: Bool
    let change: @MainActor () -> Void

    var body: some View {
        Button(action: change) {
            Card {
                HStack(spacing: Space.gap) {
                    Pictogram(isOn ? Pictograms.check : Pictograms.plus)
                        .foregroundStyle(Paint(isOn ? Palette.accent : Palette.quietInk))
                    ItemTexts(item: debt)
                }
                .frame(maxWidth: .infinity, minHeight: Sizes.touch, alignment: .leading)
            }
        }
        .buttonStyle(.plain)
        .accessibilityElement(children: .ignore)
        .accessibilityLabel(debt.accessibilityLabel)
        .accessibilityAddTraits(isOn ? [.isButton, .isSelected] : .isButton)
    }
}

/// What they come to, how far the person has come, and which is next.
struct TogetherScreen: View {
    let ids: [Int64]
    @Environment(AppModel.self) private var app

    var body: some View {
        Page(app.words.several) {
            PersonContent { session in
                SignInAgain(session: session)
                BlockContent(several) { view in
                    Card {
                        VStack(alignment: .leading, spacing: Space.close) {
                            Text(view.total).letters(TextScale.title, Palette.total)
                            CardText(view.headline)
                        }
                        .accessibilityElement(children: .combine)
                    }
                    ForEach(view.payments, id: \.id) { PaymentCard(payment: $0) }
                    ForEach(view.notPayable, id: \.debt) { NotPayable(view: $0) }
                    if let next = view.next {
                        ChoiceButton(label: view.nextLabel, choice: .first) { app.route.go(.payment(id: next)) }
                    }
                }
            }
        }
        .task(id: Moment(app)) { await app.several.read(ids) }
    }

    /// Until they are read, the model may still have others.
    private var several: Block<SeveralView> {
        if let view = app.several.several.view, view.payments.map(\.id) != ids { .loading } else { app.several.several }
    }

    /// They are read anew whenever one of them has moved.
    private struct Moment: Equatable {
        let attempts: Int
        let language: Language
        let session: SessionState?
        let stages: [PaymentStage]

        @MainActor init(_ app: AppModel) {
            attempts = app.attempts
            language = app.language
            session = app.session.session.view?.state
            stages = app.payments.payments.view?.payments.map(\.stage) ?? []
        }
    }
}

private struct NotPayable: View {
    let view: NotPayableView

    var body: some View {
        VStack(alignment: .leading, spacing: Space.close) {
            Text(view.about).letters(TextScale.detail, Palette.quietInk)
            Trouble(explanation: view.why)
        }
        .accessibilityElement(children: .combine)
    }
}
