// The state that outlives every screen: how fresh the phone is, and what the last refresh could not do.

package es.madrid.kit

import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow

/** The model of the whole app. Make one when the app has been opened, and keep it. */
class AppModel(private val madrid: Madrid) {
    private val statusState = MutableStateFlow<Block<StatusView>>(Block.Loading)
    private val refreshFailureState = MutableStateFlow<ExplanationView?>(null)

    /** What the phone holds. */
    val status: StateFlow<Block<StatusView>> = statusState.asStateFlow()

    /** Why the last refresh failed, in plain words; `null` when it went well. */
    val refreshFailure: StateFlow<ExplanationView?> = refreshFailureState.asStateFlow()

    /** The places screens. */
    val places: PlacesModel = PlacesModel(madrid)

    /** Keeps [status] up to date until it is cancelled. */
    suspend fun watch() =
        madrid.publish(statusState) { madrid.status().collect { statusState.value = Block.Shown(it) } }

    /** Fetches what changed in the city: the person asked. What is on the phone stays readable whatever happens. */
    suspend fun refresh() = attempt { sync() }

    /** To be called when the app leaves the screen: the files are closed. */
    suspend fun enterBackground() = attempt { suspend() }

    /** To be called when the app comes back: opens the files, then asks the city what changed, if it is time. */
    suspend fun enterForeground() = attempt {
        resume()
        syncIfDue()
    }

    private suspend fun attempt(work: suspend Madrid.() -> Unit) {
        try {
            madrid.work()
            refreshFailureState.value = null
        } catch (cancelled: CancellationException) {
            throw cancelled
        } catch (error: Exception) {
            refreshFailureState.value = madrid.explain(error)
        }
    }
}
