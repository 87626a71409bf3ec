// Letters, several debts and refunds: what is written and chosen, what is said about it, and that nothing personal shows when locked.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.ui

import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertIsOff
import androidx.compose.ui.test.assertIsOn
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performTextReplacement
import es.madrid.kit.Block
import es.madrid.kit.EmptyView
import es.madrid.kit.ExplanationView
import es.madrid.kit.RefundStage
import es.madrid.kit.SessionState
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals

class LettersScreenTest {
    private val done = mutableListOf<Any>()
    private val offline = ExplanationView("Sin conexión", "Falta la red.", "Comprueba tu red.", "net.unreachable")
    private val wrong = ExplanationView("Revisa la referencia", "Falta un número.", "Compárala.", "input.reference_length")

    private fun did(vararg what: Any) = assertEquals(what.toList(), done).also { done.clear() }

    private fun ComposeUiTest.write(text: String) = onNode(hasSetTextAction()).performTextReplacement(text)

    private fun letters(
        around: AroundLetters = AroundLetters(Block.Shown(payments), Block.Shown(receipts)),
        hasScanner: Boolean = false,
        check: ComposeUiTest.() -> Unit,
    ) {
        val scanner: ((String) -> Unit) -> Unit = { found -> found("90523") }
        val actions = LettersActions(
            look = { done += it },
            scan = scanner.takeIf { hasScanner },
            open = { done += it },
            receipt = { done += it },
            back = { done += "back" },
        )
        stage({ LettersScreen(letterForm, around, actions) { text -> wrong.takeIf { text.length < 3 } } }, check)
    }

    @Test
    fun `a reference is written, judged when the person is done, and asked about`() = letters {
        write("9")
        assertNotThere("Falta un número.")
        touch("Ver cuánto es")
        assertShown("Revisa la referencia", "Falta un número.")
        did()
        write("90523")
        assertNotThere("Falta un número.")
        touch("Ver cuánto es")
        did("90523")
        assertNotThere("Leer el código")
    }

    @Test
    fun `where the phone can read the code it is read, and nothing is asked by that`() = letters(hasScanner = true) {
        touch("Leer el código")
        did()
        touch("Ver cuánto es")
        did("90523")
    }

    @Test
    fun `what was paid with letters stands below, and while the city is asked nothing is touched twice`() {
        letters {
            scrolledToPicture("Pago 6 entero").touch()
            scrolledToPicture("Justificante entero").touch()
            touchPicture("Volver")
            did(6L, "R-2026-0000001", "back")
        }
        letters(AroundLetters(troubles = listOf(offline), isAsking = true)) {
            assertShown("Sin conexión")
            assertNotThere("Ver cuánto es")
            onNodeWithContentDescription("Cargando").assertExists()
        }
        val none = payments.copy(payments = emptyList(), empty = EmptyView("Sin pagos", "Aquí los verás."))
        letters(AroundLetters(Block.Shown(none), Block.Failed(offline))) { assertShown("Aquí los verás.", "Sin conexión") }
    }

    private val open = AroundPayments(session(SessionState.SIGNED_IN))
    private val choosing = SeveralActions(look = { debts -> done.add(debts.map { it.debt }) }, payment = { done += it })

    @Test
    fun `nothing is ticked beforehand, and only what was ticked is asked about`() =
        stage({ SeveralScreen(Block.Shown(severalOffer), open, choosing) }) {
            onNodeWithContentDescription("Multa 1 entera").assertIsOff()
            assertNotThere("Ver el total")
            scrolledToPicture("Multa 2 entera").touch()
            onNodeWithContentDescription("Multa 2 entera").assertIsOn()
            touch("Ver el total")
            did(listOf("2"))
        }

    @Test
    fun `together they say the sum, which is next, and which cannot be paid`() {
        stage({ TogetherScreen(Block.Shown(several), open, choosing) }) {
            assertShown("Son 200,00 € en total.", "Ir al próximo pago")
            touch("Ir al próximo pago")
            scrolledToPicture("Pago 6 entero").touch()
            did(7L, 6L)
            scrolledTo("Número: 9")
        }
        stage({ TogetherScreen(Block.Shown(several), AroundPayments(session(SessionState.LOCKED)), choosing) }) {
            assertNotThere("200,00 €", "Ir al próximo pago")
        }
    }

    private val following = RefundsActions(open = { done += it }, act = { view, kind -> done += "$kind ${view.id}" })

    @Test
    fun `every request opens its screen, and none is said as such`() {
        stage({ RefundsScreen(Block.Shown(refunds), open, following) }) {
            assertShown("La ciudad va tarde.")
            onNodeWithContentDescription("Devolución entera").touch()
            did(2L)
        }
        val none = refunds.copy(refunds = emptyList(), empty = EmptyView("Sin devoluciones", "Pídelo."), torn = "Alguna no se lee.")
        stage({ RefundsScreen(Block.Shown(none), open) }) { assertShown("Sin devoluciones", "Alguna no se lee.") }
        stage({ RefundsScreen(Block.Failed(offline), open) }) { assertShown("Sin conexión") }
        stage({ RefundsScreen(Block.Shown(refunds), AroundPayments(session(SessionState.LOCKED))) }) { assertNotThere("Multa 470118263") }
    }

    @Test
    fun `one says its steps with their days, and what can be done about it`() {
        stage({ RefundScreen(Block.Shown(refund(RefundStage.REQUESTED)), open, following) }) {
            assertShown("Pedida", "24 de noviembre", "Pendiente")
            assertNotThere("Entendido")
        }
        stage({ RefundScreen(Block.Shown(refund(RefundStage.NOT_TAKEN)), open, following) }) {
            scrolledTo("Entendido").touch()
            scrolledTo("Pedir otra vez").touch()
            did("DISMISS 2", "AGAIN 2")
        }
    }

    private fun asking(mistake: ExplanationView? = null, check: ComposeUiTest.() -> Unit) = stage(
        { AskRefundScreen(refundForm, Block.Shown(receipt), mistake, open) { cause, iban -> done += "$cause $iban" } },
        check,
    )

    @Test
    fun `a reason and an account are asked for, and no reason is chosen beforehand`() = asking {
        assertNotThere("Enviar la petición")
        scrolledTo("Me quitaron la multa").touch()
        assertNotThere("Enviar la petición")
        scrolledToPicture("IBAN de tu cuenta")
        write("ES91")
        touch("Enviar la petición")
        did("ANNULLED ES91")
    }

    @Test
    fun `a wrong account is said at its field`() =
        asking(ExplanationView("Revisa el IBAN", "Algún número no cuadra.", "Cópialo.", "input.iban")) {
            scrolledTo("Revisa el IBAN")
            onNodeWithText("Algún número no cuadra.").assertExists()
        }

    @Test
    fun `the paper of a receipt opens, and what was paid is asked back from there`() {
        val actions = PaymentsActions(paper = { done += "paper $it" }, askBack = { done += "back $it" })
        stage({ ReceiptScreen(Block.Shown(receipt), open, actions) }) {
            scrolledTo("Recibo en papel").touch()
            scrolledTo("Pedir una devolución").touch()
            did("paper R-2026-0000001", "back R-2026-0000001")
        }
        stage({ ReceiptScreen(Block.Shown(receipt.copy(askBackLabel = null)), open, actions) }) {
            scrolledTo("Compartir")
            assertNotThere("Pedir una devolución")
        }
    }
}
