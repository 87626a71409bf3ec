// The phone's key store keeps the core's own promises, and what the system says becomes what the core understands.

package es.madrid.movil

import android.os.Build
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import es.madrid.core.App
import es.madrid.core.softwareDeviceKeys
import es.madrid.core.softwareSettings
import es.madrid.kit.AppConfig
import es.madrid.kit.CannotUnwrap
import es.madrid.kit.KeyGuard
import es.madrid.kit.KeyInvalidated
import es.madrid.kit.KeyStoreUnavailable
import es.madrid.kit.Language
import es.madrid.kit.NoScreenLock
import es.madrid.kit.PersonRefused
import es.madrid.kit.SilentLog
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import java.security.UnrecoverableKeyException
import javax.crypto.AEADBadTagException
import kotlin.test.assertContentEquals
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertTrue

class PhoneKeysTest {
    private val secret = ByteArray(32) { it.toByte() }
    private val agreeing = Confirmation { cipher, _ -> cipher }

    private fun keys(
        confirmation: Confirmation = agreeing,
        hasScreenLock: Boolean = true,
        sdk: Int = Build.VERSION_CODES.VANILLA_ICE_CREAM,
        strongBox: Boolean = true,
    ) = PhoneKeys(HardwareKeys(sdk, strongBox), confirmation) { hasScreenLock }

    /** Runs the promises that the core's own key stores keep. */
    private fun check(keys: PhoneKeys, home: Path) = runBlocking {
        val city = "http://127.0.0.1:9"
        val nobody = AppConfig("$home", city, Language.ES, rootsPem = null, pins = emptyList(), pinsExpire = null)
        App.open(nobody, keys, softwareDeviceKeys(), softwareSettings("$home"), SilentLog).use { it.checkPlatform() }
    }

    @Test
    fun `it keeps every promise of a key store`(@TempDir home: Path) = FakeHardware.bought {
        var asked = 0
        check(keys({ cipher, _ -> cipher.also { asked++ } }), home)
        assertEquals(1, asked)
    }

    @Test
    fun `it keeps them when the person says no`(@TempDir home: Path) = FakeHardware.bought {
        check(keys({ _, _ -> throw PersonRefused() }), home)
    }

    @Test
    fun `it keeps them on a phone without a screen lock`(@TempDir home: Path) = FakeHardware.bought {
        check(keys(hasScreenLock = false), home)
    }

    @Test
    fun `the person is asked with the core's words, and only to open what is theirs`() = FakeHardware.bought {
        val prompts = mutableListOf<String>()
        val keys = keys({ cipher, prompt -> cipher.also { prompts += prompt } })
        val (ours, theirs) = keys.wrap(secret, KeyGuard.DEVICE) to keys.wrap(secret, KeyGuard.PERSON)
        assertContentEquals(secret, keys.unwrap(ours, "a"))
        assertEquals(emptyList(), prompts)
        assertContentEquals(secret, keys.unwrap(theirs, "b"))
        assertEquals(listOf("b"), prompts)
    }

    @Test
    fun `a phone without a screen lock cannot ask, but keeps what asks nobody`() = FakeHardware.bought {
        val keys = keys(hasScreenLock = false)
        assertFailsWith<NoScreenLock> { keys.wrap(secret, KeyGuard.PERSON) }
        assertContentEquals(secret, keys.unwrap(keys.wrap(secret, KeyGuard.DEVICE), ""))
    }

    @Test
    fun `a key that is gone is said to be, and the next secret gets a new one`() = FakeHardware.bought {
        val keys = keys()
        for (guard in KeyGuard.entries) {
            val before = keys.wrap(secret, guard)
            FakeHardware.trouble = UnrecoverableKeyException("Key permanently invalidated")
            assertFailsWith<KeyInvalidated> { keys.unwrap(before, "") }
            val after = keys.wrap(secret, guard)
            assertContentEquals(secret, keys.unwrap(after, ""))
            // What the old key wrapped is lost, and nothing worse.
            assertFailsWith<CannotUnwrap> { keys.unwrap(before, "") }
        }
        assertEquals(4, FakeHardware.made.size)
    }

