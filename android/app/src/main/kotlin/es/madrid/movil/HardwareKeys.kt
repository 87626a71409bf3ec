// The keys in the phone's secure hardware. Only their names are in our hands.

package es.madrid.movil

import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import android.security.keystore.StrongBoxUnavailableException
import java.security.KeyFactory
import java.security.KeyPairGenerator
import java.security.KeyStore
import java.security.PrivateKey
import java.security.PublicKey
import java.security.interfaces.ECPublicKey
import java.security.spec.X509EncodedKeySpec
import javax.crypto.KeyGenerator
import javax.crypto.SecretKey

private const val PROVIDER = "AndroidKeyStore"

/**
 * The keys by their names; they are made where they are missing, in the chip of their own that some phones have, if
 * [strongBox] says so and it agrees. [sdk] is the phone's version of Android.
 */
internal class HardwareKeys(private val sdk: Int, private val strongBox: Boolean) {
    private val store: KeyStore = KeyStore.getInstance(PROVIDER).apply { load(null) }

    /** The key that opens while the phone is unlocked; `null` when there is none. */
    fun device(): SecretKey? = store.getKey(DEVICE_KEY, null) as SecretKey?

    /** The key that opens when the person agrees; `null` when there is none. */
    fun person(): PrivateKey? = store.getKey(PERSON_KEY, null) as PrivateKey?

    /** Makes [device] anew. */
    fun makeDevice(): SecretKey = hardest { inChip -> secretKey(deviceKeySpec(sdk, inChip)) }

    /** Makes [person] anew. */
    fun makePerson(): PrivateKey = hardest { inChip -> keyPair(personKeySpec(sdk, inChip), KeyProperties.KEY_ALGORITHM_RSA) }

    /** What [person] opens is locked with this. It is taken out of the key store, which would ask the person otherwise. */
    fun personLock(): PublicKey {
        val inside = store.getCertificate(PERSON_KEY).publicKey
        return KeyFactory.getInstance(inside.algorithm).generatePublic(X509EncodedKeySpec(inside.encoded))
    }

    /** The key of a card that signs; `null` when there is none. */
    fun card(name: String): PrivateKey? = store.getKey(cardKey(name), null) as PrivateKey?

    /** What [card] signs is checked with this. */
    fun cardCheck(name: String): ECPublicKey = store.getCertificate(cardKey(name)).publicKey as ECPublicKey

    /** Makes [card]. */
    fun makeCard(name: String): PrivateKey = hardest { inChip -> keyPair(cardKeySpec(name, sdk, inChip), KeyProperties.KEY_ALGORITHM_EC) }

    /** Destroys [card], if it is there. */
    fun destroyCard(name: String) = store.deleteEntry(cardKey(name))

    private fun secretKey(spec: KeyGenParameterSpec): SecretKey =
        KeyGenerator.getInstance(KeyProperties.KEY_ALGORITHM_AES, PROVIDER).apply { init(spec) }.generateKey()

    private fun keyPair(spec: KeyGenParameterSpec, algorithm: String): PrivateKey =
        KeyPairGenerator.getInstance(algorithm, PROVIDER).apply { initialize(spec) }.generateKeyPair().private

    private fun <K> hardest(make: (inChip: Boolean) -> K): K {
        if (!strongBox) return make(false)
        return try {
            make(true)
        } catch (_: StrongBoxUnavailableException) {
            make(false)
        }
    }
}
