// The state of the agenda's screens.

package es.madrid.kit

import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlin.time.Duration.Companion.milliseconds

/** How long a person may take to the next letter before what they wrote is looked for. */
private val BETWEEN_LETTERS = 200.milliseconds

/**
 * Which events the person wants to see.
 *
 * @property time when; today for a person who asked for nothing.
 * @property text words of it; blank for all.
 * @property kind only this kind; `null` means any.
 * @property audience only what is meant for these; `null` means everybody.
 * @property free only what the city says is free.
 * @property district only in the district with this code; `null` means the whole city.
 * @property near only what is near the person.
 */
data class AgendaQuestion(
    val time: AgendaWhen = TODAY,
    val text: String = "",
    val kind: EventKind? = null,
    val audience: EventAudience? = null,
    val free: Boolean = false,
    val district: String? = null,
    val near: Boolean = false,
) {
    /** Whether the filters leave something out. When is no filter: it is what the screen is about. */
    val isFiltered: Boolean get() = this != AgendaQuestion(time, text)

    /** The same without any filter. */
    fun reset(): AgendaQuestion = AgendaQuestion(time, text)

    internal fun request(here: HereRequest?, limit: UInt) =
        AgendaRequest(time, audience, kind, free, district, here, near && here != null, text, limit)

    companion object {
        /** What is left of today. */
        val TODAY: AgendaWhen = es.madrid.core.AgendaWhen.Today

        /** One day of Madrid, `YYYY-MM-DD`. */
        fun on(day: String): AgendaWhen = es.madrid.core.AgendaWhen.Day(day)
    }
}

/**
 * What is on in the city, and one event in full.
 *
 * Every function lasts as long as its result is wanted: call it from the screen's `LaunchedEffect(question)`, which
 * cancels it when the screen goes or the question changes. A cancelled call publishes nothing more.
 */
class AgendaModel(private val madrid: Madrid) {
    private val listState = MutableStateFlow<Block<AgendaListView>>(Block.Loading)
    private val openedState = MutableStateFlow<Block<EventView>>(Block.Loading)
    private val filterState = MutableStateFlow<Block<AgendaFilterView>>(Block.Loading)
    private val failureState = MutableStateFlow<ExplanationView?>(null)

    /** The answer to the last question. */
    val list: StateFlow<Block<AgendaListView>> = listState.asStateFlow()

    /** The event that was opened last. */
    val opened: StateFlow<Block<EventView>> = openedState.asStateFlow()

    /** What the agenda can be chosen by. */
    val filter: StateFlow<Block<AgendaFilterView>> = filterState.asStateFlow()

    /** Why an event could not be put into the calendar, in plain words; `null` when it could. */
    val failure: StateFlow<ExplanationView?> = failureState.asStateFlow()

    /** Keeps [list] up to date until it is cancelled. What was shown before stays until the new list is there. */
    suspend fun watch(question: AgendaQuestion, here: HereRequest? = null) = madrid.publish(listState) {
        if (question.text.isNotBlank()) delay(BETWEEN_LETTERS)
        madrid.events(question.request(here, LIMIT)).collect { listState.value = Block.Shown(it) }
    }

    /** Keeps [opened] up to date with one event, by the `id` of its row, until it is cancelled. */
    suspend fun show(id: String) {
        val known = openedState.value as? Block.Shown
        if (known?.view?.id != id) openedState.value = Block.Loading
        madrid.publish(openedState) { madrid.event(id).collect { openedState.value = Block.Shown(it) } }
    }

    /** Reads [filter]. To be called again in a new language, and when the districts may have arrived. */
    suspend fun readFilter() = madrid.publish(filterState) { filterState.value = Block.Shown(madrid.agendaFilter()) }

    /** An event for the phone's own calendar; `null` when it cannot be had, and [failure] says why. */
    suspend fun calendarFile(id: String): CalendarFileView? {
        var file: CalendarFileView? = null
        madrid.attempt(failureState) { file = calendarFile(id) }
        return file
    }

    /** What could not be done has been read: [failure] is `null` again. */
    fun forget() {
        failureState.value = null
    }

    companion object {
        /** How many events a list has at most. */
        const val LIMIT: UInt = 2_000u
    }
}
