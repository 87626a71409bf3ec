// The map of what is near, and below it the same as a list: who cannot see the map misses nothing.

package es.madrid.ui

import androidx.compose.foundation.background
import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.height
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.foundation.shape.CircleShape
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import es.madrid.kit.Block
import es.madrid.kit.ExplanationView
import es.madrid.kit.MapView

/**
 * What stands around the map.
 *
 * @property hereLabel the words of the choice to look at what is near the person; no such choice without them.
 * @property isHere whether it is looked at from there.
 * @property hasPlaces whether it points at places.
 * @property hasEvents whether it points at what is on.
 * @property refusals what the person wanted and could not be done.
 */
class AroundMap(
    val hereLabel: String? = null,
    val isHere: Boolean = false,
    val hasPlaces: Boolean = true,
    val hasEvents: Boolean = false,
    val refusals: List<ExplanationView> = emptyList(),
)

/** What the person can do there. */
class MapActions(
    val here: (Boolean) -> Unit = {},
    val places: (Boolean) -> Unit = {},
    val events: (Boolean) -> Unit = {},
    val openPlace: (String) -> Unit = {},
    val openEvent: (String) -> Unit = {},
    val again: () -> Unit = {},
    val back: () -> Unit = {},
)

/** The map with its list. */
@Composable
fun MapScreen(map: Block<MapView>, around: AroundMap = AroundMap(), actions: MapActions = MapActions()) {
    val view = (map as? Block.Shown)?.view
    var look by rememberSaveable(around.isHere, stateSaver = MapLook.saver) { mutableStateOf(null) }
    var chosen by rememberSaveable(around.hasPlaces, around.hasEvents, around.isHere) { mutableStateOf<Int?>(null) }
    Page(
        top = { Bar(view?.title ?: LocalWords.current.map, view?.freshness, before = { BackDoor(actions.back) }) },
        isLoading = map is Block.Loading,
        page = Palette.page,
    ) {
        items(around.refusals, key = { it.code }) { Trouble(it) }
        if (map is Block.Failed) item { Failure(map.explanation, actions.again) }
        if (view == null) return@Page
        item(key = "asked") { Asked(around, actions) }
        val empty = view.empty
        if (empty != null) {
            item(key = "empty") { Empty(empty, Pictograms.map) }
        } else {
            item(key = "map") { Seen(view, { look }, chosen, { look = it }, { chosen = it }) }
        }
        view.here?.let { item(key = "here") { Here(it.label) } }
        pins(view, chosen, actions)
    }
}

@Composable
private fun Asked(around: AroundMap, actions: MapActions) = Chips(Modifier.padding(horizontal = edge, vertical = 12.dp)) {
    val words = LocalWords.current
    around.hereLabel?.let { ToggleChip(it, around.isHere, Pictograms.here, change = actions.here) }
    ToggleChip(words.places, around.hasPlaces, pin, change = actions.places)
    ToggleChip(words.agenda, around.hasEvents, Pictograms.calendar, change = actions.events)
}

@Composable
private fun Seen(view: MapView, look: () -> MapLook?, chosen: Int?, move: (MapLook) -> Unit, choose: (Int?) -> Unit) = Column {
    val first = remember(view) { MapLook.first(view) }
    val now = { look() ?: first }
    Box(Modifier.fillMaxWidth().height(HEIGHT)) {
        CityMap(view, now, chosen, move, choose)
        Column(Modifier.align(Alignment.BottomEnd).padding(10.dp), verticalArrangement = Arrangement.spacedBy(8.dp)) {
            MapDoor(plus, view.zoomInLabel) { move(now().zoomed(STEP)) }
            MapDoor(Pictograms.minus, view.zoomOutLabel) { move(now().zoomed(1 / STEP)) }
            MapDoor(Pictograms.map, view.wholeLabel) { move(MapLook.at(MapLook.whole(view))) }
        }
    }
    HorizontalDivider(color = Palette.line)
}

/** How high the map is: below it there is always the beginning of the list. */
private val HEIGHT = 380.dp

@Composable
private fun Here(label: String) =
    Box(Modifier.padding(horizontal = edge, vertical = 12.dp)) { CardText(label, Palette.quietInk) }

/** How much nearer or farther a touch looks. */
private const val STEP = 1.8f

@Composable
private fun MapDoor(picture: ImageVector, words: String, done: () -> Unit) =
    IconButton(done, Modifier.size(touch).background(Palette.pale, CircleShape)) {
        Icon(picture, contentDescription = words, Modifier.size(24.dp), tint = Palette.onPale)
    }

/** What was touched on the map stands first, then everything. */
private fun LazyListScope.pins(view: MapView, chosen: Int?, actions: MapActions) {
    val all = view.placePins.map { pin ->
        Pin("place ${pin.id}", pictogram(pin.kind), pin.label, null, pin.accessibilityLabel) { actions.openPlace(pin.id) }
    } + view.eventPins.map { pin ->
        Pin("event ${pin.id}", pictogram(pin.kind), pin.label, pin.whenLabel, pin.accessibilityLabel) {
            actions.openEvent(pin.id)
        }
    }
    val first = chosen?.let(all::getOrNull)
    first?.let { item(key = "chosen") { WideCard(line = Palette.accent) { PinRow(it, inset = false) } } }
    items(all, key = { it.key }, contentType = { "pin" }) {
        PinRow(it, inset = true)
        HorizontalDivider(color = Palette.line)
    }
}

private class Pin(
    val key: String,
    val picture: ImageVector,
    val label: String,
    val whenLabel: String?,
    val spoken: String,
    val open: () -> Unit,
)

@Composable
private fun PinRow(pin: Pin, inset: Boolean) {
    val room = if (inset) Modifier.padding(horizontal = edge, vertical = 10.dp) else Modifier
    Row(
        Modifier
            .fillMaxWidth()
            .clickable(role = Role.Button, onClick = pin.open)
            .semantics { contentDescription = pin.spoken }
            .then(room)
            .heightIn(min = touch),
        horizontalArrangement = Arrangement.spacedBy(14.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        if (!hasLargeLetters) Picture(pin.picture, 44, 24)
        Column(Modifier.weight(1f), verticalArrangement = Arrangement.spacedBy(3.dp)) {
            Text(pin.label, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
            pin.whenLabel?.let { Text(it, style = MaterialTheme.typography.labelLarge, color = Palette.accent) }
        }
        Icon(forward, contentDescription = null, Modifier.size(22.dp), tint = Palette.quietInk)
    }
}