    @Test
    fun `a restored phone has no key, and that is not damage`() {
        var wrapped = emptyList<ByteArray>()
        FakeHardware.bought { wrapped = KeyGuard.entries.map { keys().wrap(secret, it) } }
        FakeHardware.bought { wrapped.forEach { assertFailsWith<KeyInvalidated> { keys().unwrap(it, "") } } }
    }

    @Test
    fun `trouble that may pass loses no key`() = FakeHardware.bought {
        val keys = keys()
        for (guard in KeyGuard.entries) {
            val wrapped = keys.wrap(secret, guard)
            FakeHardware.trouble = UnrecoverableKeyException("busy").apply { initCause(IllegalStateException()) }
            assertFailsWith<KeyStoreUnavailable> { keys.unwrap(wrapped, "") }
            assertFailsWith<KeyStoreUnavailable> { keys.wrap(secret, guard) }
            FakeHardware.trouble = null
            assertContentEquals(secret, keys.unwrap(wrapped, ""))
        }
        assertEquals(2, FakeHardware.made.size)
    }

    @Test
    fun `what the system throws while it opens says what was wrong`() = FakeHardware.bought {
        for ((thrown, isDamage) in listOf(AEADBadTagException() to true, IllegalStateException() to false)) {
            val keys = keys({ _, _ -> throw thrown })
            val wrapped = keys.wrap(secret, KeyGuard.PERSON)
            if (isDamage) {
                assertFailsWith<CannotUnwrap> { keys.unwrap(wrapped, "") }
            } else {
                assertFailsWith<KeyStoreUnavailable> { keys.unwrap(wrapped, "") }
            }
        }
    }

    @Test
    fun `keys are in a chip of their own where there is one that agrees`() = FakeHardware.bought {
        keys().wrap(secret, KeyGuard.DEVICE)
        FakeHardware.hasChip = false
        keys().wrap(secret, KeyGuard.PERSON)
        val made = FakeHardware.made.map { it.keystoreAlias to it.isStrongBoxBacked }
        assertEquals(listOf(DEVICE_KEY to true, PERSON_KEY to false), made)
    }

    @Test
    fun `the device's key opens on an unlocked phone only, where the system does not spoil such keys`() {
        val versions = listOf(Build.VERSION_CODES.P, Build.VERSION_CODES.S, Build.VERSION_CODES.UPSIDE_DOWN_CAKE, 35, 36)
        val specs = versions.map { deviceKeySpec(it, strongBox = false) }
        assertEquals(listOf(true, false, false, true, true), specs.map { it.isUnlockedDeviceRequired })
        specs.forEach {
            assertEquals(256, it.keySize)
            assertFalse(it.isUserAuthenticationRequired)
            assertTrue(it.isRandomizedEncryptionRequired)
        }
    }

    @Test
    fun `the person's key asks each time, and for the screen code too where it can`() {
        val asks = { spec: KeyGenParameterSpec -> spec.userAuthenticationType }
        val (old, new) = listOf(Build.VERSION_CODES.P, Build.VERSION_CODES.R).map { personKeySpec(it, strongBox = false) }
        for (spec in listOf(old, new)) {
            assertTrue(spec.isUserAuthenticationRequired)
            assertFalse(spec.isInvalidatedByBiometricEnrollment)
            assertTrue(spec.userAuthenticationValidityDurationSeconds <= 0)
        }
        assertEquals(KeyProperties.AUTH_BIOMETRIC_STRONG or KeyProperties.AUTH_DEVICE_CREDENTIAL, asks(new))
        assertEquals(KeyProperties.AUTH_BIOMETRIC_STRONG, asks(old))
    }
}
