// What the city has for the person, here and now: each thing says why it is there, and can be kept or sent away.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import es.madrid.kit.Block
import es.madrid.kit.ExplanationView
import es.madrid.kit.ForYouActionKind
import es.madrid.kit.ForYouItemView
import es.madrid.kit.ForYouView

/**
 * What stands around the list.
 *
 * @property hereLabel the words of the choice to measure from where the person is; no such choice without them.
 * @property isHere whether it is measured from there.
 * @property hasPerson whether somebody's own things can be opened.
 * @property troubles what could not be fetched; asking again may help.
 * @property refusals what the person wanted and could not be done.
 * @property isRefreshing whether the city is being asked.
 */
class AroundForYou(
    val hereLabel: String? = null,
    val isHere: Boolean = false,
    val hasPerson: Boolean = false,
    val troubles: List<ExplanationView> = emptyList(),
    val refusals: List<ExplanationView> = emptyList(),
    val isRefreshing: Boolean = false,
)

/** What the person can do there. */
class ForYouActions(
    val act: (ForYouItemView, ForYouActionKind) -> Unit = { _, _ -> },
    val switch: (Boolean) -> Unit = {},
    val here: (Boolean) -> Unit = {},
    val map: () -> Unit = {},
    val saved: () -> Unit = {},
    val interests: () -> Unit = {},
    val refresh: () -> Unit = {},
    val again: () -> Unit = {},
    val back: () -> Unit = {},
)

/** The list in each of its states: loading, failed, empty, off, or with its cards. */
@Composable
fun ForYouScreen(
    list: Block<ForYouView>,
    around: AroundForYou = AroundForYou(),
    actions: ForYouActions = ForYouActions(),
) {
    val view = (list as? Block.Shown)?.view
    val refresh = Refresh(around.isRefreshing, actions.refresh)
    Page(
        top = {
            val title = view?.title ?: LocalWords.current.forYou
            Bar(title, view?.freshness, before = { BackDoor(actions.back) }, after = { RefreshDoor(refresh) })
        },
        isLoading = list is Block.Loading,
        refresh = refresh,
    ) {
        items(around.refusals, key = { it.code }) { Trouble(it) }
        items(around.troubles, key = { it.code }) { Trouble(it, actions.again) }
        if (list is Block.Failed) item { Failure(list.explanation, actions.again) }
        if (view != null) body(view, around, actions)
    }
}

private fun LazyListScope.body(view: ForYouView, around: AroundForYou, actions: ForYouActions) {
    item(key = "about") { About(view, around, actions) }
    view.empty?.let { item(key = "empty") { Empty(it, Pictograms.heart) } }
    items(view.items, key = { it.id }, contentType = { "item" }) { ForYouCard(it) { kind -> actions.act(it, kind) } }
    item(key = "switch") { WideCard { SwitchRow(view.switch, actions.switch) } }
}

@Composable
private fun About(view: ForYouView, around: AroundForYou, actions: ForYouActions) {
    val words = LocalWords.current
    Column(
        Modifier.padding(start = edge, end = edge, top = 16.dp),
        verticalArrangement = Arrangement.spacedBy(12.dp),
    ) {
        CardText(view.body, Palette.quietInk)
        view.notice?.let { Remark(listOf(it)) }
        view.from?.let { CardText(it, Palette.quietInk) }
        Chips {
            around.hereLabel?.let { ToggleChip(it, around.isHere, Pictograms.here, change = actions.here) }
            ActionChip(words.map, Pictograms.map, done = actions.map)
            if (around.hasPerson) {
                ActionChip(words.saved, Pictograms.saved, done = actions.saved)
                ActionChip(words.interests, Pictograms.heart, done = actions.interests)
            }
        }
    }
}
