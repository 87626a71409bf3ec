// One digit of an amount is a difference: every digit against every other, in the smallest letters of the app.

package es.madrid.desktop

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import javax.imageio.ImageIO
import kotlin.test.assertEquals

class DigitTest {
    @TempDir
    lateinit var folder: Path

    /** An amount with this digit in it, on a phone in life size. */
    private fun drawn(digit: Char, dark: Boolean): Pixels = drawing {
        Stage(Paper(width = SIDE, height = SIDE, longest = SIDE, dark = dark, density = 1f)) {
            Box(Modifier.fillMaxSize().background(MaterialTheme.colorScheme.surface).padding(TILE.dp)) {
                val small = MaterialTheme.typography.labelSmall
                Text("1$digit,40 €", style = small, color = MaterialTheme.colorScheme.onSurface)
            }
        }.use { stage ->
            stage.await("the amount") { say("$digit,40") }
            stage.draw().use { Pixels.of(it) }
        }
    }

    /** The same as it comes back from a kept picture. */
    private fun Pixels.kept(): Pixels {
        val file = folder.resolve("kept.png").also { writeSmall(this, it) }
        return Pixels.of(ImageIO.read(file.toFile()))
    }

    /** Without its first [columns] and [rows]: the squares of the comparison then lie elsewhere on the amount. */
    private fun Pixels.without(columns: Int, rows: Int): Pixels {
        val (left, above) = width - columns to height - rows
        return Pixels(left, above, IntArray(left * above) { argb[(it / left + rows) * width + it % left + columns] })
    }

    private fun unseen(dark: Boolean): List<String> {
        val now = DIGITS.associateWith { drawn(it, dark) }
        val kept = now.mapValues { (_, pixels) -> pixels.kept() }
        val places = (0 until NEXT_TILE step 3).flatMap { columns -> (0 until NEXT_TILE step 3).map { rows -> columns to rows } }
        return places.flatMap { (columns, rows) ->
            val before = kept.mapValues { (_, pixels) -> pixels.without(columns, rows) }
            val after = now.mapValues { (_, pixels) -> pixels.without(columns, rows) }
            DIGITS.flatMap { one -> DIGITS.map { other -> one to other } }
                .filter { (one, other) -> (one != other) != (difference(before.getValue(one), after.getValue(other)) != null) }
                .map { (one, other) -> "$one as $other at $columns, $rows" }
        }
    }

    @Test
    fun `every digit is told from every other, wherever it lies`() = assertEquals(emptyList(), unseen(dark = false))

    @Test
    fun `also in the dark`() = assertEquals(emptyList(), unseen(dark = true))

    private companion object {
        val DIGITS = '0'..'9'

        /** Large enough that one digit is far less than one of a thousand pixels. */
        const val SIDE = 240
    }
}
