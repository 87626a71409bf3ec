// What stands in place of a person's data while they are signed out or locked, and the banner of a session that has ended.

import MadridDesign
import MadridKit
import SwiftUI

extension SessionView {
    /// Whether nothing of the person may be drawn now.
    var isClosed: Bool { state == .signedOut || state == .locked }
}

/// The way in: signing in, or the lock.
struct Gate: View {
    let session: SessionView
    @Environment(AppModel.self) private var app

    var body: some View {
        VStack(spacing: Space.inner) {
            Disc(drawing: session.state == .locked ? Pictograms.lock : Pictograms.somebody, isLarge: true)
            Text(session.title).letters(TextScale.title).accessibilityAddTraits(.isHeader)
            CardText(session.body, Palette.quietInk)
            ForEach(session.actions, id: \.kind) { action in
                let isFirst = action.kind == session.actions.first?.kind
                ChoiceButton(label: action.label, choice: isFirst ? .first : .other) { act(action.kind) }
            }
            TroubleCards(explanations: [app.session.failure])
        }
        .multilineTextAlignment(.center)
        .disabled(app.session.isBusy)
        .padding(.vertical, Space.air)
        .padding(.horizontal, Space.edge)
        .frame(maxWidth: .infinity)
    }

    /// Signing in begins with what it is about; the browser opens when the person has read that.
    private func act(_ kind: SessionActionKind) {
        if kind == .signIn, session.invitation != nil {
            app.route.sheet = .signIn
        } else {
            Task { await app.session.perform(kind) }
        }
    }
}

/// The city ended the session: one banner, one button, above a screen that stays readable.
struct SignInAgain: View {
    let session: SessionView
    @Environment(AppModel.self) private var app

    var body: some View {
        if session.state == .signInAgain {
            Card(.notice) {
                VStack(alignment: .leading, spacing: Space.close) {
                    Text(session.title).letters(TextScale.name)
                    CardText(session.body)
                }
                .accessibilityElement(children: .combine)
                if let action = session.actions.first(where: { $0.kind == .signIn }) {
                    ChoiceButton(label: action.label, choice: .first, drawing: Pictograms.signIn) {
                        Task { await app.session.perform(action.kind) }
                    }
                    .disabled(app.session.isBusy)
                }
            }
        }
    }
}

/// The screens of a person: their content, or the gate while it is closed.
struct PersonContent<Content: View>: View {
    private let content: (SessionView) -> Content
    @Environment(AppModel.self) private var app

    init(@ViewBuilder content: @escaping (SessionView) -> Content) {
        self.content = content
    }

    var body: some View {
        BlockContent(app.session.session) { session in
            if session.isClosed {
                Gate(session: session)
            } else {
                content(session)
            }
        }
    }
}
