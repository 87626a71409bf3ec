// What the person allows: each switch says what it means and is sent on its own.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.ui

import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertIsOff
import androidx.compose.ui.test.assertIsOn
import androidx.compose.ui.test.assertIsSelected
import es.madrid.kit.Block
import es.madrid.kit.ExplanationView
import es.madrid.kit.Language
import es.madrid.kit.PreferencesRequest
import es.madrid.kit.ProfileView
import es.madrid.kit.SessionActionKind
import es.madrid.kit.SessionState
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals

class ConsentsScreenTest {
    private val done = mutableListOf<Any>()
    private val actions = ConsentsActions(
        choose = { done += it },
        session = { done += it },
        again = { done += "again" },
        back = { done += "back" },
    )

    private fun screen(
        profile: Block<ProfileView> = Block.Shown(profile()),
        state: SessionState = SessionState.SIGNED_IN,
        trouble: ExplanationView? = null,
        check: ComposeUiTest.() -> Unit,
    ) = stage({ ConsentsScreen(profile, session(state), trouble, actions) }, check)

    @Test
    fun `each choice is sent as it is made, and the others go along as they are`() = screen {
        assertShown("Permisos y avisos", "Tú decides.", "Qué es Avisos", "Qué es Uso")
        scrolledToPicture("Avisos. Qué es Avisos").assertIsOn().touch()
        scrolledToPicture("Uso. Qué es Uso").assertIsOff().touch()
        scrolledTo("Español").assertIsSelected()
        scrolledTo("English").touch()
        val wanted = listOf<Any>(
            PreferencesRequest(Language.ES, reminders = false, analytics = false),
            PreferencesRequest(Language.ES, reminders = true, analytics = true),
            PreferencesRequest(Language.EN, reminders = true, analytics = false),
        )
        assertEquals(wanted, done)
    }

    @Test
    fun `what could not be kept is said above the choices`() {
        val full = ExplanationView("Móvil sin espacio", "No queda sitio.", "Borra fotos.", "store.full")
        screen(trouble = full) { assertShown("Móvil sin espacio", "Tú decides.") }
    }

    @Test
    fun `locked there is the gate, and nothing of the person`() = screen(state = SessionState.LOCKED) {
        assertNotThere("Tú decides.")
        touch("Desbloquear")
        touchPicture("Volver")
        assertEquals(listOf<Any>(SessionActionKind.UNLOCK, "back"), done)
    }

    @Test
    fun `what cannot be read can be tried again`() {
        val failed = ExplanationView("Todavía sin datos", "El móvil aún no los tiene.", "Conéctate.", "profile.unknown")
        screen(Block.Failed(failed)) {
            assertShown(failed.title)
            touch("Otra vez")
            assertEquals(listOf<Any>("again"), done)
        }
    }
}
