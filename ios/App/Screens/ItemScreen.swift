// One thing of the first screen, the way to pay it, and where help is for what the app cannot do yet.

import MadridDesign
import MadridKit
import SwiftUI

/// A thing of a block, as it stands now.
struct ItemScreen: View {
    let block: BlockId
    let id: String
    @Environment(AppModel.self) private var app

    var body: some View {
        let item = app.home.item(id, of: block)
        Page(item?.title ?? app.words.home) {
            PersonContent { session in
                SignInAgain(session: session)
                TroubleCards(explanations: [app.session.failure, app.refreshFailure])
                BlockContent(app.home.home) { home in
                    if let item {
                        Card {
                            ItemTexts(item: item)
                                .accessibilityElement(children: .ignore)
                                .accessibilityLabel(item.accessibilityLabel)
                            if let pay = item.pay {
                                PayButton(offer: pay)
                            }
                        }
                    } else {
                        Trouble(explanation: app.home.gone)
                    }
                    Help(view: home.help)
                }
            }
        }
        .refreshing(app)
    }
}

/// To what paying a debt would mean. No larger than the ways to the City's own desks below: whoever disagrees goes there.
struct PayButton: View {
    let offer: PayOfferView

    var body: some View {
        NavigationLink(value: Route.pay(kind: offer.kind, debt: offer.debt)) {
            HStack(spacing: Space.tight) {
                Pictogram(Pictograms.euro)
                Text(offer.label).multilineTextAlignment(.center)
            }
        }
        .buttonStyle(ChoiceStyle(choice: .other))
        .accessibilityLabel(offer.accessibilityLabel)
    }
}

/// The city's own web and telephone.
struct Help: View {
    let view: HelpView

    var body: some View {
        Card {
            CardTitle(view.title)
            CardText(view.body)
            PhoneActions(actions: view.actions)
        }
    }
}

/// What the phone can do: call, write, open a page, show the way.
struct PhoneActions: View {
    let actions: [ActionView]
    @Environment(\.openURL) private var openURL

    var body: some View {
        ForEach(actions, id: \.url) { action in
            ChoiceButton(label: action.label, drawing: action.kind.drawing) {
                if let url = action.address {
                    openURL(url)
                }
            }
        }
    }
}

extension ActionView {
    /// What to hand to the phone. An iPhone knows the way by Apple's own addresses and not by `geo:` (RFC 5870).
    fileprivate var address: URL? {
        guard kind == .directions, let point = url.split(separator: ":", maxSplits: 1).last?.split(separator: "?").first
        else {
            return URL(string: url)
        }
        return URL(string: "maps://?daddr=\(point)")
    }
}
