// Where on the screen there is a pin already.

package es.madrid.ui

import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size

/** The ground of a screen of this size, in squares as wide as the [radius] of a pin, in pixels. */
internal class PinGround(size: Size, private val radius: Float) {
    // A pin whose middle is just outside is seen in part.
    private val columns = (size.width / radius).toInt() + 1 + 2 * BEYOND
    private val rows = (size.height / radius).toInt() + 1 + 2 * BEYOND
    private val taken = BooleanArray(columns * rows)

    /** Takes the square below a pin. `false` if another has it, or if nothing of the pin would be on the screen. */
    fun take(middle: Offset): Boolean {
        val column = (middle.x / radius + BEYOND).toInt()
        val row = (middle.y / radius + BEYOND).toInt()
        if (middle.x < -BEYOND * radius || middle.y < -BEYOND * radius || column >= columns || row >= rows) return false
        val square = row * columns + column
        return !taken[square].also { taken[square] = true }
    }

    private companion object {
        const val BEYOND = 2
    }
}
