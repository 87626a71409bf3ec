// The whole app on a screen, against a running city: what is touched happens, and is seen.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.desktop

import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
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
import es.madrid.kit.Language
import es.madrid.kit.Madrid
import es.madrid.kit.NextStepView
import es.madrid.kit.Platform
import es.madrid.ui.MadridApp
import es.madrid.ui.MadridTheme
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import kotlin.test.assertEquals

class AppTest {
    @TempDir
    lateinit var home: Path

    private val opened = mutableListOf<NextStepView>()

    private fun app(persona: String, use: ComposeUiTest.(MockCity) -> Unit) = runningCity { url ->
        val config = AppConfig("$home", url, Language.ES, rootsPem = null, pins = emptyList(), pinsExpire = null)
        runBlocking { Madrid.open(config, Platform.software("$home")) }.use { madrid ->
            val (city, app) = MockCity(url) to AppModel(madrid)
            runComposeUiTest {
                setContent {
                    MadridTheme { MadridApp(app, city.personas().first { it.id == persona }, sol) { opened += it } }
                }
                use(city)
            }
        }
    }

    private fun ComposeUiTest.await(text: String) =
        waitUntil("$text is shown", 20_000) {
            onAllNodes(hasText(text, substring = true)).fetchSemanticsNodes().isNotEmpty()
        }

    private fun ComposeUiTest.touch(text: String) {
        await(text)
        onNodeWithText(text).performClick()
    }

    private fun ComposeUiTest.scrollTo(text: String) =
        onNode(hasScrollToNodeAction()).performScrollToNode(hasText(text))

    @Test
    fun `from the gate in, through the profile, and out again`() = app("p-carmen") {
        touch("Entrar con Cl@ve")
        await("Hola, Carmen")
        await("Ver el recibo")
        onNodeWithText("Ver el recibo").performClick()
        assertEquals(1, opened.size)

        onNodeWithContentDescription("Tus datos").performClick()
        await("27182818S")
        onNode(hasSetTextAction() and hasText("+34600100202")).performTextReplacement("12")
        onNodeWithContentDescription("Teléfono").performClick()
        await("Revisa el teléfono")
        onNode(hasSetTextAction() and hasText("12")).performTextReplacement("611 222 333")
        onNodeWithContentDescription("Teléfono").performClick()
        touch("Confirmar con Cl@ve")
        waitUntil("the change has reached its end", 20_000) {
            onAllNodes(hasText("Confirmar con Cl@ve")).fetchSemanticsNodes().isEmpty()
        }
        onNode(hasSetTextAction() and hasText("+34611222333")).assertExists()

        scrollTo("Salir")
        touch("Salir")
        await("Entrar con Cl@ve")
        onNode(hasContentDescription("Tus datos")).assertDoesNotExist()
    }

    @Test
    fun `acting for a child and back, the places and back`() = app("p-carmen") {
        touch("Entrar con Cl@ve")
        await("Hugo Marín Ortega")
        onNodeWithText("Hugo Marín Ortega", substring = true).performClick()
        await("Actúas por Hugo")
        onNodeWithText("Carmen Ortega Ruiz", substring = true).performClick()
        await("Por pagar")
        scrollTo("Cerca de ti")
        onNodeWithText("Cerca de ti", substring = true).performClick()
        waitUntil("the way back is there", 20_000) {
            onAllNodes(hasContentDescription("Hola, Carmen")).fetchSemanticsNodes().isNotEmpty()
        }
        onNodeWithContentDescription("Hola, Carmen").performClick()
        await("Lo que debes")
    }

    @Test
    fun `what is removed is gone from the screen`() = app("p-marta") {
        touch("Entrar con Cl@ve")
        await("Hola, Marta")
        await("Ver la multa")
        onNodeWithContentDescription("Tus datos").performClick()
        await("17320508J")
        scrollTo("Borrar mis datos")
        touch("Borrar mis datos")
        scrollTo("Tu sesión y tu llave de este móvil")
        onAllNodes(hasText("Borrar mis datos"))[1].performScrollTo().performClick()
        await("Entrar con Cl@ve")
    }
}
