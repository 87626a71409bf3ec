// The city drawn from its outlines: no picture is fetched and nobody learns what is looked at. What is on it stands in the list
// below it too, for those who cannot see it.

package es.madrid.ui

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.background
import androidx.compose.foundation.gestures.detectTapGestures
import androidx.compose.foundation.gestures.detectTransformGestures
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.runtime.Composable
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberUpdatedState
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clipToBounds
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.Path
import androidx.compose.ui.graphics.PathFillType
import androidx.compose.ui.input.pointer.pointerInput
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.role
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.rememberTextMeasurer
import androidx.compose.ui.unit.dp
import androidx.compose.ui.unit.toSize
import es.madrid.kit.MapView
import es.madrid.kit.OutlineView

/** How far beside a pin a finger may come down. */
private val REACH = 28.dp

/** The outlines as they are drawn again and again, made once for each map. */
internal class Outlines(view: MapView) {
    val districts: List<Path> = view.districts.map(::path)
    val neighbourhoods: List<Path> = view.neighbourhoods.map(::path)
}

/**
 * The map. [look] is asked when it is drawn, so that nothing but the drawing is done again while a finger moves it; [move] gets
 * another look at it, [touch] the place in [MapView.spots] of the pin that was touched, or nothing.
 */
@Composable
internal fun CityMap(view: MapView, look: () -> MapLook, chosen: Int?, move: (MapLook) -> Unit, touch: (Int?) -> Unit) {
    val outlines = remember(view.districts, view.neighbourhoods) { Outlines(view) }
    val ink = rememberMapInk()
    val letters = rememberTextMeasurer(cacheSize = view.districts.size + view.neighbourhoods.size)
    val spots = remember(view) { view.spots() }
    val (nowLook, nowSpots) = rememberUpdatedState(look) to rememberUpdatedState(spots)
    val (nowMove, nowTouch) = rememberUpdatedState(move) to rememberUpdatedState(touch)
    Canvas(
        Modifier
            .fillMaxSize()
            .clipToBounds()
            .background(Palette.backdrop)
            .semantics {
                role = Role.Image
                contentDescription = view.accessibilityLabel
            }
            .pointerInput(Unit) {
                detectTransformGestures { centre, pan, factor, _ ->
                    nowMove.value(nowLook.value().moved(centre, pan, factor, size.toSize()))
                }
            }
            .pointerInput(Unit) {
                detectTapGestures { finger ->
                    nowTouch.value(nearest(nowSpots.value, nowLook.value(), finger, size.toSize(), REACH.toPx()))
                }
            },
    ) {
        val now = look()
        drawCity(outlines, now, ink)
        drawPins(view, now, ink, chosen)
        drawNames(view, now, ink, letters)
    }
}

/** Which of the [spots] a [finger] means; `null` where none is near enough. */
internal fun nearest(
    spots: List<Offset>,
    look: MapLook,
    finger: Offset,
    size: Size,
    reach: Float,
): Int? = spots.indices
    .map { it to (look.place(spots[it], size) - finger).getDistance() }
    .filter { it.second <= reach }
    .minByOrNull { it.second }?.first

private fun path(outline: OutlineView) = Path().apply {
    fillType = PathFillType.EvenOdd
    for (ring in outline.rings) {
        for (at in 0 until ring.size - 1 step 2) {
            if (at == 0) moveTo(ring[0], ring[1]) else lineTo(ring[at], ring[at + 1])
        }
        close()
    }
}
