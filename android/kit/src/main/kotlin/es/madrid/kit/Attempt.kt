// Failures become words here, in one place: a model never lets an exception through to a screen.

package es.madrid.kit

import es.madrid.core.AppException
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.flow.MutableStateFlow

/** Does [work]; what it throws becomes the words in [state]. Cancellation is not a failure and goes on up. */
internal suspend fun Madrid.publish(state: MutableStateFlow<in Block.Failed>, work: suspend () -> Unit) {
    explaining(work)?.let { state.value = Block.Failed(it) }
}

/**
 * Does [work] that the person asked for, and leaves in [failure] why it did not work, or nothing. `true` when it did. A
 * person who changed their mind is told nothing.
 */
internal suspend fun Madrid.attempt(
    failure: MutableStateFlow<ExplanationView?>,
    work: suspend Madrid.() -> Unit,
): Boolean {
    var done = false
    failure.value = explaining {
        try {
            work()
            done = true
        } catch (_: AppException.Cancelled) {
            // There is nothing to say.
        }
    }
    return done
}

private suspend fun Madrid.explaining(work: suspend () -> Unit): ExplanationView? = try {
    work()
    null
} catch (cancelled: CancellationException) {
    throw cancelled
} catch (error: Exception) {
    explain(error)
}
