// What the phone must be able to do, as protocols that the app implements with the system's own means. The names are the
// core's; the notes say how an iPhone keeps the promises. `Madrid.checkPlatform` tests them on a device.

import MadridCore

/// Wraps the keys of the personal data with a key that never leaves the Secure Enclave.
///
/// What the app must do:
/// - Two P-256 keys in the Secure Enclave (`kSecAttrTokenIDSecureEnclave`), one for each `KeyGuard`, made when first needed.
///   The device's: `kSecAttrAccessibleWhenUnlockedThisDeviceOnly`, `.privateKeyUsage`. The person's:
///   `kSecAttrAccessibleWhenPasscodeSetThisDeviceOnly`, `.privateKeyUsage` and `.userPresence`, so that face, finger or code
///   will do and a newly enrolled finger loses nothing.
/// - `wrap` encrypts to the public key (`eciesEncryptionCofactorVariableIVX963SHA256AESGCM`), so it asks nobody, and puts
///   one byte in front that names the guard. Without a screen code there can be no key of the person's: `NoScreenLock`.
/// - `unwrap` decrypts with a new `LAContext` each time (`kSecUseAuthenticationContext`), whose `localizedReason` is the
///   `prompt`; a context that is used again would not ask. Face ID also wants `NSFaceIDUsageDescription`.
/// - It waits for the answer: the core calls it on a thread of its own, never on the main one.
/// - A person who said no or was not recognised (`LAError.userCancel`, `.systemCancel`, `.appCancel`,
///   `.authenticationFailed`, `errSecUserCanceled`, `errSecAuthFailed`) is `Refused`. A key that is not there
///   (`errSecItemNotFound`: the phone was restored from a copy, or its code was taken off) is `Invalidated`. Bytes that do
///   not decrypt are `CannotUnwrap`. Anything else, a locked phone too, is `Unavailable`.
public typealias KeyStore = MadridCore.KeyStore
/// Who must agree before a wrapped secret is opened: nobody, or the person each time.
public typealias KeyGuard = MadridCore.KeyGuard
/// Why the key store would not do it.
public typealias KeyStoreError = MadridCore.KeyStoreError

/// Makes the keys of the person's cards in the Secure Enclave, and signs with them there.
///
/// What the app must do:
/// - A key of its own for each name (CryptoKit's `SecureEnclave.P256.Signing`), made when first asked for. Its
///   `dataRepresentation`, which only this phone's Secure Enclave can use, is an item of the Keychain under that name,
///   `kSecAttrAccessibleWhenUnlockedThisDeviceOnly`: neither goes into a copy of the phone.
/// - `ensure` gives the `x963Representation` of the public keys, `sign` the `derRepresentation` of the signature. Nobody is asked:
///   the app has asked the person already.
/// - A key that is not there, or that this Secure Enclave cannot use, is `Invalidated`. Anything else is `Unavailable`.
public typealias DeviceKeys = MadridCore.DeviceKeys
/// How a phone keeps the keys of cards.
public typealias KeyStorage = MadridCore.KeyStorage

/// Opens the login page in the system's browser and waits for the address it returns to.
///
/// What the app must do:
/// - `ASWebAuthenticationSession(url:callbackURLScheme:)` with the `url` and `callbackScheme` it is given. Never a web view of
///   the app: it could read the password, and the person could not see whose page it is (RFC 8252, 8.12).
/// - `visit` is called on a thread of the core, which may be blocked: start the session on the main actor, keep it until it
///   ends, and wait for its handler with a semaphore. Waiting on the main actor would never end.
/// - Leave `prefersEphemeralWebBrowserSession` at `false`, so that whoever is known to Cl@ve is not asked twice.
/// - Give the whole callback address back as it came. The core alone reads it; it must not reach a log.
/// - `ASWebAuthenticationSessionError.canceledLogin` is `Cancelled`, which the screen says nothing about. `start()` that gives
///   `false`, and any other error, is `Unavailable`.
public typealias Browser = MadridCore.Browser
/// Why the browser did not come back with an answer.
public typealias BrowserError = MadridCore.BrowserError

/// Keeps a few small values outside the database: items of the Keychain, `kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly`.
public typealias SecureSettings = MadridCore.SecureSettings
/// The settings could not be read or written.
public typealias SettingsError = MadridCore.SettingsError

/// Receives lines that are free of personal data, for `os.Logger` with `privacy: .public`.
public typealias LogSink = MadridCore.LogSink
/// One such line.
public typealias LogRecord = MadridCore.LogRecord
/// How much it matters.
public typealias LogLevel = MadridCore.LogLevel

/// Drops every line.
public final class SilentLog: LogSink {
    /// A sink that keeps nothing.
    public init() {}

    /// Does nothing.
    public func write(record: LogRecord) {}
}

/// A phone without a browser: nobody can sign in.
public final class NoBrowser: Browser {
    /// A browser that opens nothing.
    public init() {}

    /// Fails.
    public func visit(url: String, callbackScheme: String) throws -> String {
        throw BrowserError.Unavailable
    }
}
