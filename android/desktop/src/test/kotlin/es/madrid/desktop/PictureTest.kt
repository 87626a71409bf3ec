// Pictures are drawn without a display, at twice the density, with letters in them.

package es.madrid.desktop

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import es.madrid.kit.ExplanationView
import es.madrid.ui.FailureScreen
import org.junit.jupiter.api.Test
import javax.imageio.ImageIO
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

class PictureTest {
    /** A screen as a PNG, once it has come to rest. */
    private fun picture(screen: @Composable () -> Unit): ByteArray = drawing {
        Stage(Paper(), content = screen).use { stage ->
            stage.await("a picture")
            stage.unroll()
            stage.draw().use { png(it) }
        }
    }

    private fun picture(title: String): ByteArray =
        picture { FailureScreen(ExplanationView(title, "cuerpo", "paso", "code")) }

    @Test
    fun `a picture is as large as a phone at twice the density`() {
        val image = ImageIO.read(picture("Título").inputStream())
        assertEquals(824 to 1784, image.width to image.height)
    }

    @Test
    fun `a long screen is on one picture, cut where it ends`() {
        fun height(rows: Int): Int {
            val png = picture {
                Column(Modifier.verticalScroll(rememberScrollState())) {
                    repeat(rows) { Text("Título", Modifier.height(100.dp)) }
                }
            }
            return ImageIO.read(png.inputStream()).height
        }
        assertEquals(1784, height(rows = 3))
        assertEquals(4_000, height(rows = 20))
    }

    @Test
    fun `letters of Spanish are drawn, each as itself`() {
        val pictures = listOf("n", "ñ", "a", "á", "¿", "€", " ").map { it to picture(it) }
        for ((letter, picture) in pictures) {
            val same = pictures.filter { (other, _) -> other != letter }.filter { (_, it) -> it.contentEquals(picture) }
            assertTrue(same.isEmpty(), "'$letter' looks like ${same.map { it.first }}")
        }
    }

    @Test
    fun `the same screen gives the same picture`() {
        assertTrue(picture("Título").contentEquals(picture("Título")))
        assertFalse(picture("Título").contentEquals(picture("Titulo")))
    }
}
