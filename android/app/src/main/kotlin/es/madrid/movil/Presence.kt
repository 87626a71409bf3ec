// Whether the person is here. The core locks their data after an absence, and closes its files in the background.

package es.madrid.movil

import es.madrid.kit.ExplanationView
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

    /** The person is back: decides what they may see. Gives why that could not be decided, if so. */
    suspend fun comeBack(): ExplanationView?

    /** They see it, and it can be renewed. */
    suspend fun stay()
}

/** What hides the screen. */
internal sealed interface Cover {
    /** Nothing. */
    data object None : Cover

    /** Something without words: the person is away, or it is being decided what they may see. */
    data object Curtain : Cover

    /** That could not be decided, and [why]. The next return tries again. */
    data class Stuck(val why: ExplanationView) : Cover
}

/** Counts the screens in front. To be told on the main thread. */
internal class Presence(private val visits: Visits) {
    private enum class Where { HERE, AT_LOGIN, ELSEWHERE }

    /** Each is another, so that none is lost because it leads to where the one before did. */
    private class Move(val to: Where)

    private val moves = MutableStateFlow<Move?>(null)
    private val coverState = MutableStateFlow<Cover>(Cover.None)
    private var screens = 0

    /** What hides what was on the screen before. */
    val cover: StateFlow<Cover> = coverState.asStateFlow()

    /** A screen can be seen. */
    fun screenCame() {
        screens++
        moves.value = Move(Where.HERE)
    }

    /** It can no longer be seen; [isTurning] when it is only made anew, as for a phone that is turned. */
    fun screenWent(isTurning: Boolean) {
        screens--
        if (screens > 0 || isTurning) return
        coverState.value = Cover.Curtain
        moves.value = Move(if (visits.isUnderWay) Where.AT_LOGIN else Where.ELSEWHERE)
    }

    /**
     * Tells [host], until it is cancelled, one thing after the other. What has begun goes to its end: the core would go on
     * with it in any case, and closing that overtakes opening would leave the files closed in front of the person.
     */
    suspend fun tell(host: Host): Nothing = moves.collectLatest { move ->
        when (move?.to) {
            Where.HERE -> {
                val trouble = withContext(NonCancellable) { host.comeBack() }
                // Whoever has gone again meanwhile left the curtain.
                if (moves.value !== move) return@collectLatest
                coverState.value = if (trouble == null) Cover.None else Cover.Stuck(trouble)
                if (trouble == null) host.stay()
            }
            Where.AT_LOGIN -> host.stepAway()
            Where.ELSEWHERE -> withContext(NonCancellable) { host.leave() }
            null -> Unit
        }
    }
}
