// The state of the session: who the person is to the city, and the few things they can do about it.

package es.madrid.kit

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.first

/**
 * Signing in and out, locking, and removing everything. Nothing here happens by itself: a session that has ended is
 * shown, and the person signs in again when they want to.
 */
class SessionModel(private val madrid: Madrid) {
    private val sessionState = MutableStateFlow<Block<SessionView>>(Block.Loading)
    private val failureState = MutableStateFlow<ExplanationView?>(null)
    private val removalState = MutableStateFlow<Block<RemovalView>?>(null)
    private val busyState = MutableStateFlow(false)

    /** How the session stands. */
    val session: StateFlow<Block<SessionView>> = sessionState.asStateFlow()

    /** Why the last action did not work, in plain words; `null` when it did, or the person changed their mind. */
    val failure: StateFlow<ExplanationView?> = failureState.asStateFlow()

    /** Whether the browser, the phone's own question or the city is waited for. What is asked meanwhile does nothing. */
    val isBusy: StateFlow<Boolean> = busyState.asStateFlow()

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
        alone { signIn(SignInRequest(access, appLock), browser) }

    /** How the session stands, as soon as that is known; `null` where it cannot be read. */
    suspend fun known(): SessionView? = (session.first { it !is Block.Loading } as? Block.Shown)?.view

    /** Ends the session; the data stay on the phone, locked, for the same person. */
    suspend fun signOut(): Boolean = alone { signOut() }

    /** Locks the person's data. */
    suspend fun lock(): Boolean = madrid.attempt(failureState) { lock() }

    /** Unlocks them; the phone may ask. `false` when it was not the person or they said no. */
    suspend fun unlock(): Boolean = alone { unlock() }

    /** Switches the app lock on or off; the phone asks once more. */
    suspend fun setAppLock(on: Boolean): Boolean = alone { setAppLock(on) }

    /** Fills [removal], for the person to weigh up before [removeMyData]. */
    suspend fun weighRemoval() = madrid.publish(removalState) { removalState.value = Block.Shown(madrid.removal()) }

    /** Removes everything of the person from this phone for good. */
    suspend fun removeMyData(): Boolean = alone {
        removeMyData()
        removalState.value = null
    }

    /** What could not be done has been read: [failure] is `null` again. */
    fun forget() {
        failureState.value = null
    }

    /** One thing at a time: touched twice, the phone would ask twice. */
    private suspend fun alone(work: suspend Madrid.() -> Unit): Boolean {
        if (!busyState.compareAndSet(expect = false, update = true)) return false
        return try {
            madrid.attempt(failureState, work)
        } finally {
            busyState.value = false
        }
    }
}
