// The ornaments are drawn, in the colours of the scheme, and stay where they belong.

package es.madrid.ui

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.width
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.PixelMap
import androidx.compose.ui.graphics.toPixelMap
import androidx.compose.ui.platform.testTag
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.onNodeWithTag
import androidx.compose.ui.test.v2.runComposeUiTest
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.dp
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

@OptIn(ExperimentalTestApi::class)
class OrnamentTest {
    @Test
    fun `there are seven stars`() {
        val sky = drawn(320.dp) { SevenStars() }
        assertEquals(7, islands(sky) { it != darkColours.page })
    }

    @Test
    fun `the tile edge is an ochre line over its whole width, and lozenges below it`() {
        val edge = drawn(240.dp) { TileEdge() }
        assertTrue((0 until edge.width).all { edge[it, 0] == darkColours.tileLine })
        val below = (3 until edge.height).flatMap { y -> (0 until edge.width).map { x -> edge[x, y] } }
        assertTrue(darkColours.tileMark in below && darkColours.tileLine in below && darkColours.page in below)
        // Ten lengths of 24.
        assertEquals(10, islands(edge) { it == darkColours.tileMark })
    }

    private fun drawn(width: Dp, ornament: @Composable () -> Unit): PixelMap {
        lateinit var map: PixelMap
        runComposeUiTest {
            setContent {
                MadridTheme(dark = true) {
                    Box(Modifier.testTag("it").width(width).background(Palette.page)) { ornament() }
                }
            }
            map = onNodeWithTag("it").captureToImage().toPixelMap()
        }
        return map
    }

    /** How many separate areas there are of pixels that are [wanted]. */
    private fun islands(map: PixelMap, wanted: (Color) -> Boolean): Int {
        val left = (0 until map.width).flatMap { x -> (0 until map.height).map { y -> x to y } }
            .filterTo(HashSet()) { (x, y) -> wanted(map[x, y]) }
        var count = 0
        while (left.isNotEmpty()) {
            count++
            val reached = ArrayDeque(listOf(left.first().also { left.remove(it) }))
            while (reached.isNotEmpty()) {
                val (x, y) = reached.removeFirst()
                for (near in (x - 1..x + 1).flatMap { nx -> (y - 1..y + 1).map { nx to it } }) {
                    if (left.remove(near)) reached += near
                }
            }
        }
        return count
    }
}
