// What places can be chosen by: their kind, and what they have to offer.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import es.madrid.kit.PlacesFilterView
import es.madrid.kit.PlacesQuestion

/** The filter. Each choice counts at once: [ask] gets the new question. [done] goes back to the list. */
@Composable
fun FilterScreen(
    filter: PlacesFilterView,
    question: PlacesQuestion,
    ask: (PlacesQuestion) -> Unit = {},
    done: () -> Unit = {},
) = Page(
    top = { Bar(filter.title, before = { CloseDoor(done) }) },
    bottom = { BottomChoice(filter.doneLabel, done) },
) {
    item(key = "kinds") { Kinds(filter, question, ask) }
    item(key = "needs") { Needs(filter, question, ask) }
    item(key = "reset") {
        Column(Modifier.padding(start = 12.dp, end = 12.dp, top = 12.dp), Arrangement.spacedBy(12.dp)) {
            OtherChoice(filter.resetLabel) { ask(PlacesQuestion(text = question.text)) }
        }
    }
}

@Composable
private fun Kinds(filter: PlacesFilterView, question: PlacesQuestion, ask: (PlacesQuestion) -> Unit) = WideCard {
    CardTitle(filter.kindTitle)
    Chips(Modifier.selectableGroup()) {
        ChoiceChip(filter.anyKindLabel, question.kind == null) { ask(question.copy(kind = null)) }
        filter.kinds.forEach { kind ->
            ChoiceChip(kind.label, question.kind == kind.kind) { ask(question.copy(kind = kind.kind)) }
        }
    }
}

@Composable
private fun Needs(filter: PlacesFilterView, question: PlacesQuestion, ask: (PlacesQuestion) -> Unit) = WideCard {
    CardTitle(filter.needsTitle)
    Chips {
        filter.needs.forEach { need ->
            ToggleChip(need.label, need.need in question.needs) { ask(question.turned(need.need)) }
        }
    }
}
