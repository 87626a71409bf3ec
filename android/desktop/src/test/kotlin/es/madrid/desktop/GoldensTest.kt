// The kept pictures notice a change that somebody would see, and none that nobody does.

package es.madrid.desktop

import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.nio.file.Path
import javax.imageio.ImageIO
import kotlin.io.path.exists
import kotlin.test.assertContains
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

class GoldensTest {
    @TempDir
    lateinit var folder: Path

    private val kept get() = folder.resolve("kept")
    private val out get() = folder.resolve("out")

    private fun page(height: Int = 100, colour: (Int) -> Int = { BLUE }) = Pixels(100, height, IntArray(100 * height, colour))

    private fun keep(name: String, pixels: Pixels) = Goldens(kept, out, isUpdating = true).compare(name, pixels)

    private fun differences(now: Pixels): List<String> {
        keep("a", page())
        return Goldens(kept, out, isUpdating = false).also { it.compare("a", now) }.differences
    }

    @Test
    fun `the same picture is the same, also with another pixel here and there`() {
        assertEquals(emptyList(), differences(page()))
        assertEquals(emptyList(), differences(page { if (it % 100 == 0 && it < 1_000) WHITE else BLUE }))
        assertEquals(emptyList(), differences(page { BLUE + 0x010203 }))
    }

    @Test
    fun `another colour, another letter and another length are differences`() {
        assertContains(differences(page { BLUE + 0x180000 }).single(), "10000 pixels")
        assertContains(differences(page { if (it % 9 == 0 && it < 99) WHITE else BLUE }).single(), "11 pixels")
        assertContains(differences(page(height = 101)).single(), "100 by 101 and was 100 by 100")
    }

    @Test
    fun `one letter is a difference, however long the page`() {
        val long = page(height = 4_000)
        keep("long", long)
        // As many pixels as the ink of one digit, close together: far less than one of a thousand.
        val digit = page(height = 4_000) { if (it % 100 in 50..53 && it / 100 in 2_000..2_005) WHITE else BLUE }
        val goldens = Goldens(kept, out, isUpdating = false).also { it.compare("long", digit) }
        assertContains(goldens.differences.single(), "24 pixels are others in one place")
    }

    @Test
    fun `what differs is put where somebody can look at it`() {
        differences(page { WHITE })
        assertEquals(WHITE, ImageIO.read(out.resolve("a-now.png").toFile()).getRGB(0, 0))
        assertEquals(0xFFE00000.toInt(), ImageIO.read(out.resolve("a-difference.png").toFile()).getRGB(0, 0))
        differences(page())
        assertFalse(out.resolve("a-now.png").exists())
    }

    @Test
    fun `a picture nobody has kept is told, and one that is of nothing any more`() {
        keep("old", page())
        val goldens = Goldens(kept, out, isUpdating = false)
        goldens.compare("new", page())
        assertContains(goldens.differences.single(), "no kept picture")
        assertEquals(listOf("old"), goldens.orphans)
        Goldens(kept, out, isUpdating = true).tidy()
        assertFalse(kept.resolve("old.png").exists())
    }

    @Test
    fun `what differs too little to be told is not written anew`() {
        keep("a", page())
        val before = kept.resolve("a.png").toFile().readBytes()
        keep("a", page { BLUE + 0x010101 })
        assertTrue(before.contentEquals(kept.resolve("a.png").toFile().readBytes()))
    }

    private companion object {
        const val BLUE = 0xFF0037D6.toInt()
        const val WHITE = 0xFFFFFFFF.toInt()
    }
}
