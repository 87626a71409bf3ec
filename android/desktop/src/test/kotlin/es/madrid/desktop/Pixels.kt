// The pixels of a picture, to be counted and compared.

package es.madrid.desktop

import androidx.compose.ui.geometry.Rect
import androidx.compose.ui.graphics.Color
import org.jetbrains.skia.ColorAlphaType
import org.jetbrains.skia.ColorType
import org.jetbrains.skia.Image
import org.jetbrains.skia.ImageInfo
import org.jetbrains.skia.Bitmap
import java.awt.image.BufferedImage
import java.nio.ByteBuffer
import java.nio.ByteOrder
import kotlin.math.ceil
import kotlin.math.floor

/** Pixels row by row, each as 0xAARRGGBB. */
internal class Pixels(val width: Int, val height: Int, val argb: IntArray) {
    /** How often each colour occurs inside of [area]. */
    fun colours(area: Rect): Map<Int, Int> {
        val counts = HashMap<Int, Int>()
        for (y in floor(area.top).toInt().coerceAtLeast(0) until ceil(area.bottom).toInt().coerceAtMost(height)) {
            for (x in floor(area.left).toInt().coerceAtLeast(0) until ceil(area.right).toInt().coerceAtMost(width)) {
                counts.merge(argb[y * width + x], 1, Int::plus)
            }
        }
        return counts
    }

    /** The same as Java draws it. */
    fun image(): BufferedImage =
        BufferedImage(width, height, BufferedImage.TYPE_INT_RGB).also { it.setRGB(0, 0, width, height, argb, 0, width) }

    companion object {
        /** What Skia has drawn. */
        fun of(image: Image): Pixels {
            val info = ImageInfo(image.width, image.height, ColorType.BGRA_8888, ColorAlphaType.UNPREMUL)
            val bytes = Bitmap().use { bitmap ->
                bitmap.allocPixels(info)
                check(image.readPixels(bitmap)) { "Skia does not give its pixels" }
                checkNotNull(bitmap.readPixels()) { "Skia does not give its pixels" }
            }
            val argb = IntArray(image.width * image.height)
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(argb)
            return Pixels(image.width, image.height, argb)
        }

        /** What Java has read. */
        fun of(image: BufferedImage): Pixels {
            val (width, height) = image.width to image.height
            return Pixels(width, height, image.getRGB(0, 0, width, height, null, 0, width))
        }
    }
}

/** A colour of [Pixels]. */
internal fun colour(argb: Int) = Color(argb)
