// What all screens have in common: the bar with its tile edge, a column that is never too wide, and pulling to refresh.

import MadridDesign
import MadridKit
import SwiftUI

/// A screen made of cards.
struct Page<Content: View>: View {
    private let title: String
    private let content: Content

    init(_ title: String, @ViewBuilder content: () -> Content) {
        self.title = title
        self.content = content()
    }

    var body: some View {
        ScrollView {
            LazyVStack(spacing: Space.gap) { content }
                .padding(Space.gap)
                .frame(maxWidth: Sizes.column)
                .frame(maxWidth: .infinity)
        }
        .scrollDismissesKeyboard(.interactively)
        .background(Paint(Palette.backdrop))
        .madridBar(title)
    }
}

extension View {
    /// The bar of every screen.
    func madridBar(_ title: String) -> some View {
        // The way back is on the bar and has its colour from the stack; what is below the bar has the page's.
        tint(Paint(Palette.accent))
            .navigationTitle(title)
            .navigationBarTitleDisplayMode(.inline)
            .toolbarBackground(Paint(Palette.bar), for: .navigationBar)
            .toolbarBackground(.visible, for: .navigationBar)
            // The bar is dark in both schemes, so what stands on it is light.
            .toolbarColorScheme(.dark, for: .navigationBar)
            .safeAreaInset(edge: .top, spacing: 0) { TileEdge() }
    }

    /// Pulling down fetches what changed in the city; a screen reader finds the same as an action.
    func refreshing(_ app: AppModel) -> some View {
        refreshable { await app.refresh() }
            .accessibilityAction(named: app.words.refresh) { Task { await app.refresh() } }
    }

    /// A row of a list that is no thing: without a line, on the backdrop.
    func plainRow() -> some View {
        listRowSeparator(.hidden).listRowBackground(Rectangle().fill(Paint(Palette.backdrop)))
    }

    /// A row of a list that is a thing.
    func pageRow() -> some View {
        listRowBackground(Rectangle().fill(Paint(Palette.page)))
    }
}
