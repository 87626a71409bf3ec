// One question at a time to the person: may the app know where the phone is?

package es.madrid.movil

import android.Manifest.permission.ACCESS_COARSE_LOCATION
import android.content.pm.PackageManager.PERMISSION_GRANTED
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/** The system's question, over the activity in front. It is asked when the person wants something that needs it. */
internal class Permissions(private val front: Front) {
    private var waiting: CompletableDeferred<Boolean>? = null

    /** Whether the person says yes. */
    suspend fun location(): Boolean = withContext(Dispatchers.Main) {
        val activity = front.activity ?: return@withContext false
        val answer = waiting ?: CompletableDeferred<Boolean>().also {
            waiting = it
            activity.requestPermissions(arrayOf(ACCESS_COARSE_LOCATION), 0)
        }
        answer.await()
    }

    /** The system gives the [answers]; none at all when the question was interrupted. */
    fun answered(answers: IntArray) {
        waiting?.complete(answers.firstOrNull() == PERMISSION_GRANTED)
        waiting = null
    }
}
