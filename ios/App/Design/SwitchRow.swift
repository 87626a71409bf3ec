// Something to switch on or off, with what it means.

import MadridDesign
import MadridKit
import SwiftUI

/// A switch of a view.
struct SwitchRow: View {
    let view: SwitchView
    let isOn: Binding<Bool>

    /// A switch that this screen keeps.
    init(view: SwitchView, isOn: Binding<Bool>) {
        self.view = view
        self.isOn = isOn
    }

    /// A switch that the core keeps: it shows what the view says, and asks for a change.
    init(view: SwitchView, change: @escaping @MainActor (Bool) async -> Void) {
        self.view = view
        isOn = Binding(get: { view.isOn }, set: { wanted in Task { await change(wanted) } })
    }

    var body: some View {
        Toggle(isOn: isOn) {
            VStack(alignment: .leading, spacing: Space.close) {
                Text(view.title).letters(TextScale.name)
                Text(view.body).letters(TextScale.detail, Palette.quietInk)
            }
        }
        .tint(Paint(Palette.accent))
        .frame(minHeight: Sizes.touch)
        .accessibilityLabel(view.accessibilityLabel)
    }
}
