// One phone of the tour.

package es.madrid.desktop

import androidx.compose.runtime.Composable
import es.madrid.kit.AppConfig
import es.madrid.kit.AppModel
import es.madrid.kit.Block
import es.madrid.kit.HomeView
import es.madrid.kit.Language
import es.madrid.kit.Madrid
import es.madrid.kit.PartView
import es.madrid.kit.Platform
import es.madrid.kit.SectionId
import es.madrid.kit.SessionState
import es.madrid.ui.Around
import es.madrid.ui.AroundProfile
import es.madrid.ui.AroundSettings
import es.madrid.ui.HomeScreen
import es.madrid.ui.ProfileScreen
import es.madrid.ui.SettingsScreen
import es.madrid.ui.WithWords
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.withTimeoutOrNull
import java.nio.file.Path
import kotlin.time.Duration.Companion.seconds

/** Something on the tour did not happen. */
internal class TourEnds(text: String) : Exception(text)

/** How long anything on the tour may take. */
private val PATIENCE = 20.seconds

/** Whether nothing else is asked of a screen than to be there. */
private val anything: (HomeView) -> Boolean = { true }

/** A phone of its own, with its pictures in [out]. */
internal class TourPhone private constructor(val madrid: Madrid, private val out: Path) : AutoCloseable by madrid {
    val app = AppModel(madrid)

    /** Signs in, as lightly as the city lets look, and waits for what is the person's. */
    suspend fun signIn(persona: Persona) {
        if (!app.session.signIn(persona)) throw TourEnds("${persona.id} cannot sign in: ${app.session.failure.value}")
        app.refresh()
        app.refreshFailure.value?.let { throw TourEnds("${persona.id} cannot refresh: $it") }
    }

    /** Acts for somebody by their first name. */
    suspend fun actFor(name: String) {
        val somebody = madrid.home().first().subjects.firstOrNull { it.name.startsWith(name) }
        if (somebody == null || !app.home.actFor(somebody.id)) throw TourEnds("nobody can act for $name")
        app.refresh()
    }

    /** Draws in Spanish, then in English. */
    suspend fun inBothLanguages(draw: suspend TourPhone.(language: String) -> Unit) {
        for (language in listOf(Language.EN, Language.ES)) {
            madrid.chooseLanguage(language)
            draw(language.name.lowercase())
        }
    }

    /** Draws the first screen, as soon as it is as [wanted]. */
    suspend fun home(
        name: String,
        state: SessionState = SessionState.SIGNED_IN,
        paper: Paper = Paper(all = true),
        wanted: (HomeView) -> Boolean = anything,
    ) {
        val view = madrid.home().wait(name) { it.session.state == state && wanted(it) }
        val troubles = listOfNotNull(app.session.failure.value, app.refreshFailure.value)
        val around = Around(troubles, madrid.status().first().notices)
        save(name, paper) { HomeScreen(Block.Shown(view), around) }
    }

    /** Draws the profile. */
    suspend fun profile(name: String) {
        val view = madrid.profile().wait(name) { it.facts.isNotEmpty() }
        val around = AroundProfile(madrid.session().first(), mistake = app.profile.failure.value)
        save(name, Paper(all = true)) { ProfileScreen(Block.Shown(view), around) }
    }

    /** Draws the settings, with what removing would take away. */
    suspend fun removal(name: String) {
        app.session.weighRemoval()
        val removal = (app.session.removal.value as? Block.Shown)?.view
        val around = AroundSettings(madrid.session().first(), removal, isWeighing = true)
        val view = madrid.settings().first()
        save(name, Paper(all = true)) { SettingsScreen(Block.Shown(view), around) }
    }

    private suspend fun <V> Flow<V>.wait(name: String, wanted: (V) -> Boolean): V =
        withTimeoutOrNull(PATIENCE) { first(wanted) } ?: throw TourEnds("$name never came to be")

    private fun save(name: String, paper: Paper, screen: @Composable () -> Unit) =
        save(out, name, paper) { WithWords(madrid.words(), screen) }

    companion object {
        /** A phone that has just been bought. */
        suspend fun open(config: AppConfig, out: Path) =
            TourPhone(Madrid.open(config, Platform.desktop(config.homeDir)), out)
    }
}

/** What a part of the city says on the first screen. */
internal fun HomeView.part(id: SectionId): PartView =
    blocks.flatMap { it.parts }.firstOrNull { it.id == id } ?: throw TourEnds("no block speaks of $id")
