// What goes wrong in Rust, in the phone's own parts or in the city becomes an error with words, never a crash.

package es.madrid.kit

import es.madrid.core.App
import es.madrid.core.AppException
import es.madrid.core.InternalException
import es.madrid.core.KeyGuard
import es.madrid.core.KeyStore
import es.madrid.core.KeyStoreException
import es.madrid.core.LogRecord
import es.madrid.core.LogSink
import es.madrid.core.PlaceListListener
import es.madrid.core.SecureSettings
import es.madrid.core.provokePanic
import es.madrid.core.provokePanicHere
import es.madrid.core.softwareDeviceKeys
import es.madrid.core.softwareKeyStore
import es.madrid.core.softwareSettings
import kotlinx.coroutines.flow.first
import org.junit.jupiter.api.Test
import java.nio.file.Path
import java.util.concurrent.atomic.AtomicInteger
import kotlin.io.path.div
import kotlin.io.path.listDirectoryEntries
import kotlin.io.path.readBytes
import kotlin.io.path.writeBytes
import kotlin.io.path.writeText
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNotEquals
import kotlin.test.assertTrue

/** An exception that no trait of the boundary declares. */
class Surprise : RuntimeException("a surprise")

class FailureTest {
    @Test
    fun `a panic in Rust is an error with words, and the library lives on`() = withPhone {
        val panics = listOf(
            assertFailsWith<AppException.Bug> { provokePanic() },
            assertFailsWith<InternalException> { provokePanicHere() },
        )
        for (panic in panics) assertWords(madrid.explain(panic))
        assertEquals(FreshnessState.FRESH, madrid.sync().places.freshness.state)
    }

    @Test
    fun `a key store that throws is an error of the call that needed it`() {
        for (fault in listOf(KeyStoreException.Unavailable(), Surprise())) {
            withCore(keyStore = BrokenKeyStore(fault)) { assertFailsWith<AppException.Bug> { app.checkPlatform() } }
        }
    }

    @Test
    fun `a key store that loses secrets breaks the contract`() = withCore(keyStore = ForgetfulKeyStore) {
        assertFailsWith<AppException.Bug> { app.checkPlatform() }
    }

    @Test
    fun `settings that throw are an error of the call that needed them`() = withCore(settings = BrokenSettings) {
        assertFailsWith<AppException.Bug> { app.checkPlatform() }
        assertEquals(FreshnessState.FRESH, app.sync().places.freshness.state)
    }

    @Test
    fun `a log that throws stops nobody`() {
        val log = BrokenLog()
        withCore(log = log) {
            city.close()
            assertFailsWith<AppException.Offline> { app.sync() }
            assertTrue(eventually { log.asked.get() > 0 }, "the log was never written to, so this shows nothing")
            City.start(port = city.port).use {
                assertEquals(FreshnessState.FRESH, app.sync().places.freshness.state)
            }
        }
    }

    @Test
    fun `a listener that throws at once is an error of the observing call`() = withCore {
        app.sync()
        assertFailsWith<AppException.Bug> { app.places().observeNear(sol(), BrokenListener(after = 0)) }
        assertTrue(app.places().near(sol()).items.isNotEmpty())
    }

    @Test
    fun `a listener that throws later ends its own subscription and nothing else`() = withCore {
        app.sync()
        val subscription = app.places().observeNear(sol(limit = 100u), BrokenListener(after = 1))
        assertTrue(subscription.isActive())
        city.churn(upserts = 200)
        app.sync()
        assertTrue(eventually { !subscription.isActive() })
        assertTrue(app.places().near(sol()).items.isNotEmpty())
    }

    @Test
    fun `what was closed cannot be used and says so`() = withPhone {
        val model = PlacesModel(madrid)
        madrid.close()
        madrid.close()
        assertFailsWith<IllegalStateException> { madrid.sync() }
        assertFailsWith<IllegalStateException> { madrid.near(sol()).first() }
        assertFailsWith<IllegalStateException> { model.filter }
    }

    @Test
    fun `a folder that cannot be used is an error`() = withHome { home ->
        val file = home / "file"
        file.writeText("not a folder")
        val settings = softwareSettings("$home")
        assertIs<AppException>(
            assertFailsWith<Exception> { App.open(config(file, City.NOBODY), softwareKeyStore(), softwareDeviceKeys(), settings, SilentLog) },
        )
        assertFailsWith<AppException> { Platform.software("$file") }
    }

