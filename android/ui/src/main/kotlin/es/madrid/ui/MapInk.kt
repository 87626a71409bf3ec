// How the map is drawn: land, lines, pins and names, from far and from near.

package es.madrid.ui

import androidx.compose.material3.MaterialTheme
import androidx.compose.runtime.Composable
import androidx.compose.runtime.remember
import androidx.compose.ui.geometry.CornerRadius
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Rect
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.drawscope.DrawScope
import androidx.compose.ui.graphics.drawscope.Stroke
import androidx.compose.ui.graphics.drawscope.withTransform
import androidx.compose.ui.graphics.vector.rememberVectorPainter
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.text.TextMeasurer
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.drawText
import androidx.compose.ui.unit.dp
import es.madrid.kit.EventKind
import es.madrid.kit.MapView
import es.madrid.kit.OutlineView
import es.madrid.kit.PlaceKind
import kotlin.math.roundToInt

/** From this look on the barrios have lines and names, and pins have pictures. */
private const val NEAR = 5f

/** The colours of the map. */
internal data class MapColours(
    val land: Color,
    val line: Color,
    val edge: Color,
    val pin: Color,
    val eventPin: Color,
    val onPin: Color,
    val here: Color,
    val around: Color,
)

/** What the map is drawn with. */
internal class MapInk(val colours: MapColours, val names: TextStyle, val pins: PinStamps)

@Composable
internal fun rememberMapInk(): MapInk {
    val colours = MapColours(
        land = Palette.page,
        line = Palette.line,
        edge = Palette.outline,
        pin = Palette.accent,
        eventPin = Palette.noticeMark,
        onPin = Palette.page,
        here = Palette.danger,
        around = Palette.pale,
    )
    val names = MaterialTheme.typography.labelMedium.copy(color = Palette.ink)
    val places = PlaceKind.entries.associateWith { rememberVectorPainter(pictogram(it)) }
    val events = EventKind.entries.associateWith { rememberVectorPainter(pictogram(it)) }
    val density = LocalDensity.current
    return remember(colours, names, density) { MapInk(colours, names, PinStamps(colours, density, places, events)) }
}

private val MapLook.isNear get() = zoom >= NEAR

/** The land, with the lines of districts, and of barrios from near. */
internal fun DrawScope.drawCity(outlines: Outlines, look: MapLook, ink: MapInk) {
    val side = look.side(size)
    val corner = look.place(Offset.Zero, size)
    withTransform({
        translate(corner.x, corner.y)
        scale(side, side, Offset.Zero)
    }) {
        outlines.districts.forEach { drawPath(it, ink.colours.land) }
        if (look.isNear) {
            val thin = Stroke(Lines.thin.toPx() / side)
            outlines.neighbourhoods.forEach { drawPath(it, ink.colours.line, style = thin) }
        }
        val thick = Stroke(Lines.strong.toPx() / side)
        outlines.districts.forEach { drawPath(it, ink.colours.edge, style = thick) }
    }
}

/** What the map points at, the [chosen] pin above the others, and above all where the person is. */
internal fun DrawScope.drawPins(view: MapView, look: MapLook, ink: MapInk, chosen: Int?) {
    drawAll(view, look, ink, if (look.isNear) PinSize.PICTURE else PinSize.DOT)
    chosen?.let { drawChosen(view, it, look, ink) }
    view.here?.let { here ->
        val at = look.place(Offset(here.x, here.y), size)
        drawCircle(ink.colours.around, 18.dp.toPx(), at, alpha = 0.7f)
        drawCircle(ink.colours.onPin, 10.dp.toPx(), at)
        drawCircle(ink.colours.here, 7.dp.toPx(), at)
    }
}

/** What comes first is nearest to the person: it lies above the rest, and what it hides almost wholly is not drawn at all. */
private fun DrawScope.drawAll(view: MapView, look: MapLook, ink: MapInk, pinSize: PinSize) {
    val ground = PinGround(size, pinSize.radius.toPx())
    val places = view.placePins.filter { ground.take(look.place(Offset(it.x, it.y), size)) }
    val events = view.eventPins.filter { ground.take(look.place(Offset(it.x, it.y), size)) }
    events.asReversed().forEach { stamp(ink.pins.of(it.kind, pinSize), Offset(it.x, it.y), look) }
    places.asReversed().forEach { stamp(ink.pins.of(it.kind, pinSize), Offset(it.x, it.y), look) }
}

private fun DrawScope.drawChosen(view: MapView, number: Int, look: MapLook, ink: MapInk) {
    val place = view.placePins.getOrNull(number)
    val event = view.eventPins.getOrNull(number - view.placePins.size)
    place?.let { stamp(ink.pins.of(it.kind, PinSize.CHOSEN), Offset(it.x, it.y), look) }
    event?.let { stamp(ink.pins.of(it.kind, PinSize.CHOSEN), Offset(it.x, it.y), look) }
}

/** Puts a pin on its point. */
private fun DrawScope.stamp(pin: ImageBitmap, point: Offset, look: MapLook) {
    val at = look.place(point, size) - Offset(pin.width / 2f, pin.height / 2f)
    // Whole pixels: a pin between them would be blurred.
    drawImage(pin, Offset(at.x.roundToInt().toFloat(), at.y.roundToInt().toFloat()))
}

/** The names of districts, from near those of barrios, as many as have room beside each other. */
internal fun DrawScope.drawNames(view: MapView, look: MapLook, ink: MapInk, letters: TextMeasurer) {
    val taken = mutableListOf<Rect>()
    val named = if (look.isNear) view.neighbourhoods.ifEmpty { view.districts } else view.districts
    named.forEach { drawName(it, look, ink, letters, taken) }
}

private fun DrawScope.drawName(
    outline: OutlineView,
    look: MapLook,
    ink: MapInk,
    letters: TextMeasurer,
    taken: MutableList<Rect>,
) {
    val at = look.place(Offset(outline.labelX, outline.labelY), size)
    if (at.x < 0 || at.y < 0 || at.x > size.width || at.y > size.height) return
    val name = letters.measure(outline.name, ink.names)
    val corner = at - Offset(name.size.width / 2f, name.size.height / 2f)
    val room = Rect(corner, Size(name.size.width.toFloat(), name.size.height.toFloat()))
    if (room.left < 0 || room.right > size.width || taken.any { it.overlaps(room.inflate(4.dp.toPx())) }) return
    taken += room
    drawRoundedGround(room, ink)
    drawText(name, topLeft = corner)
}

/** So that a name can be read above lines and pins. */
private fun DrawScope.drawRoundedGround(room: Rect, ink: MapInk) = drawRoundRect(
    ink.colours.land,
    room.topLeft - Offset(4.dp.toPx(), 0f),
    Size(room.width + 8.dp.toPx(), room.height),
    CornerRadius(4.dp.toPx()),
    alpha = 0.75f,
)
