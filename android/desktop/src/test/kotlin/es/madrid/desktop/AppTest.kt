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
import es.madrid.kit.HereRequest
import es.madrid.kit.Language
import es.madrid.kit.Madrid
import es.madrid.kit.Platform
import es.madrid.ui.MadridApp
import es.madrid.ui.MadridTheme
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path

class AppTest {
    @TempDir
    lateinit var home: Path

    private val sol = HereRequest(lat = 40.4169, lon = -3.7035)

    private fun app(persona: String, use: ComposeUiTest.(MockCity) -> Unit) = runningCity { url ->
        val config = AppConfig("$home", url, Language.ES, rootsPem = null, pins = emptyList(), pinsExpire = null)
        runBlocking { Madrid.open(config, Platform.software("$home")) }.use { madrid ->
            val (city, app) = MockCity(url) to AppModel(madrid)
            runBlocking { app.settings.endWelcome() }
            val hands = DesktopHands(city.personas().first { it.id == persona }, sol)
            runComposeUiTest {
                setContent { MadridTheme { MadridApp(app, hands) } }
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

    /** From the gate through the invitation. */
    private fun ComposeUiTest.signIn() {
        touch("Entrar con Cl@ve")
        await("Entrar con Cl@ve")
        onNodeWithText("Entrar con Cl@ve").performClick()
    }

    @Test
    fun `from the gate in, through the profile, and out again`() = app("p-carmen") {
        signIn()
        await("Hola, Carmen")
        await("Ver el recibo")
    }
}
