// A picture as a PNG.

package es.madrid.desktop

import org.jetbrains.skia.EncodedImageFormat
import org.jetbrains.skia.Image

/** The image as a PNG. */
internal fun png(image: Image): ByteArray =
    checkNotNull(image.encodeToData(EncodedImageFormat.PNG)) { "Skia could not make a PNG" }.use { it.bytes }
