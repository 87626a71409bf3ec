// The app while it is being opened, when it could not be, and when it is open.

import MadridDesign
import MadridKit
import SwiftUI

/// What is in the window.
struct OpeningScreen: View {
    let opening: OpeningModel
    @Environment(\.scenePhase) private var phase

    var body: some View {
        front.onOpenURL { link in Task { await opening.follow(link.absoluteString) } }
    }

    @ViewBuilder private var front: some View {
        switch opening.app {
        case .loading: Emblem().task { await opening.open() }
        case .failed(let explanation):
            // There is no word for a button before the core is open: coming back to the app tries again.
            ScrollView { Trouble(explanation: explanation).padding(Space.edge) }
                .background(Paint(Palette.backdrop))
                .onChange(of: phase) {
                    if phase == .active {
                        Task { await opening.open() }
                    }
                }
        case .shown(let app): RootScreen(app: app).environment(app)
        }
    }
}

/// The seven stars on the blue of the tiles: what is seen for a moment at the start, and in place of a person's data while
/// the app is not in front.
struct Emblem: View {
    var body: some View {
        Rectangle()
            .fill(Paint(Palette.bar))
            .overlay {
                DrawingShape(drawing: Ornaments.greatBear)
                    .fill(Paint(Palette.star))
                    .frame(width: Ornaments.greatBear.width, height: Ornaments.greatBear.height)
            }
            .ignoresSafeArea()
            .accessibilityHidden(true)
    }
}
