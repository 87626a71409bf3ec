// What the phone lends to the core: a key store, keys for cards, a place for small secrets, somewhere to write the log.

package es.madrid.kit

import es.madrid.core.BrowserException
import es.madrid.core.DeviceKeys
import es.madrid.core.KeyStore
import es.madrid.core.LogRecord
import es.madrid.core.LogSink
import es.madrid.core.SecureSettings
import es.madrid.core.fileDeviceKeys
import es.madrid.core.fileKeyStore
import es.madrid.core.softwareDeviceKeys
import es.madrid.core.softwareKeyStore
import es.madrid.core.softwareSettings
import es.madrid.core.Browser as CoreBrowser

/**
 * The traits that the core leaves to the phone.
 *
 * They are called on threads of the core, never on the main one, so they may wait for hardware. What they throw reaches
 * the app as an error of the call that needed them.
 *
 * @property keyStore wraps the key that the personal data is sealed with.
 * @property deviceKeys holds the keys of the person's cards.
 * @property settings keeps small values that must not lie in a plain file.
 * @property log receives lines that are free of personal data.
 */
class Platform(val keyStore: KeyStore, val deviceKeys: DeviceKeys, val settings: SecureSettings, val log: LogSink) {
    companion object {
        /**
         * A phone without secure hardware, for desktops and tests: the keys live in memory, the settings are a file in
         * [homeDir], the folder that `AppConfig` names too.
         *
         * @throws AppException when the random source or the folder cannot be used.
         */
        fun software(homeDir: String, log: LogSink = SilentLog): Platform =
            Platform(softwareKeyStore(), softwareDeviceKeys(), softwareSettings(homeDir), log)

        /**
         * The same for a desktop that is started again: the keys are files in [homeDir], and whoever can read them
         * reads the person's data and shows their cards.
         *
         * @throws AppException when the folder cannot be used.
         */
        fun desktop(homeDir: String, log: LogSink = SilentLog): Platform =
            Platform(fileKeyStore(homeDir), fileDeviceKeys(homeDir), softwareSettings(homeDir), log)
    }
}

/**
 * The system's browser, as it shows the login page. It is lent for one sign-in, because on a phone it belongs to the
 * screen that is in front.
 */
fun interface Browser {
    /**
     * Shows [url] and waits until the page returns to an address that begins with [callbackScheme] and a colon. Gives
     * that whole address, or `null` when the person closed the page. Called where waiting is allowed; what it throws
     * means that there is no browser.
     */
    fun visit(url: String, callbackScheme: String): String?
}

/** A browser as the core wants it. */
internal class BrowserOf(private val browser: Browser) : CoreBrowser {
    override fun visit(url: String, callbackScheme: String): String =
        browser.visit(url, callbackScheme) ?: throw BrowserException.Cancelled()
}

/** Drops every line. */
object SilentLog : LogSink {
    override fun write(record: LogRecord) = Unit
}
