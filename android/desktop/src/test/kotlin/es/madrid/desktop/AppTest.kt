// The whole app on a screen, against a running city: what is touched happens, and is seen.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.desktop

import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasScrollToNodeAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performScrollToNode
import androidx.compose.ui.test.performTextReplacement
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

class AppTest : OnScreen() {
    /** The row of an event: it says when, and opens it. */
    private val isEvent = hasClickAction() and hasContentDescription("Exposición", substring = true)

    @Test
    fun `from the gate in, through the profile, and out again`() = app("p-carmen") {
        signIn()
        await("Hola, Carmen")
        scrollAndTouch("Seguir el trámite")
        scrollAndTouch("Llamar al 010")
        assertEquals(1, opened.size)
        touchPicture("Volver")
        // Home is where it was left, and that is below this once all of it has come.
        scrollTo("Lo que debes")

        touch("Perfil")
        await("27182818S")
        scrollAndTouch("Cambiar")
        write("+34600100202", "12")
        scrollAndTouch("Guardar")
        scrollTo("Revisa el teléfono")
        write("12", "611 222 333")
        scrollAndTouch("Guardar")
        scrollAndTouch("Confirmar con Cl@ve")
        waitUntil("the change has reached its end", 20_000) {
            onAllNodes(hasText("Confirmar con Cl@ve")).fetchSemanticsNodes().isEmpty()
        }
        scrollTo("+34611222333")

        scrollAndTouch("Ajustes")
        scrollAndTouch("Salir")
        await("Entrar con Cl@ve")
        touch("Perfil")
        await("Entrar con Cl@ve")
        onNodeWithText("27182818S").assertDoesNotExist()
    }

    @Test
    fun `acting for a child and back, a place and back`() = app("p-carmen") {
        signIn()
        await("Hola, Carmen")
        await("Carmen Ortega Ruiz")
        onNodeWithText("Carmen Ortega Ruiz", substring = true).performClick()
        await("Hugo Marín Ortega")
        onNodeWithText("Hugo Marín Ortega", substring = true).performClick()
        await("Actúas por Hugo")
        onNodeWithText("Hugo Marín Ortega", substring = true).performClick()
        await("Carmen Ortega Ruiz")
        onNodeWithText("Carmen Ortega Ruiz", substring = true).performClick()
        await("Lo que debes")

        touch("Lugares")
        await("En el centro")
        touch("Cerca de mí")
        await("Cerca de ti")
        onNode(hasSetTextAction()).performTextReplacement("biblioteca")
        await("Resultados")
        onAllNodes(hasText("Biblioteca", substring = true) and hasClickAction() and !hasSetTextAction())[0].performClick()
        await("Ver el camino")
        touchPicture("Volver")
        await("Resultados")
        onNode(hasSetTextAction() and hasText("biblioteca")).assertExists()
    }

    @Test
    fun `what is on, into the calendar and told to somebody`() = app("p-carmen") {
        await("Entrar con Cl@ve")
        // Before the phone has ever asked the city there is nothing on.
        touchPicture("Actualizar")
        touch("Agenda")
        touch("Próximamente")
        waitUntil("something is on", 20_000) {
            runCatching { onNode(hasScrollToNodeAction()).performScrollToNode(isEvent) }.isSuccess
        }
        onAllNodes(isEvent)[0].performClick()
        scrollAndTouch("Añadir al calendario")
        waitUntil("the calendar has it", 20_000) { opened.isNotEmpty() }
        assertTrue(opened.single().startsWith("BEGIN:VCALENDAR"), opened.single())
        scrollAndTouch("Compartir")
        assertEquals(2, opened.size)
        touchPicture("Volver")
        await(isEvent)
    }

    @Test
    fun `something recommended is kept, found again and let go`() = app("p-carmen") {
        signIn()
        await("Hola, Carmen")
        scrollAndTouch("Para ti")
        await("Se calcula en tu móvil")
        val keep = hasContentDescription("Guardar: ", substring = true)
        waitUntil("something can be kept", 20_000) {
            runCatching { onNode(hasScrollToNodeAction()).performScrollToNode(keep) }.isSuccess
        }
        onAllNodes(keep)[0].performClick()
        touch("Perfil")
        scrollAndTouch("Guardados")
        val letGo = hasContentDescription("Quitar de guardados: ", substring = true)
        await(letGo)
        onNode(letGo).performClick()
        await("Nada guardado")
    }

    @Test
    fun `the dates of taxes go into the calendar, and the certificate is opened`() = app("p-carmen") {
        signIn()
        await("Hola, Carmen")
        touch("Perfil")
        scrollAndTouch("Tus impuestos")
        await("Por pagar")
        scrollAndTouch("Calendario de impuestos")
        scrollAndTouch("Llevar al calendario")
        waitUntil("the calendar has them", 20_000) { opened.isNotEmpty() }
        assertTrue(opened.single().startsWith("BEGIN:VCALENDAR"), opened.single())
        touchPicture("Volver")
        scrollAndTouch("Certificado de deudas")
        await("Abrir el certificado")
        scrollAndTouch("Abrir el certificado")
        assertTrue(".pdf application/pdf " in opened.last(), opened.last())
    }

    @Test
    fun `what is removed is gone from the screen`() = app("p-marta") {
        signIn()
        await("Hola, Marta")
        touch("Perfil")
        scrollAndTouch("Ajustes")
        scrollAndTouch("Borrar mis datos")
        scrollTo("Tu sesión y tu llave de este móvil")
        onAllNodes(hasText("Borrar mis datos"))[1].performScrollTo().performClick()
        await("Entrar con Cl@ve")
    }

    @Test
    fun `a new phone welcomes, in the language that is chosen, and the person looks around`() = app("p-carmen", isNew = true) {
        await("De un vistazo")
        touch("English")
        await("At a glance")
        touch("Español")
        scrollAndTouch("Mirar sin entrar")
        await("Entrar con Cl@ve")
    }

    @Test
    fun `a link leads to its screen, asks who it is where it must, and is explained where it leads nowhere`() =
        app("p-carmen") {
            await("Entrar con Cl@ve")
            links.tryEmit("madrid://consents")
            await("Se abre la página de Cl@ve.")
            touch("Entrar con Cl@ve")
            await("Avisos de plazos")
            links.tryEmit("madrid://places?q=museo")
            await("Resultados")
            links.tryEmit("madrid://nowhere")
            await("Enlace desconocido")
            touch("Perfil")
            touch("Inicio")
            await("Hola, Carmen")
            onNodeWithText("Enlace desconocido").assertDoesNotExist()
        }

    @Test
    fun `who asks for a card by a link waits until the data are open, and a no is a no`() = app("p-antonio") { city ->
        signIn()
        hearWhomToTrust()
        runBlocking { model.session.lock() }
        links.tryEmit(city.ask("""{"question":"large_family"}"""))
        touch("Desbloquear")
        await("Te piden una tarjeta")
        scrollAndTouch("No compartir")
        await("No se ha compartido nada")
    }

    @Test
    fun `a card is added, taken at the page of who gives it, and among the cards`() = app("p-carmen") {
        signIn()
        hearWhomToTrust()
        touch("Perfil")
        scrollAndTouch("Tarjetas")
        touch("Añadir tarjeta")
        await(hasContentDescription("Carné de bibliotecas", substring = true))
        onNode(hasContentDescription("Carné de bibliotecas", substring = true)).performClick()
        await("Una tarjeta para ti")
        scrollAndTouch("Recibir")
        await("Ya está en tu móvil")
        scrollAndTouch("Entendido")
        await("Lo que dice")
    }
}
