// Two quiet ornaments of the city. The seven stars of its arms stand where the sky has them, as the Great Bear; the edge
// of a bar is that of a street tile, an ochre line and blue lozenges. They carry no meaning, and no screen reader sees them.

package es.madrid.ui

import androidx.compose.foundation.Canvas
import androidx.compose.foundation.layout.aspectRatio
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.drawscope.DrawScope
import androidx.compose.ui.graphics.drawscope.clipRect
import androidx.compose.ui.graphics.drawscope.scale
import androidx.compose.ui.graphics.drawscope.translate
import androidx.compose.ui.graphics.vector.PathParser
import androidx.compose.ui.unit.dp

/** Filled shapes in a rectangle of [width] by [height], as path data. */
internal class Ornament(val width: Float, val height: Float, shapes: List<String>) {
    private val paths = shapes.map { PathParser().parsePathString(it).toPath() }

    /** Draws it as large as it was drawn, one dp for one. */
    fun DrawScope.draw(colour: Color) = scale(density, Offset.Zero) {
        for (path in paths) drawPath(path, colour)
    }

    /** Draws it as wide as there is room. */
    fun DrawScope.fill(colour: Color) = scale(size.width / this@Ornament.width, Offset.Zero) {
        for (path in paths) drawPath(path, colour)
    }
}

/** The seven stars, as wide as [modifier] says. */
@Composable
internal fun SevenStars(modifier: Modifier = Modifier, colour: Color = Palette.star) {
    val stars = Ornaments.greatBear
    Canvas(modifier.aspectRatio(stars.width / stars.height)) { with(stars) { fill(colour) } }
}

/** The edge of a street tile, as wide as there is room: what closes a bar. */
@Composable
internal fun TileEdge(modifier: Modifier = Modifier) {
    val (line, mark) = Palette.tileLine to Palette.tileMark
    Canvas(modifier.fillMaxWidth().height(Sizes.tileEdge)) {
        drawRect(line, size = Size(size.width, Lines.strong.toPx()))
        translate(top = size.height - Ornaments.tileLozenges.height.dp.toPx()) {
            clipRect(bottom = Ornaments.tileLozenges.height.dp.toPx()) { lengths(line, mark) }
        }
    }
}

/** Lengths of the edge side by side, the last one cut off by the screen. */
private fun DrawScope.lengths(line: Color, mark: Color) {
    val length = Ornaments.tileLozenges.width.dp.toPx()
    var at = 0f
    while (at < size.width) {
        translate(left = at) {
            with(Ornaments.tileLozenges) { draw(mark) }
            with(Ornaments.tileDots) { draw(line) }
        }
        at += length
    }
}
