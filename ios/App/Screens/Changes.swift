// What the person changed and has not reached its end, on the first screen and on the profile.

import MadridDesign
import MadridKit
import SwiftUI

/// Every change, with what can be done about it.
struct Changes: View {
    let pending: [PendingView]
    @Environment(AppModel.self) private var app

    var body: some View {
        ForEach(pending, id: \.id) { change in
            Card(change.state == .waiting ? .plain : .notice) {
                VStack(alignment: .leading, spacing: Space.close) {
                    Text(change.title).letters(TextScale.name)
                    CardText(change.label)
                    Text(change.since).letters(TextScale.detail, Palette.quietInk)
                }
                .accessibilityElement(children: .combine)
                ForEach(change.actions, id: \.kind) { action in
                    ChoiceButton(
                        label: action.label, choice: action.kind == change.actions.first?.kind ? .first : .other
                    ) {
                        Task { await app.profile.perform(action.kind, on: change.id) }
                    }
                }
                .disabled(app.session.isBusy)
            }
        }
    }
}
