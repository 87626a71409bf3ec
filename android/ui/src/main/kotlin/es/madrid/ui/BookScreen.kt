// Booking: what can be booked at a place, then the day, the hour and for how many.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableIntStateOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import es.madrid.kit.BookableView
import es.madrid.kit.BookablesView
import es.madrid.kit.Block
import es.madrid.kit.ExplanationView
import es.madrid.kit.SlotView
import es.madrid.kit.SlotsView

/** What can be booked. [open] gets the `id` of one, [again] reads once more, [back] leaves. */
@Composable
fun BookablesScreen(
    bookables: Block<BookablesView>,
    open: (String) -> Unit = {},
    again: () -> Unit = {},
    back: () -> Unit = {},
) {
    val view = (bookables as? Block.Shown)?.view
    Page(
        top = { Bar(view?.title ?: LocalWords.current.bookings, view?.freshness, before = { BackDoor(back) }) },
        isLoading = bookables is Block.Loading,
    ) {
        if (bookables is Block.Failed) item { Failure(bookables.explanation, again) }
        view?.empty?.let { item(key = "empty") { Empty(it, Pictograms.calendar) } }
        items(view?.items.orEmpty(), key = { it.id }) { Bookable(it, open) }
    }
}

@Composable
private fun Bookable(bookable: BookableView, open: ((String) -> Unit)?) = WideCard {
    Column(
        Modifier.semantics(mergeDescendants = true) { contentDescription = bookable.accessibilityLabel },
        verticalArrangement = Arrangement.spacedBy(4.dp),
    ) {
        Text(bookable.name, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
        Text(bookable.placeName, style = MaterialTheme.typography.bodyMedium, color = Palette.quietInk)
        CardText(bookable.detail)
    }
    bookable.rules?.let { CardText(it, Palette.quietInk) }
    bookable.note?.let { Remark(listOf(it)) }
    if (open != null) {
        val words = LocalWords.current.times
        OtherChoice(words, Pictograms.clock, spoken = "$words: ${bookable.name}") { open(bookable.id) }
    }
}

/** What the person can do with the times. */
class TimesActions(
    val day: (String) -> Unit = {},
    val book: (slot: String, people: UInt) -> Unit = { _, _ -> },
    val again: () -> Unit = {},
    val back: () -> Unit = {},
)

/** The times of something. [trouble] is why the last one could not be booked. */
@Composable
fun TimesScreen(slots: Block<SlotsView>, trouble: ExplanationView? = null, actions: TimesActions = TimesActions()) {
    val view = (slots as? Block.Shown)?.view
    var chosen by rememberSaveable { mutableStateOf<String?>(null) }
    var people by rememberSaveable { mutableIntStateOf(1) }
    val slot = view?.slots?.firstOrNull { it.slot == chosen && it.actionLabel != null }
    Page(
        top = { Bar(view?.title ?: LocalWords.current.times, view?.freshness, before = { BackDoor(actions.back) }) },
        isLoading = slots is Block.Loading,
        bottom = {
            if (view != null && slot != null) {
                Confirm(view, slot, people.toUInt(), { people = it.toInt() }) { actions.book(slot.slot, people.toUInt()) }
            }
        },
    ) {
        trouble?.let { item(key = "trouble") { Trouble(it) } }
        if (slots is Block.Failed) item { Failure(slots.explanation, actions.again) }
        if (view != null) body(view, chosen, actions.day) { chosen = it }
    }
}

private fun LazyListScope.body(view: SlotsView, chosen: String?, day: (String) -> Unit, choose: (String) -> Unit) {
    item(key = "what") { Bookable(view.bookable, open = null) }
    item(key = "days") {
        Chips(Modifier.padding(start = edge, end = edge, top = 16.dp).selectableGroup()) {
            view.days.forEach { ChoiceChip(it.label, it.isChosen) { day(it.day) } }
        }
    }
    view.empty?.let { item(key = "empty") { Empty(it, Pictograms.clock) } }
    items(view.slots, key = { it.slot }) { Slot(it, it.slot == chosen, choose) }
}

/** An hour. One that cannot be booked is only said. */
@Composable
private fun Slot(slot: SlotView, isChosen: Boolean, choose: (String) -> Unit) = WideCard(
    line = if (isChosen) Palette.accent else Palette.line,
) {
    val said = Modifier.semantics(mergeDescendants = true) { contentDescription = slot.accessibilityLabel }
    if (slot.actionLabel == null) {
        Column(said) { SlotText(slot) }
    } else {
        Chosen(isChosen, slot.accessibilityLabel, { choose(slot.slot) }) { SlotText(slot) }
    }
}

@Composable
private fun SlotText(slot: SlotView) = Column(verticalArrangement = Arrangement.spacedBy(2.dp)) {
    val ink = if (slot.actionLabel == null) Palette.quietInk else Palette.ink
    Text(slot.timeLabel, style = MaterialTheme.typography.titleMedium, color = ink)
    Text(slot.leftLabel, style = MaterialTheme.typography.bodyMedium, color = Palette.quietInk)
    Text(slot.priceLabel, style = MaterialTheme.typography.bodyMedium, color = Palette.quietInk)
}

/** What finishes it: for how many, and the button. */
@Composable
private fun Confirm(view: SlotsView, slot: SlotView, people: UInt, choose: (UInt) -> Unit, book: () -> Unit) = Bottom {
    Column(verticalArrangement = Arrangement.spacedBy(10.dp)) {
        Text(slot.timeLabel, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
        Chips(Modifier.selectableGroup()) {
            view.people.forEach { ChoiceChip(it.label, it.count == people) { choose(it.count) } }
        }
        slot.actionLabel?.let { FirstChoice(it, spoken = "$it: ${slot.timeLabel}", done = book) }
    }
}
