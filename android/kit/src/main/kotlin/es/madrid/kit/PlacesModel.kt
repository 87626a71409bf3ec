// The state of the places screens. The model newcomers copy: it asks the kit and publishes blocks, nothing else.

package es.madrid.kit

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow

/**
 * Places near the person, found by text, and one of them in full.
 *
 * Every function lasts as long as its result is wanted: call it from the screen's `LaunchedEffect(question)`, which
 * cancels it when the screen goes or the question changes. A cancelled call publishes nothing more.
 */
class PlacesModel(private val madrid: Madrid) {
    private val nearbyState = MutableStateFlow<Block<PlaceListView>>(Block.Loading)
    private val foundState = MutableStateFlow<Block<PlaceListView>?>(null)
    private val openedState = MutableStateFlow<Block<PlaceView>?>(null)

    /** The list around the last watched point. */
    val nearby: StateFlow<Block<PlaceListView>> = nearbyState.asStateFlow()

    /** The answer to the last search; `null` when nothing is searched. */
    val found: StateFlow<Block<PlaceListView>?> = foundState.asStateFlow()

    /** The place that was opened last; `null` before the first. */
    val opened: StateFlow<Block<PlaceView>?> = openedState.asStateFlow()

    /** The kinds to choose from. */
    val kinds: List<KindView> get() = madrid.kinds

    /** The needs to choose from. */
    val needs: List<NeedView> get() = madrid.needs

    /** Keeps [nearby] up to date until it is cancelled. What was shown before stays until the new list is there. */
    suspend fun watch(request: NearRequest) =
        madrid.publish(nearbyState) { madrid.near(request).collect { nearbyState.value = Block.Shown(it) } }

    /** Searches once. An empty text ends the search. */
    suspend fun search(text: String) {
        if (text.isEmpty()) {
            foundState.value = null
        } else {
            madrid.publish(foundState) { foundState.value = Block.Shown(madrid.search(text, SEARCH_LIMIT)) }
        }
    }

    /** Opens one place by the `id` of its row. */
    suspend fun show(id: String) {
        openedState.value = Block.Loading
        madrid.publish(openedState) { openedState.value = Block.Shown(madrid.show(id)) }
    }

    companion object {
        /** How many results a search shows. */
        const val SEARCH_LIMIT: UInt = 50u
    }
}
