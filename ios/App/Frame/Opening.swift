// Opening the core, once, and again when it failed.

import Foundation
import MadridKit
import Observation

/// The app before and after it is open.
@MainActor
@Observable
final class Opening {
    /// The open app, or why it could not be opened.
    private(set) var app: Block<AppModel> = .loading
    /// The link that started the app, until there is somebody to follow it.
    private var link: String?

    /// Opens it, unless it is open. What is on the phone is left as it is where that fails, so asking again is safe.
    func open() async {
        guard app.view == nil else { return }
        do {
            let config = AppConfig(
                homeDir: try PhoneFolder.make(), cityUrl: BuiltFor.city, language: Self.language,
                rootsPem: BuiltFor.roots, pins: BuiltFor.pins, pinsExpire: BuiltFor.pinsExpire)
            let platform = Platform(
                keyStore: SecureEnclave(), settings: KeychainSettings(), browser: LoginBrowser(), log: SystemLog())
            let model = AppModel(try await Madrid.open(config, platform: platform))
            app = .shown(model)
            if let link {
                await model.route.open(link)
            }
        } catch {
            app = .failed(Madrid.explain(error, in: Self.language))
        }
    }

    /// Follows a link, now or as soon as the app is open.
    ///
    /// - Parameter link: the whole address.
    func follow(_ link: String) async {
        if let model = app.view {
            await model.route.open(link)
        } else {
            self.link = link
        }
    }

    /// The language of the phone; one that the person chose in the app goes before it.
    private static var language: Language {
        Bundle.main.preferredLocalizations.first == "en" ? .en : .es
    }
}
