// One block of the first screen: what it costs, until when, and what to do come first.

import MadridDesign
import MadridKit
import SwiftUI

/// The card of a block.
struct BlockCard: View {
    let block: BlockView
    @Environment(AppModel.self) private var app

    var body: some View {
        Card {
            VStack(alignment: .leading, spacing: Space.close) {
                CardTitle(block.title)
                Freshness(view: block.freshness)
            }
            PartNotices(parts: block.parts)
            if let total = block.total {
                Text(total).letters(TextScale.title, Palette.total)
            }
            ForEach(block.items, id: \.id) { item in
                if item.id != block.items.first?.id {
                    Divider()
                }
                NavigationLink(value: destination(of: item)) { ItemRow(item: item) }.buttonStyle(.plain)
                // The button stands below what it is about, so that its few words are enough.
                if let next = block.next, next.item == item.id {
                    NextStep(step: next, route: destination(of: item))
                }
            }
            if let several = block.several {
                ChoiceButton(label: several.title, drawing: Pictograms.euro) { app.route.go(.several) }
            }
            if let empty = block.empty {
                CardText(empty, Palette.quietInk)
            }
            if block.id == .near {
                WaysOn()
            }
        }
    }

    /// What is near is a place, and has the screen of one; so have debts.
    private func destination(of item: HomeItemView) -> Route {
        guard let door = item.door else {
            return block.id == .near ? .place(id: item.id) : .item(block: block.id, id: item.id)
        }
        return switch door.kind {
        case .fine: .fine(id: door.id)
        case .tax: .tax(id: door.id)
        }
    }
}

/// From what is near to what the city has for the person, and to the map.
struct WaysOn: View {
    @Environment(AppModel.self) private var app

    var body: some View {
        Flow(gap: Space.tight) {
            ActionChip(words: app.words.forYou, drawing: Pictograms.heart) { app.route.go(.forYou) }
            ActionChip(words: app.words.map, drawing: Pictograms.map) { app.route.go(.map) }
        }
    }
}

/// What the parts of the city could not do, and below it, once, what the person can.
private struct PartNotices: View {
    let parts: [PartView]

    var body: some View {
        let silent = parts.filter { $0.notice != nil }
        if !silent.isEmpty {
            VStack(alignment: .leading, spacing: Space.close) {
                ForEach(silent.compactMap(\.notice), id: \.self) { Text($0).letters(TextScale.detail) }
                ForEach(steps(of: silent), id: \.self) { Text($0).letters(TextScale.label) }
            }
            .padding(Space.gap)
            .frame(maxWidth: .infinity, alignment: .leading)
            .background(Paint(Palette.noticePage), in: .rect(cornerRadius: Corners.remark))
            .accessibilityElement(children: .combine)
        }
    }

    private func steps(of silent: [PartView]) -> [String] {
        var seen = Set<String>()
        return silent.compactMap { $0.trouble?.nextStep }.filter { seen.insert($0).inserted }
    }
}

/// One thing. A screen reader hears the sentence that the core made for all of it.
struct ItemRow: View {
    let item: HomeItemView

    var body: some View {
        HStack(spacing: Space.gap) {
            ItemTexts(item: item).frame(maxWidth: .infinity, alignment: .leading)
            Pictogram(Pictograms.forward).foregroundStyle(Paint(Palette.accent))
        }
        .frame(minHeight: Sizes.touch)
        .contentShape(.rect)
        .accessibilityElement(children: .ignore)
        .accessibilityLabel(item.accessibilityLabel)
    }
}

/// The texts of one thing, on its card and on its screen.
struct ItemTexts: View {
    let item: HomeItemView

    var body: some View {
        VStack(alignment: .leading, spacing: Space.close) {
            Text(item.title).letters(TextScale.name)
            if let amount = item.amount {
                Text(amount).letters(TextScale.heading, Palette.total)
            }
            if let pressing = item.pressing {
                HStack(spacing: Space.close) {
                    Pictogram(Pictograms.clock, size: Sizes.badge)
                    Text(pressing).letters(TextScale.label, Palette.danger)
                }
                .foregroundStyle(Paint(Palette.danger))
                .padding(.horizontal, Space.tight)
                .padding(.vertical, Space.close)
                .background(Paint(Palette.pressingPage), in: .rect(cornerRadius: Corners.badge))
            }
            Text(item.detail).letters(TextScale.detail, Palette.quietInk)
            if let note = item.note {
                CardText(note)
            }
        }
    }
}

/// What to do first about one thing.
private struct NextStep: View {
    let step: NextStepView
    let route: Route

    var body: some View {
        NavigationLink(value: route) { Text(step.label).multilineTextAlignment(.center) }
            .buttonStyle(ChoiceStyle(choice: .first))
            .accessibilityLabel(step.accessibilityLabel)
    }
}
