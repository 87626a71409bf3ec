// The whole app on a screen of the size of a phone's, in the hands of somebody, against a running city.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.desktop

import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasScrollToNodeAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
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
import es.madrid.ui.CodeScanner
import es.madrid.ui.MadridApp
import es.madrid.ui.MadridTheme
import es.madrid.ui.PhoneHands
import kotlinx.coroutines.flow.MutableSharedFlow
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import kotlin.test.assertTrue

abstract class OnScreen {
    @TempDir
    lateinit var home: Path

    protected val opened = mutableListOf<String>()
    protected lateinit var model: AppModel
    protected val links = MutableSharedFlow<String>(extraBufferCapacity = 1)

    /** The file that is chosen where one is asked for. */
    protected var chosen: ChosenFile? = null

    /** A phone in the hands of somebody at the Puerta del Sol. */
    private inner class Hands(override val browser: Browser) : PhoneHands {
        override val links = this@OnScreen.links

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

        override suspend fun chooseFile(): ChosenFile? = chosen

        override val pictures = CodeScanner { chooseFile()?.let { codesIn(it.bytes).orEmpty() } }

        override fun picture(png: ByteArray): ImageBitmap? = null
    }

    internal fun app(persona: String, isNew: Boolean = false, use: ComposeUiTest.(MockCity) -> Unit) = runningCity { url ->
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

    protected fun ComposeUiTest.await(wanted: SemanticsMatcher) {
        waitUntil("${wanted.description} is shown", 20_000) { onAllNodes(wanted).fetchSemanticsNodes().isNotEmpty() }
        waitForIdle()
    }

    protected fun ComposeUiTest.await(text: String) = await(hasText(text, substring = true))

    protected fun ComposeUiTest.touch(text: String) {
        await(text)
        onNodeWithText(text).performClick()
    }

    protected fun ComposeUiTest.touchPicture(words: String) {
        await(hasContentDescription(words))
        onNodeWithContentDescription(words).performClick()
    }

    protected fun ComposeUiTest.scrollTo(text: String) {
        waitUntil("$text is in the list", 20_000) {
            runCatching { onNode(hasScrollToNodeAction()).performScrollToNode(hasText(text)) }.isSuccess
        }
    }

    protected fun ComposeUiTest.scrollAndTouch(text: String) {
        scrollTo(text)
        onNodeWithText(text).performClick()
    }

    protected fun ComposeUiTest.write(from: String, to: String) {
        val field = hasSetTextAction() and hasText(from)
        onNode(hasScrollToNodeAction()).performScrollToNode(field)
        onNode(field).performTextReplacement(to)
    }

    /** Whose cards and whose questions are believed, the city says once the person is in. */
    protected fun ComposeUiTest.hearWhomToTrust() {
        await("Hola,")
        waitUntil("nothing is asked", 20_000) { !model.isRefreshing.value }
        runBlocking { assertTrue(model.wallet.refresh()) }
    }

    /** From the gate through the invitation. */
    protected fun ComposeUiTest.signIn() {
        touch("Entrar con Cl@ve")
        await("Se abre la página de Cl@ve.")
        touch("Entrar con Cl@ve")
    }
}
