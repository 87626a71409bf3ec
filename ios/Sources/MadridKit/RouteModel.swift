// Which screen is in front: three tabs, what was opened on each, and links that lead somewhere.

import MadridCore
import Observation

/// The three parts of the app.
public enum MainTab: Hashable, Sendable, CaseIterable {
    /// The first screen.
    case home
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
    /// What the person allows.
    case consents
    /// The app itself.
    case settings
}

/// Where the person is in the app. A screen writes the paths as well: going back is taking away the last step.
@MainActor
@Observable
public final class RouteModel {
    /// The tab in front.
    public var tab: MainTab = .home
    /// What is open on the first screen, from the bottom up.
    public var home: [Route] = []
    /// What is open on the list of places.
    public var places: [Route] = []
    /// What is open on the profile.
    public var profile: [Route] = []
    /// Whether the screen before the login page is in front.
    public var isSigningIn = false {
        didSet { if !isSigningIn { waiting = nil } }
    }
    /// Why the last link led nowhere; `nil` when it led somewhere.
    public private(set) var failure: ExplanationView?

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
        failure = await madrid.attempt { madrid in
            let destination = try madrid.destination(of: link)
            let session = try await madrid.sessionNow()
            await self.go(to: destination, isSignedOut: session.state == .signedOut)
        }
    }

    /// The person was told, and closed it.
    public func dismissFailure() {
        failure = nil
    }

    /// To be called when the person has signed in: they arrive where they were going.
    public func signedIn() {
        let destination = waiting
        isSigningIn = false
        if let destination {
            go(to: destination, isSignedOut: false)
        }
    }

    private func go(to destination: Destination, isSignedOut: Bool) {
        if isSignedOut, destination.needsPerson {
            isSigningIn = true
            waiting = destination
            return
        }
        isSigningIn = false
        switch destination {
        case .home, .signIn: show(.home, \.home, [])
        case .places(let text, let kind):
            list.question = PlacesQuestion(text: text, kind: kind, here: list.question.here)
            show(.places, \.places, [])
        case .place(let id): show(.places, \.places, [.place(id: id)])
        case .profile: show(.profile, \.profile, [])
        case .consents: show(.profile, \.profile, [.consents])
        case .settings: show(.profile, \.profile, [.settings])
        }
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
        case .profile, .consents, .signIn: true
        case .home, .places, .place, .settings: false
        }
    }
}
