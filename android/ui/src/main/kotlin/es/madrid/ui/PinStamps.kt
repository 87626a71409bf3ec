// The pins of the map, each sort drawn once: a finger moves thousands of them sixty times a second.

package es.madrid.ui

import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.Canvas
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.ColorFilter
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.drawscope.CanvasDrawScope
import androidx.compose.ui.graphics.drawscope.DrawScope
import androidx.compose.ui.graphics.drawscope.rotate
import androidx.compose.ui.graphics.drawscope.translate
import androidx.compose.ui.graphics.vector.VectorPainter
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.LayoutDirection
import androidx.compose.ui.unit.dp
import es.madrid.kit.EventKind
import es.madrid.kit.PlaceKind
import kotlin.math.ceil

/** How large a pin is. [DOT] has no picture: from far away it could not be made out. */
internal enum class PinSize(val radius: Dp) { DOT(4.dp), PICTURE(11.dp), CHOSEN(16.dp) }

/** The pins in these colours, on a screen of this [density]. */
internal class PinStamps(
    private val colours: MapColours,
    private val density: Density,
    private val places: Map<PlaceKind, VectorPainter>,
    private val events: Map<EventKind, VectorPainter>,
) {
    private val ofPlaces = mutableMapOf<Pair<PlaceKind?, PinSize>, ImageBitmap>()
    private val ofEvents = mutableMapOf<Pair<EventKind?, PinSize>, ImageBitmap>()

    /** The pin of a place. */
    fun of(kind: PlaceKind, size: PinSize): ImageBitmap =
        ofPlaces.getOrPut(kind.takeIf { size != PinSize.DOT } to size) {
            drawn(size) {
                drawRound(size.radius)
                if (size != PinSize.DOT) drawPicture(places.getValue(kind), size.radius)
            }
        }

    /** The pin of an event. Not the colour alone: what is in the agenda has corners. */
    fun of(kind: EventKind, size: PinSize): ImageBitmap =
        ofEvents.getOrPut(kind.takeIf { size != PinSize.DOT } to size) {
            drawn(size) {
                drawCornered(size.radius)
                if (size != PinSize.DOT) drawPicture(events.getValue(kind), size.radius)
            }
        }

    private fun drawn(size: PinSize, draw: DrawScope.() -> Unit): ImageBitmap {
        // A corner reaches further than a circle.
        val side = ceil(with(density) { (size.radius + Lines.strong).toPx() } * 2.6f).toInt()
        return ImageBitmap(side, side).also { bitmap ->
            CanvasDrawScope().draw(density, LayoutDirection.Ltr, Canvas(bitmap), Size(side.toFloat(), side.toFloat()), draw)
        }
    }

    private fun DrawScope.drawRound(radius: Dp) {
        drawCircle(colours.onPin, (radius + Lines.strong).toPx())
        drawCircle(colours.pin, radius.toPx())
    }

    private fun DrawScope.drawCornered(radius: Dp) = rotate(45f) {
        drawSquare(colours.onPin, (radius + Lines.strong) * 1.8f)
        drawSquare(colours.eventPin, radius * 1.8f)
    }

    private fun DrawScope.drawSquare(colour: Color, side: Dp) {
        val length = side.toPx()
        drawRect(colour, center - Offset(length / 2, length / 2), Size(length, length))
    }

    private fun DrawScope.drawPicture(picture: VectorPainter, radius: Dp) {
        val length = (radius * 1.3f).toPx()
        translate(center.x - length / 2, center.y - length / 2) {
            with(picture) { draw(Size(length, length), colorFilter = ColorFilter.tint(colours.onPin)) }
        }
    }
}
