// The keys of the person's cards on an Android phone, as the core wants them.

package es.madrid.movil

import es.madrid.kit.DeviceKeys
import es.madrid.kit.KeyInvalidated
import es.madrid.kit.KeyStorage
import java.security.PublicKey
import java.security.Signature

private const val POINT_BYTES = 65

/** Signs with [keys]. */
internal class CardKeys(private val keys: HardwareKeys) : DeviceKeys {
    override fun storage(): KeyStorage = KeyStorage.HARDWARE

    @Synchronized
    override fun ensure(names: List<String>): List<ByteArray> = explaining {
        names.map { name ->
            if (keys.card(name) == null) keys.makeCard(name)
            point(keys.cardCheck(name))
        }
    }

    override fun sign(name: String, message: ByteArray): ByteArray = explaining {
        val key = keys.card(name) ?: throw KeyInvalidated()
        Signature.getInstance("SHA256withECDSA").apply { initSign(key) }.apply { update(message) }.sign()
    }

    override fun destroy(names: List<String>) = explaining { names.forEach(keys::destroyCard) }
}

/** An uncompressed point (SEC 1, section 2.3.3): what the encoding of a key on P-256 ends with (RFC 5480, section 2.2). */
private fun point(key: PublicKey): ByteArray = key.encoded.takeLast(POINT_BYTES).toByteArray()
