// The open app: welcome or tabs, what is in front of either, and coming and going.

import MadridDesign
import MadridKit
import SwiftUI

/// Everything but the opening.
struct RootScreen: View {
    let app: AppModel
    @Environment(\.scenePhase) private var phase
    /// Where the person was when the system ended the app.
    @SceneStorage("bookmark") private var bookmark = ""

    var body: some View {
        @Bindable var route = app.route
        front
            .safeAreaInset(edge: .top, spacing: 0) { LostLink() }
            .modifier(Curtain())
            .sheet(item: $route.sheet) { sheet in
                sheet.screen.modifier(Curtain()).environment(app)
            }
            .onChange(of: phase, initial: true) { follow(phase) }
            .modifier(Watching(app: app))
            .task {
                await app.route.restore(bookmark)
                bookmark = app.route.bookmark
            }
            .onChange(of: app.route.bookmark) { bookmark = app.route.bookmark }
    }

    @ViewBuilder private var front: some View {
        if let welcome = app.welcome {
            WelcomeScreen(view: welcome)
        } else {
            MainTabs()
        }
    }

    private func follow(_ phase: ScenePhase) {
        switch phase {
        case .background: Task { await BackgroundTime.lend { await app.enterBackground() } }
        case .active: Task { await app.enterForeground() }
        default: break
        }
    }
}

extension Sheet {
    /// What it shows.
    @MainActor @ViewBuilder fileprivate var screen: some View {
        switch self {
        case .signIn: SignInScreen()
        case .filter: FilterScreen()
        case .arrange: ArrangeScreen()
        case .agendaFilter: AgendaFilterScreen()
        case .why(let id): WhyScreen(id: id)
        }
    }
}

/// A link that led nowhere: said once, above whatever is in front.
private struct LostLink: View {
    @Environment(AppModel.self) private var app

    var body: some View {
        if let failure = app.route.failure {
            VStack(spacing: Space.tight) {
                Trouble(explanation: failure)
                ChoiceButton(label: app.words.close, drawing: Pictograms.close) { app.route.dismissFailure() }
            }
            .padding(Space.inner)
            .background(Paint(Palette.backdrop))
        }
    }
}

/// The system takes a picture of what it leaves: a person's data are not in it, nor are they seen by whoever comes back until
/// the core has looked whether to lock them. With the app lock on nobody sees them among the open apps either.
private struct Curtain: ViewModifier {
    @Environment(AppModel.self) private var app
    @Environment(\.scenePhase) private var phase

    func body(content: Content) -> some View {
        content
            .accessibilityHidden(isDrawn)
            .overlay { if isDrawn { Emblem() } }
    }

    private var isDrawn: Bool {
        guard let session = app.session.session.view, session.state != .signedOut else { return false }
        return app.isCovered || phase == .background || phase == .inactive && session.appLock
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
            .task(id: app.attempts) { await app.bookings.watch() }
            .task(id: app.attempts) { await app.payments.watch() }
            .task(id: app.attempts) { await app.fines.watch() }
            .task(id: app.attempts) { await app.taxes.watch() }
            .task(id: app.attempts) { await app.refunds.watch() }
            .task(id: app.attempts) { await app.wallet.watch() }
            .task(id: app.attempts) { await app.settings.watch() }
            .task(id: Place(here: app.places.question.here, attempts: app.attempts)) {
                await app.home.watch(here: app.places.question.here)
            }
            .task { await app.refresh() }
    }
}
