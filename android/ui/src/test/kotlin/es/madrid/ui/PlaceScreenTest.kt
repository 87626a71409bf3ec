// One place: everything the city says of it, and every action does what it says.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.ui

import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.onNodeWithContentDescription
import es.madrid.kit.Block
import es.madrid.kit.ExplanationView
import es.madrid.kit.PlaceView
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals

class PlaceScreenTest {
    private val done = mutableListOf<Any>()

    private val actions = PlaceActions({ done += it }, { done += "book $it" }, { done += "again" }, { done += "back" })

    private fun screen(
        state: Block<PlaceView>,
        around: AroundPlace = AroundPlace(),
        check: ComposeUiTest.() -> Unit,
    ) = stage({ PlaceScreen(state, around, actions) }, check)

    @Test
    fun `it can be kept, and what can be booked there has a door`() {
        val keeping = Keeping(isKept = false) { done += "keep $it" }
        screen(Block.Shown(place), AroundPlace(keeping, bookLabel = "Reservar")) {
            scrolledTo("Reservar").touch()
            scrolledTo("Guardar").touch()
            assertEquals(listOf<Any>("book 7", "keep true"), done)
        }
        done.clear()
        screen(Block.Shown(place), AroundPlace(Keeping(isKept = true) { done += "keep $it" })) {
            scrolledTo("Quitar de guardados").touch()
            assertNotThere("Reservar")
            assertEquals(listOf<Any>("keep false"), done)
        }
    }

    @Test
    fun `it says what it is, what it has, when and where`() = screen(Block.Shown(place)) {
        assertShown("Biblioteca Iván de Vargas", "Al día: hoy a las 11:00", "Junto a la plaza", "Accesible")
        for (fact in place.facts) scrolledTo(fact.value)
    }

    @Test
    fun `another app takes over, and there is a way back`() = screen(Block.Shown(place)) {
        scrolledTo("Llamar").touch()
        scrolledTo("Ver el camino").touch()
        touchPicture("Volver")
        assertEquals(listOf<Any>("tel:+34910000000", "geo:40.4,-3.7", "back"), done)
    }

    @Test
    fun `a place that is gone says so, and there is a way back`() {
        val gone = ExplanationView("Ya no está", "La ciudad lo ha quitado.", "Vuelve a la lista.", "place.unknown")
        screen(Block.Failed(gone)) {
            assertShown(gone.title, gone.body, gone.nextStep)
            scrolledTo("Otra vez").touch()
            touchPicture("Volver")
            assertEquals(listOf<Any>("again", "back"), done)
        }
    }

    @Test
    fun `while it loads there is a way back`() = screen(Block.Loading) {
        onNodeWithContentDescription("Cargando").assertIsDisplayed()
        touchPicture("Volver")
        assertEquals(listOf<Any>("back"), done)
    }
}
