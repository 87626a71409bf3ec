// The keys of the person's cards on an Android phone, as the core wants them.

package es.madrid.movil

import es.madrid.kit.DeviceKeys
import es.madrid.kit.KeyInvalidated
import es.madrid.kit.KeyStorage
import java.math.BigInteger
import java.security.Signature
import java.security.interfaces.ECPublicKey

private const val COORDINATE_BYTES = 32
private const val UNCOMPRESSED: Byte = 4

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

/** An uncompressed point (SEC 1, section 2.3.3). */
private fun point(key: ECPublicKey): ByteArray =
    byteArrayOf(UNCOMPRESSED) + coordinate(key.w.affineX) + coordinate(key.w.affineY)

/** As many bytes as all have: a number drops its zeros in front, and has one more where it would look negative. */
private fun coordinate(number: BigInteger): ByteArray {
    val bytes = number.toByteArray().takeLast(COORDINATE_BYTES).toByteArray()
    return ByteArray(COORDINATE_BYTES - bytes.size) + bytes
}
