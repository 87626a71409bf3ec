// The key store of an Android phone, as the core wants it.
//
// A wrapped secret is one byte that names its guard, and what that guard's key made of it.

package es.madrid.movil

import android.security.keystore.KeyPermanentlyInvalidatedException
import es.madrid.kit.CannotUnwrap
import es.madrid.kit.KeyGuard
import es.madrid.kit.KeyInvalidated
import es.madrid.kit.KeyStore
import es.madrid.kit.KeyStoreException
import es.madrid.kit.KeyStoreUnavailable
import es.madrid.kit.NoScreenLock
import es.madrid.kit.PersonRefused
import java.security.Key
import java.security.UnrecoverableKeyException
import java.security.spec.MGF1ParameterSpec
import javax.crypto.BadPaddingException
import javax.crypto.Cipher
import javax.crypto.spec.GCMParameterSpec
import javax.crypto.spec.OAEPParameterSpec
import javax.crypto.spec.PSource

private const val OF_DEVICE: Byte = 1
private const val OF_PERSON: Byte = 2

private const val NONCE_BYTES = 12
private const val TAG_BITS = 128

/** The hardware masks with SHA-1, which is not what the padding's strength rests on. */
private val OAEP = OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA1, PSource.PSpecified.DEFAULT)

/** Asks the person for their face, finger or screen code. */
internal fun interface Confirmation {
    /**
     * Shows [prompt], waits for the answer, and gives [cipher] back when it was the person. Throws
     * [PersonRefused] when it was not or they said no, [KeyStoreUnavailable] when it cannot ask.
     */
    fun ask(cipher: Cipher, prompt: String): Cipher
}

/**
 * Wraps with [keys]; [confirmation] asks the person where they are the guard. [hasScreenLock] is whether the phone could
 * ask them now.
 */
internal class PhoneKeys(
    private val keys: HardwareKeys,
    private val confirmation: Confirmation,
    private val hasScreenLock: () -> Boolean,
) : KeyStore {
    override fun wrap(secret: ByteArray, guard: KeyGuard): ByteArray = explaining {
        when (guard) {
            KeyGuard.DEVICE -> {
                val cipher = usable({ keys.device() }, { keys.makeDevice() }, ::sealing)
                // It belongs to the secret who may open it.
                cipher.updateAAD(byteArrayOf(OF_DEVICE))
                byteArrayOf(OF_DEVICE) + cipher.iv + cipher.doFinal(secret)
            }
            KeyGuard.PERSON -> {
                if (!hasScreenLock()) throw NoScreenLock()
                // The lock outlives a key that is gone: what it locks then, nobody could open.
                usable({ keys.person() }, { keys.makePerson() }, ::opening)
                byteArrayOf(OF_PERSON) + locking().doFinal(secret)
            }
        }
    }

    override fun unwrap(wrapped: ByteArray, prompt: String): ByteArray = explaining {
        val sealed = wrapped.drop(1).toByteArray()
        when (wrapped.firstOrNull()) {
            OF_DEVICE -> openForDevice(sealed)
            OF_PERSON -> {
                val key = keys.person() ?: throw KeyInvalidated()
                confirmation.ask(opening(key), prompt).doFinal(sealed)
            }
            else -> throw CannotUnwrap()
        }
    }

    private fun openForDevice(sealed: ByteArray): ByteArray {
        if (sealed.size <= NONCE_BYTES) throw CannotUnwrap()
        val key = keys.device() ?: throw KeyInvalidated()
        val cipher = Cipher.getInstance("AES/GCM/NoPadding")
        cipher.init(Cipher.DECRYPT_MODE, key, GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_BYTES))
        cipher.updateAAD(byteArrayOf(OF_DEVICE))
        return cipher.doFinal(sealed, NONCE_BYTES, sealed.size - NONCE_BYTES)
    }

    /** The cipher of a key that works: where there is none, or it is gone for good, of a new one. */
    @Synchronized
    private fun <K : Key> usable(find: () -> K?, make: () -> K, cipher: (K) -> Cipher): Cipher {
        try {
            find()?.let { return cipher(it) }
        } catch (error: Exception) {
            if (!isGone(error)) throw error
        }
        return cipher(make())
    }

    /** The hardware chooses the nonce: a fresh one for each secret. */
    private fun sealing(key: Key) = Cipher.getInstance("AES/GCM/NoPadding").apply { init(Cipher.ENCRYPT_MODE, key) }

    private fun opening(key: Key) = padded().apply { init(Cipher.DECRYPT_MODE, key, OAEP) }

    private fun locking() = padded().apply { init(Cipher.ENCRYPT_MODE, keys.personLock(), OAEP) }

    private fun padded() = Cipher.getInstance("RSA/ECB/OAEPPadding")
}

/** Whether nobody can use the key any more. The system says it in two ways; with a cause it is some other trouble. */
private fun isGone(error: Exception): Boolean =
    error is KeyPermanentlyInvalidatedException || error is UnrecoverableKeyException && error.cause == null

/** Does [work]; what the system throws becomes what the core understands. */
internal fun <T> explaining(work: () -> T): T = try {
    work()
} catch (known: KeyStoreException) {
    throw known
} catch (_: BadPaddingException) {
    throw CannotUnwrap()
} catch (error: Exception) {
    // A locked phone and a tired chip come here too. Nothing is lost: taken for damage, the data would be given up.
    throw if (isGone(error)) KeyInvalidated() else KeyStoreUnavailable()
}
