// The contrast of texts, measured from what was drawn and not from what was meant (WCAG 2.2, 1.4.3).

package es.madrid.desktop.audit

import androidx.compose.ui.geometry.Rect
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.luminance
import androidx.compose.ui.text.TextLayoutResult
import androidx.compose.ui.text.font.FontWeight
import es.madrid.desktop.Pixels
import kotlin.math.max
import kotlin.math.min

/** The least contrast of text, and that of large text. */
internal const val READABLE = 4.5f
internal const val READABLE_LARGE = 3f

/** Large text, in sp, and large bold text. */
private const val LARGE = 24f
private const val LARGE_BOLD = 18.66f

/** Pixels of one colour that are no accident: a part of those that are not the background. */
private const val COMMON = 0.01

/**
 * How far the letters in [area] stand out: the most common colour is what they stand on, and of the other common ones the
 * farthest from it is theirs. `null` where there is but one colour.
 */
internal fun contrast(pixels: Pixels, area: Rect): Float? {
    val colours = pixels.colours(area)
    val ground = colours.maxByOrNull { it.value }?.key ?: return null
    val others = colours - ground
    val least = max(2.0, others.values.sum() * COMMON)
    return others.filter { it.value >= least }.keys.maxOfOrNull { contrast(Color(it), Color(ground)) }
}

/** The contrast of two colours, from 1 to 21. */
internal fun contrast(one: Color, other: Color): Float {
    val (a, b) = one.luminance() to other.luminance()
    return (max(a, b) + 0.05f) / (min(a, b) + 0.05f)
}

/** The least contrast that these letters need. The size is as it was meant, not as the person has enlarged it. */
internal fun needed(text: TextLayoutResult): Float {
    val style = text.layoutInput.style
    val isBold = (style.fontWeight ?: FontWeight.Normal) >= FontWeight.Bold
    val isLarge = style.fontSize.value >= if (isBold) LARGE_BOLD else LARGE
    return if (isLarge) READABLE_LARGE else READABLE
}
