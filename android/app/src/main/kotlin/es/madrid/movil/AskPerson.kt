// The system's own question for face, finger or screen code.

package es.madrid.movil

import android.app.Activity
import android.hardware.biometrics.BiometricManager.Authenticators.BIOMETRIC_STRONG
import android.hardware.biometrics.BiometricManager.Authenticators.DEVICE_CREDENTIAL
import android.hardware.biometrics.BiometricPrompt
import android.os.Build
import android.os.CancellationSignal
import es.madrid.kit.KeyStoreUnavailable
import es.madrid.kit.PersonRefused
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ExecutionException
import javax.crypto.Cipher

/** What the person could not answer because the phone cannot ask; everything else is a no, and asking again is fine. */
private val CANNOT_ASK = setOf(
    BiometricPrompt.BIOMETRIC_ERROR_HW_NOT_PRESENT,
    BiometricPrompt.BIOMETRIC_ERROR_HW_UNAVAILABLE,
    BiometricPrompt.BIOMETRIC_ERROR_NO_BIOMETRICS,
    BiometricPrompt.BIOMETRIC_ERROR_NO_DEVICE_CREDENTIAL,
    BiometricPrompt.BIOMETRIC_ERROR_UNABLE_TO_PROCESS,
    BiometricPrompt.BIOMETRIC_ERROR_VENDOR,
)

/** Asks over the activity that is in front. Must not be called on the main thread, which draws the question. */
internal class AskPerson(private val front: Front) : Confirmation {
    override fun ask(cipher: Cipher, prompt: String): Cipher {
        val activity = front.activity ?: throw KeyStoreUnavailable()
        val answer = CompletableFuture<Cipher>()
        activity.mainExecutor.execute { show(activity, cipher, prompt, answer) }
        return try {
            answer.get()
        } catch (no: ExecutionException) {
            throw no.cause ?: KeyStoreUnavailable()
        }
    }
}

private fun show(activity: Activity, cipher: Cipher, prompt: String, answer: CompletableFuture<Cipher>) {
    try {
        val question = BiometricPrompt.Builder(activity).setTitle(prompt)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
            question.setAllowedAuthenticators(BIOMETRIC_STRONG or DEVICE_CREDENTIAL)
        } else {
            // Older systems want a way out in words: theirs.
            question.setNegativeButton(activity.getText(android.R.string.cancel), activity.mainExecutor) { _, _ ->
                answer.completeExceptionally(PersonRefused())
            }
        }
        val secret = BiometricPrompt.CryptoObject(cipher)
        question.build().authenticate(secret, CancellationSignal(), activity.mainExecutor, Answer(answer))
    } catch (error: RuntimeException) {
        answer.completeExceptionally(error)
    }
}

/** A finger that was not recognised is no answer: the system lets the person try again, and counts. */
private class Answer(private val answer: CompletableFuture<Cipher>) : BiometricPrompt.AuthenticationCallback() {
    override fun onAuthenticationSucceeded(result: BiometricPrompt.AuthenticationResult) {
        answer.complete(result.cryptoObject.cipher)
    }

    override fun onAuthenticationError(errorCode: Int, errString: CharSequence?) {
        val cannot = errorCode in CANNOT_ASK
        answer.completeExceptionally(if (cannot) KeyStoreUnavailable() else PersonRefused())
    }
}
