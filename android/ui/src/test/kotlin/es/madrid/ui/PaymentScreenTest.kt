// Paying: what it means before the yes, the way to the bank, every way in which it can end, and what stays of it.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.ui

import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.getUnclippedBoundsInRoot
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.onNodeWithText
import es.madrid.kit.Block
import es.madrid.kit.EmptyView
import es.madrid.kit.ExplanationView
import es.madrid.kit.PaymentStage
import es.madrid.kit.PaymentView
import es.madrid.kit.SessionState
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals

class PaymentScreenTest {
    private val done = mutableListOf<Any>()
    private val offline = ExplanationView("Sin conexión", "Falta la red.", "Comprueba tu red.", "net.unreachable")

    private fun did(vararg what: Any) = assertEquals(what.toList(), done).also { done.clear() }

    private fun screen(
        payment: Block<PaymentView>,
        around: AroundPayment = AroundPayment(session(SessionState.SIGNED_IN)),
        check: ComposeUiTest.() -> Unit,
    ) {
        val actions = PaymentActions(
            pay = { view, method -> done += "$method ${view.id}" },
            act = { view, kind -> done += "$kind ${view.id}" },
            session = { done += it },
            again = { done += "again" },
            back = { done += "back" },
        )
        stage({ PaymentScreen(payment, around, actions) }, check)
    }

    private fun screen(stage: PaymentStage, check: ComposeUiTest.() -> Unit) = screen(Block.Shown(payment(stage)), check = check)

    @Test
    fun `before the yes it says what it costs, what it saves and what is given up`() = screen(PaymentStage.PREPARED) {
        assertShown("Si pagas ahora", "Después son 200,00 €.", "A qué renuncias", "Ya no podrás alegar.")
        scrolledToPicture("Pagar con Bizum: 100,00 €").touch()
        scrolledToPicture("Pagar con tarjeta: 100,00 €").touch()
        scrolledTo("No pagar ahora").touch()
        did("BIZUM 7", "CARD 7", "GIVE_UP 7")
        assertNotThere("Pagar 100 €")
    }

    @Test
    fun `no choice stands out before the yes`() = screen(PaymentStage.PREPARED) {
        val yes = scrolledToPicture("Pagar con tarjeta: 100,00 €").getUnclippedBoundsInRoot()
        val no = scrolledTo("No pagar ahora").getUnclippedBoundsInRoot()
        assertEquals(yes.right - yes.left to yes.bottom - yes.top, no.right - no.left to no.bottom - no.top)
    }

    @Test
    fun `every way it can stand has its words and a way on`() {
        val ways = mapOf(
            PaymentStage.AWAITING_PAYER to "Ir al banco",
            PaymentStage.SUBMITTING to "Comprobar ahora",
            PaymentStage.UNKNOWN to "Comprobar ahora",
            PaymentStage.NOT_FOUND to "Pagar 100 €",
            PaymentStage.SETTLED to "Ver el justificante",
            PaymentStage.REJECTED to "Empezar otra vez",
            PaymentStage.CLOSED to "Empezar otra vez",
            PaymentStage.EXPIRED to "Empezar otra vez",
        )
        for ((stage, way) in ways) screen(stage) {
            assertShown(standing(stage))
            scrolledTo(way).touch()
            assertEquals(1, done.size, "$stage")
            done.clear()
        }
    }

    @Test
    fun `while the city is asked it says so, and nothing can be touched twice`() {
        val around = AroundPayment(session(SessionState.SIGNED_IN), isAsking = true)
        screen(Block.Shown(payment(PaymentStage.UNKNOWN)), around) {
            assertShown("Preguntamos a la ciudad")
            assertNotThere("Comprobar ahora")
        }
    }

    @Test
    fun `that the city cannot be heard is said above a screen that stays`() {
        val around = AroundPayment(session(SessionState.SIGNED_IN), listOf(offline))
        screen(Block.Shown(payment(PaymentStage.UNKNOWN)), around) {
            assertShown("Sin conexión", "Estado unknown")
            scrolledTo("Comprobar ahora").touch()
            did("CHECK 7")
        }
        screen(Block.Failed(offline)) {
            scrolledTo("Otra vez").touch()
            touchPicture("Volver")
            did("again", "back")
        }
    }

    @Test
    fun `locked there is nothing of the person`() {
        screen(Block.Shown(payment(PaymentStage.UNKNOWN)), AroundPayment(session(SessionState.LOCKED))) {
            assertNotThere("Multa 482190375", "100,00 €")
            scrolledTo("Desbloquear").touch()
            assertEquals(1, done.size)
        }
    }

    private val list = PaymentsActions(
        open = { done += it },
        receipts = { done += "receipts" },
        receipt = { done += it },
        share = { done += it },
    )

    @Test
    fun `every payment opens its screen, and the receipts have a door`() {
        stage({ PaymentsScreen(Block.Shown(payments), actions = list) }) {
            onNodeWithContentDescription("Pago 6 entero").touch()
            scrolledTo("Pagos hechos").touch()
            did(6L, "receipts")
        }
        val none = payments.copy(payments = emptyList(), empty = EmptyView("Sin pagos", "Aquí los verás."))
        stage({ PaymentsScreen(Block.Shown(none)) }) { assertShown("Sin pagos") }
    }

    @Test
    fun `a receipt says all of itself and is shared as text`() {
        stage({ ReceiptsScreen(Block.Shown(receipts), actions = list) }) {
            onNodeWithContentDescription("Justificante entero").touch()
            did("R-2026-0000001")
        }
        stage({ ReceiptScreen(Block.Shown(receipt), actions = list) }) {
            assertShown("ABCD 2345 EFGH 6789", "Con el código se puede comprobar.")
            scrolledTo("Matrícula 1234BCD")
            scrolledTo("Compartir").touch()
            did("Multa 482190375, ABCD 2345 EFGH 6789")
        }
    }

    @Test
    fun `receipts that cannot be read are told, and a failure is not an empty list`() {
        val torn = receipts.copy(receipts = emptyList(), torn = "Alguno no se puede leer.")
        stage({ ReceiptsScreen(Block.Shown(torn)) }) { assertShown("Alguno no se puede leer.") }
        stage({ ReceiptsScreen(Block.Failed(offline), actions = list) }) {
            assertShown("Sin conexión")
            onNodeWithText("Otra vez").assertExists()
        }
    }
}
