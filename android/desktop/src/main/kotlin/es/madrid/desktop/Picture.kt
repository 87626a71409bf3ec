// A screen as a PNG: no display, no graphics card, no installed font is needed.

package es.madrid.desktop

import androidx.compose.runtime.Composable
import androidx.compose.ui.ImageComposeScene
import androidx.compose.ui.unit.Density
import androidx.compose.ui.use
import es.madrid.ui.MadridTheme
import java.awt.image.BufferedImage
import java.io.ByteArrayOutputStream
import javax.imageio.ImageIO
import org.jetbrains.skia.EncodedImageFormat

/** Two pixels for each dp. */
private const val DENSITY = 2f

/**
 * What a picture is of. All in dp.
 *
 * @property width a common phone, or a narrow one.
 * @property height of the phone.
 * @property all whether what a person would scroll to is on it too.
 * @property letters how large the person has set the letters of the phone.
 */
internal data class Paper(
    val width: Int = 412,
    val height: Int = 892,
    val all: Boolean = false,
    val letters: Float = 1f,
)

/** [content] as a PNG. */
internal fun picture(paper: Paper = Paper(), content: @Composable () -> Unit): ByteArray {
    val height = if (paper.all) LONG else paper.height
    val density = Density(DENSITY, paper.letters)
    val png = ImageComposeScene(pixels(paper.width), pixels(height), density) { MadridTheme(inter, content) }.use {
        val image = it.render()
        checkNotNull(image.encodeToData(EncodedImageFormat.PNG)) { "Skia could not make a PNG" }.bytes
    }
    return if (paper.all) cut(png, pixels(paper.height)) else png
}

/** Longer than any screen. */
private const val LONG = 6_000

private fun pixels(dp: Int) = (dp * DENSITY).toInt()

/** Cuts off what is empty at the end, so that at least [least] is left. */
private fun cut(png: ByteArray, least: Int): ByteArray {
    val image = ImageIO.read(png.inputStream())
    val empty = image.row(image.height - 1)
    val last = (image.height - 1 downTo least).firstOrNull { !image.row(it).contentEquals(empty) } ?: (least - 1)
    val out = ByteArrayOutputStream()
    ImageIO.write(image.getSubimage(0, 0, image.width, last + 1), "png", out)
    return out.toByteArray()
}

private fun BufferedImage.row(y: Int): IntArray = getRGB(0, y, width, 1, null, 0, width)
