// Draws the screens into PNG files: no display, no graphics card, no installed font is needed.

package es.madrid.desktop

import androidx.compose.runtime.Composable
import androidx.compose.ui.ImageComposeScene
import androidx.compose.ui.unit.Density
import androidx.compose.ui.use
import es.madrid.kit.AppModel
import es.madrid.kit.Block
import es.madrid.kit.ExplanationView
import es.madrid.kit.Madrid
import es.madrid.ui.MadridTheme
import es.madrid.ui.PlacesScreen
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import java.nio.file.Path
import kotlin.io.path.createDirectories
import kotlin.io.path.writeBytes
import org.jetbrains.skia.EncodedImageFormat

/** A common phone: 412 by 892 dp, drawn at twice the density. */
private const val WIDTH = 824
private const val HEIGHT = 1784
private const val DENSITY = 2f

/**
 * Fetches the city's places and draws the screen of those near the point asked for into the folder `out`.
 *
 * `false` when the city could not be followed or nothing could be read: the screen is drawn all the same, and says so.
 */
internal suspend fun drawScreens(madrid: Madrid, arguments: Arguments, out: Path): Boolean {
    val app = AppModel(madrid)
    app.refresh()
    val places = firstList(app, arguments)
    val trouble = app.refreshFailure.value
    val notices = madrid.status().first().notices
    save(out) { PlacesScreen(places, trouble, notices) }
    return trouble == null && places is Block.Shown
}

/** Draws the screen of an app that cannot be opened. */
internal fun drawFailure(why: ExplanationView, out: Path) = save(out) { PlacesScreen(Block.Failed(why)) }

private fun save(out: Path, screen: @Composable () -> Unit) {
    out.createDirectories()
    out.resolve("places.png").writeBytes(picture(screen))
}

private suspend fun firstList(app: AppModel, arguments: Arguments) = coroutineScope {
    val watching = launch { app.places.watch(arguments.request) }
    val list = app.places.nearby.first { it !is Block.Loading }
    watching.cancel()
    list
}

/** [content] as a PNG. */
internal fun picture(content: @Composable () -> Unit): ByteArray =
    ImageComposeScene(WIDTH, HEIGHT, Density(DENSITY)) { MadridTheme(inter, content) }.use { scene ->
        val image = scene.render()
        checkNotNull(image.encodeToData(EncodedImageFormat.PNG)) { "Skia could not make a PNG" }.bytes
    }
