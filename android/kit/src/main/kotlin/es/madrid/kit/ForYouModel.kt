// The state of what is recommended to the person, and of what they keep.

package es.madrid.kit

import es.madrid.core.forYouId
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.collectLatest
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.map

/**
 * What the city has for the person, here and now. It is worked out on the phone and never leaves it.
 *
 * Functions that take `here` last as long as their result is wanted: call them from the screen's `LaunchedEffect(here)`.
 */
class ForYouModel(private val madrid: Madrid) {
    private val listState = MutableStateFlow<Block<ForYouView>>(Block.Loading)
    private val whyState = MutableStateFlow<Block<WhyView>>(Block.Loading)
    private val savedState = MutableStateFlow<Block<SavedView>>(Block.Loading)
    private val failureState = MutableStateFlow<ExplanationView?>(null)
    private val changes = MutableStateFlow(0)

    /** The list. Without a person, or locked, it is there too, and says so. */
    val list: StateFlow<Block<ForYouView>> = listState.asStateFlow()

    /** Why the thing that was asked about last is where it is. */
    val why: StateFlow<Block<WhyView>> = whyState.asStateFlow()

    /** What the person keeps. Failed, with words, while nobody has signed in or the data are locked. */
    val saved: StateFlow<Block<SavedView>> = savedState.asStateFlow()

    /** Why the last action did not work, in plain words; `null` when it did. */
    val failure: StateFlow<ExplanationView?> = failureState.asStateFlow()

    /**
     * Keeps [list] up to date until it is cancelled. Without [here], distances are from the registered address. What was worked
     * out for one person is gone before the next list is made.
     */
    suspend fun watch(here: HereRequest? = null) = sessions().collectLatest { state ->
        if (state == SessionState.SIGNED_OUT || state == SessionState.LOCKED) listState.value = Block.Loading
        madrid.publish(listState) { madrid.forYou(here, LIMIT).collect { listState.value = Block.Shown(it) } }
    }

    /** Keeps [saved] up to date until it is cancelled. What one person keeps is gone as soon as it is locked. */
    suspend fun watchSaved(here: HereRequest? = null) {
        sessions().combine(changes) { state, _ -> state }.collectLatest {
            madrid.publish(savedState) { savedState.value = Block.Shown(madrid.saved(here)) }
        }
    }

    /** Reads [why] of one thing by its `id`. */
    suspend fun ask(id: String, here: HereRequest? = null) = madrid.publish(whyState) {
        whyState.value = Block.Loading
        whyState.value = Block.Shown(madrid.why(id, here))
    }

    /** Does what a button of a thing says. What leads to another screen does nothing here. */
    suspend fun perform(kind: ForYouActionKind, id: String, here: HereRequest? = null): Boolean {
        val done = madrid.attempt(failureState) {
            when (kind) {
                ForYouActionKind.SAVE -> madrid.save(id, here)
                ForYouActionKind.UNSAVE -> madrid.unsave(id)
                ForYouActionKind.NOT_THIS -> madrid.notThis(id)
                ForYouActionKind.SEE, ForYouActionKind.WHY -> Unit
            }
        }
        changes.value += 1
        return done
    }

    /** Keeps a place or an event that its own screen shows, or lets it go. [target] is the `id` its feature knows it by. */
    suspend fun keep(kind: ForYouKind, target: String, isKept: Boolean): Boolean =
        perform(if (isKept) ForYouActionKind.SAVE else ForYouActionKind.UNSAVE, forYouId(kind, target))

    /** The person looked at something: the phone learns from it. Where it cannot, nobody has to know. */
    suspend fun opened(kind: ForYouKind, target: String, here: HereRequest? = null) {
        val unsaid = MutableStateFlow<ExplanationView?>(null)
        madrid.attempt(unsaid) { madrid.opened(forYouId(kind, target), here) }
    }

    /** Switches recommendations on or off. */
    suspend fun switch(isOn: Boolean): Boolean = madrid.attempt(failureState) { switchForYou(isOn) }

    /** What could not be done has been read: [failure] is `null` again. */
    fun forget() {
        failureState.value = null
    }

    private fun sessions() = madrid.session().map { it.state }.distinctUntilChanged()

    companion object {
        /** How many things a list has at most. */
        const val LIMIT: UInt = 30u
    }
}

/** Whether this is among what the person keeps. [target] is the `id` its own feature knows it by. */
fun SavedView.keeps(kind: ForYouKind, target: String): Boolean = items.any { it.kind == kind && it.target == target }
