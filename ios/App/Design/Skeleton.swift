// What stands where something is still on its way: the shape of it, never a frozen screen.

import MadridDesign
import SwiftUI

/// A few empty cards. They breathe, unless the person wants less motion; a screen reader says that they are loading.
struct Skeleton: View {
    let loading: String
    @Environment(\.accessibilityReduceMotion) private var wantsLessMotion
    @State private var isBright = false

    var body: some View {
        VStack(spacing: Space.gap) {
            ForEach(0..<3, id: \.self) { _ in SkeletonCard() }
        }
        .opacity(isBright ? 0.5 : 1)
        .animation(breath, value: isBright)
        .onAppear { isBright = !wantsLessMotion }
        .accessibilityElement(children: .ignore)
        .accessibilityLabel(loading)
        .accessibilityAddTraits(.updatesFrequently)
    }

    private var breath: Animation? {
        wantsLessMotion ? nil : .easeInOut(duration: Motion.shimmer.normal).repeatForever(autoreverses: true)
    }
}

private struct SkeletonCard: View {
    var body: some View {
        Card {
            SkeletonLine(width: Sizes.discLarge)
            SkeletonLine(width: .infinity)
            SkeletonLine(width: .infinity)
        }
    }
}

private struct SkeletonLine: View {
    let width: Double
    @ScaledMetric private var height: CGFloat = Space.inner

    var body: some View {
        RoundedRectangle(cornerRadius: Corners.tag)
            .fill(Paint(Palette.skeleton))
            .frame(maxWidth: width, minHeight: height, maxHeight: height, alignment: .leading)
    }
}
