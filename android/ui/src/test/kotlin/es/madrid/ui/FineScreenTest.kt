// Fines: the list, both ways at the same size, what is written, who drove, and whether a paper is real.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.ui

import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.getUnclippedBoundsInRoot
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.performTextReplacement
import es.madrid.kit.Block
import es.madrid.kit.DraftState
import es.madrid.kit.EmptyView
import es.madrid.kit.ExplanationView
import es.madrid.kit.FactView
import es.madrid.kit.FineView
import es.madrid.kit.SessionState
import es.madrid.kit.VerifyOutcome
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals

class FineScreenTest {
    private val done = mutableListOf<Any>()
    private val offline = ExplanationView("Sin conexión", "Falta la red.", "Comprueba tu red.", "net.unreachable")
    private val signedIn = session(SessionState.SIGNED_IN)

    private val actions = FinesActions(
        open = { done += it },
        choose = { fine, kind -> done += "$kind $fine" },
        typed = { _, text -> done += text },
        attach = { done += "attach" },
        detach = { _, paper -> done += "detach $paper" },
        send = { done += "send" },
        driverTyped = { done += "${it.name}, ${it.document}" },
        nameDriver = { done += "named ${it.name}, ${it.document}" },
        discard = { _, kind -> done += "discard $kind" },
        verify = { done += "verify" },
        session = { done += it },
        again = { done += "again" },
        back = { done += "back" },
    )

    private fun did(vararg what: Any) = assertEquals(what.toList(), done).also { done.clear() }

    private fun screen(view: FineView, around: AroundFines = AroundFines(signedIn), check: ComposeUiTest.() -> Unit) =
        stage({ FineScreen(Block.Shown(view), around, actions) }, check)

    private fun write(view: FineView, around: AroundFines = AroundFines(signedIn), check: ComposeUiTest.() -> Unit) =
        stage({ AllegeScreen(Block.Shown(view), around, actions) }, check)

    @Test
    fun `every fine opens its screen, and a paper can be checked from here`() =
        stage({ FinesScreen(Block.Shown(fines), AroundFines(signedIn), actions) }) {
            assertShown("Por decidir", "Estado de 1")
            scrolledToPicture("Multa 1 entera").touch()
            scrolledToPicture("Multa 3 entera").touch()
            scrolledTo("¿Es real esta multa?").touch()
            did("1", "3", "verify")
        }

    @Test
    fun `no fines, a failure and a trouble are three things`() {
        val none = fines.copy(groups = emptyList(), empty = EmptyView("Sin multas", "La ciudad no tiene multas a tu nombre."))
        stage({ FinesScreen(Block.Shown(none)) }) { assertShown("Sin multas") }
        stage({ FinesScreen(Block.Failed(offline), actions = actions) }) {
            assertNotThere("Sin multas")
            scrolledTo("Otra vez").touch()
            did("again")
        }
        stage({ FinesScreen(Block.Shown(fines.copy(trouble = offline)), AroundFines(troubles = listOf(offline))) }) {
            assertShown("Sin conexión", "Por decidir")
        }
        stage({ FinesScreen(Block.Loading) }) { assertNotThere("Sin multas") }
    }

    @Test
    fun `locked there is nothing of the person`() {
        stage({ FinesScreen(Block.Shown(fines), AroundFines(session(SessionState.LOCKED)), actions) }) {
            assertNotThere("Por decidir", "100,00 €")
            scrolledTo("Desbloquear").touch()
            assertEquals(1, done.size)
        }
    }

    @Test
    fun `paying and disputing are in one row and of one size`() = screen(fine().copy(choices = choices.take(2))) {
        scrolledTo("Escribir alegaciones")
        val pay = onNodeWithContentDescription("Pagar ahora entero").getUnclippedBoundsInRoot()
        val dispute = onNodeWithContentDescription("Alegar entero").getUnclippedBoundsInRoot()
        assertEquals(pay.top, dispute.top)
        assertEquals(pay.right - pay.left, dispute.right - dispute.left)
        scrolledTo("Pagar 100,00 €").touch()
        scrolledTo("Escribir alegaciones").touch()
        did("PAY 482190375", "ALLEGE 482190375")
    }

