// The pictures of controls.

package es.madrid.ui

import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.SolidColor
import androidx.compose.ui.graphics.StrokeCap
import androidx.compose.ui.graphics.StrokeJoin
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.graphics.vector.addPathNodes
import androidx.compose.ui.unit.dp

/** A picture for each control, in a square of 24 by 24. */
internal object Signs {
    val home = sign("home", "M4 11L12 4L20 11", "M6.5 9.5V20H17.5V9.5")
    val search = sign("search", "M10.5 4.5a6 6 0 1 0 0 12a6 6 0 1 0 0 -12Z", "M15 15L20 20")
    val filter = sign("filter", "M4 7H20", "M7 12H17", "M10 17H14")
    val settings = sign("settings", "M4 7H13", "M17 7H20", "M15 5V9", "M4 17H7", "M11 17H20", "M9 15V19", "M4 12H20")
    val close = sign("close", "M6 6L18 18", "M18 6L6 18")
    val phone = sign("phone", "M7 4L10 8L8.5 10.5A9 9 0 0 0 13.5 15.5L16 14L20 17C19.5 19 18 20 16 20A12 12 0 0 1 4 8C4 6 5 4.5 7 4Z")
    val mail = sign("mail", "M4 6.5H20V17.5H4Z", "M4 7.5L12 13L20 7.5")
    val web = sign("web", "M12 4a8 8 0 1 0 0 16a8 8 0 1 0 0 -16Z", "M4 12H20", "M12 4C8.5 8.5 8.5 15.5 12 20C15.5 15.5 15.5 8.5 12 4Z")
    val route = sign("route", "M4 12L20 4L14 20L11 13Z")
    val refresh = sign("refresh", "M19 12a7 7 0 1 1 -2.2 -5.1", "M19.5 4V8H15.5")
    val eye = sign("eye", "M3 12C6 7 9 5.5 12 5.5C15 5.5 18 7 21 12C18 17 15 18.5 12 18.5C9 18.5 6 17 3 12Z", "M12 9.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0 -5Z")
    val eyeOff = sign("eye-off", "M3 12C6 7 9 5.5 12 5.5C15 5.5 18 7 21 12C18 17 15 18.5 12 18.5C9 18.5 6 17 3 12Z", "M4.5 19.5L19.5 4.5")
    val up = sign("up", "M12 19V5", "M5.5 11L12 4.5L18.5 11")
    val down = sign("down-arrow", "M12 5V19", "M5.5 13L12 19.5L18.5 13")
    val offline = sign("offline", "M7 18H17A4 4 0 0 0 17.5 10A6 6 0 0 0 6.5 9.5A4.3 4.3 0 0 0 7 18Z", "M4 20L20 4")
}

private fun sign(name: String, vararg strokes: String): ImageVector {
    val side = 24f
    val builder = ImageVector.Builder(name, side.dp, side.dp, side, side)
    for (stroke in strokes) {
        builder.addPath(
            pathData = addPathNodes(stroke),
            stroke = SolidColor(Color.Black),
            strokeLineWidth = 1.8f,
            strokeLineCap = StrokeCap.Round,
            strokeLineJoin = StrokeJoin.Round,
        )
    }
    return builder.build()
}
