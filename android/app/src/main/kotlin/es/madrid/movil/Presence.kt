// Whether the person is here: the core closes its files while they are not, and a long absence locks their data.

package es.madrid.movil

import es.madrid.kit.AppModel
import es.madrid.kit.Block
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.collectLatest

/** Away for this long, the phone may be in other hands. */
private const val LONG_MILLIS = 60_000L

/** Counts the screens in front; [now] is a clock that goes on while the phone sleeps. */
internal class Presence(private val visits: Visits, private val now: () -> Long) {
    /** [longAway] is whether it was long before they came. */
    private data class State(val isHere: Boolean, val longAway: Boolean)

    private val state = MutableStateFlow<State?>(null)
    private var screens = 0
    private var leftAt: Long? = null

    /** A screen can be seen. */
    fun screenCame() {
        screens++
        val longAway = leftAt?.let { now() - it >= LONG_MILLIS } ?: false
        leftAt = null
        state.value = State(isHere = true, longAway)
    }

    /** It can no longer be seen; [isTurning] when it is only made anew, as for a phone that is turned. */
    fun screenWent(isTurning: Boolean) {
        screens--
        // Somebody at the login page is with us, and the answer needs open files.
        if (screens > 0 || isTurning || visits.isUnderWay) return
        leftAt = now()
        state.value = State(isHere = false, longAway = false)
    }

    /** Tells the app, until it is cancelled. Whoever comes back at once interrupts the going. */
    suspend fun tell(app: AppModel): Nothing = state.collectLatest { state ->
        when {
            state == null -> Unit
            state.isHere -> {
                if (state.longAway && app.asksThePerson) app.session.lock()
                app.enterForeground()
            }
            else -> app.enterBackground()
        }
    }
}

private val AppModel.asksThePerson: Boolean
    get() = (session.session.value as? Block.Shown)?.view?.appLock == true
