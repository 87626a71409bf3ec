// What the person asks of the list of places: words, what is near, and the filter with what was chosen in it.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.padding
import androidx.compose.runtime.Composable
import androidx.compose.runtime.saveable.Saver
import androidx.compose.runtime.saveable.listSaver
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import es.madrid.kit.PlaceKind
import es.madrid.kit.PlaceNeed
import es.madrid.kit.PlacesFilterView
import es.madrid.kit.PlacesQuestion

/** Keeps a question as texts: its words, the kind or nothing, then the needs. */
internal val questionSaver: Saver<PlacesQuestion, Any> = listSaver(
    save = { listOf(it.text, it.kind?.name.orEmpty()) + it.needs.map(PlaceNeed::name) },
    restore = { texts ->
        val (text, kind) = texts
        PlacesQuestion(text, PlaceKind.entries.firstOrNull { it.name == kind }, texts.drop(2).map(PlaceNeed::valueOf))
    },
)

/** This need asked for, or not any more. */
internal fun PlacesQuestion.turned(need: PlaceNeed): PlacesQuestion =
    copy(needs = if (need in needs) needs - need else needs + need)

/** The field and the chips above the list. */
@Composable
internal fun Question(filter: PlacesFilterView, around: AroundPlaces, actions: PlacesActions) {
    Column(
        Modifier.padding(start = edge, end = edge, top = 16.dp, bottom = 8.dp),
        verticalArrangement = Arrangement.spacedBy(12.dp),
    ) {
        SearchField(filter.searchLabel, filter.clearLabel, around.question.text) {
            actions.ask(around.question.copy(text = it))
        }
        Chips {
            ToggleChip(filter.hereLabel, around.isHere, Pictograms.here, change = actions.here)
            ActionChip(LocalWords.current.map, Pictograms.map, done = actions.map)
            ActionChip(filter.title, Pictograms.filter, done = actions.filter)
            Chosen(filter, around.question, actions.ask)
        }
    }
}

/** What was chosen in the filter. Touched, it is not any more. */
@Composable
private fun Chosen(filter: PlacesFilterView, question: PlacesQuestion, ask: (PlacesQuestion) -> Unit) {
    filter.kinds.firstOrNull { it.kind == question.kind }?.let { kind ->
        ToggleChip(kind.label, isOn = true) { ask(question.copy(kind = null)) }
    }
    filter.needs.filter { it.need in question.needs }.forEach { need ->
        ToggleChip(need.label, isOn = true) { ask(question.turned(need.need)) }
    }
}
