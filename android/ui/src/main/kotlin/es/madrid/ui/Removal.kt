// Removing the person's data: first what would go, then the button.

package es.madrid.ui

import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.background
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.rotate
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.collapse
import androidx.compose.ui.semantics.expand
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import es.madrid.kit.RemovalView

/** Closed it is one line; opened it says what goes, and only then there is a button. */
@Composable
internal fun Removal(
    removal: RemovalView,
    isOpen: Boolean,
    weigh: (Boolean) -> Unit,
    remove: () -> Unit,
) = Weighed(removal.title, removal.body, removal.lines, removal.actionLabel, isOpen, weigh, remove)

/** Something that cannot be taken back: closed it is one line; opened it says what it means, and only then there is a button. */
@Composable
internal fun Weighed(
    title: String,
    body: String,
    lines: List<String>,
    actionLabel: String,
    isOpen: Boolean,
    weigh: (Boolean) -> Unit,
    done: () -> Unit,
) = WideCard {
    Heading(title, isOpen) { weigh(!isOpen) }
    if (isOpen) {
        CardText(body)
        if (lines.isNotEmpty()) Column(verticalArrangement = Arrangement.spacedBy(8.dp)) { lines.forEach { Line(it) } }
        FirstChoice(actionLabel, colour = Palette.danger, done = done)
    }
}

@Composable
private fun Heading(title: String, isOpen: Boolean, turn: () -> Unit) {
    Row(
        Modifier
            .fillMaxWidth()
            .heightIn(min = touch)
            .clickable(role = Role.Button, onClick = turn)
            .semantics {
                val turned = { turn(); true }
                if (isOpen) collapse(action = turned) else expand(action = turned)
            },
        verticalAlignment = Alignment.CenterVertically,
    ) {
        Text(
            title,
            Modifier.weight(1f),
            style = MaterialTheme.typography.titleMedium,
            color = Palette.danger,
        )
        Icon(down, contentDescription = null, Modifier.size(24.dp).rotate(if (isOpen) 180f else 0f), Palette.danger)
    }
}

@Composable
private fun Line(text: String) {
    Row(horizontalArrangement = Arrangement.spacedBy(10.dp)) {
        Box(Modifier.padding(top = 10.dp).size(6.dp).background(Palette.danger, CircleShape))
        CardText(text)
    }
}
