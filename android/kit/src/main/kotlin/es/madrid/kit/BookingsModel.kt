// The state of the booking screens: what can be booked, when there is room, and what the person has.

package es.madrid.kit

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.collectLatest
import kotlinx.coroutines.flow.distinctUntilChangedBy

/** Baths and courts, and the person's bookings of them. */
class BookingsModel(private val madrid: Madrid) {
    private val bookablesState = MutableStateFlow<Block<BookablesView>>(Block.Loading)
    private val slotsState = MutableStateFlow<Block<SlotsView>>(Block.Loading)
    private val bookingsState = MutableStateFlow<Block<BookingsView>>(Block.Loading)
    private val failureState = MutableStateFlow<ExplanationView?>(null)

    /** What can be booked at the place that was opened last. */
    val bookables: StateFlow<Block<BookablesView>> = bookablesState.asStateFlow()

    /** The times that were asked for last. Failed, with words, without the city: nobody knows then what is left. */
    val slots: StateFlow<Block<SlotsView>> = slotsState.asStateFlow()

    /** What the person has booked, and what is on its way. Failed, with words, while it is locked. */
    val bookings: StateFlow<Block<BookingsView>> = bookingsState.asStateFlow()

    /** Why the last action did not work, in plain words; `null` when it did. */
    val failure: StateFlow<ExplanationView?> = failureState.asStateFlow()

    /** Keeps [bookings] up to date until it is cancelled. */
    suspend fun watch() = madrid.publish(bookingsState) {
        // The flow of bookings keeps its last ones when the data are locked. Asked anew it refuses, and nothing is left.
        madrid.session().distinctUntilChangedBy { it.state }.collectLatest {
            madrid.publish(bookingsState) { madrid.bookings().collect { bookingsState.value = Block.Shown(it) } }
        }
    }

    /** Shows what can be booked at a place, by its `id`. */
    suspend fun open(place: String) = madrid.publish(bookablesState) {
        bookablesState.value = Block.Loading
        bookablesState.value = Block.Shown(madrid.bookables(place))
    }

    /** Asks the city for the times of a day; without one, of today. What was shown before goes: others may have it now. */
    suspend fun ask(bookable: String, day: String? = null) = madrid.publish(slotsState) {
        slotsState.value = Block.Loading
        slotsState.value = Block.Shown(madrid.slots(SlotsRequest(bookable, day)))
    }

    /** Books a time. `true` when it is kept on the phone; it is sent by itself, and [bookings] says how it ended. */
    suspend fun book(slot: String, people: UInt): Boolean =
        madrid.attempt(failureState) { book(BookRequest(slot, people)) }

    /** Does what a button of a booking says. */
    suspend fun perform(kind: BookingActionKind, id: Long): Boolean = madrid.attempt(failureState) {
        when (kind) {
            BookingActionKind.CANCEL -> cancelBooking(id)
            BookingActionKind.DISMISS -> dismissBooking(id)
        }
    }

    /** What could not be done has been read: [failure] is `null` again. */
    fun forget() {
        failureState.value = null
    }
}
