// The whole app on a screen, against a running city: what is touched happens, and is seen.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.desktop

import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasScrollToNodeAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performScrollToNode
import androidx.compose.ui.test.performTextReplacement
import androidx.compose.ui.test.v2.runComposeUiTest
import es.madrid.kit.AppConfig
import es.madrid.kit.AppModel
import es.madrid.kit.Browser
import es.madrid.kit.ChosenFile
import es.madrid.kit.HereRequest
import es.madrid.kit.Language
import es.madrid.kit.Madrid
import es.madrid.kit.Platform
import es.madrid.ui.MadridApp
import es.madrid.ui.MadridTheme
import es.madrid.ui.PhoneHands
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import kotlin.test.assertEquals
import kotlin.test.assertTrue

class AppTest {
    @TempDir
    lateinit var home: Path

    private val opened = mutableListOf<String>()
    private lateinit var model: AppModel
    private val links = MutableSharedFlow<String>(extraBufferCapacity = 1)

    /** A phone in the hands of somebody at the Puerta del Sol. */
    private inner class Hands(override val browser: Browser) : PhoneHands {
        override val links = this@AppTest.links

        override suspend fun here() = HereRequest(lat = 40.4169, lon = -3.7035)

        override fun open(url: String) {
            opened += url
        }

        override fun addToCalendar(fileName: String, text: String) {
            opened += text
        }

        override fun openDocument(fileName: String, mediaType: String, bytes: ByteArray) {
            opened += "$fileName $mediaType ${bytes.size}"
        }

        override fun share(text: String) {
            opened += text
        }

        override fun keep(fileName: String, bytes: ByteArray) {
            opened += fileName
        }

        override suspend fun chooseFile(): ChosenFile? = null

        override fun picture(png: ByteArray): ImageBitmap? = null
    }

    private fun app(persona: String, isNew: Boolean = false, use: ComposeUiTest.(MockCity) -> Unit) = runningCity { url ->
        val config = AppConfig("$home", url, Language.ES, rootsPem = null, pins = emptyList(), pinsExpire = null)
        runBlocking { Madrid.open(config, Platform.software("$home")) }.use { madrid ->
            val (city, app) = MockCity(url) to AppModel(madrid).also { model = it }
            if (!isNew) runBlocking { app.settings.endWelcome() }
            val hands = Hands(city.personas().first { it.id == persona })
            runComposeUiTest {
                setContent { MadridTheme { MadridApp(app, hands) } }
                use(city)
            }
        }
    }

    private fun ComposeUiTest.await(wanted: SemanticsMatcher) {
        waitUntil("${wanted.description} is shown", 20_000) { onAllNodes(wanted).fetchSemanticsNodes().isNotEmpty() }
        waitForIdle()
    }

    private fun ComposeUiTest.await(text: String) = await(hasText(text, substring = true))

    private fun ComposeUiTest.touch(text: String) {
        await(text)
        onNodeWithText(text).performClick()
    }

    private fun ComposeUiTest.touchPicture(words: String) {
        await(hasContentDescription(words))
        onNodeWithContentDescription(words).performClick()
    }

    private fun ComposeUiTest.scrollTo(text: String) {
        waitUntil("$text is in the list", 20_000) {
            runCatching { onNode(hasScrollToNodeAction()).performScrollToNode(hasText(text)) }.isSuccess
        }
    }

    /** The row of an event: it says when, and opens it. */
    private val isEvent = hasClickAction() and hasContentDescription("Exposición", substring = true)

    private fun ComposeUiTest.scrollAndTouch(text: String) {
        scrollTo(text)
        onNodeWithText(text).performClick()
    }

    private fun ComposeUiTest.write(from: String, to: String) {
        val field = hasSetTextAction() and hasText(from)
        onNode(hasScrollToNodeAction()).performScrollToNode(field)
        onNode(field).performTextReplacement(to)
    }

    /** Whose cards and whose questions are believed, the city says once the person is in. */
    private fun ComposeUiTest.hearWhomToTrust() {
        await("Hola,")
        waitUntil("nothing is asked", 20_000) { !model.isRefreshing.value }
        runBlocking { assertTrue(model.wallet.refresh()) }
    }

    /** From the gate through the invitation. */
    private fun ComposeUiTest.signIn() {
        touch("Entrar con Cl@ve")
        await("Se abre la página de Cl@ve.")
        touch("Entrar con Cl@ve")
    }

    @Test
    fun `from the gate in, through the profile, and out again`() = app("p-carmen") {
        signIn()
        await("Hola, Carmen")
        scrollAndTouch("Seguir el trámite")
        scrollAndTouch("Llamar al 010")
        assertEquals(1, opened.size)
        touchPicture("Volver")
        await("Lo que debes")

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
