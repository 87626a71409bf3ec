// What the agenda can be chosen by: a day, what, for whom, and in which district.

package es.madrid.ui

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import es.madrid.kit.AgendaFilterView
import es.madrid.kit.AgendaQuestion
import es.madrid.kit.Block

/** One choice: its words, whether it is the one, and what is asked with it. */
private class Pick(val words: String, val isChosen: Boolean, val asked: AgendaQuestion)

/** The filter. Each choice counts at once: [ask] gets the new question. [done] goes back to the list. */
@Composable
fun AgendaFilterScreen(
    filter: Block<AgendaFilterView>,
    question: AgendaQuestion,
    ask: (AgendaQuestion) -> Unit = {},
    done: () -> Unit = {},
) {
    val view = (filter as? Block.Shown)?.view
    Page(
        top = { Bar(view?.title, before = { CloseDoor(done) }) },
        isLoading = filter is Block.Loading,
        bottom = { view?.let { BottomChoice(it.doneLabel, done) } },
    ) {
        if (filter is Block.Failed) item { Failure(filter.explanation) }
        if (view == null) return@Page
        item(key = "kind") { Picks(view.kindTitle, kinds(view, question), ask) }
        item(key = "audience") { Picks(view.audienceTitle, audiences(view, question), ask) }
        item(key = "district") { Picks(view.districtTitle, districts(view, question), ask) }
        item(key = "when") { Picks(view.whenTitle, times(view, question), ask) }
        item(key = "reset") {
            Box(Modifier.padding(start = 12.dp, end = 12.dp, top = 12.dp)) {
                OtherChoice(view.resetLabel) { ask(question.reset()) }
            }
        }
    }
}

@Composable
private fun Picks(title: String, picks: List<Pick>, ask: (AgendaQuestion) -> Unit) = WideCard {
    CardTitle(title)
    Chips(Modifier.selectableGroup()) { picks.forEach { ChoiceChip(it.words, it.isChosen) { ask(it.asked) } } }
}

private fun times(view: AgendaFilterView, question: AgendaQuestion) = (view.times + view.days).map {
    Pick(it.label, question.time == it.time, question.copy(time = it.time))
}

private fun kinds(view: AgendaFilterView, question: AgendaQuestion) =
    listOf(Pick(view.anyKindLabel, question.kind == null, question.copy(kind = null))) + view.kinds.map {
        Pick(it.label, question.kind == it.kind, question.copy(kind = it.kind))
    }

private fun audiences(view: AgendaFilterView, question: AgendaQuestion) =
    listOf(Pick(view.anyAudienceLabel, question.audience == null, question.copy(audience = null))) +
        view.audiences.map {
            Pick(it.label, question.audience == it.audience, question.copy(audience = it.audience))
        }

private fun districts(view: AgendaFilterView, question: AgendaQuestion) =
    listOf(Pick(view.anyDistrictLabel, question.district == null, question.copy(district = null))) +
        view.districts.map { Pick(it.label, question.district == it.code, question.copy(district = it.code)) }
