// Moves the person through the app, and lets go of what a screen remembered once they have left it for good.

package es.madrid.ui

import androidx.compose.animation.Crossfade
import androidx.compose.animation.ExperimentalAnimationApi
import androidx.compose.animation.core.tween
import androidx.compose.animation.core.updateTransition
import androidx.compose.runtime.Composable
import androidx.compose.runtime.MutableState
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.SaveableStateHolder
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.saveable.rememberSaveableStateHolder
import es.madrid.kit.Destination

/** The journey of the person, and every step they can take. [left] is called at each. */
internal class Route(
    private val journey: MutableState<Journey>,
    private val remembered: SaveableStateHolder,
    private val left: () -> Unit,
) {
    /** Where the person is. */
    val now: Journey get() = journey.value

    /** Opens a screen. */
    fun go(screen: Screen) = move(now.go(screen))

    /** Goes back. Where there is no way back it stays. */
    fun back() = move(now.back() ?: now)

    /** Turns to a tab. */
    fun turn(tab: Tab) = move(now.turn(tab))

    /** Follows a link. */
    fun follow(link: Destination) = move(now.follow(link))

    /** Begins anew, as on a phone that nobody has used: nothing of one person is left for the next. */
    fun begin() {
        left()
        now.keys.forEach(remembered::removeState)
        journey.value = Journey()
    }

    /** Draws the screen in front, with what it remembered. It takes the place of the one before softly. */
    @OptIn(ExperimentalAnimationApi::class)
    @Composable
    fun Front(draw: @Composable (Screen) -> Unit) {
        updateTransition(now).Crossfade(animationSpec = tween(Motion.quick), contentKey = { it.key }) { here ->
            remembered.SaveableStateProvider(here.key) { draw(here.screen) }
        }
    }

    private fun move(next: Journey) {
        if (next == now) return
        left()
        (now.keys - next.keys).forEach(remembered::removeState)
        journey.value = next
    }
}

/** A route that starts at home, or where the person was when the process ended. */
@Composable
internal fun rememberRoute(left: () -> Unit): Route {
    val journey = rememberSaveable(stateSaver = Journey.saver) { mutableStateOf(Journey()) }
    val remembered = rememberSaveableStateHolder()
    return remember(journey, remembered, left) { Route(journey, remembered, left) }
}
