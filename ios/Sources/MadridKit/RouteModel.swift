// Which screen is in front: four tabs, what was opened on each, and links that lead somewhere.

import MadridCore
import Observation

/// The four parts of the app.
public enum MainTab: Hashable, Sendable, CaseIterable {
    /// The first screen.
    case home
    /// What is on in the city.
    case agenda
    /// The city's places.
    case places
    /// What the city knows of the person, and the settings.
    case profile
}

/// A screen on top of a tab.
public enum Route: Hashable, Sendable {
    /// One place.
    case place(id: String)
    /// One thing of a block of the first screen.
    case item(block: BlockId, id: String)
    /// What the city has for the person.
    case forYou
    /// The map.
    case map
    /// One event.
    case event(id: String)
    /// What the person keeps for later.
    case saved
    /// What the phone thinks of the person.
    case interests
    /// What the person has booked.
    case bookings
    /// What paying a debt would mean, and how that goes.
    case pay(kind: DebtKind, debt: String)
    /// One payment.
    case payment(id: Int64)
    /// What the person pays and has paid.
    case payments
    /// The proofs of it.
    case receipts
    /// One of them.
    case receipt(number: String)
    /// The person's fines.
    case fines
    /// One of them.
    case fine(id: String)
    /// What is written against it.
    case allege(fine: String)
    /// Who drove.
    case nameDriver(fine: String)
    /// Whether a fine is real.
    case verifyFine
    /// The person's taxes.
    case taxes
    /// One tax bill.
    case tax(id: String)
    /// The dates of the year.
    case taxCalendar
    /// The certificate of debts.
    case taxCertificate
    /// Paying a letter by its reference.
    case letters
    /// The payment of one.
    case letter(payment: Int64)
    /// The proof of it.
    case letterReceipt(number: String)
    /// Which debts to pay together.
    case several
    /// How they stand, one after the other.
    case together(payments: [Int64])
    /// The money that comes back.
    case refunds
    /// How far one request has come.
    case refund(id: Int64)
    /// Asking for what a receipt is of.
    case askRefund(receipt: String)
    /// The person's cards.
    case wallet
    /// One of them.
    case card(id: Int64)
    /// Those that can be had.
    case addCard
    /// Reading a code.
    case scanCode
    /// A card that is offered, or on its way.
    case offer(id: Int64)
    /// Somebody who asks for one.
    case consent(id: Int64)
    /// What happened with cards.
    case cardHistory
    /// Cards that change phones.
    case moving
    /// Looking at somebody else's card.
    case reader
    /// The times of something that can be booked.
    case book(bookable: String)
    /// What the person allows.
    case consents
    /// The app itself.
    case settings
}

/// A screen in front of all others.
public enum Sheet: Hashable, Sendable, Identifiable {
    /// What comes before the login page.
    case signIn
    /// What a place must be and offer.
    case filter
    /// Which blocks the first screen shows.
    case arrange
    /// What an event must be, for whom and where.
    case agendaFilter
    /// Why something is recommended.
    case why(id: String)

    /// Itself: there is one of each.
    public var id: Sheet { self }
}

/// Where the person is in the app. A screen writes the paths as well: going back is taking away the last step.
@MainActor
@Observable
public final class RouteModel {
    /// The tab in front.
    public var tab: MainTab = .home { didSet { if tab != oldValue { moved() } } }
    /// What is open on the first screen, from the bottom up.
    public var home: [Route] = [] { didSet { moved(from: oldValue, to: home) } }
    /// What is open on the list of places.
    public var places: [Route] = [] { didSet { moved(from: oldValue, to: places) } }
    /// What is open on the agenda.
    public var agenda: [Route] = [] { didSet { moved(from: oldValue, to: agenda) } }
    /// What is open on the profile.
    public var profile: [Route] = [] { didSet { moved(from: oldValue, to: profile) } }
    /// What is in front of all that.
    public var sheet: Sheet? {
        didSet {
            if sheet != .signIn {
                waiting = nil
            }
            if sheet != oldValue {
                moved()
            }
        }
    }
    /// Why the last link led nowhere; `nil` when it led somewhere.
    public private(set) var failure: ExplanationView?

    /// What to do when the person goes elsewhere.
    @ObservationIgnored var whenMoved: @MainActor () -> Void = {}
    /// What to do when the person opens a screen on top of another.
    @ObservationIgnored var whenOpened: @MainActor (Route) -> Void = { _ in }
    /// What to do with a link that offers a card or asks for one.
    @ObservationIgnored var whenAboutCards: @MainActor (String) async -> Void = { _ in }
    /// How such links begin, and those that come back from the page of who gives one.
    private static let cardLinks = [
        "openid-credential-offer:", "haip-vci:", "openid4vp:", "haip-vp:", "es.madrid.movil:/wallet",
    ]
    /// Where the person was going when they were asked to sign in.
    private var waiting: Destination?
    private let madrid: Madrid
    private let list: PlacesModel

    /// The model of one open app.
    ///
    /// - Parameters:
    ///   - madrid: the open app.
    ///   - places: the list that a link may put a question to.
    public init(_ madrid: Madrid, places: PlacesModel) {
        self.madrid = madrid
        list = places
    }

    /// Follows a link of ours. One that leads to a person's data asks whoever is signed out to sign in first.
    ///
    /// - Parameter link: the whole address.
    public func open(_ link: String) async {
        // Whatever comes of it, it must be seen.
        sheet = nil
        if Self.cardLinks.contains(where: { link.hasPrefix($0) }) {
            // Whoever is signed out or locked out finds the way in there, and is led on afterwards.
            show(.profile, \.profile, [.wallet])
            return await whenAboutCards(link)
        }
        failure = await madrid.attempt { madrid in
            let destination = try madrid.destination(of: link)
            let session = try await madrid.sessionNow()
            await self.go(to: destination, isSignedOut: session.state == .signedOut)
        }
    }

