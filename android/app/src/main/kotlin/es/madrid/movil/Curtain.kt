// What hides the app from somebody who comes back, until it is known what they may see.

package es.madrid.movil

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.material3.Surface
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.drawWithContent
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.semantics.clearAndSetSemantics
import es.madrid.ui.FailureScreen

/**
 * Draws [content], or keeps it as it is and draws [cover]. A curtain is nothing but the window's own background, with the
 * stars; it takes every touch, and a screen reader finds nothing behind it.
 */
@Composable
internal fun Under(cover: Cover, content: @Composable () -> Unit) = Box {
    Box(if (cover == Cover.None) Modifier else Modifier.drawWithContent {}.clearAndSetSemantics {}) { content() }
    when (cover) {
        Cover.None -> Unit
        Cover.Curtain -> Surface(Modifier.fillMaxSize(), color = Color.Transparent) {}
        is Cover.Stuck -> FailureScreen(cover.why)
    }
}
