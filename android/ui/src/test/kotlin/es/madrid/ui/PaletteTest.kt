// Both schemes are put on as the design language says. That its colours can be read on each other is tested where it is
// read: bindings/xtask/src/design.

package es.madrid.ui

import androidx.compose.material3.ColorScheme
import androidx.compose.material3.MaterialTheme
import androidx.compose.runtime.Composable
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.v2.runComposeUiTest
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertNotEquals
import kotlin.test.assertTrue

@OptIn(ExperimentalTestApi::class)
class PaletteTest {
    @Test
    fun `the palette is that of the scheme that is put on`() {
        assertEquals(lightColours.page, seen(dark = false) { Palette.page })
        assertEquals(darkColours.page, seen(dark = true) { Palette.page })
        assertNotEquals(lightColours.page, darkColours.page)
    }

    @Test
    fun `components of Material bring no colour of their own`() {
        for ((dark, ours) in listOf(false to all(lightColours), true to all(darkColours))) {
            val scheme = seen(dark) { MaterialTheme.colorScheme }
            val foreign = drawnWith(scheme).filterValues { it !in ours }
            assertTrue(foreign.isEmpty(), "dark $dark: $foreign")
        }
    }

    @Test
    fun `where less motion is wanted, nothing takes time`() {
        assertEquals(true to 0, seen(reducedMotion = true) { Motion.isReduced to Motion.calm })
        val (isReduced, calm) = seen { Motion.isReduced to Motion.calm }
        assertTrue(!isReduced && calm > 0)
    }

    private fun <T : Any> seen(
        dark: Boolean = false,
        reducedMotion: Boolean = false,
        look: @Composable () -> T,
    ): T {
        lateinit var found: T
        runComposeUiTest { setContent { MadridTheme(dark = dark, reducedMotion = reducedMotion) { found = look() } } }
        return found
    }

    private fun all(colours: Colours): Set<Color> = colours.javaClass.declaredFields
        .onEach { it.isAccessible = true }
        .mapNotNull { it.get(colours) as? Long }
        .map { Color(it.toULong()) }
        .toSet()

    /** Every colour of the scheme but the scrim and the "fixed" ones, which no component that the screens use draws with. */
    private fun drawnWith(scheme: ColorScheme): Map<String, Color> = ColorScheme::class.java.methods
        .filter { it.name.startsWith("get") && it.returnType == Long::class.javaPrimitiveType && it.parameterCount == 0 }
        .associate { it.name.substringAfter("get").substringBefore("-") to Color((it.invoke(scheme) as Long).toULong()) }
        .filterKeys { it != "Scrim" && "Fixed" !in it }
}
