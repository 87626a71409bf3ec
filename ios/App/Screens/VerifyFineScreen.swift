// Is this fine real? For anybody, signed in or not.

import Accessibility
import MadridDesign
import MadridKit
import SwiftUI

/// The two numbers of a paper, and what the city says of them.
struct VerifyFineScreen: View {
    @Environment(AppModel.self) private var app
    @State private var bulletin = ""
    @State private var plate = ""

    var body: some View {
        let form = app.fines.verifyForm
        Page(app.words.verifyFine) {
            TroubleCards(explanations: [app.fines.failure])
            Card {
                CardText(form.hint)
                Field(label: form.bulletinLabel, text: $bulletin, mistake: nil).keyboardType(.numberPad)
                Field(label: form.plateLabel, text: $plate, mistake: nil)
                    .textInputAutocapitalization(.characters)
                    .autocorrectionDisabled()
            }
            if app.fines.isAsking {
                Asking(words: form.askingLabel)
            } else {
                ChoiceButton(label: form.actionLabel, choice: .first) {
                    Task { await app.fines.verify(bulletin, plate) }
                }
                if let answer = app.fines.verified {
                    Answer(view: answer)
                }
            }
        }
        // What was asked on another day or by somebody else is not said of what is typed now.
        .onChange(of: Typed(bulletin: bulletin, plate: plate, language: app.language), initial: true) {
            app.fines.forgetVerified()
        }
    }

    private struct Typed: Equatable {
        let bulletin: String
        let plate: String
        let language: Language
    }
}

/// The words say it; the colour and the picture repeat it for the eye. Somebody who does not see it appear hears it.
private struct Answer: View {
    let view: VerifyView

    var body: some View {
        Card(view.outcome == .real ? .plain : .notice) {
            HStack(alignment: .top, spacing: Space.gap) {
                Pictogram(view.outcome == .real ? Pictograms.check : Pictograms.warning)
                    .foregroundStyle(Paint(view.outcome == .real ? Palette.accent : Palette.noticeMark))
                VStack(alignment: .leading, spacing: Space.close) {
                    CardTitle(view.title)
                    CardText(view.body)
                    ForEach(view.facts, id: \.self) { fact in
                        CardText([fact.label, fact.value].filter { !$0.isEmpty }.joined(separator: ": "))
                    }
                }
            }
            .accessibilityElement(children: .ignore)
            .accessibilityLabel(view.accessibilityLabel)
            if let trouble = view.trouble {
                Remark(words: trouble.nextStep)
            }
        }
        .task(id: view.title) { AccessibilityNotification.Announcement(view.title).post() }
    }
}
