// What the phone must be able to do, as interfaces that the app implements with the system's own means. The names are the
// core's; the notes say how an Android phone keeps the promises. `App.checkPlatform` tests them.

package es.madrid.kit

/**
 * Wraps the keys of the personal data with keys that never leave the phone's hardware.
 *
 * - `wrap` asks nobody, also where the guard is the person; where the key is gone it makes a new one.
 * - `unwrap` waits for the person where they are the guard. It is called on a thread of the core, never on the main one.
 * - A phone without a screen lock can have no key that asks the person: [NoScreenLock].
 * - A person who said no is [PersonRefused], a key that is gone for good [KeyInvalidated], bytes that do not decrypt
 *   [CannotUnwrap], anything else [KeyStoreUnavailable].
 */
typealias KeyStore = es.madrid.core.KeyStore

/** Who must agree before a wrapped secret is opened: nobody, or the person each time. */
typealias KeyGuard = es.madrid.core.KeyGuard

/** Why the key store would not do it: one of the five below. */
typealias KeyStoreException = es.madrid.core.KeyStoreException

/** It failed, is not there, or cannot be used now. */
typealias KeyStoreUnavailable = es.madrid.core.KeyStoreException.Unavailable

/** The bytes are not from this key store, or were changed: what was in them is lost. */
typealias CannotUnwrap = es.madrid.core.KeyStoreException.CannotUnwrap

/** The person said no or was not recognised. Nothing is lost. */
typealias PersonRefused = es.madrid.core.KeyStoreException.Refused

/** The phone has no screen lock, so there is nothing to ask the person for. */
typealias NoScreenLock = es.madrid.core.KeyStoreException.NoScreenLock

/** The key is gone for good, and what it wrapped with it. */
typealias KeyInvalidated = es.madrid.core.KeyStoreException.Invalidated

/**
 * The keys of the person's cards, each on P-256.
 *
 * - `ensure` makes those that are missing and gives the public ones as points of 65 bytes.
 * - `sign` asks nobody: the person said yes on the screen before. A key that is not there is [KeyInvalidated].
 * - `destroy` is for good; one that is not there is destroyed already.
 */
typealias DeviceKeys = es.madrid.core.DeviceKeys

/** Whether such keys lie in hardware. */
typealias KeyStorage = es.madrid.core.KeyStorage

/** Keeps a few small values outside the database. What was written must be there after a crash. */
typealias SecureSettings = es.madrid.core.SecureSettings

/** The settings could not be read or written. */
typealias SettingsUnavailable = es.madrid.core.SettingsException.Unavailable

/** Receives lines that are free of personal data. */
typealias LogSink = es.madrid.core.LogSink

/** One such line. */
typealias LogRecord = es.madrid.core.LogRecord

/** How much it matters. */
typealias LogLevel = es.madrid.core.LogLevel
