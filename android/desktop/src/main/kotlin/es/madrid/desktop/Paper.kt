// What a picture is taken on.

package es.madrid.desktop

import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.IntSize

/**
 * A phone, as far as a picture of it goes. Lengths in dp.
 *
 * @property width a common phone, or a narrow one.
 * @property height of the phone.
 * @property longest how much more a picture may show of what a person would scroll to; the height for nothing more.
 * @property letters how large the person has set the letters of the phone.
 * @property dark whether the phone is set to dark colours.
 * @property density pixels for each dp.
 */
internal data class Paper(
    val width: Int = 412,
    val height: Int = 892,
    val longest: Int = LONG,
    val letters: Float = 1f,
    val dark: Boolean = false,
    val density: Float = 2f,
) {
    /** What a screen is drawn with. */
    val scale: Density get() = Density(density, letters)

    /** The size in pixels of a phone that is [dp] high. */
    fun pixels(dp: Int) = IntSize((width * density).toInt(), (dp * density).toInt())

    companion object {
        /** Longer than any screen. */
        const val LONG = 8_000

        /** A narrow phone in the hands of somebody who needs large letters. */
        val large = Paper(width = 360, height = 780, letters = 2f)
    }
}
