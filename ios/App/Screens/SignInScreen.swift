// Before the browser opens: how signing in goes, and whether the phone should ask from now on.

import MadridDesign
import MadridKit
import SwiftUI

/// A sheet in front of whatever the person was doing.
struct SignInScreen: View {
    @Environment(AppModel.self) private var app

    var body: some View {
        NavigationStack {
            BlockContent(app.session.session) { session in
                if let view = session.invitation {
                    Invitation(view: view)
                } else {
                    // The person is signed in meanwhile.
                    Emblem().onAppear { app.route.signedIn() }
                }
            }
        }
    }
}

private struct Invitation: View {
    let view: SignInView
    @Environment(AppModel.self) private var app

    var body: some View {
        @Bindable var session = app.session
        Page(view.title) {
            CardText(view.body)
            Card {
                ForEach(view.steps, id: \.self) { step in
                    HStack(alignment: .top, spacing: Space.gap) {
                        Pictogram(Pictograms.check).foregroundStyle(Paint(Palette.accent))
                        CardText(step)
                    }
                    .accessibilityElement(children: .combine)
                }
            }
            if let appLock = view.appLock {
                Card { SwitchRow(view: appLock, isOn: $session.wantsAppLock) }
            }
            if let failure = session.failure {
                Trouble(explanation: failure)
            }
            ChoiceButton(label: view.actionLabel, choice: .first, drawing: Pictograms.signIn, action: signIn)
                .disabled(session.isBusy)
        }
        .toolbar {
            ToolbarItem(placement: .cancellationAction) {
                BarButton(label: app.words.close, drawing: Pictograms.close) { app.route.sheet = nil }
            }
        }
    }

    private func signIn() {
        Task {
            if await app.session.signIn() {
                app.route.signedIn()
            }
        }
    }
}
