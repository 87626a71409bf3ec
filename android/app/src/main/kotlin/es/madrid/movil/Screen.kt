// What is drawn: the app, or why it cannot be opened.

package es.madrid.movil

import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import es.madrid.kit.Block
import es.madrid.ui.MadridApp
import es.madrid.ui.MadridTheme
import es.madrid.ui.PhoneHands
import es.madrid.ui.PlacesScreen
import kotlinx.coroutines.flow.StateFlow

/** Opening takes a moment, in which the window shows its own background. */
@Composable
internal fun Screen(start: StateFlow<Start>, hands: PhoneHands) {
    val now by start.collectAsState()
    MadridTheme {
        when (val state = now) {
            Start.Opening -> Unit
            is Start.Open -> MadridApp(state.app, hands.browser, TODO()) {}
            is Start.Failed -> PlacesScreen(Block.Failed(state.why))
        }
    }
}
