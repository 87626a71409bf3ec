// The profile: what is read, what is written, and the doors from it.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.ui

import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasScrollToNodeAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollToNode
import androidx.compose.ui.test.performTextReplacement
import es.madrid.kit.Block
import es.madrid.kit.ContactRequest
import es.madrid.kit.ExplanationView
import es.madrid.kit.PendingActionKind
import es.madrid.kit.ProfileView
import es.madrid.kit.SessionActionKind
import es.madrid.kit.SessionState
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals

class ProfileScreenTest {
    private val done = mutableListOf<Any>()
    private val actions = ProfileActions(
        edit = { done += it },
        contact = { done += it },
        pending = { change, kind -> done += change.id to kind },
        session = { done += it },
        again = { done += "again" },
        consents = { done += "consents" },
        settings = { done += "settings" },
    )

    private fun screen(
        around: AroundProfile = AroundProfile(session(SessionState.SIGNED_IN)),
        profile: Block<ProfileView> = Block.Shown(profile()),
        check: ComposeUiTest.() -> Unit,
    ) = stage({ ProfileScreen(profile, around, actions) }, check)

    private fun editing(mistake: ExplanationView? = null) =
        AroundProfile(session(SessionState.SIGNED_IN), isEditing = true, mistake = mistake)

    private fun ComposeUiTest.write(from: String, to: String) {
        val field = hasSetTextAction() and hasText(from)
        onNode(hasScrollToNodeAction()).performScrollToNode(field)
        onNode(field).performTextReplacement(to)
    }

    @Test
    fun `what is known is read, with the doors to what can be chosen`() = screen {
        assertShown("Tus datos", "Al día: hoy a las 11:00", "Carmen Ortega", "27182818S")
        for (text in listOf("+34600", "c@example.org")) scrolledTo(text)
        scrolledTo("Cambiar").touch()
        scrolledTo("Permisos").touch()
        scrolledTo("Ajustes").touch()
        assertEquals(listOf<Any>(true, "consents", "settings"), done)
    }

    @Test
    fun `without an address it says so`() {
        val known = profile()
        val without = known.copy(contact = known.contact?.copy(email = null))
        screen(profile = Block.Shown(without)) { scrolledTo("Sin correo") }
    }

    @Test
    fun `only what was changed is sent`() = screen(editing()) {
        write("+34600", "611 222 333")
        scrolledTo("Guardar").touch()
        write("c@example.org", "")
        scrolledTo("Guardar").touch()
        assertEquals(listOf<Any>(ContactRequest("611 222 333", null), ContactRequest("611 222 333", "")), done)
    }

    @Test
    fun `nothing changed is nothing sent, and the person can leave it`() = screen(editing()) {
        scrolledTo("Guardar").touch()
        scrolledTo("Cancelar").touch()
        assertEquals(listOf<Any>(false, false), done)
    }

    @Test
    fun `a mistake stands at its field, and the field says so`() {
        val mistake = ExplanationView("Revisa el correo", "No lo es.", "Escríbelo entero.", "input.email")
        screen(editing(mistake)) {
            onNode(hasScrollToNodeAction()).performScrollToNode(hasContentDescription("Correo"))
            scrolledTo("Revisa el correo")
            assertShown("No lo es.", "Escríbelo entero.")
        }
    }

    @Test
    fun `a failure of no field stands above`() {
        val trouble = ExplanationView("Móvil sin espacio", "No queda sitio.", "Borra fotos.", "store.full")
        screen(AroundProfile(session(SessionState.SIGNED_IN), mistake = trouble)) { assertShown("Móvil sin espacio") }
    }

    @Test
    fun `pending changes are there with their actions`() = screen(profile = Block.Shown(profile(listOf(change)))) {
        onNodeWithText("Cambió en dos sitios", substring = true).assertIsDisplayed()
        onNodeWithText("Dejar el otro").performClick()
        assertEquals(listOf<Any>(7L to PendingActionKind.DISCARD), done)
    }

    @Test
    fun `locked there is the gate, and the settings stay open`() {
        val locked = ExplanationView("Datos bloqueados", "Nadie los puede leer.", "Desbloquea.", "store.locked")
        screen(AroundProfile(session(SessionState.LOCKED)), Block.Failed(locked)) {
            assertShown("Perfil", "Título de LOCKED")
            touch("Desbloquear")
            scrolledTo("Ajustes").touch()
            assertEquals(listOf<Any>(SessionActionKind.UNLOCK, "settings"), done)
        }
    }

    @Test
    fun `signed out nothing of the person is there even if the view had it`() =
        screen(AroundProfile(session(SessionState.SIGNED_OUT))) {
            assertNotThere("Carmen Ortega", "+34600")
            touch("Entrar con Cl@ve")
            assertEquals(listOf<Any>(SessionActionKind.SIGN_IN), done)
        }

    @Test
    fun `what cannot be read can be tried again`() {
        val failed = ExplanationView("Todavía sin datos", "El móvil aún no los tiene.", "Conéctate.", "profile.unknown")
        screen(profile = Block.Failed(failed)) {
            assertShown(failed.title)
            touch("Otra vez")
            assertEquals(listOf<Any>("again"), done)
        }
    }

    @Test
    fun `while it loads it says so`() = screen(profile = Block.Loading) {
        onNodeWithContentDescription("Cargando").assertIsDisplayed()
    }
}
