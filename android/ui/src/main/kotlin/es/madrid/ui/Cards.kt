// What a screen of cards is made of.

package es.madrid.ui

import androidx.compose.foundation.background
import androidx.compose.foundation.border
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
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import es.madrid.kit.FreshnessState
import es.madrid.kit.FreshnessView

/** A card as wide as the screen. [page] and [line] are its colours. */
@Composable
internal fun WideCard(
    page: Color = Palette.page,
    line: Color = Palette.line,
    content: @Composable ColumnScope.() -> Unit,
) {
    val shape = Corners.card
    Column(
        Modifier
            .fillMaxWidth()
            .padding(start = 12.dp, end = 12.dp, top = 12.dp)
            .background(page, shape)
            .border(1.dp, line, shape)
            .padding(16.dp),
        verticalArrangement = Arrangement.spacedBy(12.dp),
        content = content,
    )
}

/** How something stands that the city may change meanwhile: it is read out as [spoken], and again when it changes. */
@Composable
internal fun StandingCard(spoken: String, isWrong: Boolean, content: @Composable ColumnScope.() -> Unit) = WideCard(
    page = if (isWrong) Palette.noticePage else Palette.page,
    line = if (isWrong) Palette.noticeMark else Palette.line,
) {
    Column(
        Modifier.semantics(mergeDescendants = true) {
            contentDescription = spoken
            liveRegion = LiveRegionMode.Polite
        },
        verticalArrangement = Arrangement.spacedBy(6.dp),
        content = content,
    )
}

/** The words above a card. */
@Composable
internal fun CardTitle(title: String) = Text(
    title,
    Modifier.semantics { heading() },
    style = MaterialTheme.typography.titleLarge,
    color = Palette.ink,
)

/** The words above several cards. */
@Composable
internal fun GroupTitle(title: String) = Text(
    title,
    Modifier.padding(start = edge, end = edge, top = 20.dp).semantics { heading() },
    style = MaterialTheme.typography.titleLarge,
    color = Palette.ink,
)

/** What a card says beside its title. */
@Composable
internal fun CardText(text: String, colour: Color = Palette.ink) =
    Text(text, style = MaterialTheme.typography.bodyLarge, color = colour)

/** How far a card may be trusted: the words say it, the dot repeats it for the eye. */
@Composable
internal fun CardFreshness(freshness: FreshnessView) {
    Row(
        Modifier.semantics(mergeDescendants = true) {},
        horizontalArrangement = Arrangement.spacedBy(8.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        Box(Modifier.size(10.dp).background(dotOnPage(freshness.state), CircleShape))
        Text(freshness.label, style = MaterialTheme.typography.bodyMedium, color = Palette.quietInk)
    }
}

@Composable
@ReadOnlyComposable
private fun dotOnPage(state: FreshnessState): Color = when (state) {
    FreshnessState.FRESH -> Palette.freshOnPage
    FreshnessState.STALE -> Palette.staleOnPage
    FreshnessState.FAILED -> Palette.danger
}

/** Something to know about the card it stands in: a mark, and words. */
@Composable
internal fun Remark(lines: List<String>) {
    Row(
        Modifier
            .fillMaxWidth()
            .background(Palette.noticePage, Corners.remark)
            .padding(12.dp)
            .semantics(mergeDescendants = true) {},
        horizontalArrangement = Arrangement.spacedBy(10.dp),
    ) {
        Icon(warning, contentDescription = null, Modifier.size(22.dp), tint = Palette.noticeMark)
        Column(verticalArrangement = Arrangement.spacedBy(4.dp)) { lines.forEach { CardText(it) } }
    }
}
