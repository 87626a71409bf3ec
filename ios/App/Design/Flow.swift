// Things side by side that go on in the next line where there is no room: chips and tags in any size of letters.

import SwiftUI

/// Lays its views out like words.
struct Flow: Layout {
    let gap: Double

    func sizeThatFits(proposal: ProposedViewSize, subviews: Subviews, cache: inout Void) -> CGSize {
        let placed = places(of: subviews, within: proposal.width ?? .infinity)
        let width = placed.map(\.maxX).max() ?? 0
        return CGSize(width: width, height: placed.map(\.maxY).max() ?? 0)
    }

    func placeSubviews(in bounds: CGRect, proposal: ProposedViewSize, subviews: Subviews, cache: inout Void) {
        for (subview, place) in zip(subviews, places(of: subviews, within: bounds.width)) {
            let corner = CGPoint(x: bounds.minX + place.minX, y: bounds.minY + place.minY)
            subview.place(at: corner, proposal: ProposedViewSize(width: place.width, height: place.height))
        }
    }

    private func places(of subviews: Subviews, within width: CGFloat) -> [CGRect] {
        var places: [CGRect] = []
        var (x, y, lineHeight): (CGFloat, CGFloat, CGFloat) = (0, 0, 0)
        for subview in subviews {
            let wanted = subview.sizeThatFits(.unspecified)
            // One that is wider than the line itself wraps its own words.
            let size = wanted.width > width ? subview.sizeThatFits(ProposedViewSize(width: width, height: nil)) : wanted
            if x > 0, x + size.width > width {
                (x, y, lineHeight) = (0, y + lineHeight + gap, 0)
            }
            places.append(CGRect(x: x, y: y, width: size.width, height: size.height))
            x += size.width + gap
            lineHeight = max(lineHeight, size.height)
        }
        return places
    }
}
