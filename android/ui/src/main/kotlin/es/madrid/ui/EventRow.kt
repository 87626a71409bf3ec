// One event in a list.

package es.madrid.ui

import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
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
import es.madrid.kit.EventRowView

/** A screen reader hears the sentence that the core made for the whole row; touching it opens the event. */
@Composable
internal fun EventRow(row: EventRowView, open: (String) -> Unit) {
    val styles = MaterialTheme.typography
    Row(
        Modifier
            .fillMaxWidth()
            .clickable(role = Role.Button) { open(row.id) }
            .semantics { contentDescription = row.accessibilityLabel }
            .padding(horizontal = edge, vertical = 14.dp),
        horizontalArrangement = Arrangement.spacedBy(14.dp),
    ) {
        if (!hasLargeLetters) Picture(pictogram(row.kind), 44, 24)
        Column(Modifier.weight(1f), verticalArrangement = Arrangement.spacedBy(3.dp)) {
            Text(row.title, style = styles.titleMedium, color = Palette.ink)
            Text(row.whenLabel, style = styles.labelLarge, color = Palette.accent)
            Text(row.kindLabel, style = styles.bodyMedium, color = Palette.quietInk)
            listOfNotNull(row.placeLabel, row.distanceLabel).forEach {
                Text(it, style = styles.bodyMedium, color = Palette.quietInk)
            }
            Tags(listOfNotNull(row.priceLabel))
        }
    }
}
