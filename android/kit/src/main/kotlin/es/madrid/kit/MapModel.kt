// The state of the map's screen.

package es.madrid.kit

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow

/**
 * What the map should point at.
 *
 * @property places places of this question; `null` for none. Its words are not looked for: a map is about what is near.
 * @property events events of this question; `null` for none.
 */
data class MapQuestion(val places: PlacesQuestion? = null, val events: AgendaQuestion? = null)

/** The map of the city, drawn from what the phone holds. */
class MapModel(private val madrid: Madrid) {
    private val mapState = MutableStateFlow<Block<MapView>>(Block.Loading)

    /** The map. */
    val map: StateFlow<Block<MapView>> = mapState.asStateFlow()

    /**
     * Keeps [map] up to date until it is cancelled. What was shown before stays until the new map is there. Call it from the
     * screen's `LaunchedEffect(question, here)`.
     */
    suspend fun watch(question: MapQuestion, here: HereRequest? = null) = madrid.publish(mapState) {
        val places = question.places?.let { NearRequest(here, listOfNotNull(it.kind), it.needs, PINS) }
        val events = question.events?.request(here, PINS)
        madrid.map(MapRequest(here, places, events)).collect { mapState.value = Block.Shown(it) }
    }

    companion object {
        /** How many pins of a kind a map has at most: more would hide each other. */
        const val PINS: UInt = 500u
    }
}
