// The map is moved with fingers and buttons, and everything it points at stands in a list below it.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.ui

import androidx.compose.runtime.saveable.SaverScope
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Rect
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.assertIsOn
import androidx.compose.ui.test.click
import androidx.compose.ui.test.onAllNodesWithContentDescription
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performTouchInput
import es.madrid.kit.Block
import es.madrid.kit.EmptyView
import es.madrid.kit.ExplanationView
import es.madrid.kit.MapView
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

class MapScreenTest {
    private val done = mutableListOf<Any>()
    private val screenSize = Size(400f, 400f)
    private val actions = MapActions(
        here = { done += "here $it" },
        places = { done += "places $it" },
        events = { done += "events $it" },
        openPlace = { done += "place $it" },
        openEvent = { done += "event $it" },
        again = { done += "again" },
        back = { done += "back" },
    )

    private fun did(vararg what: Any) = assertEquals(what.toList(), done).also { done.clear() }

    private fun screen(map: Block<MapView> = Block.Shown(cityMap), check: ComposeUiTest.() -> Unit) =
        stage({ MapScreen(map, AroundMap("Cerca de mí"), actions) }, check)

    @Test
    fun `the map is one picture to a screen reader, and its pins are a list`() = screen {
        onNodeWithContentDescription("Mapa. 2 cosas señaladas").assertIsDisplayed()
        scrolledTo("Estás en Ibiza")
        scrolledToPicture("Biblioteca entera").touch()
        scrolledToPicture("Concierto entero").touch()
        did("place 7", "event 9")
    }

    @Test
    fun `what it points at is chosen, and it can be seen from nearer, farther and as a whole`() = screen {
        onNodeWithText("Lugares").assertIsOn().touch()
        touch("Agenda")
        touch("Cerca de mí")
        did("places false", "events true", "here true")
        for (words in listOf("Acercar", "Alejar", "Ver toda la ciudad")) touchPicture(words)
        onNodeWithContentDescription("Mapa. 2 cosas señaladas").assertIsDisplayed()
    }

    @Test
    fun `a pin that is touched stands first below the map`() = screen(Block.Shown(cityMap.copy(here = null))) {
        touchPicture("Ver toda la ciudad")
        // Both districts fill the width: the pins stand at a quarter and three quarters of it, less the margin.
        onNodeWithContentDescription("Mapa. 2 cosas señaladas").performTouchInput {
            val look = MapLook.at(MapLook.whole(cityMap))
            click(look.place(Offset(0.4f, 0.5f), Size(width.toFloat(), height.toFloat())))
        }
        waitForIdle()
        scrolledTo("Concierto")
        assertEquals(2, onAllNodesWithContentDescription("Biblioteca entera").fetchSemanticsNodes().size)
    }

    @Test
    fun `without outlines it says why, and the list is there all the same`() {
        val never = cityMap.copy(districts = emptyList(), neighbourhoods = emptyList(), empty = EmptyView("Todavía sin mapa", "Conéctate."))
        screen(Block.Shown(never)) {
            assertShown("Todavía sin mapa", "Conéctate.")
            scrolledToPicture("Biblioteca entera")
        }
        val failure = ExplanationView("No se puede", "Falta algo.", "Prueba.", "store.full")
        screen(Block.Failed(failure)) {
            scrolledTo("Otra vez").touch()
            did("again")
        }
    }

    @Test
    fun `a point of the city is found again where it was drawn`() {
        val look = MapLook(Offset(0.4f, 0.6f), 5f)
        assertEquals(Offset(200f, 200f), look.place(Offset(0.4f, 0.6f), screenSize))
        val there = look.point(look.place(Offset(0.45f, 0.58f), screenSize), screenSize)
        assertTrue((there - Offset(0.45f, 0.58f)).getDistance() < 0.0001f, "$there")
    }

    @Test
    fun `what is between two fingers stays there`() {
        val look = MapLook(Offset(0.5f, 0.5f), 4f)
        val finger = Offset(120f, 330f)
        val under = look.point(finger, screenSize)
        val nearer = look.moved(finger, Offset.Zero, 2f, screenSize)
        assertEquals(8f, nearer.zoom)
        assertTrue((nearer.place(under, screenSize) - finger).getDistance() < 0.1f)
        val drawn = look.moved(finger, Offset(30f, -20f), 1f, screenSize)
        assertTrue((drawn.place(look.point(finger - Offset(30f, -20f), screenSize), screenSize) - finger).getDistance() < 0.1f)
    }

    @Test
    fun `nobody looks away from the city, nor from too near or too far`() {
        var look = MapLook(Offset(0.5f, 0.5f), 1f)
        repeat(50) { look = look.moved(Offset.Zero, Offset(400f, 400f), 1f, screenSize) }
        assertTrue(look.middle.x >= 0f && look.middle.y >= 0f)
        repeat(50) { look = look.zoomed(3f) }
        val nearest = look.zoom
        assertEquals(nearest, look.zoomed(3f).zoom)
        repeat(50) { look = look.zoomed(0.3f) }
        assertTrue(look.zoom < 1f && look.zoom > 0.5f)
    }

    @Test
    fun `the first look is around the person, then at the pins, then at the whole city`() {
        assertEquals(Offset(0.5f, 0.5f), MapLook.first(cityMap).middle)
        val pins = MapLook.first(cityMap.copy(here = null))
        assertEquals(0.5f, pins.middle.x, 0.001f)
        val bare = MapLook.first(cityMap.copy(here = null, placePins = emptyList(), eventPins = emptyList()))
        assertEquals(Rect(0.3f, 0.4f, 0.7f, 0.6f), MapLook.whole(cityMap))
        assertEquals(0.5f, bare.middle.x, 0.001f)
        assertTrue(bare.zoom < pins.zoom)
    }

    @Test
    fun `a finger means the nearest pin, if one is near enough`() {
        val look = MapLook(Offset(0.5f, 0.5f), 1f)
        val spots = listOf(Offset(0.5f, 0.5f), Offset(0.52f, 0.5f))
        assertEquals(1, nearest(spots, look, Offset(207f, 200f), screenSize, 20f))
        assertNull(nearest(spots, look, Offset(300f, 200f), screenSize, 20f))
    }

    @Test
    fun `the look is there again after the process has ended`() {
        val look = MapLook(Offset(0.25f, 0.75f), 3f)
        val kept = assertNotNull(with(MapLook.saver) { SaverScope { true }.save(look) })
        assertEquals(look, MapLook.saver.restore(kept))
    }

    @Test
    fun `a pin that lies on another is not drawn, nor one that is out of sight`() {
        val ground = PinGround(screenSize, radius = 10f)
        val sight = listOf(Offset(5f, 5f), Offset(-12f, 5f), Offset(405f, 395f), Offset(15f, 5f))
        assertEquals(List(4) { true }, sight.map(ground::take))
        val hidden = listOf(Offset(6f, 4f), Offset(-30f, 5f), Offset(5f, 430f), Offset(430f, 5f), Offset(5f, -30f))
        assertEquals(List(5) { false }, hidden.map(ground::take))
    }
}
