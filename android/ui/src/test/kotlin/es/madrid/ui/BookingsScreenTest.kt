// What can be booked, when and for how many; what is booked, and how it is called off.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.ui

import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertHasNoClickAction
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.assertIsSelected
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.onNodeWithText
import es.madrid.kit.Block
import es.madrid.kit.BookingGroup
import es.madrid.kit.BookingGroupView
import es.madrid.kit.BookingsView
import es.madrid.kit.EmptyView
import es.madrid.kit.ExplanationView
import es.madrid.kit.SessionState
import es.madrid.kit.SlotsView
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals

class BookingsScreenTest {
    private val done = mutableListOf<Any>()
    private val trouble = ExplanationView("Sin conexión", "Falta la red.", "Comprueba tu red.", "net.unreachable")
    private val full = ExplanationView("Ya está completo", "Otra persona reservó antes.", "Elige otra hora.", "booking.full")

    private fun did(vararg what: Any) = assertEquals(what.toList(), done).also { done.clear() }

    private fun times(slots: Block<SlotsView>, trouble: ExplanationView? = null, check: ComposeUiTest.() -> Unit) {
        val actions = TimesActions(
            day = { done += it },
            book = { slot, people -> done += "$slot for $people" },
            again = { done += "again" },
            back = { done += "back" },
        )
        stage({ TimesScreen(slots, trouble, actions) }, check)
    }

    @Test
    fun `what can be booked says what it costs and leads to its times`() {
        stage({ BookablesScreen(Block.Shown(bookables), { done += it }) }) {
            onNodeWithContentDescription("Pista polideportiva entera").assertIsDisplayed()
            assertShown("Trae tu material.")
            scrolledToPicture("Ver horas: Pista polideportiva").touch()
            did("75")
        }
        val paid = bookables.copy(items = listOf(bookable.copy(note = "Hay que pagar")))
        stage({ BookablesScreen(Block.Shown(paid)) }) { assertShown("Hay que pagar") }
        val none = bookables.copy(items = emptyList(), empty = EmptyView("Nada que reservar", "Prueba en otro."))
        stage({ BookablesScreen(Block.Shown(none)) }) { assertShown("Nada que reservar") }
    }

    @Test
    fun `a time is chosen, then for how many, and only then it is booked`() = times(Block.Shown(slots)) {
        assertNotThere("Reservar")
        onNodeWithText("mañana").assertIsSelected()
        touch("el 2 de diciembre")
        did("2026-12-02")
        scrolledTo("7,00 €")
        scrolledToPicture("De 10:00 a 11:00. Quedan 2 pistas").touch()
        onNodeWithText("Para 1 persona").assertIsSelected()
        touch("Para 2 personas")
        touchPicture("Reservar: De 10:00 a 11:00")
        did("75-20261201T1000 for 2")
    }

    @Test
    fun `a full time is said and cannot be chosen`() = times(Block.Shown(slots), full) {
        assertShown("Ya está completo", "Elige otra hora.")
        scrolledToPicture("De 11:00 a 12:00. Completo").assertHasNoClickAction()
        assertNotThere("Reservar")
    }

    @Test
    fun `without the city nobody knows what is left, and it can be asked again`() {
        times(Block.Failed(trouble)) {
            assertShown("Sin conexión")
            scrolledTo("Otra vez").touch()
            touchPicture("Volver")
            did("again", "back")
        }
        times(Block.Loading) { onNodeWithContentDescription("Cargando").assertIsDisplayed() }
    }

    private fun mine(
        view: BookingsView = bookings,
        state: SessionState = SessionState.SIGNED_IN,
        check: ComposeUiTest.() -> Unit,
    ) {
        val actions = BookingsActions(
            pay = { done += "pay ${it.kind} ${it.debt}" },
            perform = { kind, id -> done += "$kind $id" },
            session = { done += it },
            refresh = { done += "refresh" },
        )
        stage({ BookingsScreen(Block.Shown(view), AroundBookings(session(state)), actions) }, check)
    }

    @Test
    fun `a booking is called off only after it was said what that means`() = mine {
        scrolledToPicture("Reserva 2 entera")
        scrolledTo("Anular reserva").touch()
        did()
        scrolledTo("¿Anular la reserva?")
        scrolledTo("No anular").touch()
        assertNotThere("¿Anular la reserva?")
        scrolledTo("Anular reserva").touch()
        waitForIdle()
        scrolledTo("Anular reserva").touch()
        did("CANCEL 2")
    }

    @Test
    fun `one that is kept is paid or called off, and both stand side by side`() {
        val kept = BookingGroupView(BookingGroup.TO_PAY, "Por pagar", listOf(bookingToPay))
        mine(bookings.copy(groups = listOf(kept))) {
            assertShown("Por pagar")
            scrolledTo("Anular reserva").assertIsDisplayed()
            scrolledToPicture("Pagar: Pista polideportiva").touch()
            did("pay BOOKING 4")
        }
        mine { assertNotThere("Pagar") }
    }

    @Test
    fun `what the city would not have is put aside at once`() = mine {
        assertShown("Tus reservas", "No han salido")
        scrolledTo("Entendido").touch()
        did("DISMISS 1")
    }

    @Test
    fun `locked there is nothing of the person, and empty there is what it is for`() {
        mine(state = SessionState.LOCKED) { assertNotThere("Próximas", "Estado de 2") }
        mine(bookings.copy(groups = emptyList(), empty = EmptyView("Sin reservas", "Busca un centro."), trouble = trouble)) {
            assertShown("Sin conexión")
            scrolledTo("Sin reservas")
        }
    }
}
