// Opening the core with what this phone lends to it.

import Foundation
import MadridKit

extension OpeningModel {
    /// The app of this phone.
    convenience init() {
        let language: Language = Bundle.main.preferredLocalizations.first == "en" ? .en : .es
        self.init(in: language) {
            let config = AppConfig(
                homeDir: try PhoneFolder.make(), cityUrl: BuiltFor.city, language: language, rootsPem: BuiltFor.roots,
                pins: BuiltFor.pins, pinsExpire: BuiltFor.pinsExpire)
            let platform = Platform(
                keyStore: SecureEnclave(), deviceKeys: CardKeys(), settings: KeychainSettings(),
                browser: LoginBrowser(), log: SystemLog())
            return try await Madrid.open(config, platform: platform)
        }
    }
}
