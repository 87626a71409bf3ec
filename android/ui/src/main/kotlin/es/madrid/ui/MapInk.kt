// How the map is drawn: land, lines, pins and names, from far and from near.

package es.madrid.ui

import androidx.compose.material3.MaterialTheme
import androidx.compose.runtime.Composable
import androidx.compose.ui.geometry.CornerRadius
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Rect
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.ColorFilter
import androidx.compose.ui.graphics.drawscope.DrawScope
import androidx.compose.ui.graphics.drawscope.Stroke
import androidx.compose.ui.graphics.drawscope.rotate
import androidx.compose.ui.graphics.drawscope.translate
import androidx.compose.ui.graphics.drawscope.withTransform
import androidx.compose.ui.graphics.vector.VectorPainter
import androidx.compose.ui.graphics.vector.rememberVectorPainter
import androidx.compose.ui.text.TextMeasurer
import androidx.compose.ui.text.TextStyle
import androidx.compose.ui.text.drawText
import androidx.compose.ui.unit.Dp
import androidx.compose.ui.unit.dp
import es.madrid.kit.EventKind
import es.madrid.kit.MapView
import es.madrid.kit.OutlineView
import es.madrid.kit.PlaceKind

/** From this look on the barrios have lines and names, and pins have pictures. */
private const val NEAR = 5f

/** What the map is drawn with. */
internal class MapInk(
    val land: Color,
    val line: Color,
    val edge: Color,
    val pin: Color,
    val eventPin: Color,
    val onPin: Color,
    val here: Color,
    val around: Color,
    val names: TextStyle,
    val places: Map<PlaceKind, VectorPainter>,
    val events: Map<EventKind, VectorPainter>,
)

@Composable
internal fun rememberMapInk() = MapInk(
    land = Palette.page,
    line = Palette.line,
    edge = Palette.outline,
    pin = Palette.accent,
    eventPin = Palette.noticeMark,
    onPin = Palette.page,
    here = Palette.danger,
    around = Palette.pale,
    names = MaterialTheme.typography.labelMedium.copy(color = Palette.ink),
    places = PlaceKind.entries.associateWith { rememberVectorPainter(pictogram(it)) },
    events = EventKind.entries.associateWith { rememberVectorPainter(pictogram(it)) },
)

private val MapLook.isNear get() = zoom >= NEAR

/** The land, with the lines of districts, and of barrios from near. */
internal fun DrawScope.drawCity(outlines: Outlines, look: MapLook, ink: MapInk) {
    val side = look.side(size)
    val corner = look.place(Offset.Zero, size)
    withTransform({
        translate(corner.x, corner.y)
        scale(side, side, Offset.Zero)
    }) {
        outlines.districts.forEach { drawPath(it, ink.land) }
        if (look.isNear) {
            val thin = Stroke(Lines.thin.toPx() / side)
            outlines.neighbourhoods.forEach { drawPath(it, ink.line, style = thin) }
        }
        val thick = Stroke(Lines.strong.toPx() / side)
        outlines.districts.forEach { drawPath(it, ink.edge, style = thick) }
    }
}

/** What the map points at, the [chosen] pin above the others, and above all where the person is. */
internal fun DrawScope.drawPins(view: MapView, look: MapLook, ink: MapInk, chosen: Int?) {
    val all = view.placePins.size + view.eventPins.size
    val order = (all - 1 downTo 0).filter { it != chosen } + listOfNotNull(chosen?.takeIf { it < all })
    order.forEach { drawPin(view, it, look, ink, isChosen = it == chosen) }
    view.here?.let { here ->
        val at = look.place(Offset(here.x, here.y), size)
        drawCircle(ink.around, 18.dp.toPx(), at, alpha = 0.7f)
        drawCircle(ink.onPin, 10.dp.toPx(), at)
        drawCircle(ink.here, 7.dp.toPx(), at)
    }
}

private fun DrawScope.drawPin(view: MapView, number: Int, look: MapLook, ink: MapInk, isChosen: Boolean) {
    val radius = if (isChosen) 16.dp else if (look.isNear) 11.dp else 4.dp
    val place = view.placePins.getOrNull(number)
    val event = view.eventPins.getOrNull(number - view.placePins.size)
    val point = place?.let { Offset(it.x, it.y) } ?: event?.let { Offset(it.x, it.y) } ?: return
    val at = look.place(point, size)
    if (!Rect(Offset.Zero, size).inflate(radius.toPx()).contains(at)) return
    // Not the colour alone: what is in the agenda has corners.
    if (place != null) drawRound(at, radius, ink) else drawCornered(at, radius, ink)
    val picture = place?.let { ink.places[it.kind] } ?: event?.let { ink.events[it.kind] }
    if (picture != null && radius > 10.dp) drawPicture(picture, at, radius * 1.3f, ink)
}

private fun DrawScope.drawRound(at: Offset, radius: Dp, ink: MapInk) {
    drawCircle(ink.onPin, radius.toPx() + Lines.strong.toPx(), at)
    drawCircle(ink.pin, radius.toPx(), at)
}

private fun DrawScope.drawCornered(at: Offset, radius: Dp, ink: MapInk) = rotate(45f, at) {
    val (outer, inner) = (radius + Lines.strong) * 1.8f to radius * 1.8f
    drawRect(ink.onPin, at - Offset(outer.toPx() / 2, outer.toPx() / 2), Size(outer.toPx(), outer.toPx()))
    drawRect(ink.eventPin, at - Offset(inner.toPx() / 2, inner.toPx() / 2), Size(inner.toPx(), inner.toPx()))
}

private fun DrawScope.drawPicture(picture: VectorPainter, at: Offset, side: Dp, ink: MapInk) {
    val length = side.toPx()
    translate(at.x - length / 2, at.y - length / 2) {
        with(picture) { draw(Size(length, length), colorFilter = ColorFilter.tint(ink.onPin)) }
    }
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
    ink.land,
    room.topLeft - Offset(4.dp.toPx(), 0f),
    Size(room.width + 8.dp.toPx(), room.height),
    CornerRadius(4.dp.toPx()),
    alpha = 0.75f,
)
