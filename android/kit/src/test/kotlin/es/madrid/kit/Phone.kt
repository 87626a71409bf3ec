// A phone in the hands of a test: an app with a folder of its own beside a city of its own.

package es.madrid.kit

import es.madrid.core.App
import es.madrid.core.KeyStore
import es.madrid.core.LogSink
import es.madrid.core.SecureSettings
import es.madrid.core.softwareDeviceKeys
import es.madrid.core.softwareKeyStore
import es.madrid.core.softwareSettings
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.ExperimentalPathApi
import kotlin.io.path.deleteRecursively
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlin.time.TimeSource

/** Around the Puerta del Sol. */
fun sol(kind: PlaceKind? = null, needs: List<PlaceNeed> = emptyList(), limit: UInt = 10u, lat: Double = 40.4169) =
    NearRequest(HereRequest(lat, lon = -3.7035), listOfNotNull(kind), needs, limit)

/** Places by their words. */
fun words(text: String, limit: UInt = 20u) =
    SearchRequest(text, kinds = emptyList(), needs = emptyList(), limit = limit)

fun config(home: Path, city: String, language: Language = Language.ES) =
    AppConfig(home.toString(), city, language, rootsPem = null, pins = emptyList(), pinsExpire = null)

/** A test with a folder that is removed afterwards. No test may take longer than a minute. */
fun withHome(test: suspend (home: Path) -> Unit) {
    val home = Files.createTempDirectory("phone")
    // A test that failed is what is reported, whatever becomes of the folder.
    AutoCloseable { remove(home) }.use {
        runBlocking { withTimeout(60.seconds) { test(home) } }
    }
}

/**
 * Removes a folder of a phone that was closed. Bare bindings let their files go a moment after they were closed, and a
 * file that goes away meanwhile is an error of removing: so it is tried again for some seconds, then it is one.
 */
@OptIn(ExperimentalPathApi::class)
private fun remove(home: Path) {
    val patience = TimeSource.Monotonic.markNow() + 10.seconds
    while (patience.hasNotPassedNow()) {
        if (runCatching { home.deleteRecursively() }.isSuccess) return
        Thread.sleep(20)
    }
    home.deleteRecursively()
}

/** The kit beside its city. */
class Phone(val madrid: Madrid, val city: City)

/** A test of the kit on a phone that has been opened once and has not asked the city yet. */
fun withPhone(language: Language = Language.ES, test: suspend Phone.() -> Unit) = withHome { home ->
    City.start().use { city ->
        Madrid.open(config(home, city.url, language), Platform.software("$home")).use { Phone(it, city).test() }
    }
}

/** A test of the kit on a phone that holds the city's places. */
fun withSyncedPhone(language: Language = Language.ES, test: suspend Phone.() -> Unit) = withPhone(language) {
    madrid.sync()
    test()
}

/** The bare bindings beside their city, for what the kit hides. */
class Core(val app: App, val city: City)

/** A test of the bare bindings on a phone that has not asked the city yet, with parts that may be broken on purpose. */
fun withCore(
    keyStore: KeyStore = softwareKeyStore(),
    settings: SecureSettings? = null,
    log: LogSink = SilentLog,
    test: suspend Core.() -> Unit,
) = withHome { home ->
    City.start().use { city ->
        val kept = settings ?: softwareSettings("$home")
        App.open(config(home, city.url), keyStore, softwareDeviceKeys(), kept, log).use { Core(it, city).test() }
    }
}

/** Waits for something that happens on another thread. `false` after ten seconds. */
suspend fun eventually(condition: () -> Boolean): Boolean {
    repeat(1_000) {
        if (condition()) return true
        delay(10.milliseconds)
    }
    return condition()
}
