// The state of the places screens. The model newcomers copy: it asks the kit and publishes blocks, nothing else.

package es.madrid.kit

import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.collectLatest
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.map
import kotlin.time.Duration.Companion.milliseconds

/** How long a person may take to the next letter before what they wrote is searched for. */
private val BETWEEN_LETTERS = 200.milliseconds

/**
 * Which places the person wants to see.
 *
 * @property text words of their name or address; blank for all of them, the nearest first.
 * @property kind only this kind; `null` means any.
 * @property needs what the place has to offer, all of it.
 */
data class PlacesQuestion(
    val text: String = "",
    val kind: PlaceKind? = null,
    val needs: List<PlaceNeed> = emptyList(),
)

/**
 * Places near the person, found by text, and one of them in full.
 *
 * Every function lasts as long as its result is wanted: call it from the screen's `LaunchedEffect(question)`, which
 * cancels it when the screen goes or the question changes. A cancelled call publishes nothing more.
 */
class PlacesModel(private val madrid: Madrid) {
    private val listState = MutableStateFlow<Block<PlaceListView>>(Block.Loading)
    private val openedState = MutableStateFlow<Block<PlaceView>>(Block.Loading)
    private val hereState = MutableStateFlow<HereRequest?>(null)
    private val failureState = MutableStateFlow<ExplanationView?>(null)

    /** The answer to the last question. */
    val list: StateFlow<Block<PlaceListView>> = listState.asStateFlow()

    /** The place that was opened last. */
    val opened: StateFlow<Block<PlaceView>> = openedState.asStateFlow()

    /** Where the person is, since they asked for what is near them. It is kept nowhere else, and not for long. */
    val here: StateFlow<HereRequest?> = hereState.asStateFlow()

    /** Why the phone does not know where the person is, after they asked for it. */
    val failure: StateFlow<ExplanationView?> = failureState.asStateFlow()

    /** What places can be chosen by. Ask again in a new language. */
    val filter: PlacesFilterView get() = madrid.filter()

    /** Keeps [list] up to date until it is cancelled. What was shown before stays until the new list is there. */
    suspend fun watch(question: PlacesQuestion, here: HereRequest? = null) = madrid.publish(listState) {
        if (question.text.isBlank()) {
            val request = NearRequest(here, listOfNotNull(question.kind), question.needs, LIMIT)
            madrid.near(request).collect { listState.value = Block.Shown(it) }
        } else {
            delay(BETWEEN_LETTERS)
            val kinds = listOfNotNull(question.kind)
            val request = SearchRequest(question.text, kinds, question.needs, SEARCH_LIMIT, here)
            whenPlacesChange { listState.value = Block.Shown(madrid.search(request)) }
        }
    }

    /** Keeps [opened] up to date with one place, by the `id` of its row, until it is cancelled. */
    suspend fun show(id: String) {
        val known = openedState.value as? Block.Shown
        if (known?.view?.id != id) openedState.value = Block.Loading
        madrid.publish(openedState) { whenPlacesChange { openedState.value = Block.Shown(madrid.show(id)) } }
    }

    /** The person is [here]; `null` takes it back. */
    fun standAt(here: HereRequest?) {
        hereState.value = here
        failureState.value = null
    }

    /** The person asked for what is near them, and the phone does not say where that is. */
    fun isLost() {
        failureState.value = madrid.explain("platform.location")
    }

    /** What could not be done has been read: [failure] is `null` again. */
    fun forget() {
        failureState.value = null
    }

    /** Asks once now, and again when the places, or the words for them, have changed. */
    private suspend fun whenPlacesChange(ask: suspend () -> Unit) =
        madrid.status().map { it.places }.distinctUntilChanged().collectLatest { ask() }

    companion object {
        /** How many places a list has at most. */
        const val LIMIT: UInt = 5_000u

        /** How many results a search shows. */
        const val SEARCH_LIMIT: UInt = 200u
    }
}
