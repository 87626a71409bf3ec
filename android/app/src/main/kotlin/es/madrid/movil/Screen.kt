// What is drawn: the app, or why it cannot be opened.

package es.madrid.movil

import android.animation.ValueAnimator
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.material3.Surface
import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.ui.Modifier
import es.madrid.ui.FailureScreen
import es.madrid.ui.MadridApp
import es.madrid.ui.MadridTheme
import es.madrid.ui.PhoneHands
import kotlinx.coroutines.flow.StateFlow

/**
 * Opening takes a moment, in which the window shows its own background. [isCovered] is while the core decides what
 * somebody who comes back may see.
 */
@Composable
internal fun Screen(start: StateFlow<Start>, isCovered: StateFlow<Boolean>, hands: PhoneHands) {
    val now by start.collectAsState()
    val covered by isCovered.collectAsState()
    MadridTheme(reducedMotion = !ValueAnimator.areAnimatorsEnabled()) {
        when (val state = now) {
            Start.Opening -> Unit
            is Start.Open -> MadridApp(state.app, hands)
            is Start.Failed -> FailureScreen(state.why)
        }
        if (covered) Surface(Modifier.fillMaxSize()) {}
    }
}
