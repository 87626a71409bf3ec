// What is drawn: the app, or why it cannot be opened, or neither while it is not known what a person may see.

package es.madrid.movil

import android.animation.ValueAnimator
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import es.madrid.kit.AppModel
import es.madrid.kit.Block
import es.madrid.kit.SessionState
import es.madrid.kit.SessionView
import es.madrid.ui.FailureScreen
import es.madrid.ui.MadridApp
import es.madrid.ui.MadridTheme
import kotlinx.coroutines.flow.StateFlow

/**
 * Opening takes a moment, in which the window shows its own background. [cover] is what hides the app from somebody who
 * comes back; [personal] is told whether what is shown may be a person's own.
 */
@Composable
internal fun Screen(start: StateFlow<Start>, cover: StateFlow<Cover>, phone: Phone, personal: (Boolean) -> Unit) {
    val now by start.collectAsState()
    val over by cover.collectAsState()
    MadridTheme(reducedMotion = !ValueAnimator.areAnimatorsEnabled()) {
        when (val state = now) {
            Start.Opening -> Unit
            is Start.Open -> {
                Under(over) { MadridApp(state.app, phone) }
                Late(state, phone.inwards)
                Telling(state.app, personal)
            }
            is Start.Failed -> FailureScreen(state.why)
        }
    }
}

@Composable
private fun Telling(app: AppModel, personal: (Boolean) -> Unit) {
    val session by app.session.session.collectAsState()
    val isPersonal = mayBePersonal(session)
    LaunchedEffect(isPersonal) { personal(isPersonal) }
}

/** Whether a screen may show a person's own data: unless it is known that nobody is signed in. */
internal fun mayBePersonal(session: Block<SessionView>): Boolean =
    (session as? Block.Shown)?.view?.state != SessionState.SIGNED_OUT
