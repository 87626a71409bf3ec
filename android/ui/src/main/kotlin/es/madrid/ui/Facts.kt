// Facts, actions and help: what a screen about one thing is made of.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import es.madrid.kit.ActionKind
import es.madrid.kit.ActionView
import es.madrid.kit.FactView
import es.madrid.kit.HelpView

/** Facts below each other, each read as one. */
@Composable
internal fun Facts(facts: List<FactView>) = facts.forEach { Fact(it.label, it.value) }

/** One fact. */
@Composable
internal fun Fact(label: String, value: String) {
    Column(
        Modifier.semantics(mergeDescendants = true) {},
        verticalArrangement = Arrangement.spacedBy(2.dp),
    ) {
        Text(label, style = MaterialTheme.typography.bodyMedium, color = Palette.quietInk)
        CardText(value)
    }
}

/** What can be done outside the app. */
@Composable
internal fun Actions(actions: List<ActionView>, open: (String) -> Unit) = actions.forEach { action ->
    OtherChoice(action.label, sign(action.kind)) { open(action.url) }
}

private fun sign(kind: ActionKind): ImageVector = when (kind) {
    ActionKind.CALL -> Pictograms.phone
    ActionKind.WRITE -> Pictograms.mail
    ActionKind.OPEN_WEB -> Pictograms.web
    ActionKind.DIRECTIONS -> Pictograms.directions
}

/** What cannot be done here, and where it can. */
@Composable
internal fun Help(help: HelpView, open: (String) -> Unit) = WideCard {
    CardTitle(help.title)
    CardText(help.body)
    Actions(help.actions, open)
}
