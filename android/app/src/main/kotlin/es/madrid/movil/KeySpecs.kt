// How the keys are made, as the system's key generator wants to be told.

package es.madrid.movil

import android.os.Build
import android.security.keystore.KeyGenParameterSpec
import android.security.keystore.KeyProperties
import android.security.keystore.KeyProperties.AUTH_BIOMETRIC_STRONG
import android.security.keystore.KeyProperties.AUTH_DEVICE_CREDENTIAL
import java.security.spec.ECGenParameterSpec

/** The name of the key that opens while the phone is unlocked. */
internal const val DEVICE_KEY = "device"

/** The name of the key that opens when the person agrees. */
internal const val PERSON_KEY = "person"

/** The name of the key of a card, which the core calls [name]. */
internal fun cardKey(name: String) = "card.$name"

/**
 * From Android 12 to 14 a key that needs an unlocked phone cannot be made without a screen lock, and is lost when the
 * screen lock is taken off: the person would lose what they wrote. The files lie in storage that opens with the first
 * unlock in any case.
 */
private val SPOILS_KEYS = Build.VERSION_CODES.S..Build.VERSION_CODES.UPSIDE_DOWN_CAKE

/** AES-256-GCM, for whom nobody is asked. [sdk] is the phone's version of Android. */
internal fun deviceKeySpec(sdk: Int, strongBox: Boolean): KeyGenParameterSpec =
    KeyGenParameterSpec.Builder(DEVICE_KEY, KeyProperties.PURPOSE_ENCRYPT or KeyProperties.PURPOSE_DECRYPT)
        .setKeySize(256)
        .setBlockModes(KeyProperties.BLOCK_MODE_GCM)
        .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_NONE)
        .setUnlockedDeviceRequired(sdk !in SPOILS_KEYS)
        .setIsStrongBoxBacked(strongBox)
        .build()

/**
 * A pair of keys, because wrapping must ask nobody and a secret key that asks would ask for that too. A newly enrolled
 * finger loses nothing: whoever can enrol one knows the screen code, which opens the key as well.
 */
internal fun personKeySpec(sdk: Int, strongBox: Boolean): KeyGenParameterSpec {
    val spec = KeyGenParameterSpec.Builder(PERSON_KEY, KeyProperties.PURPOSE_DECRYPT)
        .setKeySize(2048)
        .setDigests(KeyProperties.DIGEST_SHA256)
        .setEncryptionPaddings(KeyProperties.ENCRYPTION_PADDING_RSA_OAEP)
        .setUserAuthenticationRequired(true)
        .setInvalidatedByBiometricEnrollment(false)
        .setIsStrongBoxBacked(strongBox)
    // Older phones ask each time too, but for face or finger only.
    if (sdk >= Build.VERSION_CODES.R) {
        spec.setUserAuthenticationParameters(0, AUTH_BIOMETRIC_STRONG or AUTH_DEVICE_CREDENTIAL)
    }
    return spec.build()
}

/**
 * A pair on P-256 that signs. The person said yes on the screen, and whoever wants more than that is asked for the app lock:
 * the key itself asks nobody, as a card's copies are renewed in the background.
 */
internal fun cardKeySpec(name: String, sdk: Int, strongBox: Boolean): KeyGenParameterSpec =
    KeyGenParameterSpec.Builder(cardKey(name), KeyProperties.PURPOSE_SIGN)
        .setAlgorithmParameterSpec(ECGenParameterSpec("secp256r1"))
        .setDigests(KeyProperties.DIGEST_SHA256)
        .setUnlockedDeviceRequired(sdk !in SPOILS_KEYS)
        .setIsStrongBoxBacked(strongBox)
        .build()
