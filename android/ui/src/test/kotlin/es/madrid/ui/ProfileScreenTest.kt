// The profile: what is read, what is written, and how to leave.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.ui

import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsNodeInteraction
import androidx.compose.ui.test.assertHeightIsAtLeast
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.assertIsOff
import androidx.compose.ui.test.assertIsOn
import androidx.compose.ui.test.hasScrollToNodeAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isToggleable
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollToNode
import androidx.compose.ui.test.performTextReplacement
import androidx.compose.ui.test.v2.runComposeUiTest
import androidx.compose.ui.unit.dp
import es.madrid.kit.Block
import es.madrid.kit.ContactRequest
import es.madrid.kit.ExplanationView
import es.madrid.kit.Language
import es.madrid.kit.PendingActionKind
import es.madrid.kit.PreferencesRequest
import es.madrid.kit.ProfileView
import es.madrid.kit.RemovalView
import es.madrid.kit.SessionActionKind
import es.madrid.kit.SessionState
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals

private val removal =
    RemovalView("Borrar mis datos", "La ciudad conserva lo suyo.", listOf("1 sin enviar", "Tu sesión"), "Borrar ahora")

class ProfileScreenTest {
    private val done = mutableListOf<Any>()
    private val actions = ProfileActions(
        contact = { done += it },
        preferences = { done += it },
        pending = { change, kind -> done += change.id to kind },
        session = { done += it },
        remove = { done += "remove" },
        back = { done += "back" },
    )

    private fun screen(
        around: AroundProfile = AroundProfile(),
        profile: Block<ProfileView> = Block.Shown(profile()),
        check: ComposeUiTest.() -> Unit,
    ) = runComposeUiTest {
        setContent { MadridTheme { ProfileScreen(profile, around, actions) } }
        check()
    }

    private fun ComposeUiTest.scrolledTo(text: String): SemanticsNodeInteraction {
        onNode(hasScrollToNodeAction()).performScrollToNode(hasText(text))
        return onNodeWithText(text).assertIsDisplayed()
    }

    @Test
    fun `facts without a field are read, and the way back has words`() = screen(AroundProfile(backTitle = "Hola")) {
        for (text in listOf("Tus datos", "Al día: hoy a las 11:00", "Nombre", "Carmen")) {
            onNodeWithText(text, substring = true).assertIsDisplayed()
        }
        onNodeWithContentDescription("Hola").assertHeightIsAtLeast(48.dp).performClick()
        assertEquals(listOf<Any>("back"), done)
    }

    @Test
    fun `what is written is sent on its own, and only when it differs`() = screen {
        onNodeWithContentDescription("Teléfono").assertDoesNotExist()
        onNode(hasSetTextAction() and hasText("+34600")).performTextReplacement("611 222 333")
        onNodeWithContentDescription("Teléfono").assertHeightIsAtLeast(48.dp).performClick()
        onNode(hasSetTextAction() and hasText("c@example.org")).performTextReplacement("")
        onNodeWithContentDescription("Correo").performClick()
        assertEquals(listOf<Any>(ContactRequest("611 222 333", null), ContactRequest(null, "")), done)
    }

    @Test
    fun `a mistake stands at its field`() {
        val mistake = ExplanationView("Revisa el correo", "No lo es.", "Escríbelo entero.", "input.email")
        screen(AroundProfile(mistake = mistake)) {
            for (text in listOf(mistake.title, mistake.body, mistake.nextStep)) {
                onNode(hasText(text, substring = true) and hasText("c@example.org")).assertExists()
            }
        }
    }

    @Test
    fun `a failure of no field stands above the forms`() {
        val trouble = ExplanationView("Móvil sin espacio", "No queda sitio.", "Borra fotos.", "store.full")
        screen(AroundProfile(mistake = trouble)) {
            onNodeWithText("Móvil sin espacio", substring = true).assertIsDisplayed()
        }
    }

    @Test
    fun `each preference is sent as it is chosen`() = screen {
        scrolledTo("Uso")
        onNode(isToggleable() and hasText("Avisos")).assertIsOn().assertHeightIsAtLeast(48.dp).performClick()
        onNode(isToggleable() and hasText("Uso")).assertIsOff().performClick()
        scrolledTo("English").performClick()
        val wanted = listOf<Any>(
            PreferencesRequest(Language.ES, reminders = false, analytics = false),
            PreferencesRequest(Language.ES, reminders = true, analytics = true),
            PreferencesRequest(Language.EN, reminders = true, analytics = false),
        )
        assertEquals(wanted, done)
    }

    @Test
    fun `pending changes are there with their actions`() = screen(profile = Block.Shown(profile(listOf(change)))) {
        onNodeWithText("Cambió en dos sitios", substring = true).assertIsDisplayed()
        onNodeWithText("Dejar el otro").performClick()
        assertEquals(listOf<Any>(7L to PendingActionKind.DISCARD), done)
    }

    @Test
    fun `the ways to leave are there, and removing takes two steps`() {
        val around = { open: Boolean ->
            AroundProfile(session(SessionState.SIGNED_IN), removal, open, weigh = { done += it })
        }
        screen(around(false)) {
            scrolledTo("Bloquear").performClick()
            scrolledTo("Salir").performClick()
            onNodeWithText("Borrar ahora").assertDoesNotExist()
            scrolledTo("Borrar mis datos").performClick()
            assertEquals(listOf<Any>(SessionActionKind.LOCK, SessionActionKind.SIGN_OUT, true), done)
        }
        done.clear()
        screen(around(true)) {
            listOf("La ciudad conserva lo suyo.", "1 sin enviar", "Tu sesión").forEach { scrolledTo(it) }
            scrolledTo("Borrar ahora").performClick()
            assertEquals(listOf<Any>("remove"), done)
        }
    }

    @Test
    fun `where nothing can be read the person can still leave`() {
        val locked = ExplanationView("Datos bloqueados", "Nadie los puede leer.", "Desbloquea.", "store.locked")
        screen(AroundProfile(session(SessionState.LOCKED)), Block.Failed(locked)) {
            onNodeWithText("Datos bloqueados").assertIsDisplayed()
            scrolledTo("Desbloquear").performClick()
            assertEquals(listOf<Any>(SessionActionKind.UNLOCK), done)
        }
    }
}
