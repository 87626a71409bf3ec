// What is on in the city, day by day, and what it can be asked.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import es.madrid.kit.AgendaFilterView
import es.madrid.kit.AgendaListView
import es.madrid.kit.AgendaQuestion
import es.madrid.kit.Block
import es.madrid.kit.ExplanationView

/**
 * What stands around the agenda.
 *
 * @property filter the words of what it can be chosen by; without it there is only the list.
 * @property question which events are listed.
 * @property troubles what could not be fetched; none of them hides the list, and asking again may help.
 * @property refusals what the person wanted and could not be done.
 * @property isRefreshing whether the city is being asked.
 */
class AroundAgenda(
    val filter: AgendaFilterView? = null,
    val question: AgendaQuestion = AgendaQuestion(),
    val troubles: List<ExplanationView> = emptyList(),
    val refusals: List<ExplanationView> = emptyList(),
    val isRefreshing: Boolean = false,
)

/** What the person can do there. [open] gets the `id` of a row. */
class AgendaActions(
    val ask: (AgendaQuestion) -> Unit = {},
    val near: (Boolean) -> Unit = {},
    val filter: () -> Unit = {},
    val open: (String) -> Unit = {},
    val refresh: () -> Unit = {},
    val again: () -> Unit = {},
)

/** The agenda, with what it can be asked. */
@Composable
fun AgendaScreen(
    list: Block<AgendaListView>,
    around: AroundAgenda = AroundAgenda(),
    actions: AgendaActions = AgendaActions(),
) {
    val view = (list as? Block.Shown)?.view
    val refresh = Refresh(around.isRefreshing, actions.refresh)
    Page(
        top = { Bar(LocalWords.current.agenda, view?.freshness, after = { RefreshDoor(refresh) }) },
        isLoading = list is Block.Loading,
        skeleton = { SkeletonRows() },
        page = Palette.page,
        refresh = refresh,
    ) {
        around.filter?.let { item(key = "question") { AgendaAsked(it, around.question, actions) } }
        items(around.refusals, key = { it.code }) { Trouble(it) }
        items(around.troubles, key = { it.code }) { Trouble(it, actions.again) }
        if (list is Block.Failed) item { Failure(list.explanation, actions.again) }
        if (view != null) days(view, actions.open)
    }
}

private fun LazyListScope.days(view: AgendaListView, open: (String) -> Unit) {
    view.empty?.let { item(key = "empty") { Empty(it, Pictograms.calendar) } }
    view.days.forEach { day ->
        item(key = "day ${day.title}", contentType = "day") { Day(day.title) }
        items(day.items, key = { it.id }, contentType = { "event" }) {
            EventRow(it, open)
            HorizontalDivider(color = Palette.line)
        }
    }
}

@Composable
private fun Day(title: String) = Text(
    title,
    Modifier.padding(start = edge, end = edge, top = 20.dp, bottom = 4.dp).semantics { heading() },
    style = MaterialTheme.typography.titleLarge,
    color = Palette.ink,
)

/** The field and the chips above the list: when comes first. */
@Composable
private fun AgendaAsked(filter: AgendaFilterView, question: AgendaQuestion, actions: AgendaActions) {
    Column(
        Modifier.padding(start = edge, end = edge, top = 16.dp, bottom = 8.dp),
        verticalArrangement = Arrangement.spacedBy(12.dp),
    ) {
        SearchField(filter.searchLabel, filter.clearLabel, question.text) { actions.ask(question.copy(text = it)) }
        Chips(Modifier.selectableGroup()) {
            val chosenDay = filter.days.filter { it.time == question.time }
            (filter.times + chosenDay).forEach {
                ChoiceChip(it.label, question.time == it.time) { actions.ask(question.copy(time = it.time)) }
            }
        }
        Chips {
            ToggleChip(filter.freeLabel, question.free, Pictograms.euro) { actions.ask(question.copy(free = it)) }
            ToggleChip(filter.nearLabel, question.near, Pictograms.here, change = actions.near)
            ActionChip(filter.title, Pictograms.filter, done = actions.filter)
            AgendaChosen(filter, question, actions.ask)
        }
    }
}

/** What was chosen in the filter. Touched, it is not any more. */
@Composable
private fun AgendaChosen(filter: AgendaFilterView, question: AgendaQuestion, ask: (AgendaQuestion) -> Unit) {
    filter.kinds.firstOrNull { it.kind == question.kind }?.let { kind ->
        ToggleChip(kind.label, isOn = true) { ask(question.copy(kind = null)) }
    }
    filter.audiences.firstOrNull { it.audience == question.audience }?.let { audience ->
        ToggleChip(audience.label, isOn = true) { ask(question.copy(audience = null)) }
    }
    filter.districts.firstOrNull { it.code == question.district }?.let { district ->
        ToggleChip(district.label, isOn = true) { ask(question.copy(district = null)) }
    }
}
