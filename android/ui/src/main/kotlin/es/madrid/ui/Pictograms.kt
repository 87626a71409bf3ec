// Small pictures in a square of 24 by 24: one per kind of place, and the few marks that the screens share. They only help
// the eye: words stand beside them.

package es.madrid.ui

import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.SolidColor
import androidx.compose.ui.graphics.StrokeCap
import androidx.compose.ui.graphics.StrokeJoin
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.graphics.vector.addPathNodes
import androidx.compose.ui.unit.dp
import es.madrid.kit.PlaceKind

/** The picture of a kind. */
internal fun pictogram(kind: PlaceKind): ImageVector = when (kind) {
    PlaceKind.SPORTS_CENTRE -> dumbbell
    PlaceKind.LIBRARY -> book
    PlaceKind.CULTURAL_CENTRE -> stage
    PlaceKind.MUSEUM -> columns
    PlaceKind.PARK -> tree
    PlaceKind.CITIZEN_OFFICE -> desk
    PlaceKind.OTHER -> pin
}

/** Where there is nothing to show. */
internal val pin = drawn(
    "pin",
    "M12 21C8 16.5 5.5 13.2 5.5 9.8a6.5 6.5 0 0 1 13 0C18.5 13.2 16 16.5 12 21Z",
    "M12 7.5a2.3 2.3 0 1 0 0 4.6a2.3 2.3 0 1 0 0 -4.6Z",
)

/** Somebody: the person, or who they act for. */
internal val somebody = drawn(
    "somebody",
    "M12 3.8a4 4 0 1 0 0 8a4 4 0 1 0 0 -8Z",
    "M4.5 20.2C5.2 16.4 8.2 14.6 12 14.6C15.8 14.6 18.8 16.4 19.5 20.2",
)

/** What is locked. */
internal val lock = drawn("lock", "M6 10.5H18V20H6Z", "M8.5 10.5V7.5a3.5 3.5 0 0 1 7 0V10.5", "M12 14.5V16.5")

/** What was chosen, what is in order. */
internal val check = drawn("check", "M4.5 12.5L10 18L19.5 6.5")

/** What the person should look at. */
internal val warning = drawn("warning", "M12 4L21 19.5H3Z", "M12 10V14", "M12 16.7V16.9")

/** The way back. */
internal val back = drawn("back", "M19.5 12H4.5", "M11 5.5L4.5 12L11 18.5")

/** What opens another screen. */
internal val forward = drawn("forward", "M9 5L16 12L9 19")

/** What opens below. */
internal val down = drawn("down", "M5 9L12 16L19 9")

/** What can be brought back. */
internal val plus = drawn("plus", "M12 5V19", "M5 12H19")

private val dumbbell = drawn("dumbbell", "M7 7V17", "M4 9.5V14.5", "M17 7V17", "M20 9.5V14.5", "M7 12H17")
private val book = drawn(
    "book",
    "M12 6.5C10 5 7 4.8 4 5.2V18.2C7 17.8 10 18 12 19.5C14 18 17 17.8 20 18.2V5.2C17 4.8 14 5 12 6.5Z",
    "M12 6.5V19.5",
)
private val stage = drawn(
    "stage",
    "M4 5H20V10C20 15.5 16.5 19 12 19C7.5 19 4 15.5 4 10Z",
    "M8.5 9.5H9",
    "M15 9.5H15.5",
    "M8.5 13C10 15 14 15 15.5 13",
)
private val columns = drawn("columns", "M4 9L12 4L20 9Z", "M6.5 12V17", "M12 12V17", "M17.5 12V17", "M4 20H20")
private val tree = drawn(
    "tree",
    "M12 3.5C8.5 3.5 6 6 6.3 9C4.6 10 4.3 14.5 8.5 14.8H15.5C19.7 14.5 19.4 10 17.7 9C18 6 15.5 3.5 12 3.5Z",
    "M12 10V20.5",
    "M8.5 20.5H15.5",
)
private val desk = drawn(
    "desk",
    "M12 4.5a2.7 2.7 0 1 0 0 5.4a2.7 2.7 0 1 0 0 -5.4Z",
    "M6.5 15.5C7 12.8 9.3 12 12 12C14.7 12 17 12.8 17.5 15.5",
    "M3.5 15.5H20.5",
    "M5 15.5V20",
    "M19 15.5V20",
)

private fun drawn(name: String, vararg strokes: String): ImageVector {
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
