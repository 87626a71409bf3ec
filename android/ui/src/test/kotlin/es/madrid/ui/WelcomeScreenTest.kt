// The very first start: every point is there, the language is chosen, and both ways lead on.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.ui

import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertIsNotSelected
import androidx.compose.ui.test.assertIsSelected
import androidx.compose.ui.test.onNodeWithText
import es.madrid.kit.ExplanationView
import es.madrid.kit.Language
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals

class WelcomeScreenTest {
    private val done = mutableListOf<Any>()
    private val actions = WelcomeActions({ done += it }, { done += "sign in" }, { done += "look around" })

    private fun screen(trouble: ExplanationView? = null, check: ComposeUiTest.() -> Unit) =
        stage({ WelcomeScreen(welcome, trouble, actions) }, check)

    @Test
    fun `it says what the app is for, in the language that is chosen`() = screen {
        assertShown("Madrid en tu móvil", "Todo en un sitio.")
        for (point in welcome.points) assertShown(point.title, point.body)
        onNodeWithText("Español").assertIsSelected()
        onNodeWithText("English").assertIsNotSelected().touch()
        assertEquals(listOf<Any>(Language.EN), done)
    }

    @Test
    fun `the person signs in, or looks around first`() = screen {
        scrolledTo("Entrar con Cl@ve").touch()
        scrolledTo("Mirar sin entrar").touch()
        assertEquals(listOf<Any>("sign in", "look around"), done)
    }

    @Test
    fun `a language that cannot be kept is said, and the ways lead on`() =
        screen(ExplanationView("Falla el móvil", "No guarda.", "Reinicia.", "platform.settings")) {
            assertShown("Falla el móvil")
            scrolledTo("Mirar sin entrar").touch()
            assertEquals(listOf<Any>("look around"), done)
        }
}
