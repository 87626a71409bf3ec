// From where the map is looked at. All of it is geometry of the screen: where something is on the map, the core has said.

package es.madrid.ui

import androidx.compose.runtime.saveable.Saver
import androidx.compose.runtime.saveable.listSaver
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Rect
import androidx.compose.ui.geometry.Size
import es.madrid.kit.MapView
import kotlin.math.max
import kotlin.math.min

/** The nearest and the farthest look: how many times the whole square of the city is as wide as the screen. */
private const val NEAREST = 120f
private const val FARTHEST = 0.8f

/** How much stays free around what is looked at, and how near a look at the person is. */
private const val MARGIN = 1.15f
private const val AROUND_PERSON = 0.04f

/** What is in the [middle] of the screen, in the square of the map, and how large that square is beside the screen. */
internal data class MapLook(val middle: Offset, val zoom: Float) {
    /** How many pixels the side of the square has on a screen of this [size]. */
    fun side(size: Size): Float = min(size.width, size.height) * zoom

    /** Where a point of the square is on a screen of this [size]. */
    fun place(point: Offset, size: Size): Offset = (point - middle) * side(size) + size.middle

    /** Which point of the square is at this [place] of a screen. */
    fun point(place: Offset, size: Size): Offset = (place - size.middle) / side(size) + middle

    /** Two fingers at [centre] move by [pan] and spread by [factor]: what is under them stays under them. */
    fun moved(centre: Offset, pan: Offset, factor: Float, size: Size): MapLook {
        val held = point(centre - pan, size)
        val nearer = copy(zoom = (zoom * factor).coerceIn(FARTHEST, NEAREST))
        val under = nearer.point(centre, size)
        return nearer.copy(middle = nearer.middle + held - under).kept()
    }

    /** Nearer or farther, with the same in the middle. */
    fun zoomed(factor: Float): MapLook = copy(zoom = (zoom * factor).coerceIn(FARTHEST, NEAREST))

    /** The city never leaves the screen altogether. */
    private fun kept() = copy(middle = Offset(middle.x.coerceIn(0f, 1f), middle.y.coerceIn(0f, 1f)))

    companion object {
        /** A look that has all of [area] on the screen. */
        fun at(area: Rect): MapLook {
            val widest = max(area.width, area.height) * MARGIN
            return MapLook(area.center, (1f / max(widest, 1f / NEAREST)).coerceIn(FARTHEST, NEAREST))
        }

        /** The first look at a map: around the person, or at what it points at, or at the whole city. */
        fun first(view: MapView): MapLook {
            val here = view.here
            if (here != null) return at(Rect(Offset(here.x, here.y), AROUND_PERSON))
            return at(bounds(view.spots()) ?: whole(view))
        }

        /** The whole city. */
        fun whole(view: MapView): Rect {
            val rings = view.districts.flatMap { it.rings }.flatMap { ring -> ring.chunked(2) { (x, y) -> Offset(x, y) } }
            return bounds(rings) ?: Rect(0f, 0f, 1f, 1f)
        }

        /** Keeps a look as three numbers. */
        val saver: Saver<MapLook?, Any> = listSaver(
            save = { if (it == null) emptyList() else listOf(it.middle.x, it.middle.y, it.zoom) },
            restore = { kept -> if (kept.size < 3) null else MapLook(Offset(kept[0], kept[1]), kept[2]) },
        )
    }
}

/** Where everything is that the map points at. */
internal fun MapView.spots(): List<Offset> =
    placePins.map { Offset(it.x, it.y) } + eventPins.map { Offset(it.x, it.y) }

private val Size.middle get() = Offset(width / 2, height / 2)

private fun bounds(points: List<Offset>): Rect? {
    if (points.isEmpty()) return null
    return Rect(points.minOf { it.x }, points.minOf { it.y }, points.maxOf { it.x }, points.maxOf { it.y })
}
