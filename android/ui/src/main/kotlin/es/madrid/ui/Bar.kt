// The top of a screen: what it is, how far it may be trusted, and the doors to other screens.

package es.madrid.ui

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.Spacer
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.statusBarsPadding
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.paneTitle
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import es.madrid.kit.FreshnessView

/** The bar. [before] and [after] are doors beside the title, [below] stands under it. */
@Composable
internal fun Bar(
    title: String?,
    freshness: FreshnessView? = null,
    before: (@Composable () -> Unit)? = null,
    after: (@Composable () -> Unit)? = null,
    below: (@Composable () -> Unit)? = null,
) {
    Box(
        Modifier
            .fillMaxWidth()
            .background(Palette.bar)
            .statusBarsPadding()
            // A screen reader says where the person has come to.
            .semantics { title?.let { paneTitle = it } },
        contentAlignment = Alignment.TopCenter,
    ) {
        Column(
            Modifier.widthIn(max = Sizes.column).fillMaxWidth().padding(horizontal = edge, vertical = 14.dp),
            verticalArrangement = Arrangement.spacedBy(8.dp),
        ) {
            if (hasLargeLetters) Above(title, before, after) else Beside(title, before, after)
            freshness?.let { BarFreshness(it) }
            below?.invoke()
        }
    }
}

@Composable
private fun Beside(title: String?, before: (@Composable () -> Unit)?, after: (@Composable () -> Unit)?) {
    Row(horizontalArrangement = Arrangement.spacedBy(14.dp), verticalAlignment = Alignment.CenterVertically) {
        before?.invoke()
        Box(Modifier.weight(1f)) { Title(title) }
        after?.invoke()
    }
}

@Composable
private fun Above(title: String?, before: (@Composable () -> Unit)?, after: (@Composable () -> Unit)?) {
    if (before != null || after != null) {
        Row(Modifier.fillMaxWidth()) {
            before?.invoke()
            Spacer(Modifier.weight(1f))
            after?.invoke()
        }
    }
    Title(title)
}

@Composable
private fun Title(title: String?) {
    if (title == null) return
    val styles = MaterialTheme.typography
    Text(
        title,
        Modifier.padding(vertical = 6.dp).semantics { heading() },
        color = Palette.onBar,
        // What is large already grows less, as on Android itself: a long word still has room in one line.
        style = if (hasLargeLetters) styles.titleLarge else styles.headlineSmall,
    )
}

/** A door on the bar. [words] is what a screen reader says. */
@Composable
internal fun BarDoor(picture: ImageVector, words: String, open: () -> Unit) {
    IconButton(open, Modifier.size(touch).background(Palette.door, CircleShape)) {
        Icon(picture, contentDescription = words, Modifier.size(26.dp), tint = Palette.onBar)
    }
}

/** The way back. */
@Composable
internal fun BackDoor(leave: () -> Unit) = BarDoor(back, LocalWords.current.back, leave)

/** The way out of something that lies above a screen. */
@Composable
internal fun CloseDoor(leave: () -> Unit) = BarDoor(Pictograms.close, LocalWords.current.close, leave)

/** Asks the city again. */
@Composable
internal fun RefreshDoor(refresh: Refresh) = BarDoor(Pictograms.refresh, LocalWords.current.refresh, refresh.begin)
