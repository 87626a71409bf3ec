// One event in full: when and where it is, what it costs, and how to keep it, tell of it and get there.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
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
import es.madrid.kit.EventView
import es.madrid.kit.ExplanationView

/** Something that can be kept for later: whether it [isKept] now, and [keep] to change that. */
class Keeping(val isKept: Boolean, val keep: (Boolean) -> Unit)

/** What the person can do about an event. */
class EventActions(
    val calendar: (String) -> Unit = {},
    val share: (String) -> Unit = {},
    val place: (String) -> Unit = {},
    val open: (String) -> Unit = {},
    val again: () -> Unit = {},
    val back: () -> Unit = {},
)

/** The screen of an event. Without [keeping] there is nobody to keep it for. [refusals] is what could not be done. */
@Composable
fun EventScreen(
    event: Block<EventView>,
    keeping: Keeping? = null,
    refusals: List<ExplanationView> = emptyList(),
    actions: EventActions = EventActions(),
) {
    val view = (event as? Block.Shown)?.view
    Page(
        top = { Bar(view?.title, view?.freshness, before = { BackDoor(actions.back) }) },
        isLoading = event is Block.Loading,
    ) {
        items(refusals, key = { it.code }) { Trouble(it) }
        if (event is Block.Failed) item { Failure(event.explanation, actions.again) }
        if (view != null) body(view, keeping, actions)
    }
}

private fun LazyListScope.body(view: EventView, keeping: Keeping?, actions: EventActions) {
    item(key = "what") { What(view) }
    item(key = "do") {
        WideCard {
            view.calendarLabel?.let { FirstChoice(it) { actions.calendar(view.id) } }
            keeping?.let { Keep(it) }
            OtherChoice(view.shareLabel, Pictograms.share) { actions.share(view.shareText) }
        }
    }
    if (view.facts.isNotEmpty()) item(key = "facts") { WideCard { Facts(view.facts) } }
    item(key = "there") {
        val (place, label) = view.placeId to view.placeLabel
        if (view.actions.isNotEmpty() || place != null) {
            WideCard {
                Actions(view.actions, actions.open)
                if (place != null && label != null) OtherChoice(label, pin) { actions.place(place) }
            }
        }
    }
}

/** Keeps something for later, or lets it go. */
@Composable
internal fun Keep(keeping: Keeping) {
    val words = LocalWords.current
    OtherChoice(if (keeping.isKept) words.unkeep else words.keep, if (keeping.isKept) check else Pictograms.saved) {
        keeping.keep(!keeping.isKept)
    }
}

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun What(view: EventView) = WideCard {
    FlowRow(
        horizontalArrangement = Arrangement.spacedBy(14.dp),
        verticalArrangement = Arrangement.spacedBy(8.dp),
        itemVerticalAlignment = Alignment.CenterVertically,
    ) {
        Picture(pictogram(view.kind), 56, 30)
        Column {
            Text(view.kindLabel, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
            Text(view.whenLabel, style = MaterialTheme.typography.labelLarge, color = Palette.accent)
        }
    }
    view.summary?.let { CardText(it) }
}
