// Small pictures in a square of 24 by 24, whose strokes come from bindings/design/tokens.json. They only help the eye:
// words stand beside them.

package es.madrid.ui

import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.SolidColor
import androidx.compose.ui.graphics.StrokeCap
import androidx.compose.ui.graphics.StrokeJoin
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.graphics.vector.addPathNodes
import androidx.compose.ui.unit.dp
import es.madrid.kit.EventKind
import es.madrid.kit.ForYouKind
import es.madrid.kit.PlaceKind

/** The picture of a kind. */
internal fun pictogram(kind: PlaceKind): ImageVector = when (kind) {
    PlaceKind.SPORTS_CENTRE -> Pictograms.sportsCentre
    PlaceKind.LIBRARY -> Pictograms.library
    PlaceKind.CULTURAL_CENTRE -> Pictograms.culturalCentre
    PlaceKind.MUSEUM -> Pictograms.museum
    PlaceKind.PARK -> Pictograms.park
    PlaceKind.CITIZEN_OFFICE -> Pictograms.citizenOffice
    PlaceKind.OTHER -> Pictograms.places
}

/** The picture of a kind of event. */
internal fun pictogram(kind: EventKind): ImageVector = when (kind) {
    EventKind.MUSIC, EventKind.DANCE -> Pictograms.music
    EventKind.THEATRE, EventKind.STORY_TELLING -> Pictograms.culturalCentre
    EventKind.CINEMA -> Pictograms.cinema
    EventKind.EXHIBITION -> Pictograms.exhibition
    EventKind.TALK -> Pictograms.message
    EventKind.WORKSHOP, EventKind.COURSE -> Pictograms.edit
    EventKind.READING -> Pictograms.library
    EventKind.TOUR -> Pictograms.directions
    EventKind.SPORT -> Pictograms.sportsCentre
    EventKind.CIRCUS_MAGIC, EventKind.PARTY, EventKind.FAIR -> Pictograms.party
    EventKind.CHILDREN, EventKind.CONTEST, EventKind.OTHER -> Pictograms.calendar
}

/** The picture of a kind of thing that is recommended. */
internal fun pictogram(kind: ForYouKind): ImageVector = when (kind) {
    ForYouKind.PLACE -> Pictograms.places
    ForYouKind.EVENT -> Pictograms.calendar
    ForYouKind.PROCEDURE -> Pictograms.document
    ForYouKind.CARD -> Pictograms.card
    ForYouKind.PAYMENT -> Pictograms.euro
}

/** Where there is nothing to show. */
internal val pin get() = Pictograms.places

/** Somebody: the person, or who they act for. */
internal val somebody get() = Pictograms.somebody

/** What is locked. */
internal val lock get() = Pictograms.lock

/** What was chosen, what is in order. */
internal val check get() = Pictograms.check

/** What the person should look at. */
internal val warning get() = Pictograms.warning

/** The way back. */
internal val back get() = Pictograms.back

/** What opens another screen. */
internal val forward get() = Pictograms.forward

/** What opens below. */
internal val down get() = Pictograms.down

/** What can be brought back. */
internal val plus get() = Pictograms.plus

/** A picture of [strokes], which the generated list is made with. Its colour is given where it is drawn. */
internal fun drawn(name: String, vararg strokes: String): ImageVector {
    val side = 24f
    val builder = ImageVector.Builder(name, side.dp, side.dp, side, side)
    for (stroke in strokes) {
        builder.addPath(
            pathData = addPathNodes(stroke),
            stroke = SolidColor(Color.Black),
            strokeLineWidth = Lines.pictogram.value,
            strokeLineCap = StrokeCap.Round,
            strokeLineJoin = StrokeJoin.Round,
        )
    }
    return builder.build()
}
