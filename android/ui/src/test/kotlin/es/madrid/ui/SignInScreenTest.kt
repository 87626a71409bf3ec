// The invitation: what comes is said before the browser opens, and the lock is the person's choice.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.ui

import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.assertIsOff
import androidx.compose.ui.test.assertIsOn
import androidx.compose.ui.test.onNodeWithContentDescription
import es.madrid.kit.ExplanationView
import es.madrid.kit.SignInView
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertNotNull

class SignInScreenTest {
    private val done = mutableListOf<Any>()
    private val lockLabel = assertNotNull(invitation.appLock).accessibilityLabel

    private fun screen(
        isUnderWay: Boolean = false,
        trouble: ExplanationView? = null,
        view: SignInView? = invitation,
        check: ComposeUiTest.() -> Unit,
    ) = stage({ SignInScreen(view, isUnderWay, trouble, { done += it }, { done += "close" }) }, check)

    @Test
    fun `each step is there, and without the lock the person signs in without it`() = screen {
        assertShown("Entra con Cl@ve", invitation.body)
        for (step in invitation.steps) assertShown(step)
        touch("Entrar")
        touchPicture("Cerrar")
        assertEquals(listOf<Any>(false, "close"), done)
    }

    @Test
    fun `the lock is said in full and goes along`() = screen {
        scrolledToPicture(lockLabel).assertIsOff().touch()
        onNodeWithContentDescription(lockLabel).assertIsOn()
        touch("Entrar")
        assertEquals(listOf<Any>(true), done)
    }

    @Test
    fun `where the phone holds data already, the lock is not asked about`() =
        screen(view = invitation.copy(appLock = null)) {
            onNodeWithContentDescription(lockLabel).assertDoesNotExist()
            touch("Entrar")
            assertEquals(listOf<Any>(false), done)
        }

    @Test
    fun `while the browser is open there is nothing to touch twice`() = screen(isUnderWay = true) {
        assertNotThere("Entrar")
        onNodeWithContentDescription("Cargando").assertIsDisplayed()
    }

    @Test
    fun `what went wrong is said, and the person can try again`() =
        screen(trouble = ExplanationView("No se pudo entrar", "No era de la app.", "Prueba otra vez.", "session.refused")) {
            assertShown("No se pudo entrar", "Prueba otra vez.")
            touch("Entrar")
            assertEquals(listOf<Any>(false), done)
        }
}
