// This phone: language, lock, what it holds, and how to leave.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.ui

import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertIsOff
import androidx.compose.ui.test.assertIsSelected
import androidx.compose.ui.test.onNodeWithText
import es.madrid.kit.Block
import es.madrid.kit.ExplanationView
import es.madrid.kit.Language
import es.madrid.kit.RemovalView
import es.madrid.kit.SessionActionKind
import es.madrid.kit.SessionState
import es.madrid.kit.SettingsView
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals

private val removal =
    RemovalView("Borrar mis datos", "La ciudad conserva lo suyo.", listOf("1 sin enviar", "Tu sesión"), "Borrar ahora")

class SettingsScreenTest {
    private val done = mutableListOf<Any>()
    private val actions = SettingsActions(
        language = { done += it },
        appLock = { done += "lock $it" },
        session = { done += it },
        weigh = { done += it },
        remove = { done += "remove" },
        again = { done += "again" },
        back = { done += "back" },
    )

    private fun screen(
        around: AroundSettings = AroundSettings(session(SessionState.SIGNED_IN), removal),
        view: Block<SettingsView> = Block.Shown(settings),
        check: ComposeUiTest.() -> Unit,
    ) = stage({ SettingsScreen(view, around, actions) }, check)

    @Test
    fun `language and lock are chosen, and what the phone holds is said`() = screen {
        assertShown("Ajustes", "Idioma de la app")
        scrolledTo("Español").assertIsSelected()
        scrolledTo("English").touch()
        scrolledToPicture("Bloqueo. Qué es Bloqueo").assertIsOff().touch()
        for (text in listOf("En este móvil", "300 lugares guardados", "Sobre la app", "0.1.0")) scrolledTo(text)
        touchPicture("Volver")
        assertEquals(listOf<Any>(Language.EN, "lock true", "back"), done)
    }

    @Test
    fun `the ways to leave are there, and removing takes two steps`() {
        screen {
            scrolledTo("Bloquear").touch()
            scrolledTo("Salir").touch()
            onNodeWithText("Borrar ahora").assertDoesNotExist()
            scrolledTo("Borrar mis datos").touch()
            assertEquals(listOf<Any>(SessionActionKind.LOCK, SessionActionKind.SIGN_OUT, true), done)
        }
        done.clear()
        screen(AroundSettings(session(SessionState.SIGNED_IN), removal, isWeighing = true)) {
            listOf("La ciudad conserva lo suyo.", "1 sin enviar", "Tu sesión").forEach { scrolledTo(it) }
            scrolledTo("Borrar ahora").touch()
            assertEquals(listOf<Any>("remove"), done)
        }
    }

    @Test
    fun `signed out there is no lock and nothing to remove`() =
        screen(AroundSettings(session(SessionState.SIGNED_OUT)), Block.Shown(settings.copy(appLock = null))) {
            assertNotThere("Bloqueo", "Borrar mis datos")
            scrolledTo("Entrar con Cl@ve").touch()
            assertEquals(listOf<Any>(SessionActionKind.SIGN_IN), done)
        }

    @Test
    fun `where nothing can be read the person can still leave`() {
        val failed = ExplanationView("No se puede leer", "El móvil no deja.", "Reinicia.", "store.io")
        screen(AroundSettings(session(SessionState.SIGNED_IN)), Block.Failed(failed)) {
            assertShown("No se puede leer")
            scrolledTo("Otra vez").touch()
            scrolledTo("Salir").touch()
            assertEquals(listOf<Any>("again", SessionActionKind.SIGN_OUT), done)
        }
    }

    @Test
    fun `what could not be done is said`() {
        val refused = ExplanationView("Datos bloqueados", "Nadie los puede leer.", "Desbloquea.", "vault.refused")
        screen(AroundSettings(session(SessionState.SIGNED_IN), troubles = listOf(refused))) {
            assertShown("Datos bloqueados", "Idioma de la app")
        }
    }
}
