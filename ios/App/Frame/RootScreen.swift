// The open app: welcome or tabs, the sign-in in front of either, and coming and going.

import MadridKit
import SwiftUI

/// Everything but the opening.
struct RootScreen: View {
    let app: AppModel
    @Environment(\.scenePhase) private var phase
    /// Coming and going, one after the other.
    @State private var turn: Task<Void, Never>?

    var body: some View {
        @Bindable var route = app.route
        front
            .overlay { if isCurtained { Emblem() } }
            .sheet(isPresented: $route.isSigningIn) { SignInScreen().environment(app) }
            .onChange(of: phase) { follow(phase) }
            .modifier(Watching(app: app))
    }

    @ViewBuilder private var front: some View {
        if let welcome = app.welcome {
            WelcomeScreen(view: welcome)
        } else {
            MainTabs()
        }
    }

    /// The system takes a picture of what it leaves: a person's data are not in it. With the app lock on nobody sees them
    /// among the open apps either.
    private var isCurtained: Bool {
        guard let session = app.session.session.view, session.state != .signedOut else { return false }
        return phase == .background || phase == .inactive && session.appLock
    }

    private func follow(_ phase: ScenePhase) {
        let before = turn
        switch phase {
        case .background:
            turn = Task {
                await before?.value
                await BackgroundTime.lend { await app.enterBackground() }
            }
        case .active:
            turn = Task {
                await before?.value
                await app.enterForeground()
            }
        default: break
        }
    }
}

/// Keeps every model up to date as long as the app is there, and begins anew when the person tries again.
private struct Watching: ViewModifier {
    let app: AppModel

    private struct Place: Equatable {
        let here: HereRequest?
        let attempts: Int
    }

    func body(content: Content) -> some View {
        content
            .task(id: app.attempts) { await app.watch() }
            .task(id: app.attempts) { await app.session.watch() }
            .task(id: app.attempts) { await app.profile.watch() }
            .task(id: app.attempts) { await app.settings.watch() }
            .task(id: Place(here: app.places.question.here, attempts: app.attempts)) {
                await app.home.watch(here: app.places.question.here)
            }
            .task { await app.refresh() }
    }
}
