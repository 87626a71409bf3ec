// What brings a person to the app from outside: links into it, and the way back from the login page.

package es.madrid.movil

import android.content.Intent
import es.madrid.kit.isOfCards
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.receiveAsFlow

/** Sorts what comes in. Links wait until a screen takes them; of several only the newest is wanted. */
internal class Links(private val visits: Visits) {
    private val links = Channel<String>(Channel.CONFLATED)
    private val lateState = MutableStateFlow(false)

    /** The links into the app, each once. Where they lead, and whether anywhere, the core says. */
    val flow: Flow<String> = links.receiveAsFlow()

    /** Whether a login page has answered that nobody waited for any more. */
    val isLate: StateFlow<Boolean> = lateState.asStateFlow()

    /** The person has read it. */
    fun forgetLate() {
        lateState.value = false
    }

    /** Takes the address that an intent brings, if it brings one. */
    fun take(intent: Intent?) {
        val fromHistory = intent != null && intent.flags and Intent.FLAG_ACTIVITY_LAUNCHED_FROM_HISTORY != 0
        // The list of recent apps starts an app again with what started it once: that was long ago.
        if (!fromHistory) intent?.dataString?.let(::take)
    }

    /** Takes an address. */
    fun take(address: String) {
        when (visits.arrived(address)) {
            Arrival.ANSWER -> Unit
            Arrival.LATE -> lateState.value = true
            Arrival.FOREIGN -> if (address.startsWith("madrid:") || address.isOfCards) links.trySend(address)
        }
    }
}
