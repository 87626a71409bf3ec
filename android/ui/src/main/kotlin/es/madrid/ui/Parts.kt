// Pieces that every screen uses: the bar with its freshness, notices, and what stands where there is nothing to list.

package es.madrid.ui

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ColumnScope
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.ReadOnlyComposable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.platform.LocalDensity
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
internal val edge = Space.edge

/** The least height and width of what can be touched. */
internal val touch = Sizes.touch

/** From this size of letters on, words need the whole width. */
private const val LARGE_LETTERS = 1.3f

/** Whether words need the whole width: what stands beside them goes above or below. */
internal val hasLargeLetters: Boolean
    @Composable @ReadOnlyComposable get() = LocalDensity.current.fontScale >= LARGE_LETTERS

/** The words say it; the dot repeats it for the eye. A change is read out. */
@Composable
internal fun BarFreshness(freshness: FreshnessView) {
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
internal fun Notice(notice: NoticeView) = Warned(warning) {
    Said {
        Text(notice.title, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
        Text(notice.body, style = MaterialTheme.typography.bodyMedium, color = Palette.ink)
    }
}

/** What could not be done. The screen below it stays usable. [again] tries once more, where that can help. */
@Composable
internal fun Trouble(trouble: ExplanationView, again: (() -> Unit)? = null) =
    Warned(if (trouble.code.startsWith("net.")) Pictograms.offline else warning) {
        Said {
            Text(trouble.title, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
            Text(trouble.body, style = MaterialTheme.typography.bodyMedium, color = Palette.ink)
            Text(trouble.nextStep, style = MaterialTheme.typography.labelLarge, color = Palette.noticeMark)
        }
        if (again != null) OtherChoice(LocalWords.current.retry, page = Palette.page, done = again)
    }

@Composable
private fun Warned(picture: ImageVector, content: @Composable ColumnScope.() -> Unit) {
    Row(
        Modifier
            .fillMaxWidth()
            .padding(start = 12.dp, end = 12.dp, top = 12.dp)
            .background(Palette.noticePage, Corners.card)
            .padding(16.dp),
        horizontalArrangement = Arrangement.spacedBy(12.dp),
    ) {
        Icon(picture, contentDescription = null, Modifier.size(24.dp), tint = Palette.noticeMark)
        Column(Modifier.weight(1f), verticalArrangement = Arrangement.spacedBy(12.dp), content = content)
    }
}

/** Read as one, and read out when it appears. */
@Composable
internal fun Said(content: @Composable ColumnScope.() -> Unit) = Column(
    Modifier.semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Polite },
    verticalArrangement = Arrangement.spacedBy(4.dp),
    content = content,
)

/** Why there is nothing to list. */
@Composable
internal fun Empty(empty: EmptyView, picture: ImageVector = pin) = Middle(picture) {
    Headline(empty.title)
    Explained(empty.body)
}

/** A screen that failed: what happened, what it means, what to do, the code to tell support, and [again] if it helps. */
@Composable
internal fun Failure(failure: ExplanationView, again: (() -> Unit)? = null) =
    Middle(if (failure.code.startsWith("net.")) Pictograms.offline else warning) {
        Headline(failure.title)
        Explained(failure.body)
        Text(
            failure.nextStep,
            style = MaterialTheme.typography.titleMedium,
            color = Palette.accent,
            textAlign = TextAlign.Center,
        )
        if (again != null) FirstChoice(LocalWords.current.retry, done = again)
        Text(failure.code, style = MaterialTheme.typography.labelMedium, color = Palette.quietInk)
    }

@Composable
internal fun Headline(text: String) = Text(
    text,
    Modifier.semantics { heading() },
    style = MaterialTheme.typography.titleLarge,
    color = Palette.ink,
    textAlign = TextAlign.Center,
)

@Composable
internal fun Explained(text: String) = Text(
    text,
    style = MaterialTheme.typography.bodyLarge,
    color = Palette.quietInk,
    textAlign = TextAlign.Center,
)

/** A picture with words in the middle of a screen. */
@Composable
internal fun Middle(picture: ImageVector, content: @Composable ColumnScope.() -> Unit) {
    Column(
        Modifier.fillMaxWidth().padding(horizontal = 28.dp, vertical = 48.dp),
        verticalArrangement = Arrangement.spacedBy(14.dp),
        horizontalAlignment = Alignment.CenterHorizontally,
    ) {
        Picture(picture, 88, 44)
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
