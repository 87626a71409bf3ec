// Which city the app was built for, and how it is recognised: settings of the build, see project.yml.

import Foundation

/// What Info.plist says, and the file of roots beside it.
enum BuiltFor {
    /// The city's address.
    static var city: String { setting("MadridCity") }

    /// The keys that the city's certificate must have, a space between two.
    static var pins: [String] { setting("MadridPins").split(separator: " ").map(String.init) }

    /// The day after which they are not looked at any more.
    static var pinsExpire: String? {
        let day = setting("MadridPinsExpire")
        return day.isEmpty ? nil : day
    }

    /// The roots that the city's certificate must come from. A build for the mock city has none: it is on loopback.
    static var roots: String? {
        let file = Bundle.main.url(forResource: "roots", withExtension: "pem")
        return file.flatMap { try? String(contentsOf: $0, encoding: .utf8) }
    }

    private static func setting(_ key: String) -> String {
        Bundle.main.object(forInfoDictionaryKey: key) as? String ?? ""
    }
}
