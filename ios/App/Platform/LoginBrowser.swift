// Shows the login page in the system's own sheet and waits for the address it returns to.

import AuthenticationServices
import MadridKit
import UIKit

/// The phone's browser, for signing in and for the pages of who gives cards. Called on a thread of the core, which may wait.
final class LoginBrowser: Browser {
    func visit(url: String, callbackScheme: String) throws -> String {
        guard let page = URL(string: url) else { throw BrowserError.Unavailable }
        let answer = Answer()
        Task { @MainActor in LoginSheet.show(page, callbackScheme: callbackScheme, answer: answer) }
        return try answer.wait()
    }
}

/// What came of it, handed from the main thread to the one that waits. Only the first answer counts.
private final class Answer: @unchecked Sendable {
    private let given = DispatchSemaphore(value: 0)
    private let lock = NSLock()
    private var result: Result<String, BrowserError>?

    func give(_ result: Result<String, BrowserError>) {
        lock.withLock { self.result = self.result ?? result }
        given.signal()
    }

    func wait() throws -> String {
        given.wait()
        return try (lock.withLock { result } ?? .failure(.Unavailable)).get()
    }
}

/// One visit. It keeps itself until the person is back, because the system lets a session go that nobody holds.
@MainActor
private final class LoginSheet: NSObject, ASWebAuthenticationPresentationContextProviding {
    private static var shown: LoginSheet?
    private let window: UIWindow
    private var session: ASWebAuthenticationSession?

    private init(_ window: UIWindow) {
        self.window = window
    }

    static func show(_ page: URL, callbackScheme: String, answer: Answer) {
        let scenes = UIApplication.shared.connectedScenes.compactMap { $0 as? UIWindowScene }
        guard let window = scenes.compactMap(\.keyWindow).first else { return answer.give(.failure(.Unavailable)) }
        let sheet = LoginSheet(window)
        let session = ASWebAuthenticationSession(url: page, callbackURLScheme: callbackScheme) {
            @Sendable address, error in
            answer.give(result(address, error))
            Task { @MainActor in shown = nil }
        }
        session.presentationContextProvider = sheet
        // Whoever is known to Cl@ve already is not asked twice.
        session.prefersEphemeralWebBrowserSession = false
        sheet.session = session
        shown = sheet
        if !session.start() {
            shown = nil
            answer.give(.failure(.Unavailable))
        }
    }

    func presentationAnchor(for session: ASWebAuthenticationSession) -> ASPresentationAnchor { window }

    nonisolated private static func result(_ address: URL?, _ error: (any Error)?) -> Result<String, BrowserError> {
        if let address {
            return .success(address.absoluteString)
        }
        let closed = (error as? ASWebAuthenticationSessionError)?.code == .canceledLogin
        return .failure(closed ? .Cancelled : .Unavailable)
    }
}
