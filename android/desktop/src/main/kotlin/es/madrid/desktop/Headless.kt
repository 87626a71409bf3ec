// Draws the screens into PNG files.

package es.madrid.desktop

import androidx.compose.runtime.Composable
import es.madrid.kit.AppModel
import es.madrid.kit.Block
import es.madrid.kit.ExplanationView
import es.madrid.kit.Madrid
import es.madrid.kit.PlacesQuestion
import es.madrid.ui.AroundPlaces
import es.madrid.ui.FailureScreen
import es.madrid.ui.PlacesScreen
import es.madrid.ui.WithWords
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import java.nio.file.Path
import kotlin.io.path.createDirectories
import kotlin.io.path.writeBytes

/**
 * Fetches the city's places and draws the screen of those near the point asked for into the folder `out`.
 *
 * `false` when the city could not be followed or nothing could be read: the screen is drawn all the same, and says so.
 */
internal suspend fun drawPlaces(madrid: Madrid, arguments: Arguments, out: Path): Boolean {
    val app = AppModel(madrid)
    app.refresh()
    val places = firstList(app, arguments)
    val trouble = app.refreshFailure.value
    val notices = madrid.status().first().notices
    val around = AroundPlaces(app.places.filter, troubles = listOfNotNull(trouble), notices = notices)
    save(out, PLACES_PICTURE) { WithWords(madrid.words()) { PlacesScreen(places, around) } }
    return trouble == null && places is Block.Shown
}

/** Draws the screen of an app that cannot be opened. */
internal fun drawFailure(why: ExplanationView, out: Path) =
    save(out, PLACES_PICTURE) { FailureScreen(why) }

private const val PLACES_PICTURE = "places"

/** Puts the picture of a screen into the folder `out`. */
internal fun save(out: Path, name: String, paper: Paper = Paper(), screen: @Composable () -> Unit) {
    out.createDirectories()
    out.resolve("$name.png").writeBytes(picture(paper, screen))
}

private suspend fun firstList(app: AppModel, arguments: Arguments) = coroutineScope {
    val watching = launch { app.places.watch(PlacesQuestion(), arguments.here) }
    val list = app.places.list.first { it !is Block.Loading }
    watching.cancel()
    list
}
