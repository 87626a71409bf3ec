// The screen shows what the views say, in every state, says it to a screen reader as well, and asks what is touched.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.ui

import androidx.compose.ui.semantics.ProgressBarRangeInfo
import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.assertIsOff
import androidx.compose.ui.test.assertIsOn
import androidx.compose.ui.test.hasProgressBarRangeInfo
import androidx.compose.ui.test.hasScrollToNodeAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performTextInput
import androidx.compose.ui.test.performTouchInput
import androidx.compose.ui.test.swipeDown
import es.madrid.kit.Block
import es.madrid.kit.EmptyView
import es.madrid.kit.ExplanationView
import es.madrid.kit.NoticeView
import es.madrid.kit.PlaceKind
import es.madrid.kit.PlaceListView
import es.madrid.kit.PlaceNeed
import es.madrid.kit.PlacesQuestion
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals

private val explanation =
    ExplanationView("Sin conexión", "Ves lo último que guardamos.", "Comprueba tu red.", "net.unreachable")

class PlacesScreenTest {
    private val done = mutableListOf<Any>()
    private val actions = PlacesActions(
        ask = { done += it },
        here = { done += "here $it" },
        filter = { done += "filter" },
        open = { done += it },
        refresh = { done += "refresh" },
        again = { done += "again" },
    )

    private fun screen(
        state: Block<PlaceListView>,
        around: AroundPlaces = AroundPlaces(filter),
        check: ComposeUiTest.() -> Unit,
    ) = stage({ PlacesScreen(state, around, actions) }, check)

    private val park = Block.Shown(list(listOf(row("7", PlaceKind.PARK))))

    @Test
    fun `a list shows its title, its freshness and a row per place, which opens it`() {
        val rows = listOf(row("1", PlaceKind.LIBRARY), row("2", PlaceKind.PARK), row("3", PlaceKind.OTHER))
        screen(Block.Shown(list(rows))) {
            assertShown("En el centro", "Al día: hoy a las 11:00", "Ayuntamiento")
            rows.forEach { onNodeWithContentDescription(it.accessibilityLabel).assertIsDisplayed() }
            touchPicture(spoken("2"))
            assertEquals(listOf<Any>("2"), done)
        }
    }

    @Test
    fun `an empty list says why`() {
        val empty = EmptyView("Nada por aquí", "Prueba otro filtro.")
        screen(Block.Shown(list(emptyList(), empty))) { assertShown("En el centro", empty.title, empty.body) }
    }

    @Test
    fun `a failure says what happened, what it means, what to do, and its code, and can be tried again`() =
        screen(Block.Failed(explanation)) {
            assertShown("Lugares", explanation.title, explanation.body, explanation.nextStep)
            scrolledTo(explanation.code)
            scrolledTo("Otra vez").touch()
            assertEquals(listOf<Any>("again"), done)
        }

    @Test
    fun `trouble and notices stand above the list and never hide it`() {
        val notice = NoticeView("notice.wrong_clock", "Tu reloj va mal", "Ponlo en hora.")
        screen(park, AroundPlaces(filter, troubles = listOf(explanation), notices = listOf(notice))) {
            assertShown(notice.title, notice.body, explanation.title, explanation.body, explanation.nextStep)
            touch("Otra vez")
            assertEquals(listOf<Any>("again"), done)
            scrolledToPicture(spoken("7"))
        }
    }

    @Test
    fun `a phone that does not say where it is has no button to ask the city again`() {
        val lost = ExplanationView("No sabemos dónde", "Falta la ubicación.", "Escribe una calle.", "platform.location")
        screen(park, AroundPlaces(filter, refusals = listOf(lost))) {
            assertShown("No sabemos dónde", "Escribe una calle.")
            assertNotThere("Otra vez")
        }
    }

    @Test
    fun `loading says so, once, and shows the shape of what comes`() = screen(Block.Loading) {
        onNode(hasProgressBarRangeInfo(ProgressBarRangeInfo.Indeterminate)).assertIsDisplayed()
        onNodeWithContentDescription("Cargando").assertIsDisplayed()
        assertShown("Lugares")
    }

    @Test
    fun `what is written is asked at once, and can be cleared`() {
        screen(park) {
            onNodeWithContentDescription("Borrar lo escrito").assertDoesNotExist()
            onNode(hasSetTextAction()).performTextInput("p")
            assertEquals(listOf<Any>(PlacesQuestion("p")), done)
        }
        done.clear()
        screen(park, AroundPlaces(filter, PlacesQuestion("piscina", PlaceKind.PARK))) {
            touchPicture("Borrar lo escrito")
            assertEquals(listOf<Any>(PlacesQuestion("", PlaceKind.PARK)), done)
        }
    }

    @Test
    fun `near me is on or off, and the filter is a screen of its own`() {
        screen(park) {
            onNodeWithText("Cerca de mí").assertIsOff().touch()
            touch("Filtros")
            assertEquals(listOf<Any>("here true", "filter"), done)
        }
        done.clear()
        screen(park, AroundPlaces(filter, isHere = true)) {
            onNodeWithText("Cerca de mí").assertIsOn().touch()
            assertEquals(listOf<Any>("here false"), done)
        }
    }

    @Test
    fun `what was chosen in the filter is in sight, and a touch takes it back`() {
        val question = PlacesQuestion("x", PlaceKind.LIBRARY, listOf(PlaceNeed.WIFI))
        screen(park, AroundPlaces(filter, question)) {
            assertNotThere("Accesible", "Parque")
            onNodeWithText("Biblioteca").assertIsOn().touch()
            onNodeWithText("Wifi gratis").assertIsOn().touch()
            assertEquals(listOf<Any>(question.copy(kind = null), question.copy(needs = emptyList())), done)
        }
    }

    @Test
    fun `the city is asked again by pulling, and by a button`() = screen(park) {
        onNode(hasScrollToNodeAction()).performTouchInput { swipeDown() }
        waitForIdle()
        assertEquals(listOf<Any>("refresh"), done)
        touchPicture("Actualizar")
        assertEquals(listOf<Any>("refresh", "refresh"), done)
    }
}
