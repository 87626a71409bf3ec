// Pieces that every screen uses: the bar with its freshness, notices, and what stands where there is nothing to list.

package es.madrid.ui

import androidx.compose.foundation.background
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.CircularProgressIndicator
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.ReadOnlyComposable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import es.madrid.kit.EmptyView
import es.madrid.kit.ExplanationView
import es.madrid.kit.FreshnessState
import es.madrid.kit.FreshnessView
import es.madrid.kit.NoticeView

/** The left and right edge of everything. */
internal val edge = 20.dp

/** The least height and width of what can be touched. */
internal val touch = 48.dp

/** The top of a screen: what it is, and how far it may be trusted. [before] and [after] are doors to other screens. */
@Composable
internal fun Bar(
    title: String?,
    freshness: FreshnessView?,
    before: (@Composable () -> Unit)? = null,
    after: (@Composable () -> Unit)? = null,
) {
    Column(
        Modifier.fillMaxWidth().background(Palette.bar).padding(horizontal = edge, vertical = 18.dp),
        verticalArrangement = Arrangement.spacedBy(6.dp),
    ) {
        Row(
            horizontalArrangement = Arrangement.spacedBy(12.dp),
            verticalAlignment = Alignment.CenterVertically,
        ) {
            before?.invoke()
            if (title != null) {
                Text(
                    title,
                    Modifier.weight(1f).semantics { heading() },
                    color = Palette.onBar,
                    style = MaterialTheme.typography.headlineSmall,
                )
            }
            after?.invoke()
        }
        if (freshness != null) Freshness(freshness)
    }
}

/** A door on the bar. [words] is what a screen reader says. */
@Composable
internal fun BarDoor(picture: ImageVector, words: String, open: () -> Unit) {
    IconButton(open, Modifier.size(touch).background(Palette.door, CircleShape)) {
        Icon(picture, contentDescription = words, Modifier.size(26.dp), tint = Palette.onBar)
    }
}

/** The words say it; the dot repeats it for the eye. A change is read out. */
@Composable
private fun Freshness(freshness: FreshnessView) {
    Row(
        Modifier.semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Polite },
        horizontalArrangement = Arrangement.spacedBy(8.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        Box(Modifier.size(9.dp).background(dot(freshness.state), CircleShape))
        Column {
            Text(freshness.label, color = Palette.onBar, style = MaterialTheme.typography.bodyMedium)
            Text(freshness.source, color = Palette.onBar, style = MaterialTheme.typography.labelMedium)
        }
    }
}

@Composable
@ReadOnlyComposable
private fun dot(state: FreshnessState): Color = when (state) {
    FreshnessState.FRESH -> Palette.fresh
    FreshnessState.STALE -> Palette.stale
    FreshnessState.FAILED -> Palette.failed
}

/** Something the person should know. */
@Composable
internal fun Notice(notice: NoticeView) = Card {
    Text(notice.title, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
    Text(notice.body, style = MaterialTheme.typography.bodyMedium, color = Palette.ink)
}

/** What could not be done. The screen below it stays usable. Touching it does [again], where that can help. */
@Composable
internal fun Trouble(trouble: ExplanationView, again: (() -> Unit)? = null) = Card(again) {
    Text(trouble.title, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
    Text(trouble.body, style = MaterialTheme.typography.bodyMedium, color = Palette.ink)
    Text(trouble.nextStep, style = MaterialTheme.typography.labelLarge, color = Palette.noticeMark)
}

@Composable
private fun Card(touched: (() -> Unit)? = null, content: @Composable () -> Unit) {
    val shape = RoundedCornerShape(12.dp)
    Column(
        Modifier
            .fillMaxWidth()
            .padding(start = edge, end = edge, top = 16.dp, bottom = 4.dp)
            .background(Palette.noticePage, shape)
            .then(if (touched == null) Modifier else Modifier.clip(shape).clickable(onClick = touched))
            .padding(16.dp)
            .semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Polite },
        verticalArrangement = Arrangement.spacedBy(4.dp),
    ) { content() }
}

/** It goes on, without words. */
@Composable
internal fun Loading() {
    Box(Modifier.fillMaxWidth().padding(vertical = 96.dp), contentAlignment = Alignment.Center) {
        CircularProgressIndicator(color = Palette.accent)
    }
}

/** Why there is nothing to list. */
@Composable
internal fun Empty(empty: EmptyView) = Middle(pin) {
    Headline(empty.title)
    Explained(empty.body)
}

/** A screen that failed: what happened, what it means, what to do, and the code to tell support. */
@Composable
internal fun Failure(failure: ExplanationView) = Middle(pin) {
    Headline(failure.title)
    Explained(failure.body)
    Text(
        failure.nextStep,
        style = MaterialTheme.typography.titleMedium,
        color = Palette.accent,
        textAlign = TextAlign.Center,
    )
    Text(failure.code, style = MaterialTheme.typography.labelMedium, color = Palette.quietInk)
}

@Composable
private fun Headline(text: String) = Text(
    text,
    Modifier.semantics { heading() },
    style = MaterialTheme.typography.titleLarge,
    textAlign = TextAlign.Center,
)

@Composable
private fun Explained(text: String) = Text(
    text,
    style = MaterialTheme.typography.bodyLarge,
    color = Palette.quietInk,
    textAlign = TextAlign.Center,
)

@Composable
private fun Middle(picture: ImageVector, content: @Composable () -> Unit) {
    Column(
        Modifier.fillMaxWidth().padding(horizontal = 32.dp, vertical = 56.dp),
        verticalArrangement = Arrangement.spacedBy(14.dp),
        horizontalAlignment = Alignment.CenterHorizontally,
    ) {
        Picture(picture, 72, 36)
        content()
    }
}

/** A pictogram on a pale disc. Both sizes in dp. It is silent: words stand beside it. */
@Composable
internal fun Picture(picture: ImageVector, disc: Int, size: Int) {
    Box(Modifier.size(disc.dp).background(Palette.pale, CircleShape), contentAlignment = Alignment.Center) {
        Icon(picture, contentDescription = null, Modifier.size(size.dp), tint = Palette.accent)
    }
}
