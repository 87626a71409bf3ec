// A court: found, booked without the city, and called off; a bath: kept, paid, and given back.

package es.madrid.kit

import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

class BookingsTest {
    /** Something of this name: a court costs nothing, a bath does. */
    private suspend fun Madrid.bookable(name: String): BookableView = bookables().items.first { it.name == name }

    /** A time of the next days with room. Not of today: it may begin meanwhile. */
    private suspend fun Madrid.time(bookable: String): SlotView {
        val days = slots(SlotsRequest(bookable, null)).days.drop(1)
        return days.firstNotNullOf { day ->
            slots(SlotsRequest(bookable, day.day)).slots.firstOrNull { it.actionLabel != null }
        }
    }

    private fun states(view: BookingsView) = view.groups.flatMap { group -> group.bookings.map { group.id to it.state } }

    @Test
    fun `a court booked without the city reaches it once, and is called off`() = withSignedIn("p-lucia") {
        val time = madrid.time(madrid.bookable("Pista polideportiva").id)
        city.vanish()
        assertTrue(app.bookings.book(time.slot, people = 2u))
        assertTrue(app.bookings.book(time.slot, people = 2u), "to want it twice is to want it once")
        val waiting = madrid.bookings().first()
        assertEquals(listOf(BookingGroup.WAITING to BookingState.WAITING), states(waiting))
        assertEquals(emptyList(), city.ledger())
        city.mend()
        refresh()
        val booked = madrid.bookings().first { it.groups.singleOrNull()?.id == BookingGroup.UPCOMING }
        assertEquals(listOf("booking" to 1), city.ledger())
        val booking = booked.groups.single().bookings.single()
        assertTrue(home().blocks.single { it.id == BlockId.DO }.items.any { it.title == booking.title })
        val action = booking.actions.single()
        assertEquals(BookingActionKind.CANCEL, action.kind)
        assertTrue(app.bookings.perform(action.kind, booking.id))
        madrid.bookings().first { states(it) == listOf(BookingGroup.PAST to BookingState.CANCELLED) }
        assertEquals(listOf("booking" to 1, "calling_off" to 1), city.ledger())
    }

    @Test
    fun `what cannot be had has words, until they were read`() = withSignedIn("p-marta") {
        val bath = madrid.bookable("Piscina cubierta")
        assertFalse(app.bookings.book("${bath.id}-20200101T1000", people = 1u))
        assertEquals("booking.gone", app.bookings.failure.value?.code)
        app.forgetFailures()
        assertNull(app.bookings.failure.value)
    }

    @Test
    fun `a bath is kept, paid, and called off, and the money comes back`() = withSignedIn("p-lucia") {
        val bath = madrid.bookable("Piscina cubierta")
        val time = madrid.time(bath.id)
        assertTrue(bath.note != null && time.priceLabel.isNotBlank())
        assertTrue(app.bookings.book(time.slot, people = 1u))
        refresh()
        val kept = madrid.bookings().first { it.groups.singleOrNull()?.id == BookingGroup.TO_PAY }.groups.single().bookings.single()
        assertEquals(BookingState.TO_PAY, kept.state)
        val offer = assertNotNull(kept.pay)
        assertEquals(DebtKind.BOOKING, offer.kind)
        assertTrue(homeWhen { home -> home.blocks.any { block -> block.items.any { it.pay == offer } } }.blocks.isNotEmpty())

        val id = assertNotNull(app.payments.prepare(offer.kind, offer.debt))
        assertEquals(kept.price, shown(app.payments.prepared.value).amount)
        Payer.pay(assertNotNull(app.payments.pay(id, PaymentMethod.CARD)), Payer.GOOD)
        app.payments.follow(id)
        refresh()
        val booked = madrid.bookings().first { states(it) == listOf(BookingGroup.UPCOMING to BookingState.BOOKED) }
        assertNull(booked.groups.single().bookings.single().pay)
        assertTrue(app.bookings.perform(BookingActionKind.CANCEL, kept.id))
        val ended = madrid.bookings().first { states(it) == listOf(BookingGroup.PAST to BookingState.CANCELLED) }
        assertTrue(checkNotNull(kept.price) in ended.groups.single().bookings.single().label)
        refresh()
        val payment = madrid.payments().first().payments.single { it.id == id }
        assertEquals(PaymentStage.SETTLED, payment.stage)
        assertTrue("devuelve" in payment.body, payment.body)
    }

    @Test
    fun `a place and its times are shown, and nothing old where the city is not there`() = withSyncedPhone {
        val model = BookingsModel(madrid)
        val court = madrid.bookable("Pista polideportiva")
        model.open(court.place)
        val offered = assertIs<Block.Shown<BookablesView>>(model.bookables.value).view
        assertTrue(offered.items.any { it.id == court.id })
        model.ask(court.id)
        assertIs<Block.Shown<SlotsView>>(model.slots.value)
        city.vanish()
        model.ask(court.id)
        assertTrue(assertIs<Block.Failed>(model.slots.value).explanation.nextStep.isNotBlank())
        assertFalse(model.book("${court.id}-20990101T1000", people = 1u), "nobody has signed in")
        assertEquals("session.none", assertNotNull(model.failure.value).code)
    }

    @Test
    fun `what the person has booked is gone from the screen while it is locked`() = withSignedIn("p-lucia") {
        coroutineScope {
            val watching = launch { app.bookings.watch() }
            app.bookings.bookings.first { it is Block.Shown }
            app.session.lock()
            assertIs<Block.Failed>(app.bookings.bookings.first { it is Block.Failed })
            watching.cancelAndJoin()
        }
    }
}
