// The four parts of the app, each with what is open on it.

import MadridDesign
import MadridKit
import SwiftUI
import UIKit

/// The tabs.
struct MainTabs: View {
    @Environment(AppModel.self) private var app

    var body: some View {
        @Bindable var route = app.route
        TabView(selection: $route.tab) {
            NavigationStack(path: $route.home) { HomeScreen().destinations() }
                .tint(Paint(Palette.onBar))
                .tabItem { TabLabel(words: app.words.home, drawing: Pictograms.home) }
                .tag(MainTab.home)
            NavigationStack(path: $route.agenda) { AgendaScreen().destinations() }
                .tint(Paint(Palette.onBar))
                .tabItem { TabLabel(words: app.words.agenda, drawing: Pictograms.calendar) }
                .tag(MainTab.agenda)
            NavigationStack(path: $route.places) { PlacesScreen().destinations() }
                .tint(Paint(Palette.onBar))
                .tabItem { TabLabel(words: app.words.places, drawing: Pictograms.places) }
                .tag(MainTab.places)
            NavigationStack(path: $route.profile) { ProfileScreen().destinations() }
                .tint(Paint(Palette.onBar))
                .tabItem { TabLabel(words: app.words.profile, drawing: Pictograms.somebody) }
                .tag(MainTab.profile)
        }
        .tint(Paint(Palette.accent))
    }
}

/// The words and the picture of a tab. The bar draws pictures only, so the drawing is made one.
private struct TabLabel: View {
    let words: String
    let drawing: Drawing

    var body: some View {
        Label {
            Text(words)
        } icon: {
            picture
        }
    }

    @ViewBuilder private var picture: some View {
        if let image = Self.image(of: drawing) {
            Image(uiImage: image).renderingMode(.template)
        }
    }

    private static func image(of drawing: Drawing) -> UIImage? {
        let renderer = ImageRenderer(content: Pictogram(drawing))
        // Sharp on every phone; the bar makes it smaller where it needs to.
        renderer.scale = 3
        return renderer.uiImage
    }
}

extension View {
    /// The screens that may be opened on top of this one.
    fileprivate func destinations() -> some View {
        navigationDestination(for: Route.self) { route in
            switch route {
            case .place(let id): PlaceScreen(id: id)
            case .item(let block, let id): ItemScreen(block: block, id: id)
            case .forYou: ForYouScreen()
            case .map: MapScreen()
            case .event(let id): EventScreen(id: id)
            case .saved: SavedScreen()
            case .interests: InterestsScreen()
            case .bookings: BookingsScreen()
            case .pay(let kind, let debt): PayScreen(kind: kind, debt: debt)
            case .payment(let id): PaymentScreen(id: id)
            case .payments: PaymentsScreen()
            case .receipts: ReceiptsScreen()
            case .receipt(let number): ReceiptScreen(number: number)
            case .fines: FinesScreen()
            case .fine(let id): FineScreen(id: id)
            case .allege(let fine): AllegeScreen(id: fine)
            case .nameDriver(let fine): NameDriverScreen(id: fine)
            case .verifyFine: VerifyFineScreen()
            case .taxes: TaxesScreen()
            case .tax(let id): TaxScreen(id: id)
            case .taxCalendar: TaxCalendarScreen()
            case .taxCertificate: TaxCertificateScreen()
            case .letters: LettersScreen()
            case .letter(let payment): LetterScreen(id: payment)
            case .letterReceipt(let number): LetterReceiptScreen(number: number)
            case .several: SeveralScreen()
            case .together(let payments): TogetherScreen(ids: payments)
            case .refunds: RefundsScreen()
            case .refund(let id): RefundScreen(id: id)
            case .askRefund(let receipt): AskRefundScreen(number: receipt)
            case .wallet: WalletScreen()
            case .card(let id): CardScreen(id: id)
            case .addCard: AddCardScreen()
            case .scanCode: ScanCodeScreen()
            case .offer(let id): OfferScreen(id: id)
            case .consent(let id): ConsentScreen(id: id)
            case .cardHistory: CardHistoryScreen()
            case .moving: MovingScreen()
            case .reader: ReaderScreen()
            case .book(let bookable): BookScreen(bookable: bookable)
            case .consents: ConsentsScreen()
            case .settings: SettingsScreen()
            }
        }
    }
}
