// The state of the session: who the person is to the city, and the few things they can do about it.

package es.madrid.kit

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow

/**
 * Signing in and out, locking, and removing everything. Nothing here happens by itself: a session that has ended is
 * shown, and the person signs in again when they want to.
 */
class SessionModel(private val madrid: Madrid) {
    private val sessionState = MutableStateFlow<Block<SessionView>>(Block.Loading)
    private val failureState = MutableStateFlow<ExplanationView?>(null)
    private val removalState = MutableStateFlow<Block<RemovalView>?>(null)

    /** How the session stands. */
    val session: StateFlow<Block<SessionView>> = sessionState.asStateFlow()

    /** Why the last action did not work, in plain words; `null` when it did, or the person changed their mind. */
    val failure: StateFlow<ExplanationView?> = failureState.asStateFlow()

    /** What removing would take away, once it has been asked for with [weighRemoval]. */
    val removal: StateFlow<Block<RemovalView>?> = removalState.asStateFlow()

    /** Keeps [session] up to date until it is cancelled. */
    suspend fun watch() =
        madrid.publish(sessionState) { madrid.session().collect { sessionState.value = Block.Shown(it) } }

    /**
     * Lets the person sign in, in [browser]. [access] is what they want to do next; [appLock] is whether the phone asks
     * before it shows their data, and counts at the first sign-in on this phone. `true` when they are signed in.
     */
    suspend fun signIn(browser: Browser, access: AccessLevel = AccessLevel.LIGHT, appLock: Boolean = false): Boolean =
        madrid.attempt(failureState) { signIn(SignInRequest(access, appLock), browser) }

    /** Ends the session; the data stay on the phone, locked, for the same person. */
    suspend fun signOut(): Boolean = madrid.attempt(failureState) { signOut() }

    /** Locks the person's data. */
    suspend fun lock(): Boolean = madrid.attempt(failureState) { lock() }

    /** Unlocks them; the phone may ask. `false` when it was not the person or they said no. */
    suspend fun unlock(): Boolean = madrid.attempt(failureState) { unlock() }

    /** Switches the app lock on or off; the phone asks once more. */
    suspend fun setAppLock(on: Boolean): Boolean = madrid.attempt(failureState) { setAppLock(on) }

    /** Fills [removal], for the person to weigh up before [removeMyData]. */
    suspend fun weighRemoval() = madrid.publish(removalState) { removalState.value = Block.Shown(madrid.removal()) }

    /** Removes everything of the person from this phone for good. */
    suspend fun removeMyData(): Boolean = madrid.attempt(failureState) {
        removeMyData()
        removalState.value = null
    }
}
