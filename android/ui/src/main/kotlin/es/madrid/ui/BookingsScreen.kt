// What the person has booked, how to pay for it and how to call it off.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import es.madrid.kit.Block
import es.madrid.kit.BookingActionKind
import es.madrid.kit.BookingState
import es.madrid.kit.BookingView
import es.madrid.kit.BookingsView
import es.madrid.kit.ConfirmView
import es.madrid.kit.ExplanationView
import es.madrid.kit.PayOfferView
import es.madrid.kit.SessionActionKind
import es.madrid.kit.SessionView

/** What the person can do there. [pay] shows what paying would mean. */
class BookingsActions(
    val pay: (PayOfferView) -> Unit = {},
    val perform: (BookingActionKind, Long) -> Unit = { _, _ -> },
    val place: (String) -> Unit = {},
    val session: (SessionActionKind) -> Unit = {},
    val refresh: () -> Unit = {},
    val again: () -> Unit = {},
    val back: () -> Unit = {},
)

/**
 * What stands around the bookings.
 *
 * @property session how the session stands: closed, nothing is shown.
 * @property troubles what could not be fetched or done.
 * @property isRefreshing whether the city is being asked.
 */
class AroundBookings(
    val session: SessionView? = null,
    val troubles: List<ExplanationView> = emptyList(),
    val isRefreshing: Boolean = false,
)

/** The bookings in each of their states. */
@Composable
fun BookingsScreen(
    bookings: Block<BookingsView>,
    around: AroundBookings = AroundBookings(),
    actions: BookingsActions = BookingsActions(),
) {
    val closed = around.session?.takeIf { it.isClosed }
    val view = (bookings as? Block.Shown)?.view.takeIf { closed == null }
    val refresh = Refresh(around.isRefreshing, actions.refresh)
    Page(
        top = {
            val title = view?.title ?: LocalWords.current.bookings
            Bar(title, view?.freshness, before = { BackDoor(actions.back) }, after = { RefreshDoor(refresh) })
        },
        isLoading = bookings is Block.Loading && closed == null,
        refresh = refresh,
    ) {
        val troubles = (around.troubles + listOfNotNull(view?.trouble)).distinctBy { it.code }
        items(troubles, key = { it.code }) { Trouble(it) }
        when {
            closed != null -> item(key = "gate") { Gate(closed, actions.session) }
            bookings is Block.Failed -> item { Failure(bookings.explanation, actions.again) }
            view != null -> body(view, actions)
        }
    }
}

private fun LazyListScope.body(view: BookingsView, actions: BookingsActions) {
    view.empty?.let { item(key = "empty") { Empty(it, Pictograms.calendar) } }
    view.groups.forEach { group ->
        item(key = "group ${group.id}") {
            GroupTitle(group.title)
        }
        items(group.bookings, key = { "booking ${it.id}" }, contentType = { "booking" }) { Booking(it, actions) }
    }
}

@Composable
private fun Booking(booking: BookingView, actions: BookingsActions) {
    var asked by rememberSaveable { mutableStateOf(false) }
    val isWrong = booking.state == BookingState.REFUSED
    WideCard(
        page = if (isWrong) Palette.noticePage else Palette.page,
        line = if (isWrong) Palette.noticeMark else Palette.line,
    ) {
        Column(
            Modifier.semantics(mergeDescendants = true) { contentDescription = booking.accessibilityLabel },
            verticalArrangement = Arrangement.spacedBy(4.dp),
        ) {
            Text(booking.title, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
            CardText(booking.detail)
            Text(booking.label, style = MaterialTheme.typography.labelLarge, color = ink(booking.state))
            booking.facts.forEach { fact ->
                CardText(listOf(fact.label, fact.value).filter(String::isNotEmpty).joinToString(": "), Palette.quietInk)
            }
        }
        booking.trouble?.let { Remark(listOf(it.body, it.nextStep)) }
        // No larger than what calls it off: nobody is pushed to pay.
        booking.pay?.let { offer ->
            OtherChoice(offer.label, Pictograms.euro, spoken = offer.accessibilityLabel) { actions.pay(offer) }
        }
        booking.actions.forEach { action ->
            val confirm = action.confirm
            val perform = { actions.perform(action.kind, booking.id) }
            when {
                confirm == null -> OtherChoice(action.label, done = perform)
                asked -> Sure(action.label, confirm, { asked = false }, perform)
                else -> OtherChoice(action.label) { asked = true }
            }
        }
    }
}

@Composable
private fun ink(state: BookingState) = when (state) {
    BookingState.BOOKED -> Palette.accent
    BookingState.REFUSED -> Palette.noticeMark
    BookingState.WAITING, BookingState.TO_PAY, BookingState.CANCELLING -> Palette.ink
    BookingState.CANCELLED, BookingState.LAPSED -> Palette.quietInk
}

/** What it means, and only then the button. */
@Composable
internal fun Sure(label: String, confirm: ConfirmView, keep: () -> Unit, done: () -> Unit) {
    Said {
        Text(confirm.title, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
        CardText(confirm.body)
    }
    FirstChoice(label, colour = Palette.danger, done = done)
    OtherChoice(confirm.keepLabel, done = keep)
}
