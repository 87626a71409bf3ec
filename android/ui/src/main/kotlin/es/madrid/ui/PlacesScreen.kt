// The places of the city. The screen newcomers copy: it lays out views, with no words and no arithmetic of its own.

package es.madrid.ui

import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.HorizontalDivider
import androidx.compose.runtime.Composable
import es.madrid.kit.Block
import es.madrid.kit.ExplanationView
import es.madrid.kit.NoticeView
import es.madrid.kit.PlaceListView
import es.madrid.kit.PlacesFilterView
import es.madrid.kit.PlacesQuestion

/**
 * What stands around the list.
 *
 * @property filter the words of what places can be chosen by; without it there is only the list.
 * @property question which places are listed.
 * @property isHere whether they are those near the person.
 * @property troubles what could not be fetched; none of them hides the list, and asking again may help.
 * @property refusals what the person wanted and could not be done: asking the city again changes nothing.
 * @property notices what the person should know besides.
 * @property isRefreshing whether the city is being asked.
 */
class AroundPlaces(
    val filter: PlacesFilterView? = null,
    val question: PlacesQuestion = PlacesQuestion(),
    val isHere: Boolean = false,
    val troubles: List<ExplanationView> = emptyList(),
    val refusals: List<ExplanationView> = emptyList(),
    val notices: List<NoticeView> = emptyList(),
    val isRefreshing: Boolean = false,
)

/** What the person can do there. [open] gets the `id` of a row. */
class PlacesActions(
    val ask: (PlacesQuestion) -> Unit = {},
    val here: (Boolean) -> Unit = {},
    val filter: () -> Unit = {},
    val open: (String) -> Unit = {},
    val map: () -> Unit = {},
    val refresh: () -> Unit = {},
    val again: () -> Unit = {},
)

/** The list of places, with what it can be asked. */
@Composable
fun PlacesScreen(
    list: Block<PlaceListView>,
    around: AroundPlaces = AroundPlaces(),
    actions: PlacesActions = PlacesActions(),
) {
    val view = (list as? Block.Shown)?.view
    val refresh = Refresh(around.isRefreshing, actions.refresh)
    Page(
        top = { Bar(view?.title ?: LocalWords.current.places, view?.freshness, after = { RefreshDoor(refresh) }) },
        isLoading = list is Block.Loading,
        skeleton = { SkeletonRows() },
        page = Palette.page,
        refresh = refresh,
    ) {
        around.filter?.let { item(key = "question") { Question(it, around, actions) } }
        items(around.notices, key = { it.code }) { Notice(it) }
        items(around.refusals, key = { it.code }) { Trouble(it) }
        items(around.troubles, key = { it.code }) { Trouble(it, actions.again) }
        body(list, actions)
    }
}

private fun LazyListScope.body(list: Block<PlaceListView>, actions: PlacesActions) {
    when (list) {
        is Block.Loading -> Unit
        is Block.Failed -> item { Failure(list.explanation, actions.again) }
        is Block.Shown -> {
            list.view.empty?.let { item(key = "empty") { Empty(it) } }
            items(list.view.items, key = { it.id }, contentType = { "place" }) {
                PlaceRow(it, actions.open)
                HorizontalDivider(color = Palette.line)
            }
        }
    }
}
