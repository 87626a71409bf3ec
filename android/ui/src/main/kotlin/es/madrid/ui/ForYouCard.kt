// One thing that is recommended, or was saved.

package es.madrid.ui

import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import es.madrid.kit.ForYouActionKind
import es.madrid.kit.ForYouItemView

/** The card. Touching what it says is its first action; the others are chips below. */
@Composable
internal fun ForYouCard(item: ForYouItemView, act: (ForYouActionKind) -> Unit) = WideCard {
    Row(
        Modifier
            .fillMaxWidth()
            .heightIn(min = touch)
            .clip(Corners.badge)
            .clickable(role = Role.Button) { act(ForYouActionKind.SEE) }
            .semantics { contentDescription = item.accessibilityLabel },
        horizontalArrangement = Arrangement.spacedBy(14.dp),
    ) {
        if (!hasLargeLetters) Picture(pictogram(item.kind), 44, 24)
        ForYouText(item)
    }
    val others = item.actions.filter { it.kind != ForYouActionKind.SEE }
    if (others.isNotEmpty()) {
        Chips { others.forEach { ActionChip(it.label, sign(it.kind), it.accessibilityLabel) { act(it.kind) } } }
    }
}

@Composable
private fun ForYouText(item: ForYouItemView) = Column(verticalArrangement = Arrangement.spacedBy(4.dp)) {
    val styles = MaterialTheme.typography
    Text(item.title, style = styles.titleMedium, color = Palette.ink)
    Text(item.kindLabel, style = styles.bodyMedium, color = Palette.quietInk)
    listOfNotNull(item.reason, item.moreReason).forEach { Text(it, style = styles.labelLarge, color = Palette.accent) }
    // A reason may have said it already.
    val distance = item.distanceLabel?.takeUnless { said -> listOfNotNull(item.reason, item.moreReason).any { said in it } }
    listOfNotNull(distance, item.detail).forEach {
        Text(it, style = styles.bodyMedium, color = Palette.quietInk)
    }
}

private fun sign(kind: ForYouActionKind): ImageVector = when (kind) {
    ForYouActionKind.SEE -> forward
    ForYouActionKind.SAVE -> Pictograms.saved
    ForYouActionKind.UNSAVE -> check
    ForYouActionKind.NOT_THIS -> Pictograms.close
    ForYouActionKind.WHY -> Pictograms.help
}
