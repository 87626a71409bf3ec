// The citizen's tour: everybody whom the mock city knows signs in on a new phone, and what they see is drawn, also when
// something is missing.

package es.madrid.desktop

import es.madrid.kit.AccessLevel
import es.madrid.kit.AppConfig
import es.madrid.kit.BlockId
import es.madrid.kit.ContactRequest
import es.madrid.kit.HomeView
import es.madrid.kit.Language
import es.madrid.kit.PendingState
import es.madrid.kit.SectionId
import es.madrid.kit.SessionState
import java.nio.file.Path
import kotlin.io.path.Path

/** The telephone that the tour asks the city to write down. */
private const val NEW_PHONE = "+34 611 222 333"

/** A narrow phone in the hands of somebody who needs large letters. */
private val largeLetters = Paper(width = 360, height = 780, all = true, letters = 2f)

/** Draws into [out]. The phones keep their files below the folder of [config]. */
internal class Tour(private val config: AppConfig, private val city: MockCity, private val out: Path) {
    /** The whole tour. Throws [TourEnds] or [NoMockCity] when something did not happen. */
    suspend fun draw() {
        val personas = city.personas()
        fun named(id: String) = personas.firstOrNull { it.id == id } ?: throw TourEnds("there is no $id")
        personas.forEach { first(it) }
        gates(named("p-carmen"))
        actingAndMissing(named("p-carmen"), named("p-marta"))
        changes(named("p-carmen"))
        session(named("p-carmen"), named("p-marta"))
    }

    /** The first screen and nothing else, in both languages. */
    private suspend fun first(persona: Persona) = phone(persona.id) {
        signIn(persona)
        inBothLanguages { language -> home("home-${persona.name}-$language") }
    }

    private suspend fun gates(carmen: Persona) = phone("gates") {
        home("home-signed-out", SessionState.SIGNED_OUT, Paper())
        signIn(carmen)
        inBothLanguages { language -> profile("profile-carmen-$language") }
        removal("settings-removal")
        madrid.lock()
        home("home-locked", SessionState.LOCKED, Paper())
    }

    private suspend fun actingAndMissing(carmen: Persona, marta: Persona) {
        phone("acting") {
            signIn(carmen)
            actFor("Hugo")
            home("home-carmen-acts-for-hugo")
        }
        phone("missing") {
            signIn(marta)
            home("home-marta-large-letters", paper = largeLetters)
            city.sector("fines", "down")
            app.refresh()
            city.sector("fines", "ok")
            home("home-marta-part-missing") { it.part(SectionId.FINES).notice != null }
            madrid.hide(BlockId.NEAR, hidden = true)
            home("home-marta-block-hidden") { it.hidden.isNotEmpty() }
        }
        city.sector("fines", "down")
        phone("never") {
            signIn(marta)
            home("home-marta-part-never-answered") { it.part(SectionId.FINES).notice != null }
        }
        city.sector("fines", "ok")
    }

    /** A change without the city, with it, and one that was made in two places. */
    private suspend fun changes(carmen: Persona) = phone("changes") {
        signIn(carmen)
        city.vanish()
        app.profile.changeContact(ContactRequest(NEW_PHONE, email = null))
        app.refresh()
        home("home-stale") { it.pendingIs(PendingState.WAITING) }
        city.mend()
        app.refresh()
        home("home-change-to-confirm") { it.pendingIs(PendingState.NEEDS_STRONGER_SIGN_IN) }
        city.changeContact(carmen.id, "+34699999999")
        app.session.signIn(carmen, AccessLevel.STRONG)
        app.refresh()
        home("home-change-in-conflict") { it.pendingIs(PendingState.CONFLICT) }
        profile("profile-change-in-conflict")
    }

    private suspend fun session(carmen: Persona, marta: Persona) = phone("session") {
        signIn(carmen)
        city.endSessions(carmen.id)
        app.refresh()
        home("home-session-ended", SessionState.SIGN_IN_AGAIN)
        madrid.signOut()
        app.session.signIn(marta)
        home("home-other-person", SessionState.SIGNED_OUT, Paper())
    }

    private suspend fun phone(name: String, visit: suspend TourPhone.() -> Unit) {
        val home = Path(config.homeDir).resolve("tour").resolve(name)
        TourPhone.open(config.copy(homeDir = "$home", language = Language.ES), out).use { it.visit() }
    }
}

private fun HomeView.pendingIs(state: PendingState) = pending.singleOrNull()?.state == state
