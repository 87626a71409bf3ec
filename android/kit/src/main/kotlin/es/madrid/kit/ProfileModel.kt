// The state of the profile screen.

package es.madrid.kit

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.collectLatest
import kotlinx.coroutines.flow.distinctUntilChangedBy

/** The person's own data, and what they change of them. */
class ProfileModel(private val madrid: Madrid) {
    private val profileState = MutableStateFlow<Block<ProfileView>>(Block.Loading)
    private val failureState = MutableStateFlow<ExplanationView?>(null)

    /** What the city knows of the person, with what they asked for laid over. Failed, with words, while it is locked. */
    val profile: StateFlow<Block<ProfileView>> = profileState.asStateFlow()

    /** Why the last action did not work; its code says which field (`input.phone`, `input.email`) has to change. */
    val failure: StateFlow<ExplanationView?> = failureState.asStateFlow()

    /** Keeps [profile] up to date until it is cancelled. */
    suspend fun watch() = madrid.publish(profileState) {
        // The flow of a profile keeps its last one when the data are locked. Asked anew it refuses, and nothing is left.
        madrid.session().distinctUntilChangedBy { it.state }.collectLatest {
            madrid.publish(profileState) { madrid.profile().collect { profileState.value = Block.Shown(it) } }
        }
    }

    /** Asks the city to reach the person elsewhere. `true` when it is kept on the phone; it is sent by itself. */
    suspend fun changeContact(request: ContactRequest): Boolean =
        madrid.attempt(failureState) { changeContact(request) }

    /** Asks the city to keep what the person likes and allows. */
    suspend fun changePreferences(request: PreferencesRequest): Boolean =
        madrid.attempt(failureState) { changePreferences(request) }

    /** The person insists on a change in conflict. */
    suspend fun keepMine(id: Long): Boolean = madrid.attempt(failureState) { keepMine(id) }

    /** The person lets a change go. */
    suspend fun discard(id: Long): Boolean = madrid.attempt(failureState) { discard(id) }

    /** What could not be done has been read: [failure] is `null` again. */
    fun forget() {
        failureState.value = null
    }
}
