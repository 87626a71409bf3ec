// One place in a list.

package es.madrid.ui

import androidx.compose.foundation.background
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import es.madrid.kit.PlaceRowView

/** A screen reader hears the sentence that the core made for the whole row; touching it opens the place. */
@Composable
internal fun PlaceRow(row: PlaceRowView, open: (String) -> Unit) {
    Row(
        Modifier
            .fillMaxWidth()
            .clickable(role = Role.Button) { open(row.id) }
            .semantics { contentDescription = row.accessibilityLabel }
            .padding(horizontal = edge, vertical = 14.dp),
        horizontalArrangement = Arrangement.spacedBy(14.dp),
    ) {
        Picture(pictogram(row.kind), 44, 24)
        Column(Modifier.weight(1f), verticalArrangement = Arrangement.spacedBy(3.dp)) {
            NameAndDistance(row)
            Text(row.kindLabel, style = MaterialTheme.typography.bodyMedium, color = Palette.quietInk)
            row.placeLabel?.let { Text(it, style = MaterialTheme.typography.bodyMedium, color = Palette.quietInk) }
            Tags(row.needs)
        }
    }
}

@Composable
private fun NameAndDistance(row: PlaceRowView) {
    if (hasLargeLetters) {
        Name(row.name)
        row.distanceLabel?.let { Distance(it) }
    } else {
        Row(horizontalArrangement = Arrangement.spacedBy(12.dp)) {
            Name(row.name, Modifier.weight(1f).alignByBaseline())
            row.distanceLabel?.let { Distance(it, Modifier.alignByBaseline()) }
        }
    }
}

@Composable
private fun Name(name: String, modifier: Modifier = Modifier) =
    Text(name, modifier, style = MaterialTheme.typography.titleMedium, color = Palette.ink)

@Composable
private fun Distance(distance: String, modifier: Modifier = Modifier) =
    Text(distance, modifier, style = MaterialTheme.typography.labelLarge, color = Palette.accent)

/** What a place has to offer. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
internal fun Tags(needs: List<String>) {
    if (needs.isEmpty()) return
    FlowRow(
        Modifier.padding(top = 5.dp),
        horizontalArrangement = Arrangement.spacedBy(6.dp),
        verticalArrangement = Arrangement.spacedBy(6.dp),
    ) {
        needs.forEach { need ->
            Text(
                need,
                Modifier.background(Palette.pale, Corners.tag).padding(horizontal = 8.dp, vertical = 3.dp),
                style = MaterialTheme.typography.labelMedium,
                color = Palette.onPale,
            )
        }
    }
}
