// What the phone lends to the core: a key store, a place for small secrets, somewhere to write the log.

import MadridCore

/// The traits that the core leaves to the phone.
///
/// They are called on threads of the core, never on the main one, so they may wait for hardware. What they throw reaches
/// the app as an error of the call that needed them.
public struct Platform: Sendable {
    let keyStore: any KeyStore
    let settings: any SecureSettings
    let log: any LogSink

    /// A phone made of these parts.
    ///
    /// - Parameters:
    ///   - keyStore: wraps the key that the personal data is sealed with.
    ///   - settings: keeps small values that must not lie in a plain file.
    ///   - log: receives lines that are free of personal data.
    public init(keyStore: any KeyStore, settings: any SecureSettings, log: any LogSink) {
        self.keyStore = keyStore
        self.settings = settings
        self.log = log
    }

    /// A phone without secure hardware, for desktops and tests: the key lives in memory, the settings in a plain file.
    ///
    /// - Parameters:
    ///   - homeDir: the folder that `AppConfig` names too.
    ///   - log: receives lines that are free of personal data.
    /// - Returns: the platform.
    /// - Throws: `AppError` when the random source or the folder cannot be used.
    public static func software(homeDir: String, log: any LogSink = SilentLog()) throws -> Platform {
        Platform(keyStore: try softwareKeyStore(), settings: try softwareSettings(homeDir: homeDir), log: log)
    }
}

/// Drops every line.
public final class SilentLog: LogSink {
    /// A sink that keeps nothing.
    public init() {}

    /// Does nothing.
    public func write(record: LogRecord) {}
}
