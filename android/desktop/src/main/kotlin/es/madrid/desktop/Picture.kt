// A screen as a PNG.

package es.madrid.desktop

import androidx.compose.runtime.Composable
import org.jetbrains.skia.EncodedImageFormat
import org.jetbrains.skia.Image

/** [content] as a PNG, once it has come to rest. */
internal fun picture(paper: Paper = Paper(), content: @Composable () -> Unit): ByteArray =
    Stage(paper, content = content).use { stage ->
        stage.await("a picture")
        stage.unroll()
        png(stage.draw())
    }

/** The image as a PNG. */
internal fun png(image: Image): ByteArray =
    checkNotNull(image.encodeToData(EncodedImageFormat.PNG)) { "Skia could not make a PNG" }.use { it.bytes }
