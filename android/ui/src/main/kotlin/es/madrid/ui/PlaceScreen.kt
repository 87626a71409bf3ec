// One place in full: what it is, what it offers, when, and how to get in touch or there.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.unit.dp
import es.madrid.kit.Block
import es.madrid.kit.ExplanationView
import es.madrid.kit.PlaceView

/**
 * What stands around a place.
 *
 * @property keeping whether it is kept for later; nothing where there is nobody to keep it for.
 * @property bookLabel the words of the door to what can be booked here; no such door without them.
 * @property refusals what could not be done.
 */
class AroundPlace(
    val keeping: Keeping? = null,
    val bookLabel: String? = null,
    val refusals: List<ExplanationView> = emptyList(),
)

/** What the person can do about a place. [book] gets its `id`. */
class PlaceActions(
    val open: (String) -> Unit = {},
    val book: (String) -> Unit = {},
    val again: () -> Unit = {},
    val back: () -> Unit = {},
)

/** The screen of a place. */
@Composable
fun PlaceScreen(place: Block<PlaceView>, around: AroundPlace = AroundPlace(), actions: PlaceActions = PlaceActions()) {
    val view = (place as? Block.Shown)?.view
    Page(
        top = { Bar(view?.name, view?.freshness, before = { BackDoor(actions.back) }) },
        isLoading = place is Block.Loading,
    ) {
        items(around.refusals, key = { it.code }) { Trouble(it) }
        when (place) {
            is Block.Loading -> Unit
            is Block.Failed -> item { Failure(place.explanation, actions.again) }
            is Block.Shown -> body(place.view, around, actions)
        }
    }
}

private fun LazyListScope.body(view: PlaceView, around: AroundPlace, actions: PlaceActions) {
    item(key = "what") { What(view) }
    if (around.bookLabel != null || around.keeping != null) {
        item(key = "do") {
            WideCard {
                around.bookLabel?.let { FirstChoice(it) { actions.book(view.id) } }
                around.keeping?.let { Keep(it) }
            }
        }
    }
    if (view.facts.isNotEmpty()) item(key = "facts") { WideCard { Facts(view.facts) } }
    if (view.actions.isNotEmpty()) item(key = "actions") { WideCard { Actions(view.actions, actions.open) } }
}

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun What(view: PlaceView) = WideCard {
    FlowRow(
        horizontalArrangement = Arrangement.spacedBy(14.dp),
        verticalArrangement = Arrangement.spacedBy(8.dp),
        itemVerticalAlignment = Alignment.CenterVertically,
    ) {
        Picture(pictogram(view.kind), 56, 30)
        Text(view.kindLabel, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
    }
    view.summary?.let { CardText(it) }
    Tags(view.needs)
}
