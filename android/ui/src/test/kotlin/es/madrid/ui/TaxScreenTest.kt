// Taxes: by what has to be done, one bill with every way to pay it, the dates of the year, and the certificate.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.ui

import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.getUnclippedBoundsInRoot
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasScrollToNodeAction
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.performScrollToNode
import androidx.compose.ui.test.performTextInput
import es.madrid.kit.Block
import es.madrid.kit.DebitMode
import es.madrid.kit.DirectDebitRequest
import es.madrid.kit.EmptyView
import es.madrid.kit.ExplanationView
import es.madrid.kit.FactView
import es.madrid.kit.InstalmentsRequest
import es.madrid.kit.ReminderRequest
import es.madrid.kit.SessionState
import es.madrid.kit.TaxReceiptView
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals

class TaxScreenTest {
    private val done = mutableListOf<Any>()
    private val somebody = AroundTaxes(session(SessionState.SIGNED_IN))
    private val offline = ExplanationView("Sin conexión", "Falta la red.", "Comprueba tu red.", "net.unreachable")

    private fun did(vararg what: Any) = assertEquals(what.toList(), done).also { done.clear() }

    private val list = TaxesActions(
        open = { done += it },
        calendar = { done += "calendar" },
        certificate = { done += "certificate" },
        session = { done += it },
        again = { done += "again" },
    )

    private fun screen(bill: Block<TaxReceiptView>, around: AroundTaxes = somebody, check: ComposeUiTest.() -> Unit) {
        val actions = TaxActions(
            pay = { done += "pay $it" },
            write = { done += "write" },
            debit = { done += it },
            end = { done += "end $it" },
            instalments = { done += it },
            dismiss = { done += "dismiss $it" },
            remind = { done += it },
            calendar = { done += "calendar" },
            proof = { done += it },
            session = { done += it },
            again = { done += "again" },
        )
        stage({ TaxScreen(bill, around, actions) }, check)
    }

    private fun screen(bill: TaxReceiptView, check: ComposeUiTest.() -> Unit) = screen(Block.Shown(bill), check = check)

    @Test
    fun `every bill is under what has to be done, and opens its screen`() {
        stage({ TaxesScreen(Block.Shown(taxes), somebody, list) }) {
            assertShown("Por pagar ahora")
            for ((words, id) in listOf("Residuos entero" to "0001", "IBI entero" to "0002", "IVTM entero" to "0003")) {
                scrolledToPicture(words).touch()
                did(id)
            }
            scrolledToPicture("Cambio entero")
            scrolledTo("Calendario de impuestos").touch()
            scrolledTo("Certificado de deudas").touch()
            did("calendar", "certificate")
        }
    }

    @Test
    fun `nothing to pay, a folder that failed and one that is locked are three things`() {
        val none = taxes.copy(groups = emptyList(), changes = emptyList(), empty = EmptyView("Sin impuestos", "Nada."))
        stage({ TaxesScreen(Block.Shown(none), somebody) }) { assertShown("Sin impuestos") }
        stage({ TaxesScreen(Block.Failed(offline), somebody, list) }) {
            scrolledTo("Otra vez").touch()
            did("again")
            assertNotThere("Sin impuestos")
        }
        stage({ TaxesScreen(Block.Shown(taxes), AroundTaxes(session(SessionState.LOCKED)), list) }) {
            assertNotThere("141,20 €", "Certificado de deudas")
            scrolledTo("Calendario de impuestos").touch()
            did("calendar")
        }
    }

    @Test
    fun `every way to pay looks alike, and what is over has no button`() = screen(bill) {
        val sizes = listOf("Pagar: Pagarlo tú", "Domiciliar: Tu banco, una vez", "Pedir plazos: En 3 plazos").map {
            scrolledToPicture(it).getUnclippedBoundsInRoot().let { box -> box.right - box.left to box.bottom - box.top }
        }
        assertEquals(1, sizes.toSet().size, "$sizes")
        scrolledToPicture("Tu banco, en dos entero")
        assertEquals(0, onAllNodes(hasContentDescription("Domiciliar: Tu banco, en dos")).fetchSemanticsNodes().size)
        scrolledToPicture("Pagar: Pagarlo tú").touch()
        scrolledToPicture("Pedir plazos: En 3 plazos").touch()
        did("pay 0001", InstalmentsRequest("0001", 3u))
        scrolledToPicture("Paso entero")
    }

    @Test
    fun `the account is written, sent as it was written, or not at all`() = screen(bill) {
        scrolledToPicture("Domiciliar: Tu banco, una vez").touch()
        onNode(hasScrollToNodeAction()).performScrollToNode(hasContentDescription("Número de cuenta (IBAN)"))
        onNodeWithContentDescription("Número de cuenta (IBAN)").performTextInput("ES91 2100")
        scrolledTo("Domiciliar en esta cuenta").touch()
        did("write", DirectDebitRequest("0001", "ES91 2100", DebitMode.SINGLE))
        scrolledTo("Cancelar").touch()
        did("write")
        assertNotThere("Domiciliar en esta cuenta")
    }