    /// Opens a screen on the tab in front.
    ///
    /// - Parameter route: which.
    public func go(_ route: Route) {
        switch tab {
        case .home: home.append(route)
        case .places: places.append(route)
        case .agenda: agenda.append(route)
        case .profile: profile.append(route)
        }
    }

    /// Opens a screen in place of the one in front, which is done.
    ///
    /// - Parameter route: which.
    public func replace(with route: Route) {
        switch tab {
        case .home: home = home.dropLast() + [route]
        case .places: places = places.dropLast() + [route]
        case .agenda: agenda = agenda.dropLast() + [route]
        case .profile: profile = profile.dropLast() + [route]
        }
    }

    /// The person was told, and closed it.
    public func dismissFailure() {
        failure = nil
    }

    /// To be called when the person has signed in: they arrive where they were going.
    public func signedIn() {
        let destination = waiting
        sheet = nil
        if let destination {
            go(to: destination, isSignedOut: false)
        }
    }

    /// Where the person is, as a link of ours that says nothing of them: not what they looked for, and not which of their
    /// things is open. For the next start, when the system has ended the app meanwhile.
    public var bookmark: String {
        switch tab {
        case .home: home.last == .forYou ? "madrid://for-you" : "madrid://home"
        case .agenda: if case .event(let id) = agenda.last { "madrid://agenda/\(id)" } else { "madrid://agenda" }
        case .places:
            switch places.last {
            case .place(let id): "madrid://places/\(id)"
            case .map: "madrid://map"
            default: "madrid://places"
            }
        case .profile:
            switch profile.last {
            case .consents: "madrid://consents"
            case .settings: "madrid://settings"
            case .saved: "madrid://saved"
            case .interests: "madrid://interests"
            case .bookings: "madrid://bookings"
            case .payments: "madrid://payments"
            case .receipts: "madrid://receipts"
            case .fines: "madrid://fines"
            case .verifyFine: "madrid://check-fine"
            case .taxes, .tax: "madrid://taxes"
            case .taxCalendar: "madrid://taxes/calendar"
            case .taxCertificate: "madrid://taxes/certificate"
            case .letters: "madrid://letters"
            case .refunds: "madrid://refunds"
            default: "madrid://profile"
            }
        }
    }

    /// Goes where the person was before the system ended the app, unless they have gone somewhere already or would have to
    /// sign in first. Says nothing when that is nowhere any more.
    ///
    /// - Parameter bookmark: where that was.
    public func restore(_ bookmark: String) async {
        guard let destination = try? madrid.destination(of: bookmark),
            let session = try? await madrid.sessionNow(), session.state != .signedOut || !destination.needsPerson
        else { return }
        if tab == .home, home.isEmpty, sheet == nil {
            go(to: destination, isSignedOut: false)
        }
    }

    /// Nobody may find what was open before.
    func beginAnew() {
        sheet = nil
        failure = nil
        (home, places, agenda, profile) = ([], [], [], [])
        tab = .home
    }

    private func go(to destination: Destination, isSignedOut: Bool) {
        if isSignedOut, destination.needsPerson {
            sheet = .signIn
            waiting = destination
            return
        }
        sheet = nil
        switch destination {
        case .home, .signIn: show(.home, \.home, [])
        case .places(let text, let kind):
            list.question = PlacesQuestion(text: text, kind: kind, here: list.question.here)
            show(.places, \.places, [])
        case .place(let id): show(.places, \.places, [.place(id: id)])
        case .agenda: show(.agenda, \.agenda, [])
        case .event(let id): show(.agenda, \.agenda, [.event(id: id)])
        case .forYou: show(.home, \.home, [.forYou])
        case .map: show(.places, \.places, [.map])
        case .saved: show(.profile, \.profile, [.saved])
        case .interests: show(.profile, \.profile, [.interests])
        case .bookings: show(.profile, \.profile, [.bookings])
        case .payments: show(.profile, \.profile, [.payments])
        case .receipts: show(.profile, \.profile, [.payments, .receipts])
        case .fines: show(.profile, \.profile, [.fines])
        case .verifyFine: show(.profile, \.profile, [.verifyFine])
        case .taxes: show(.profile, \.profile, [.taxes])
        case .taxCalendar: show(.profile, \.profile, [.taxes, .taxCalendar])
        case .taxCertificate: show(.profile, \.profile, [.taxes, .taxCertificate])
        case .letters: show(.profile, \.profile, [.letters])
        case .refunds: show(.profile, \.profile, [.refunds])
        case .profile: show(.profile, \.profile, [])
        case .consents: show(.profile, \.profile, [.consents])
        case .settings: show(.profile, \.profile, [.settings])
        }
    }

    private func moved(from before: [Route], to now: [Route]) {
        guard now != before else { return }
        moved()
        if now.count > before.count, let opened = now.last {
            whenOpened(opened)
        }
    }

    private func moved() {
        failure = nil
        whenMoved()
    }

    private func show(_ tab: MainTab, _ path: ReferenceWritableKeyPath<RouteModel, [Route]>, _ steps: [Route]) {
        self.tab = tab
        self[keyPath: path] = steps
    }
}

extension Destination {
    /// Whether there is nothing to see there for somebody who is signed out.
    fileprivate var needsPerson: Bool {
        switch self {
        case .profile, .consents, .signIn, .saved, .interests, .bookings, .payments, .receipts, .fines: true
        case .taxes, .taxCertificate, .refunds: true
        case .taxCalendar, .verifyFine, .letters: false
        case .home, .places, .place, .settings, .agenda, .event, .forYou, .map: false
        }
    }
}