    @Test
    fun `data of a newer app are refused and left alone`() = withHome { home ->
        Madrid.open(config(home, City.NOBODY), Platform.software("$home")).use { it.suspend() }
        val database = home.listDirectoryEntries().single { it.isSqlite() }
        val newer = database.readBytes()
        // SQLite keeps `user_version` here, most significant byte first.
        newer[60] = 1
        database.writeBytes(newer)
        val error = assertFailsWith<AppException.UpdateRequired> {
            Madrid.open(config(home, City.NOBODY), Platform.software("$home"))
        }
        assertEquals("store.newer", error.code)
        assertWords(Madrid.explain(error, Language.ES))
        assertNotEquals(Madrid.explain(error, Language.ES).body, Madrid.explain(error, Language.EN).body)
        assertContentEquals(newer, database.readBytes())
    }

    private fun Path.isSqlite() = readBytes().decodeToString().startsWith("SQLite format 3")

    @Test
    fun `each fault of the city is an error that says what to do`() = withSyncedPhone {
        val faults = listOf<Pair<String, (AppException) -> Boolean>>(
            """"fault":"status","status":500""" to { it is AppException.ServerBusy },
            """"fault":"wrong_content"""" to { it is AppException.NotTheCity },
            """"fault":"broken_json"""" to { it is AppException.ServerBusy },
            """"fault":"truncate"""" to { it is AppException.Offline },
            """"fault":"drop_before"""" to { it is AppException.Offline },
            // The last, because the phone keeps to the wait it is asked for.
            """"fault":"busy","retry_after_s":40""" to { it is AppException.ServerBusy && it.retryAfterSeconds == 40u },
        )
        val known = madrid.near(sol()).first().items
        for ((rule, expected) in faults) {
            city.fault(rule)
            val error = assertFailsWith<AppException>(rule) { madrid.sync() }
            assertTrue(expected(error), "$rule gave $error")
            assertWords(madrid.explain(error))
            assertEquals(known, madrid.near(sol()).first().items, rule)
            city.mend()
        }
    }

    @Test
    fun `every error has words in both languages`() = withPhone {
        for (error in everyError("test")) {
            madrid.chooseLanguage(Language.ES)
            val spanish = madrid.explain(error)
            madrid.chooseLanguage(Language.EN)
            val english = madrid.explain(error)
            assertWords(spanish)
            assertWords(english)
            assertNotEquals(spanish.title, english.title, "$error")
            assertNotEquals(spanish.body, english.body, "$error")
            assertNotEquals(spanish.nextStep, english.nextStep, "$error")
        }
    }

    private fun assertWords(words: ExplanationView) =
        assertFalse(listOf(words.title, words.body, words.nextStep, words.code).any { it.isBlank() }, "$words")
}

/** One of each kind. A kind added in Rust makes [codeOf] fail to compile: add it here as well. */
private fun everyError(code: String): List<AppException> = listOf(
    AppException.Offline(code), AppException.ServerBusy(code, 30u), AppException.NotTheCity(code),
    AppException.NotFound(code), AppException.Rejected(code), AppException.SignInAgain(code),
    AppException.Locked(code), AppException.Cancelled(code), AppException.UpdateRequired(code),
    AppException.StorageFull(code), AppException.TryAgain(code), AppException.Bug(code),
).onEach { check(codeOf(it) == code) }

private fun codeOf(error: AppException): String = when (error) {
    is AppException.Offline -> error.code
    is AppException.ServerBusy -> error.code
    is AppException.NotTheCity -> error.code
    is AppException.NotFound -> error.code
    is AppException.Rejected -> error.code
    is AppException.SignInAgain -> error.code
    is AppException.Locked -> error.code
    is AppException.Cancelled -> error.code
    is AppException.UpdateRequired -> error.code
    is AppException.StorageFull -> error.code
    is AppException.TryAgain -> error.code
    is AppException.Bug -> error.code
}

/** Throws what it was given, whatever it is asked. */
private class BrokenKeyStore(private val fault: Exception) : KeyStore {
    override fun wrap(secret: ByteArray, guard: KeyGuard): ByteArray = throw fault
    override fun unwrap(wrapped: ByteArray, prompt: String): ByteArray = throw fault
}

/** Gives back something else than it was given. */
private object ForgetfulKeyStore : KeyStore {
    override fun wrap(secret: ByteArray, guard: KeyGuard): ByteArray = secret.reversedArray()
    override fun unwrap(wrapped: ByteArray, prompt: String): ByteArray = ByteArray(wrapped.size)
}

private object BrokenSettings : SecureSettings {
    override fun read(key: String): String? = throw Surprise()
    override fun write(key: String, value: String): Unit = throw Surprise()
    override fun remove(key: String): Unit = throw Surprise()
}

private class BrokenLog : LogSink {
    val asked = AtomicInteger()

    override fun write(record: LogRecord) {
        asked.incrementAndGet()
        throw Surprise()
    }
}

/** Takes so many views and throws at the next. */
private class BrokenListener(private val after: Int) : PlaceListListener {
    private val taken = AtomicInteger()

    override fun onChange(view: PlaceListView) {
        if (taken.getAndIncrement() >= after) throw Surprise()
    }
}
