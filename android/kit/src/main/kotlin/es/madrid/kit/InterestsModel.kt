// The state of what the phone thinks of the person, and of what they told it.

package es.madrid.kit

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.collectLatest
import kotlinx.coroutines.flow.distinctUntilChangedBy

/** What the person likes, as the phone thinks: theirs to see, to change and to erase. */
class InterestsModel(private val madrid: Madrid) {
    private val interestsState = MutableStateFlow<Block<InterestsView>>(Block.Loading)
    private val failureState = MutableStateFlow<ExplanationView?>(null)

    /** All of it. Failed, with words, while nobody has signed in or the data are locked. */
    val interests: StateFlow<Block<InterestsView>> = interestsState.asStateFlow()

    /** Why the last action did not work, in plain words; `null` when it did. */
    val failure: StateFlow<ExplanationView?> = failureState.asStateFlow()

    /** Reads [interests], and again when the session changes, until it is cancelled: nothing of one person is left. */
    suspend fun watch() = madrid.session().distinctUntilChangedBy { it.state }.collectLatest { read() }

    /** More or less of a tag. */
    suspend fun wish(tag: String, wish: InterestWish): Boolean = change { madrid.wish(tag, wish) }

    /** Forgets what is known and wished of a tag. */
    suspend fun forget(tag: String): Boolean = change { madrid.forgetInterest(tag) }

    /** Replaces what the person told. */
    suspend fun tell(about: AboutRequest): Boolean = change { madrid.tell(about) }

    /** Forgets everything that was learnt and told. */
    suspend fun erase(): Boolean = change { madrid.eraseInterests() }

    /** Switches recommendations on or off. */
    suspend fun switch(isOn: Boolean): Boolean = madrid.attempt(failureState) { switchForYou(isOn) }.also { read() }

    /** What could not be done has been read: [failure] is `null` again. */
    fun forget() {
        failureState.value = null
    }

    private suspend fun read() =
        madrid.publish(interestsState) { interestsState.value = Block.Shown(madrid.interests()) }

    private suspend fun change(work: suspend () -> InterestsView): Boolean =
        madrid.attempt(failureState) { interestsState.value = Block.Shown(work()) }
}

/** What is told once [choice], one of these, is turned. Of the ages one at most is chosen. */
fun AboutView.turned(choice: ChoiceView): AboutRequest = when (choice) {
    withChildren -> told.copy(withChildren = !told.withChildren)
    stepFree -> told.copy(stepFree = !told.stepFree)
    littleSpanish -> told.copy(littleSpanish = !told.littleSpanish)
    in ages -> told.copy(age = named<AgeBand>(choice).takeIf { it != told.age })
    in cards -> told.copy(cards = turned(told.cards, named<HeldCard>(choice)))
    else -> told.copy(life = turned(told.life, named<LifeEvent>(choice)))
}

/** The codes of the core are its names, in small letters. */
private inline fun <reified E : Enum<E>> named(choice: ChoiceView): E? =
    enumValues<E>().firstOrNull { it.name.equals(choice.code, ignoreCase = true) }

private fun <E> turned(told: List<E>, one: E?): List<E> = when (one) {
    null -> told
    in told -> told - one
    else -> told + one
}
