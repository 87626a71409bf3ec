// What the city has for the person, here and now: each thing says why it is there, and can be kept or sent away.

import MadridDesign
import MadridKit
import SwiftUI

/// The list in each of its states: loading, failed, empty, off, or with its cards.
struct ForYouScreen: View {
    @Environment(AppModel.self) private var app

    var body: some View {
        let list = app.forYou.list
        Page(list.view?.title ?? app.words.forYou) {
            NoticeCards()
            TroubleCards(explanations: [app.places.failure, app.forYou.failure, app.refreshFailure])
            BlockContent(list) { view in
                About(view: view)
                if let empty = view.empty {
                    Nothing(title: empty.title, words: empty.body, drawing: Pictograms.heart)
                }
                ForEach(view.items, id: \.id) { ForYouCard(item: $0) }
                Card { SwitchRow(view: view.switch) { await app.forYou.setOn($0) } }
                if let freshness = view.freshness {
                    Freshness(view: freshness)
                    Text(freshness.source).letters(TextScale.small, Palette.quietInk).multilineTextAlignment(.center)
                }
            }
        }
        .refreshing(app)
        .task(id: Asked(here: app.places.question.here, attempts: app.attempts)) { await app.forYou.watch() }
    }

    private struct Asked: Equatable {
        let here: HereRequest?
        let attempts: Int
    }
}

/// What the list is, from where it measures, and the ways on.
private struct About: View {
    let view: ForYouView
    @Environment(AppModel.self) private var app

    var body: some View {
        VStack(alignment: .leading, spacing: Space.gap) {
            CardText(view.body, Palette.quietInk)
            if let notice = view.notice {
                Remark(words: notice)
            }
            if let from = view.from {
                Text(from).letters(TextScale.detail, Palette.quietInk)
            }
            Flow(gap: Space.tight) {
                HereChip()
                ActionChip(words: app.words.map, drawing: Pictograms.map) { app.route.go(.map) }
                if app.session.session.view?.isClosed == false {
                    ActionChip(words: app.words.saved, drawing: Pictograms.saved) { app.route.go(.saved) }
                    ActionChip(words: app.words.interests, drawing: Pictograms.heart) { app.route.go(.interests) }
                }
            }
        }
        .padding(.horizontal, Space.tight)
        .frame(maxWidth: .infinity, alignment: .leading)
    }
}

/// Something recommended, or saved. What it says leads to its screen; what else can be done stands below.
struct ForYouCard: View {
    let item: ForYouItemView
    @Environment(AppModel.self) private var app

    var body: some View {
        Card {
            NavigationLink(value: app.screen(of: item)) { texts }.buttonStyle(.plain)
            let others = item.actions.filter { $0.kind != .see }
            if !others.isEmpty {
                Flow(gap: Space.tight) { ForEach(others, id: \.kind) { button($0) } }
            }
        }
    }

    private var texts: some View {
        HStack(alignment: .top, spacing: Space.gap) {
            Disc(drawing: item.kind.drawing)
            VStack(alignment: .leading, spacing: Space.close) {
                Text(item.title).letters(TextScale.name)
                Text(item.kindLabel).letters(TextScale.detail, Palette.quietInk)
                ForEach([item.reason, item.moreReason].compactMap { $0 }, id: \.self) {
                    Text($0).letters(TextScale.label, Palette.accent)
                }
                ForEach([item.distanceLabel, item.detail].compactMap { $0 }, id: \.self) {
                    Text($0).letters(TextScale.detail, Palette.quietInk)
                }
            }
        }
        .frame(maxWidth: .infinity, minHeight: Sizes.touch, alignment: .leading)
        .contentShape(.rect)
        .accessibilityElement(children: .ignore)
        .accessibilityLabel(item.accessibilityLabel)
    }

    private func button(_ action: ForYouActionView) -> some View {
        ActionChip(words: action.label, drawing: action.kind.drawing, spoken: action.accessibilityLabel) {
            if action.kind == .why {
                app.route.sheet = .why(id: item.id)
            } else {
                Task { await app.forYou.perform(action.kind, on: item.id) }
            }
        }
    }
}

/// Measures from where the person is, once they ask for it.
struct HereChip: View {
    @Environment(AppModel.self) private var app
    @State private var whereabouts = Whereabouts()

    var body: some View {
        let places = app.places
        Chip(words: places.filter.hereLabel, drawing: Pictograms.here, isChosen: places.question.here != nil) {
            Task { places.stand(at: await whereabouts.here()) }
        }
    }
}

extension ForYouKind {
    /// What stands for it.
    var drawing: Drawing {
        switch self {
        case .place: Pictograms.places
        case .event: Pictograms.calendar
        case .procedure: Pictograms.document
        case .card: Pictograms.card
        case .payment: Pictograms.euro
        }
    }
}

extension ForYouActionKind {
    fileprivate var drawing: Drawing {
        switch self {
        case .see: Pictograms.forward
        case .save: Pictograms.saved
        case .unsave: Pictograms.check
        case .notThis: Pictograms.close
        case .why: Pictograms.help
        }
    }
}
