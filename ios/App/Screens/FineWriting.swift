// What the person answers to a fine: why it is wrong, or who drove. Every letter is kept on the phone.

import MadridDesign
import MadridKit
import SwiftUI
import UniformTypeIdentifiers

/// Why the fine is wrong, and the files that go with it.
struct AllegeScreen: View {
    let id: String
    @Environment(AppModel.self) private var app

    var body: some View {
        FineContent(id: id) { view in
            let draft = view.allegations
            TroubleCards(explanations: [app.fines.failure])
            Card {
                CardTitle(draft.title)
                CardText(draft.hint)
                if draft.attachLabel == nil {
                    CardText(draft.text)
                } else {
                    LongField(label: draft.title, text: text)
                }
            }
            Papers(fine: id, draft: draft)
            Ending(
                view: view, label: draft.label, trouble: draft.trouble, send: draft.sendLabel,
                discard: draft.discardLabel
            ) {
                Task { await app.fines.send(id) }
            } thrownAway: {
                Task { await app.fines.discard(.allege, of: id) }
            }
        }
    }

    private var text: Binding<String> {
        let fines = app.fines
        return Binding(
            get: { @MainActor in fines.text },
            set: { @MainActor in
                fines.type($0)
                Task { await fines.keep() }
            })
    }
}

/// A field of several lines. It says its label to a screen reader.
private struct LongField: View {
    let label: String
    let text: Binding<String>

    var body: some View {
        TextField(label, text: text, axis: .vertical)
            .lineLimit(8...)
            .letters(TextScale.body)
            .padding(Space.gap)
            .frame(minHeight: Sizes.touch)
            .overlay {
                RoundedRectangle(cornerRadius: Corners.control)
                    .strokeBorder(Paint(Palette.outline), lineWidth: Lines.strong)
            }
    }
}

/// The files: what they may be, and each with the button that takes it away. The system's own list is where they are chosen.
private struct Papers: View {
    let fine: String
    let draft: FineAllegationsView
    @Environment(AppModel.self) private var app
    @State private var isChoosing = false

    var body: some View {
        if !draft.papers.isEmpty || draft.attachLabel != nil {
            Card {
                CardText(draft.papersHint)
                ForEach(draft.papers, id: \.id) { paper in
                    if let detach = paper.detachLabel {
                        ChoiceButton(label: detach, drawing: Pictograms.close) {
                            Task { await app.fines.detach(paper.id, from: fine) }
                        }
                    } else {
                        CardText(paper.name)
                    }
                }
                if let attach = draft.attachLabel {
                    ChoiceButton(label: attach, drawing: Pictograms.plus) { isChoosing = true }
                }
            }
            .fileImporter(isPresented: $isChoosing, allowedContentTypes: [.item]) { result in
                if case .success(let url) = result, let file = ChosenFile(at: url) {
                    Task { await app.fines.attach(file.name, file.bytes, to: fine) }
                }
            }
        }
    }
}

/// Who drove.
struct NameDriverScreen: View {
    let id: String
    @Environment(AppModel.self) private var app

    var body: some View {
        FineContent(id: id) { view in
            let draft = view.driver
            TroubleCards(explanations: [mistake == nil ? app.fines.failure : nil])
            Card {
                CardTitle(draft.title)
                CardText(draft.hint)
                if draft.canChange {
                    Field(label: draft.nameLabel, text: typed(\.name), mistake: nil)
                    Field(label: draft.documentLabel, text: typed(\.document), mistake: mistake)
                        .autocorrectionDisabled()
                    Field(label: draft.addressLabel, text: typed(\.address), mistake: nil)
                    Field(label: draft.licenceLabel, text: typed(\.licence), mistake: nil).autocorrectionDisabled()
                } else {
                    ForEach(facts(draft), id: \.self) { Fact(label: $0.label, value: $0.value) }
                }
            }
            Ending(
                view: view, label: draft.label, trouble: draft.trouble, send: draft.sendLabel,
                discard: draft.discardLabel
            ) {
                if let driver = app.fines.driver {
                    Task { await app.fines.nameDriver(driver) }
                }
            } thrownAway: {
                Task { await app.fines.discard(.nameDriver, of: id) }
            }
        }
    }

    private struct Known: Hashable {
        let label: String
        let value: String
    }

    private func facts(_ draft: FineDriverView) -> [Known] {
        [
            Known(label: draft.nameLabel, value: draft.name), Known(label: draft.documentLabel, value: draft.document),
            Known(label: draft.addressLabel, value: draft.address),
            Known(label: draft.licenceLabel, value: draft.licence),
        ].filter { !$0.value.isEmpty }
    }

    /// A wrong document is said at its field.
    private var mistake: ExplanationView? { app.fines.failure.flatMap { $0.code == "fine.document" ? $0 : nil } }

    private func typed(_ field: WritableKeyPath<DriverDraft, String> & Sendable) -> Binding<String> {
        let fines = app.fines
        return Binding(
            get: { @MainActor in fines.driver?[keyPath: field] ?? "" },
            set: { @MainActor in
                guard var driver = fines.driver else { return }
                driver[keyPath: field] = $0
                fines.type(driver)
                Task { await fines.keep() }
            })
    }
}

/// How far what is written has come, and the buttons below it.
private struct Ending: View {
    let view: FineView
    let label: String?
    let trouble: ExplanationView?
    let send: String?
    let discard: String?
    let sent: @MainActor () -> Void
    let thrownAway: @MainActor () -> Void
    @Environment(AppModel.self) private var app

    var body: some View {
        if let trouble {
            Trouble(explanation: trouble)
        }
        if let label {
            Text(label).letters(TextScale.name).frame(maxWidth: .infinity, alignment: .leading)
        }
        if app.fines.isAsking {
            Asking(words: view.askingLabel)
        } else {
            if let send {
                ChoiceButton(label: send, choice: .first, action: sent)
            }
            if let discard {
                ChoiceButton(label: discard, action: thrownAway)
            }
        }
    }
}
