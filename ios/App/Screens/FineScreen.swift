// One fine: how it stands, what can be done about it at the same size, what it costs, and what there is to prove it.

import MadridDesign
import MadridKit
import SwiftUI
import UIKit

/// A fine, by the number of its report.
struct FineScreen: View {
    let id: String
    @Environment(AppModel.self) private var app

    var body: some View {
        FineContent(id: id) { view in
            TroubleCards(explanations: [app.fines.failure, view.trouble, app.refreshFailure])
            Standing(view: view)
            Drafts(view: view)
            if !view.choices.isEmpty {
                CardTitle(view.choicesTitle).frame(maxWidth: .infinity, alignment: .leading)
                Choices(fine: view.id, choices: view.choices)
            }
            if !view.filed.isEmpty {
                Card {
                    CardTitle(view.filedTitle)
                    ForEach(view.filed, id: \.self) { Fact(label: $0.label, value: $0.value) }
                }
            }
            if !view.steps.isEmpty {
                Prices(view: view)
            }
            Evidence(view: view)
            Card {
                CardText(view.rule)
                ForEach(view.facts, id: \.self) { Fact(label: $0.label, value: $0.value) }
            }
            Freshness(view: view.freshness)
        }
        .refreshing(app)
    }
}

/// A screen about the fine that is open, kept up to date as long as it is in front.
struct FineContent<Content: View>: View {
    private let id: String
    private let content: (FineView) -> Content
    @Environment(AppModel.self) private var app

    init(id: String, @ViewBuilder content: @escaping (FineView) -> Content) {
        self.id = id
        self.content = content
    }

    var body: some View {
        Page(app.words.fines) {
            PersonContent { session in
                SignInAgain(session: session)
                BlockContent(fine) { content($0) }
            }
        }
        .task(id: Asked(id: id, attempts: app.attempts, language: app.language)) { await app.fines.watch(id) }
    }

    private struct Asked: Equatable {
        let id: String
        let attempts: Int
        let language: Language
    }

    /// Until it is read, the model may still have another one.
    private var fine: Block<FineView> {
        if let view = app.fines.fine.view, view.id != id { .loading } else { app.fines.fine }
    }
}

/// What it is for, what it costs today, how it stands and what that means.
private struct Standing: View {
    let view: FineView

    var body: some View {
        Card(view.state == .enforcement ? .notice : .plain) {
            VStack(alignment: .leading, spacing: Space.close) {
                CardTitle(view.title)
                if let amount = view.amount {
                    Text(amount).letters(TextScale.title, Palette.total)
                }
                Text(view.label).letters(TextScale.name, view.state.ink)
                CardText(view.body)
            }
            .accessibilityElement(children: .ignore)
            .accessibilityLabel(view.accessibilityLabel)
        }
    }
}

/// What the person has written, as far as it has come: also where it cannot be sent any more.
private struct Drafts: View {
    let view: FineView

    var body: some View {
        if view.allegations.state != .empty {
            draft(
                .allege(fine: view.id),
                [view.allegations.title, view.allegations.label, view.allegations.trouble?.title])
        }
        if view.driver.state != .empty {
            draft(.nameDriver(fine: view.id), [view.driver.title, view.driver.label, view.driver.trouble?.title])
        }
    }

    private func draft(_ route: Route, _ lines: [String?]) -> some View {
        let lines = lines.compactMap { $0 }
        return NavigationLink(value: route) {
            OpenCard(spoken: lines.joined(separator: ". ")) {
                ForEach(lines, id: \.self) { line in
                    if line == lines.first { Text(line).letters(TextScale.name) } else { CardText(line) }
                }
            }
        }
        .buttonStyle(.plain)
    }
}

/// In one row where there is room for all of them, else below each other: always in the same card, letters and buttons.
private struct Choices: View {
    let fine: String
    let choices: [FineChoiceView]
    @Environment(\.dynamicTypeSize) private var size

    var body: some View {
        if choices.count == 2, !size.isAccessibilitySize {
            HStack(alignment: .top, spacing: Space.gap) { cards }
        } else {
            VStack(spacing: Space.gap) { cards }
        }
    }

    private var cards: some View {
        ForEach(choices, id: \.kind) { choice in
            Card {
                VStack(alignment: .leading, spacing: Space.close) {
                    Text(choice.title).letters(TextScale.name)
                    side(choice.savesTitle, choice.saves)
                    side(choice.givesUpTitle, choice.givesUp)
                    if let until = choice.until {
                        Text(until).letters(TextScale.detail, Palette.quietInk)
                    }
                }
                .accessibilityElement(children: .ignore)
                .accessibilityLabel(choice.accessibilityLabel)
                NavigationLink(value: route(choice.kind)) { Text(choice.actionLabel).multilineTextAlignment(.center) }
                    .buttonStyle(ChoiceStyle(choice: .other))
            }
        }
    }

    @ViewBuilder private func side(_ title: String, _ lines: [String]) -> some View {
        if !lines.isEmpty {
            Text(title).letters(TextScale.label)
            ForEach(lines, id: \.self) { CardText($0) }
        }
    }

    private func route(_ kind: FineActionKind) -> Route {
        switch kind {
        case .pay: .pay(kind: .fine, debt: fine)
        case .allege: .allege(fine: fine)
        case .nameDriver: .nameDriver(fine: fine)
        }
    }
}

/// What it costs and will cost.
private struct Prices: View {
    let view: FineView

    var body: some View {
        Card {
            CardTitle(view.stepsTitle)
            ForEach(view.steps, id: \.self) { step in
                if step != view.steps.first {
                    Divider()
                }
                VStack(alignment: .leading, spacing: Space.hair) {
                    if let now = step.nowLabel {
                        Text(now).letters(TextScale.label, Palette.accent)
                    }
                    Text(step.amount).letters(TextScale.name)
                    CardText(step.label)
                    Text(step.when).letters(TextScale.detail, Palette.quietInk)
                }
                .accessibilityElement(children: .combine)
            }
        }
    }
}

/// What was seen, with what, and the photos.
private struct Evidence: View {
    let view: FineView
    @Environment(AppModel.self) private var app

    var body: some View {
        let evidence = view.evidence
        Card {
            CardTitle(evidence.title)
            CardText(evidence.description)
            ForEach(evidence.facts, id: \.self) { Fact(label: $0.label, value: $0.value) }
            if let none = evidence.noPhotos {
                CardText(none, Palette.quietInk)
            }
            ForEach(evidence.photos, id: \.number) { photo in
                VStack(alignment: .leading, spacing: Space.close) {
                    Text(photo.label).letters(TextScale.label).accessibilityHidden(true)
                    picture(photo)
                }
            }
        }
        .task(id: Asked(fine: view.id, photos: evidence.photos.count, attempts: app.attempts)) {
            await app.fines.fetchPhotos(of: view)
        }
    }

    private struct Asked: Equatable {
        let fine: String
        let photos: Int
        let attempts: Int
    }

    @ViewBuilder private func picture(_ photo: FinePhotoView) -> some View {
        switch app.fines.photos[photo.number] ?? .loading {
        case .loading: CardText(app.words.loading, Palette.quietInk)
        case .failed(let words): Remark(words: words.nextStep)
        case .shown(let bytes):
            if let image = UIImage(data: bytes) {
                Image(uiImage: image).resizable().scaledToFit().accessibilityLabel(photo.label)
            } else {
                Remark(words: app.fines.unreadable.body)
            }
        }
    }
}
