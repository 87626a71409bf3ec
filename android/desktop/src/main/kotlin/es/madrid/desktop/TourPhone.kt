// One phone of the tour: a folder of its own, the app on it, and the person who holds it.

package es.madrid.desktop

import es.madrid.kit.AppConfig
import es.madrid.kit.AppModel
import es.madrid.kit.Browser
import es.madrid.kit.Destination
import es.madrid.kit.HomeView
import es.madrid.kit.Language
import es.madrid.kit.Madrid
import es.madrid.kit.Platform
import es.madrid.ui.MadridApp
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.withTimeoutOrNull
import kotlin.time.Duration.Companion.seconds

/** Something on the tour did not happen. */
internal class TourEnds(text: String) : Exception(text)

/** How long anything on the tour may take. */
private val PATIENCE = 20.seconds

/** A phone whose screens [guest] is shown. */
internal class TourPhone private constructor(
    val madrid: Madrid,
    private val person: Browser,
    private val guest: Guest,
) : AutoCloseable by madrid {
    /** What the person does between two screens. */
    val app = AppModel(madrid)

    /** Signs in, as lightly as the city lets look, and waits for what is the person's. */
    suspend fun signIn(persona: Persona) {
        app.settings.endWelcome()
        if (!app.session.signIn(persona)) throw TourEnds("${persona.id} cannot sign in: ${app.session.failure.value}")
        refresh()
    }

    /** Asks the city, which must answer. */
    suspend fun refresh() {
        app.refresh()
        app.refreshFailure.value?.let { throw TourEnds("the city does not answer: $it") }
    }

    /** The first screen, as soon as it is as [wanted]. */
    suspend fun homeWhen(what: String, wanted: (HomeView) -> Boolean): HomeView = madrid.home().wait(what, wanted)

    /** Acts for somebody by their first name. */
    suspend fun actFor(name: String) {
        val somebody = madrid.home().first().subjects.firstOrNull { it.name.startsWith(name) }
        if (somebody == null || !app.home.actFor(somebody.id)) throw TourEnds("nobody can act for $name")
        refresh()
    }

    /**
     * Shows a screen in each of its looks. The app starts at [start], and [way] goes on from there and waits for what is
     * to be seen, in words of the language that the phone then speaks.
     */
    suspend fun show(sight: Sight, start: Destination? = null, way: suspend Step.() -> Unit) {
        for (language in sight.languages) {
            madrid.chooseLanguage(language)
            val turns = Turns()
            val scope = CoroutineScope(SupervisorJob() + turns)
            // A screen of its own each time: nothing of the other language can be left on it.
            val shown = AppModel(madrid, scope)
            Stage(sight.papers.first(), turns) { MadridApp(shown, DesktopHands(person, here = null), start) }.use {
                Step(it, shown, madrid).way()
                guest.seeAll(sight, language, it)
            }
            scope.cancel()
        }
        madrid.chooseLanguage(Language.ES)
    }

    /** Shows what is there from the beginning, before the phone has read anything. */
    suspend fun showAtOnce(sight: Sight) {
        for (language in sight.languages) {
            madrid.chooseLanguage(language)
            val hands = DesktopHands(person, here = null)
            for (paper in guest.papers(sight, language)) {
                val shown = AppModel(madrid)
                Stage(paper) { MadridApp(shown, hands) }.use {
                    it.begin()
                    guest.see(Look(sight, language, paper), it)
                }
            }
        }
        madrid.chooseLanguage(Language.ES)
    }

    companion object {
        /** A phone that has just been bought, in the hands of [person]. */
        suspend fun open(config: AppConfig, person: Browser, guest: Guest) =
            TourPhone(Madrid.open(config, Platform.desktop(config.homeDir)), person, guest)
    }
}

/** Waits until it is as [wanted], and no longer than anything on the tour may take. */
internal suspend fun <V> Flow<V>.wait(what: String, wanted: (V) -> Boolean): V =
    withTimeoutOrNull(PATIENCE) { first(wanted) } ?: throw TourEnds("$what never came to be")

/** Shows every look that a sight has in this language. */
internal fun Guest.seeAll(sight: Sight, language: Language, stage: Stage) {
    for (paper in papers(sight, language)) {
        stage.turnTo(paper)
        stage.unroll()
        see(Look(sight, language, paper), stage)
    }
}

/** A step of the person through the app on the [stage]. */
internal class Step(val stage: Stage, val app: AppModel, val madrid: Madrid) {
    /** Waits until these words are there and nothing is under way. */
    fun await(words: String) = stage.await(words) { say(words) && !isWaiting }

    /** The same for words that may stand where the person would have to scroll to. */
    fun awaitAnywhere(words: String) = stage.await(words) {
        // What arrives late makes the screen longer.
        if (goOn()) stage.unroll()
        say(words) && !isWaiting
    }

    /** Touches what says these words, wherever it would have to be scrolled to. */
    fun touch(words: String) {
        if (!stage.nodes.canTouch(words)) stage.unroll()
        stage.nodes.touch(words)
    }

    /** Asks the city, which must not be there, and waits for the words that say so. */
    fun refreshInVain() {
        touch(madrid.words().refresh)
        stage.await("the refresh") { app.refreshFailure.value != null }
        awaitAnywhere(checkNotNull(app.refreshFailure.value).title)
    }

    /** Writes into a field. */
    fun write(field: String, text: String) = stage.nodes.write(field, text)
}
