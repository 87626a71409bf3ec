// Whether the person is here. The core locks their data after an absence, and closes its files in the background.

package es.madrid.movil

import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.collectLatest
import kotlinx.coroutines.withContext

/** Who is told of coming and going. */
internal interface Host {
    /** The person is at a login page: the answer needs open files. */
    fun stepAway()

    /** The person went. */
    suspend fun leave()

    /** The person is back: decides what they may see. */
    suspend fun comeBack()

    /** They see it, and it can be renewed. */
    suspend fun stay()
}

/** Counts the screens in front. To be told on the main thread. */
internal class Presence(private val visits: Visits) {
    private enum class Where { HERE, AT_LOGIN, ELSEWHERE }

    /** Each is another, so that none is lost because it leads to where the one before did. */
    private class Move(val to: Where)

    private val moves = MutableStateFlow<Move?>(null)
    private val coveredState = MutableStateFlow(false)
    private var screens = 0

    /** Whether what was on the screen must not be seen yet. */
    val isCovered: StateFlow<Boolean> = coveredState.asStateFlow()

    /** A screen can be seen. */
    fun screenCame() {
        screens++
        moves.value = Move(Where.HERE)
    }

    /** It can no longer be seen; [isTurning] when it is only made anew, as for a phone that is turned. */
    fun screenWent(isTurning: Boolean) {
        screens--
        if (screens > 0 || isTurning) return
        coveredState.value = true
        moves.value = Move(if (visits.isUnderWay) Where.AT_LOGIN else Where.ELSEWHERE)
    }

    /** Tells [host], until it is cancelled, one thing after the other. */
    suspend fun tell(host: Host): Nothing = moves.collectLatest { move ->
        when (move?.to) {
            Where.HERE -> {
                host.comeBack()
                coveredState.value = false
                host.stay()
            }
            Where.AT_LOGIN -> host.stepAway()
            // Begun, it goes to its end: closing files that overtakes their opening would leave them closed in front.
            Where.ELSEWHERE -> withContext(NonCancellable) { host.leave() }
            null -> Unit
        }
    }
}