    @Test
    fun `what each way brings and takes is said, and what it costs when`() = screen(fine()) {
        assertShown("Multa por velocidad", "Pagas 100,00 € hasta el 26 de noviembre.")
        scrolledTo("Renuncia de Alegar.")
        scrolledTo("Decir quién").touch()
        did("NAME_DRIVER 482190375")
        scrolledTo("Cuánto cuesta")
        scrolledTo("Precio entero")
        scrolledTo("La cámara lo vio.")
        scrolledTo("Solo se puede ir a 50.")
    }

    @Test
    fun `what was filed and a photo that cannot be had have their words`() {
        val filed = fine().copy(choices = emptyList(), filed = listOf(FactView("Número de registro", "2026/7")))
        screen(filed, AroundFines(signedIn, photos = mapOf(1u to Block.Failed(offline)))) {
            assertNotThere("Qué puedes hacer")
            scrolledTo("2026/7")
            scrolledTo("Foto 1")
            scrolledTo("Comprueba tu red.")
        }
    }

    @Test
    fun `every letter is handed on, files come and go, and it is sent`() = write(fine()) {
        onNode(hasSetTextAction()).performTextReplacement("No era yo")
        scrolledTo("Quitar factura.pdf").touch()
        scrolledTo("Añadir archivo").touch()
        scrolledTo("Borrar lo escrito").touch()
        scrolledTo("Enviar").touch()
        did("No era yo", "detach 7", "attach", "discard ALLEGE", "send")
    }

    @Test
    fun `what is on its way cannot be changed, and what was refused says why`() {
        write(fine().copy(allegations = allegations(DraftState.WAITING))) {
            onNode(hasSetTextAction()).assertDoesNotExist()
            assertShown("El coche estaba en el taller.", "factura.pdf")
            scrolledTo("Escrito waiting")
            assertNotThere("Enviar", "Añadir archivo")
        }
        write(fine().copy(allegations = allegations(DraftState.REFUSED).copy(trouble = offline))) {
            scrolledTo("Comprueba tu red.")
            scrolledTo("Enviar")
        }
        write(fine(), AroundFines(signedIn, isAsking = true)) {
            scrolledTo("Preguntamos a la ciudad")
            assertNotThere("Enviar")
        }
    }

    @Test
    fun `who drove is typed field by field, and a wrong document is said at its field`() {
        val wrong = ExplanationView("Revisa el documento", "Ese NIF no existe.", "Cópialo otra vez.", "fine.document")
        stage({ NameDriverScreen(Block.Shown(fine()), AroundFines(signedIn, refusals = listOf(wrong)), actions) }) {
            scrolledTo("Ese NIF no existe.")
            onNodeWithContentDescription("NIF o NIE").performTextReplacement("1Z")
            scrolledTo("Enviar").touch()
            did("Julia, 1Z", "named Julia, 1Z")
        }
    }

    @Test
    fun `anybody asks whether a paper is real, and the answer is about what is typed`() {
        val asked = VerifyFineActions({ bulletin, plate -> done += "$bulletin $plate" }, { done += "changed" })
        stage({ VerifyFineScreen(verifyForm, verified, actions = asked) }) {
            assertShown("Copia el boletín y la matrícula del papel.")
            onNodeWithContentDescription("Número de boletín").performTextReplacement("482190375")
            onNodeWithContentDescription("Matrícula").performTextReplacement("4821LKM")
            scrolledTo("Comprobar").touch()
            did("changed", "changed", "482190375 4821LKM")
            scrolledTo("Hoy cuesta 100,00 €")
        }
        val unknown = verified.copy(outcome = VerifyOutcome.UNKNOWN, title = "No lo sabemos", trouble = offline, facts = emptyList())
        stage({ VerifyFineScreen(verifyForm, unknown) }) { scrolledTo("Comprueba tu red.") }
        stage({ VerifyFineScreen(verifyForm, verified, isAsking = true) }) {
            assertShown("Preguntamos a la ciudad")
            assertNotThere("Hoy cuesta")
        }
    }
}
