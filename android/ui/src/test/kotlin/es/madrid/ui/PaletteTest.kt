// Every pair of colours that carries text or meaning is readable: WCAG 2.2 AA.

package es.madrid.ui

import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.luminance
import org.junit.jupiter.api.Test
import kotlin.test.assertTrue

class PaletteTest {
    @Test
    fun `text has a contrast of at least 4,5`() = with(Palette) {
        val texts = mapOf(
            "title on the bar" to (onBar to bar),
            "name" to (ink to page),
            "address" to (quietInk to page),
            "distance" to (accent to page),
            "tag" to (bar to pale),
            "notice" to (ink to noticePage),
            "next step in a notice" to (noticeMark to noticePage),
            "greeting at the gate" to (quietInk to backdrop),
            "button beside cards" to (accent to backdrop),
            "words on a button" to (onBar to accent),
            "words on a button that removes" to (onBar to danger),
            "acting for somebody" to (onActing to acting),
            "what presses" to (danger to pressingPage),
            "a mistake" to (danger to page),
            "when, in a notice" to (quietInk to noticePage),
        )
        for ((what, pair) in texts) assertAtLeast(4.5f, what, pair)
    }

    @Test
    fun `marks that carry meaning have a contrast of at least 3`() = with(Palette) {
        val marks = mapOf(
            "pictogram" to (accent to pale),
            "dot of fresh data" to (fresh to bar),
            "dot of stale data" to (stale to bar),
            "dot of missing data" to (failed to bar),
            "dot of fresh data on a card" to (freshOnPage to page),
            "dot of stale data on a card" to (staleOnPage to page),
            "edge of a button" to (outline to backdrop),
            "edge of a field" to (outline to page),
        )
        for ((what, pair) in marks) assertAtLeast(3f, what, pair)
    }

    private fun assertAtLeast(wanted: Float, what: String, pair: Pair<Color, Color>) {
        val (light, dark) = listOf(pair.first.luminance(), pair.second.luminance()).sortedDescending()
        val contrast = (light + 0.05f) / (dark + 0.05f)
        assertTrue(contrast >= wanted, "$what: $contrast")
    }
}
