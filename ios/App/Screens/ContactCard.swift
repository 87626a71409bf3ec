// How the city reaches the person: read, or written. What is written stays until the phone has taken it.

import MadridDesign
import MadridKit
import SwiftUI

/// The fields that can be wrong.
enum ContactField {
    /// The telephone.
    case phone
    /// The e-mail.
    case email

    /// The field that a mistake is about; `nil` when it is about none.
    init?(_ mistake: ExplanationView) {
        switch mistake.code {
        case "input.phone": self = .phone
        case "input.email": self = .email
        default: return nil
        }
    }
}

/// What is known, and the button that lets it be written.
struct ContactCard: View {
    let view: ContactView
    @Environment(AppModel.self) private var app

    var body: some View {
        Card {
            CardTitle(view.title)
            if app.profile.draft != nil {
                form
            } else {
                Fact(label: view.phoneLabel, value: view.phone)
                Fact(label: view.emailLabel, value: view.email ?? view.noEmailLabel)
                ChoiceButton(label: view.editLabel, drawing: Pictograms.edit) { app.profile.beginDraft() }
            }
        }
    }

    @ViewBuilder private var form: some View {
        Field(label: view.phoneLabel, text: typed(\.phone), mistake: mistake(.phone))
            .keyboardType(.phonePad)
            .textContentType(.telephoneNumber)
        Field(label: view.emailLabel, text: typed(\.email), mistake: mistake(.email))
            .keyboardType(.emailAddress)
            .textContentType(.emailAddress)
            .textInputAutocapitalization(.never)
            .autocorrectionDisabled()
        ChoiceButton(label: view.saveLabel, choice: .first) { Task { await app.profile.sendDraft() } }
        ChoiceButton(label: view.cancelLabel) { app.profile.dismissDraft() }
    }

    private func mistake(_ field: ContactField) -> ExplanationView? {
        app.profile.failure.flatMap { ContactField($0) == field ? $0 : nil }
    }

    private func typed(_ field: WritableKeyPath<ContactDraft, String> & Sendable) -> Binding<String> {
        let profile = app.profile
        return Binding(
            get: { @MainActor in profile.draft?[keyPath: field] ?? "" },
            set: { @MainActor in profile.draft?[keyPath: field] = $0 })
    }
}

/// A field with its label above it, where it has room in any size, and what is wrong with it below.
struct Field: View {
    let label: String
    let text: Binding<String>
    let mistake: ExplanationView?

    var body: some View {
        VStack(alignment: .leading, spacing: Space.close) {
            // The field itself says its label to a screen reader.
            Text(label).letters(TextScale.label).accessibilityHidden(true)
            TextField(label, text: text)
                .letters(TextScale.body)
                .padding(Space.gap)
                .frame(minHeight: Sizes.touch)
                .overlay {
                    RoundedRectangle(cornerRadius: Corners.control)
                        .strokeBorder(Paint(mistake == nil ? Palette.outline : Palette.danger), lineWidth: Lines.strong)
                }
            if let mistake {
                VStack(alignment: .leading, spacing: Space.hair) {
                    Text(mistake.title).letters(TextScale.label, Palette.danger)
                    Text(mistake.body).letters(TextScale.detail, Palette.danger)
                    Text(mistake.nextStep).letters(TextScale.label, Palette.danger)
                }
                .accessibilityElement(children: .combine)
            }
        }
        .announced(mistake)
    }
}
