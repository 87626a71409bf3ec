// What could not be done, what is empty, and how fresh something is: never a dead end, never a full screen of nothing.

import Accessibility
import MadridDesign
import MadridKit
import SwiftUI

/// A failure in plain words, with a button to try again where that can help.
struct Trouble: View {
    let explanation: ExplanationView
    var retry: String?
    var again: (@MainActor () -> Void)?

    var body: some View {
        Card(.notice) {
            HStack(alignment: .top, spacing: Space.gap) {
                Pictogram(Pictograms.warning).foregroundStyle(Paint(Palette.noticeMark))
                VStack(alignment: .leading, spacing: Space.close) {
                    Text(explanation.title).letters(TextScale.name)
                    CardText(explanation.body)
                    Text(explanation.nextStep).letters(TextScale.label)
                }
            }
            .accessibilityElement(children: .combine)
            if let retry, let again {
                ChoiceButton(label: retry, drawing: Pictograms.refresh, action: again)
            }
        }
        .announced(explanation)
    }
}

extension View {
    /// Somebody who does not see a failure appear hears it.
    func announced(_ explanation: ExplanationView?) -> some View {
        task(id: explanation) {
            if let explanation {
                AccessibilityNotification.Announcement(explanation.title).post()
            }
        }
    }
}

/// Several failures, each once.
struct TroubleCards: View {
    let explanations: [ExplanationView?]
    @Environment(AppModel.self) private var app

    var body: some View {
        ForEach(distinct, id: \.code) { explanation in
            Trouble(explanation: explanation, retry: app.words.retry) { Task { await app.tryAgain() } }
        }
    }

    private var distinct: [ExplanationView] {
        var codes = Set<String>()
        return explanations.compactMap { $0 }.filter { codes.insert($0.code).inserted }
    }
}

/// Something to know that is no failure.
struct NoticeCards: View {
    @Environment(AppModel.self) private var app

    var body: some View {
        ForEach(app.status.view?.notices ?? [], id: \.code) { notice in
            Card(.notice) {
                VStack(alignment: .leading, spacing: Space.close) {
                    Text(notice.title).letters(TextScale.name)
                    CardText(notice.body)
                }
                .accessibilityElement(children: .combine)
            }
        }
    }
}

/// Why there is nothing to see.
struct Nothing: View {
    let title: String
    let words: String
    var drawing = Pictograms.search

    var body: some View {
        VStack(spacing: Space.gap) {
            Disc(drawing: drawing, isLarge: true)
            Text(title).letters(TextScale.heading)
            CardText(words, Palette.quietInk)
        }
        .multilineTextAlignment(.center)
        .padding(.vertical, Space.air)
        .padding(.horizontal, Space.edge)
        .frame(maxWidth: .infinity)
        .accessibilityElement(children: .combine)
    }
}

/// How fresh something is. The words say it; the dot only repeats it.
struct Freshness: View {
    let view: FreshnessView

    var body: some View {
        HStack(spacing: Space.tight) {
            Circle().fill(Paint(dot)).frame(width: Sizes.dot, height: Sizes.dot).accessibilityHidden(true)
            Text(view.label).letters(TextScale.detail, Palette.quietInk)
        }
    }

    private var dot: SchemeColour {
        switch view.state {
        case .fresh: Palette.freshOnPage
        case .stale: Palette.staleOnPage
        case .failed: Palette.danger
        }
    }
}

/// A part of a screen in each of its states. The word of its button asks again.
struct BlockContent<Value: Sendable, Content: View>: View {
    private let block: Block<Value>
    private let content: (Value) -> Content
    @Environment(AppModel.self) private var app

    init(_ block: Block<Value>, @ViewBuilder content: @escaping (Value) -> Content) {
        self.block = block
        self.content = content
    }

    var body: some View {
        switch block {
        case .loading: Skeleton(loading: app.words.loading)
        case .failed(let explanation):
            Trouble(explanation: explanation, retry: app.words.retry) { Task { await app.tryAgain() } }
        case .shown(let value): content(value)
        }
    }
}