    @Test
    fun `what is wrong with an account is said where it is written`() {
        val wrong = ExplanationView("No es un IBAN", "Le falta algo.", "Míralo otra vez.", "input.iban")
        screen(Block.Shown(bill), AroundTaxes(session(SessionState.SIGNED_IN), mistake = wrong)) {
            assertNotThere("No es un IBAN")
            scrolledToPicture("Domiciliar: Tu banco, una vez").touch()
            scrolledTo("Domiciliar en esta cuenta")
            onNode(hasScrollToNodeAction()).performScrollToNode(hasContentDescription("Número de cuenta (IBAN)"))
            assertShown("No es un IBAN", "Míralo otra vez.")
        }
    }

    @Test
    fun `a direct debit says what it is, takes another account and is ended with care`() = screen(charged) {
        assertShown("Tu banco lo paga", "1332")
        scrolledTo("Cambiar la cuenta").touch()
        scrolledTo("Domiciliar en esta cuenta").touch()
        did("write", DirectDebitRequest("0002", "", DebitMode.SEP))
        scrolledTo("Dejar de domiciliar").touch()
        did()
        scrolledTo("Dejarlo como está").touch()
        scrolledTo("Dejar de domiciliar").touch()
        scrolledTo("Dejar de domiciliar").touch()
        did("end 0002")
    }

    @Test
    fun `what waits can be taken back, and what was refused says why until it was read`() {
        val waiting = bill.row.copy(waiting = "Se enviará en cuanto se pueda.", actions = listOf(endDebit))
        screen(bill.copy(row = waiting)) {
            scrolledTo("Dejar de domiciliar").touch()
            scrolledTo("Dejar de domiciliar").touch()
            did("end 0001")
        }
        val why = ExplanationView("No es tu cuenta", "Es de otra persona.", "Usa una a tu nombre.", "tax.not_holder")
        screen(bill.copy(row = bill.row.copy(trouble = why, actions = listOf(dismiss)))) {
            assertShown("Es de otra persona.", "Usa una a tu nombre.")
            scrolledTo("Entendido").touch()
            did("dismiss 0001")
        }
    }

    @Test
    fun `nobody is reminded who did not choose it, and a day goes into the calendar`() = screen(bill) {
        scrolledTo("Llevar al calendario").touch()
        scrolledTo("Avisarme").touch()
        scrolledTo("3 días antes").touch()
        did("calendar", ReminderRequest("0001", 3u))
    }

    @Test
    fun `what is paid leads to its proof`() = screen(bill.copy(row = paidBill, ways = null, steps = null, reminders = null)) {
        scrolledTo("Ver el justificante").touch()
        did("R-2026-0000001")
        assertNotThere("Avisarme")
    }

    @Test
    fun `locked there is nothing of the person, and a failure has a way on`() {
        screen(Block.Shown(bill), AroundTaxes(session(SessionState.LOCKED))) {
            assertNotThere("Tasa de residuos", "141,20 €")
            scrolledTo("Desbloquear").touch()
            assertEquals(1, done.size)
            done.clear()
        }
        screen(Block.Failed(offline)) {
            scrolledTo("Otra vez").touch()
            did("again")
        }
    }

    @Test
    fun `the dates are for everybody, and reminders for who is signed in`() {
        val actions = TaxCalendarActions(remind = { done += it }, calendar = { done += "calendar" })
        stage({ TaxCalendarScreen(Block.Shown(taxCalendar), AroundTaxes(session(SessionState.SIGNED_OUT)), actions) }) {
            assertShown("IBI", "Pago: desde el 1 de octubre hasta el 1 de diciembre")
            assertNotThere("Avisarme", "Llevar al calendario", "Sin aviso")
        }
        stage({ TaxCalendarScreen(Block.Shown(taxCalendar), somebody, actions) }) {
            assertShown("Sin aviso")
            scrolledToPicture("Avisarme: IBI").touch()
            scrolledTo("3 días antes").touch()
            scrolledTo("Llevar al calendario").touch()
            did(ReminderRequest("ibi-pay-2026", 3u), "calendar")
        }
    }

    @Test
    fun `the certificate opens its paper, or says what is owed`() {
        val actions = TaxCertificateActions(open = { done += it.fileName }, again = { done += "again" })
        stage({ TaxCertificateScreen(Block.Shown(certificate), somebody, actions) }) {
            onNodeWithContentDescription("Certificado entero").assertExists()
            scrolledTo("Abrir el certificado").touch()
            did("C-2026-0000001.pdf")
        }
        val owes = certificate.copy(paper = null, owed = listOf(FactView("IBI", "463,80 €")), trouble = offline)
        stage({ TaxCertificateScreen(Block.Shown(owes), somebody, actions) }) {
            assertShown("463,80 €", "Sin conexión")
            assertNotThere("Abrir el certificado")
            scrolledTo("Otra vez").touch()
            did("again")
        }
    }
}
