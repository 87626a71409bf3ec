// Whose screen it is: the strip that says for whom the person acts, and the door to everybody they may act for.

package es.madrid.ui

import androidx.compose.foundation.background
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.widthIn
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import es.madrid.kit.SubjectView

/** Says for whom the person acts. It stays in sight as long as they do. */
@Composable
internal fun ActingFor(words: String) {
    Box(Modifier.fillMaxWidth().background(Palette.acting), contentAlignment = Alignment.TopCenter) {
        Row(
            Modifier
                .widthIn(max = Sizes.column)
                .fillMaxWidth()
                .padding(horizontal = edge, vertical = 12.dp)
                .semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Polite },
            horizontalArrangement = Arrangement.spacedBy(10.dp),
            verticalAlignment = Alignment.CenterVertically,
        ) {
            Icon(somebody, contentDescription = null, Modifier.size(24.dp), tint = Palette.onActing)
            Text(words, style = MaterialTheme.typography.titleMedium, color = Palette.onActing)
        }
    }
}

/** Whose screen it is. Touching it shows everybody else: as many as there are, they need no room until then. */
@Composable
internal fun SubjectDoor(subjects: List<SubjectView>, open: () -> Unit) {
    val current = subjects.firstOrNull { it.isCurrent } ?: return
    val shape = Corners.sheet
    Row(
        Modifier
            .clip(shape)
            .background(Palette.door)
            .clickable(role = Role.DropdownList, onClick = open)
            .heightIn(min = touch)
            .padding(horizontal = 16.dp, vertical = 6.dp),
        horizontalArrangement = Arrangement.spacedBy(12.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        Icon(somebody, contentDescription = null, Modifier.size(22.dp), tint = Palette.onBar)
        Column(Modifier.weight(1f, fill = false)) {
            Text(current.name, style = MaterialTheme.typography.labelLarge, color = Palette.onBar)
            Text(current.relation, style = MaterialTheme.typography.labelMedium, color = Palette.onBar)
        }
        Icon(down, contentDescription = null, Modifier.size(22.dp), tint = Palette.onBar)
    }
}
