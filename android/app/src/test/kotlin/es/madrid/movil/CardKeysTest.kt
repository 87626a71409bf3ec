// The keys of cards keep the core's own promises, and lie in the hardware that the phone has.

package es.madrid.movil

import android.os.Build
import android.security.keystore.KeyProperties
import es.madrid.core.App
import es.madrid.core.softwareKeyStore
import es.madrid.core.softwareSettings
import es.madrid.kit.AppConfig
import es.madrid.kit.KeyInvalidated
import es.madrid.kit.KeyStorage
import es.madrid.kit.KeyStoreUnavailable
import es.madrid.kit.Language
import es.madrid.kit.SilentLog
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import java.security.UnrecoverableKeyException
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertTrue

class CardKeysTest {
    private val keys get() = CardKeys(HardwareKeys(Build.VERSION_CODES.VANILLA_ICE_CREAM, strongBox = true))

    @Test
    fun `they keep every promise`(@TempDir home: Path) = FakeHardware.bought {
        val city = "http://127.0.0.1:9"
        val nobody = AppConfig("$home", city, Language.ES, rootsPem = null, pins = emptyList(), pinsExpire = null)
        runBlocking {
            App.open(nobody, softwareKeyStore(), keys, softwareSettings("$home"), SilentLog).use { it.checkPlatform() }
        }
        assertEquals(2, FakeHardware.made.size)
        assertEquals(KeyStorage.HARDWARE, keys.storage())
    }

    @Test
    fun `every point has the same length, also where a coordinate begins with zeros`() = FakeHardware.bought {
        val names = List(600) { "card-$it" }
        val points = keys.ensure(names)
        assertEquals(setOf(65), points.map { it.size }.toSet())
        assertTrue(points.any { it[1] == 0.toByte() || it[33] == 0.toByte() }, "of 1,200 coordinates one begins with a zero")
        keys.ensure(names).zip(points).forEach { (again, before) -> assertContentEquals(before, again) }
        assertEquals(names.size, FakeHardware.made.size)
    }

    @Test
    fun `a key that is gone is said to be, and trouble that may pass loses none`() = FakeHardware.bought {
        keys.ensure(listOf("a"))
        FakeHardware.trouble = UnrecoverableKeyException("busy").apply { initCause(IllegalStateException()) }
        assertFailsWith<KeyStoreUnavailable> { keys.sign("a", byteArrayOf(1)) }
        assertFailsWith<KeyStoreUnavailable> { keys.ensure(listOf("a")) }
        FakeHardware.trouble = UnrecoverableKeyException("Key permanently invalidated")
        assertFailsWith<KeyInvalidated> { keys.sign("a", byteArrayOf(1)) }
        FakeHardware.trouble = null
        assertTrue(keys.sign("a", byteArrayOf(1)).isNotEmpty())
        keys.destroy(listOf("a", "never there"))
        assertFailsWith<KeyInvalidated> { keys.sign("a", byteArrayOf(1)) }
    }

    @Test
    fun `keys are in a chip of their own where there is one that agrees`() = FakeHardware.bought {
        keys.ensure(listOf("a"))
        FakeHardware.hasChip = false
        keys.ensure(listOf("b"))
        val made = FakeHardware.made.map { it.keystoreAlias to it.isStrongBoxBacked }
        assertEquals(listOf(cardKey("a") to true, cardKey("b") to false), made)
    }

    @Test
    fun `a key of a card signs and does nothing else, and asks nobody`() {
        val versions = listOf(Build.VERSION_CODES.P, Build.VERSION_CODES.S, Build.VERSION_CODES.UPSIDE_DOWN_CAKE, 35, 36)
        val specs = versions.map { cardKeySpec("a", it, strongBox = false) }
        assertEquals(listOf(true, false, false, true, true), specs.map { it.isUnlockedDeviceRequired })
        specs.forEach {
            assertEquals(KeyProperties.PURPOSE_SIGN, it.purposes)
            assertContentEquals(arrayOf(KeyProperties.DIGEST_SHA256), it.digests)
            assertFalse(it.isUserAuthenticationRequired)
        }
    }
}
