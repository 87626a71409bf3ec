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
    @State private var isEditing = false
    @State private var draft = Draft()

    /// What the person has typed so far.
    private struct Draft {
        var phone = ""
        var email = ""
    }

    var body: some View {
        Card {
            CardTitle(view.title)
            if isEditing {
                form
            } else {
                Fact(label: view.phoneLabel, value: view.phone)
                Fact(label: view.emailLabel, value: view.email ?? view.noEmailLabel)
                ChoiceButton(label: view.editLabel, drawing: Pictograms.edit) {
                    draft = Draft(phone: view.phone, email: view.email ?? "")
                    isEditing = true
                }
            }
        }
    }

    @ViewBuilder private var form: some View {
        Field(label: view.phoneLabel, text: $draft.phone, mistake: mistake(.phone))
            .keyboardType(.phonePad)
            .textContentType(.telephoneNumber)
        Field(label: view.emailLabel, text: $draft.email, mistake: mistake(.email))
            .keyboardType(.emailAddress)
            .textContentType(.emailAddress)
            .textInputAutocapitalization(.never)
            .autocorrectionDisabled()
        ChoiceButton(label: view.saveLabel, choice: .first, action: save)
        ChoiceButton(label: view.cancelLabel) { isEditing = false }
    }

    private func mistake(_ field: ContactField) -> ExplanationView? {
        app.profile.failure.flatMap { ContactField($0) == field ? $0 : nil }
    }

    /// Only what was changed is sent.
    private func save() {
        let phone = draft.phone == view.phone ? nil : draft.phone
        let email = draft.email == view.email ?? "" ? nil : draft.email
        guard phone != nil || email != nil else {
            isEditing = false
            return
        }
        Task { isEditing = !(await app.profile.changeContact(ContactRequest(phone: phone, email: email))) }
    }
}

/// A field with its label above it, where it has room in any size, and what is wrong with it below.
private struct Field: View {
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
    }
}
