// Whose screen it is: the strip that says for whom the person acts, and the switch between them.

package es.madrid.ui

import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.horizontalScroll
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.selection.selectable
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.foundation.shape.RoundedCornerShape
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
    Row(
        Modifier
            .fillMaxWidth()
            .background(Palette.acting)
            .padding(horizontal = edge, vertical = 12.dp)
            .semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Polite },
        horizontalArrangement = Arrangement.spacedBy(10.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        Icon(somebody, contentDescription = null, Modifier.size(24.dp), tint = Palette.onActing)
        Text(words, style = MaterialTheme.typography.titleMedium, color = Palette.onActing)
    }
}

/** Everybody the screen may be about. One alone needs no switch. */
@Composable
internal fun Subjects(subjects: List<SubjectView>, actFor: (String) -> Unit) {
    if (subjects.size < 2) return
    Row(
        Modifier
            .fillMaxWidth()
            .background(Palette.page)
            .horizontalScroll(rememberScrollState())
            .selectableGroup()
            .padding(horizontal = 12.dp, vertical = 10.dp),
        horizontalArrangement = Arrangement.spacedBy(8.dp),
    ) {
        subjects.forEach { Subject(it, actFor) }
    }
}

@Composable
private fun Subject(subject: SubjectView, actFor: (String) -> Unit) {
    val shape = RoundedCornerShape(12.dp)
    val (page, ink) = if (subject.isCurrent) Palette.bar to Palette.onBar else Palette.page to Palette.ink
    Row(
        Modifier
            .heightIn(min = touch)
            .clip(shape)
            .background(page)
            .border(1.dp, if (subject.isCurrent) Palette.bar else Palette.outline, shape)
            .selectable(subject.isCurrent, role = Role.RadioButton) { actFor(subject.id) }
            .padding(horizontal = 14.dp, vertical = 8.dp),
        horizontalArrangement = Arrangement.spacedBy(8.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        if (subject.isCurrent) Icon(check, contentDescription = null, Modifier.size(20.dp), tint = ink)
        Column {
            Text(subject.name, style = MaterialTheme.typography.labelLarge, color = ink)
            Text(subject.relation, style = MaterialTheme.typography.labelMedium, color = ink)
        }
    }
}
