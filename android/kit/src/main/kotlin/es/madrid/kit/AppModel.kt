// The state that outlives every screen: how fresh the phone is, and what the last refresh could not do.

package es.madrid.kit

import es.madrid.core.AppException
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow

/** The model of the whole app. Make one when the app has been opened, and keep it. */
class AppModel(private val madrid: Madrid) {
    private val statusState = MutableStateFlow<Block<StatusView>>(Block.Loading)
    private val refreshFailureState = MutableStateFlow<ExplanationView?>(null)

    /** What the phone holds. */
    val status: StateFlow<Block<StatusView>> = statusState.asStateFlow()

    /**
     * Why the last refresh failed, in plain words; `null` when it went well. That the session has ended or the data are
     * locked is not said here: [session] says it, once, with its button.
     */
    val refreshFailure: StateFlow<ExplanationView?> = refreshFailureState.asStateFlow()

    /** Who the person is to the city. */
    val session: SessionModel = SessionModel(madrid)

    /** The first screen. */
    val home: HomeModel = HomeModel(madrid)

    /** The person's own data. */
    val profile: ProfileModel = ProfileModel(madrid)

    /** The places screens. */
    val places: PlacesModel = PlacesModel(madrid)

    /** Keeps [status] up to date until it is cancelled. */
    suspend fun watch() =
        madrid.publish(statusState) { madrid.status().collect { statusState.value = Block.Shown(it) } }

    /** Fetches what changed in the city: the person asked. What is on the phone stays readable whatever happens. */
    suspend fun refresh() = refreshing { sync() }

    /** To be called when the app leaves the screen: the files are closed. */
    suspend fun enterBackground() = refreshing { suspend() }

    /** To be called when the app comes back: opens the files, then asks the city what changed, if it is time. */
    suspend fun enterForeground() = refreshing {
        resume()
        syncIfDue()
    }

    private suspend fun refreshing(work: suspend Madrid.() -> Unit) {
        madrid.attempt(refreshFailureState) {
            try {
                work()
            } catch (_: AppException.SignInAgain) {
                // The session's own view says so.
            } catch (_: AppException.Locked) {
                // As above.
            }
        }
    }
}
