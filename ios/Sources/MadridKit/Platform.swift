// What the phone lends to the core: a key store, the keys of cards, a place for small secrets, a browser, somewhere to write
// the log.

import MadridCore

/// The traits that the core leaves to the phone; each says what the app must do.
///
/// They are called on threads of the core, never on the main one, so they may wait for hardware or the person. What they
/// throw reaches the app as an error of the call that needed them.
public struct Platform: Sendable {
    let keyStore: any KeyStore
    let deviceKeys: any DeviceKeys
    let settings: any SecureSettings
    let browser: any Browser
    let log: any LogSink

    /// A phone made of these parts.
    ///
    /// - Parameters:
    ///   - keyStore: wraps the key that the personal data is sealed with.
    ///   - deviceKeys: keeps the keys of the person's cards and signs with them.
    ///   - settings: keeps small values that must not lie in a plain file.
    ///   - browser: shows the login page.
    ///   - log: receives lines that are free of personal data.
    public init(
        keyStore: any KeyStore, deviceKeys: any DeviceKeys, settings: any SecureSettings, browser: any Browser,
        log: any LogSink
    ) {
        self.keyStore = keyStore
        self.deviceKeys = deviceKeys
        self.settings = settings
        self.browser = browser
        self.log = log
    }

    /// A phone without secure hardware, for desktops and tests: the keys live in memory, the settings in a plain file.
    /// What one process sealed the next cannot open.
    ///
    /// - Parameters:
    ///   - homeDir: the folder that `AppConfig` names too.
    ///   - browser: shows the login page.
    ///   - log: receives lines that are free of personal data.
    /// - Returns: the platform.
    /// - Throws: `AppError` when the random source or the folder cannot be used.
    public static func software(
        homeDir: String, browser: any Browser = NoBrowser(), log: any LogSink = SilentLog()
    ) throws -> Platform {
        Platform(
            keyStore: try softwareKeyStore(), deviceKeys: softwareDeviceKeys(),
            settings: try softwareSettings(homeDir: homeDir), browser: browser, log: log)
    }
}
