// What an event must be, for whom and where.

import MadridDesign
import MadridKit
import SwiftUI

/// A sheet in front of the agenda, which follows at once.
struct AgendaFilterScreen: View {
    @Environment(AppModel.self) private var app
    @Environment(\.dismiss) private var dismiss

    var body: some View {
        NavigationStack {
            Page(app.agenda.filter.view?.title ?? app.words.agenda) {
                BlockContent(app.agenda.filter) { view in
                    Card {
                        Flow(gap: Space.tight) {
                            Chip(words: view.freeLabel, isChosen: app.agenda.question.free) {
                                app.agenda.question.free.toggle()
                            }
                            if app.agenda.question.here != nil {
                                Chip(words: view.nearLabel, isChosen: app.agenda.question.near) {
                                    app.agenda.question.near.toggle()
                                }
                            } else {
                                // Without it nobody knows what is near.
                                HereChip()
                            }
                        }
                    }
                    times(view)
                    audiences(view)
                    kinds(view)
                    if !view.districts.isEmpty {
                        districts(view)
                    }
                    ChoiceButton(label: view.doneLabel, choice: .first) { dismiss() }
                    ChoiceButton(label: view.resetLabel) { app.agenda.question.reset() }
                }
            }
        }
        .presentationDetents([.medium, .large])
    }

    private func times(_ view: AgendaFilterView) -> some View {
        Choices(title: view.whenTitle) {
            ForEach(view.times + view.days, id: \.label) { choice in
                Chip(words: choice.label, isChosen: app.agenda.question.time == choice.time) {
                    app.agenda.question.time = choice.time
                }
            }
        }
    }

    private func audiences(_ view: AgendaFilterView) -> some View {
        Choices(title: view.audienceTitle) {
            anyOf(view.anyAudienceLabel, \.audience)
            ForEach(view.audiences, id: \.audience) { one($0.label, \.audience, $0.audience) }
        }
    }

    private func kinds(_ view: AgendaFilterView) -> some View {
        Choices(title: view.kindTitle) {
            anyOf(view.anyKindLabel, \.kind)
            ForEach(view.kinds, id: \.kind) { one($0.label, \.kind, $0.kind) }
        }
    }

    private func districts(_ view: AgendaFilterView) -> some View {
        Choices(title: view.districtTitle) {
            anyOf(view.anyDistrictLabel, \.district)
            ForEach(view.districts, id: \.code) { one($0.label, \.district, $0.code) }
        }
    }

    private func anyOf<Value: Equatable & Sendable>(
        _ words: String, _ place: WritableKeyPath<AgendaQuestion, Value?> & Sendable
    ) -> some View {
        Chip(words: words, isChosen: app.agenda.question[keyPath: place] == nil) {
            app.agenda.question[keyPath: place] = nil
        }
    }

    private func one<Value: Equatable & Sendable>(
        _ words: String, _ place: WritableKeyPath<AgendaQuestion, Value?> & Sendable, _ value: Value
    ) -> some View {
        Chip(words: words, isChosen: app.agenda.question[keyPath: place] == value) {
            app.agenda.question[keyPath: place] = value
        }
    }
}

/// Chips of one question, of which one is chosen.
private struct Choices<Content: View>: View {
    private let title: String
    private let content: Content

    init(title: String, @ViewBuilder content: () -> Content) {
        self.title = title
        self.content = content()
    }

    var body: some View {
        Card {
            CardTitle(title)
            Flow(gap: Space.tight) { content }
        }
    }
}
