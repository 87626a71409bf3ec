// Ordering the first screen with buttons: each names its block, and what cannot be done has no button.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.ui

import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.onNodeWithContentDescription
import es.madrid.kit.ArrangeView
import es.madrid.kit.BlockId
import es.madrid.kit.ExplanationView
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals

class ArrangeScreenTest {
    private val done = mutableListOf<Any>()
    private val actions = ArrangeActions(
        raise = { done += "raise" to it },
        lower = { done += "lower" to it },
        hide = { block, hidden -> done += block to hidden },
        done = { done += "done" },
    )

    private fun screen(view: ArrangeView?, trouble: ExplanationView? = null, check: ComposeUiTest.() -> Unit) =
        stage({ ArrangeScreen(view, trouble, actions) }, check)

    @Test
    fun `a block is moved, hidden and shown again`() = screen(arrange) {
        assertShown("Ordena tu pantalla", "No se borra nada.", "Lo que debes", "Lo que tienes")
        touchPicture("Bajar: debes")
        touchPicture("Ocultar: debes")
        touchPicture("Subir: tienes")
        touchPicture("Mostrar: tienes")
        touch("Listo")
        val wanted = listOf<Any>(
            "lower" to BlockId.OWE, BlockId.OWE to true, "raise" to BlockId.HAVE, BlockId.HAVE to false, "done",
        )
        assertEquals(wanted, done)
    }

    @Test
    fun `at the ends there is no step further`() = screen(arrange) {
        onNodeWithContentDescription("Subir: debes").assertDoesNotExist()
        onNodeWithContentDescription("Bajar: tienes").assertDoesNotExist()
    }

    @Test
    fun `a step that did not work is said, and the screen stays`() =
        screen(arrange, ExplanationView("Móvil sin espacio", "No queda sitio.", "Borra fotos.", "store.full")) {
            assertShown("Móvil sin espacio", "Lo que debes")
        }

    @Test
    fun `while it loads there is a way back`() = screen(null) {
        onNodeWithContentDescription("Cargando").assertIsDisplayed()
        touchPicture("Cerrar")
        assertEquals(listOf<Any>("done"), done)
    }
}
