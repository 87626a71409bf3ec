// One place in full: what it is, what it offers, when, and how to get in touch or there.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.unit.dp
import es.madrid.kit.Block
import es.madrid.kit.PlaceView

/** The screen of a place. [open] lets another app take over, [again] asks once more, [back] leaves. */
@Composable
fun PlaceScreen(
    place: Block<PlaceView>,
    open: (String) -> Unit = {},
    again: () -> Unit = {},
    back: () -> Unit = {},
) {
    val view = (place as? Block.Shown)?.view
    Page(
        top = { Bar(view?.name, view?.freshness, before = { BackDoor(back) }) },
        isLoading = place is Block.Loading,
    ) {
        when (place) {
            is Block.Loading -> Unit
            is Block.Failed -> item { Failure(place.explanation, again) }
            is Block.Shown -> body(place.view, open)
        }
    }
}

private fun LazyListScope.body(view: PlaceView, open: (String) -> Unit) {
    item(key = "what") { What(view) }
    if (view.facts.isNotEmpty()) item(key = "facts") { WideCard { Facts(view.facts) } }
    if (view.actions.isNotEmpty()) item(key = "actions") { WideCard { Actions(view.actions, open) } }
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
