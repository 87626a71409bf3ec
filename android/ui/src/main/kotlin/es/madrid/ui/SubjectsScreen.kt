// Everybody the first screen may be about: the person, and whom they act for.

package es.madrid.ui

import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.lazy.items
import androidx.compose.foundation.selection.selectable
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.unit.dp
import es.madrid.kit.Block
import es.madrid.kit.HomeView
import es.madrid.kit.SubjectView

/** The list of them. [actFor] chooses one by their `id`, [close] leaves it as it is. */
@Composable
fun SubjectsScreen(home: Block<HomeView>, actFor: (String) -> Unit = {}, close: () -> Unit = {}) {
    val view = (home as? Block.Shown)?.view
    Page(
        top = { Bar(view?.subjectsTitle, before = { CloseDoor(close) }) },
        isLoading = home is Block.Loading,
        skeleton = { SkeletonRows() },
    ) {
        items(view?.subjects.orEmpty(), key = { it.id }) { Subject(it, actFor) }
    }
}

@Composable
private fun Subject(subject: SubjectView, actFor: (String) -> Unit) {
    val shape = Corners.card
    Row(
        Modifier
            .fillMaxWidth()
            .padding(start = 12.dp, end = 12.dp, top = 12.dp)
            .clip(shape)
            .background(Palette.page)
            .border(if (subject.isCurrent) 2.dp else 1.dp, if (subject.isCurrent) Palette.accent else Palette.line, shape)
            .selectable(subject.isCurrent, role = Role.RadioButton) { actFor(subject.id) }
            .heightIn(min = touch)
            .padding(16.dp),
        horizontalArrangement = Arrangement.spacedBy(14.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        Picture(somebody, 44, 24)
        Column(Modifier.weight(1f)) {
            Text(subject.name, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
            Text(subject.relation, style = MaterialTheme.typography.bodyMedium, color = Palette.quietInk)
        }
        Box(Modifier.size(26.dp)) {
            if (subject.isCurrent) Icon(check, contentDescription = null, tint = Palette.accent)
        }
    }
}
