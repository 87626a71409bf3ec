// The filter: one kind or any, as many needs as wanted, and all of it taken back at once.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.ui

import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertIsNotSelected
import androidx.compose.ui.test.assertIsOff
import androidx.compose.ui.test.assertIsOn
import androidx.compose.ui.test.assertIsSelected
import es.madrid.kit.PlaceKind
import es.madrid.kit.PlaceNeed
import es.madrid.kit.PlacesQuestion
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals

class FilterScreenTest {
    private val done = mutableListOf<Any>()

    private fun screen(question: PlacesQuestion, check: ComposeUiTest.() -> Unit) =
        stage({ FilterScreen(filter, question, { done += it }, { done += "done" }) }, check)

    @Test
    fun `with nothing chosen any kind is chosen, and each choice counts at once`() = screen(PlacesQuestion("x")) {
        assertShown("Filtros", "Tipo de lugar", "Que tenga")
        scrolledTo("Todos").assertIsSelected()
        scrolledTo("Biblioteca").assertIsNotSelected().touch()
        scrolledTo("Wifi gratis").assertIsOff().touch()
        val wifi = PlacesQuestion("x", needs = listOf(PlaceNeed.WIFI))
        assertEquals(listOf<Any>(PlacesQuestion("x", PlaceKind.LIBRARY), wifi), done)
    }

    @Test
    fun `what was chosen can be taken back, one by one or all at once, but not what was written`() {
        val chosen = PlacesQuestion("x", PlaceKind.PARK, listOf(PlaceNeed.WIFI, PlaceNeed.STEP_FREE))
        screen(chosen) {
            scrolledTo("Parque").assertIsSelected()
            scrolledTo("Todos").touch()
            scrolledTo("Wifi gratis").assertIsOn().touch()
            scrolledTo("Quitar filtros").touch()
            val wanted = listOf<Any>(
                chosen.copy(kind = null), chosen.copy(needs = listOf(PlaceNeed.STEP_FREE)), PlacesQuestion("x"),
            )
            assertEquals(wanted, done)
        }
    }

    @Test
    fun `there are two ways back to the list, both always in sight`() = screen(PlacesQuestion()) {
        touch("Ver lugares")
        touchPicture("Cerrar")
        assertEquals(listOf<Any>("done", "done"), done)
    }
}
