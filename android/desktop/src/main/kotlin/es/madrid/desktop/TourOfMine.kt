// The part of the tour where everything goes well: home, the places, the person's own data, and the ways to leave.

package es.madrid.desktop

import es.madrid.kit.Destination
import es.madrid.kit.HomeView
import es.madrid.kit.NearRequest
import es.madrid.kit.PlaceKind
import es.madrid.kit.SearchRequest
import es.madrid.kit.SessionState
import kotlinx.coroutines.flow.first

/** What the tour searches for, found and not. */
private const val WORDS = "biblioteca"
private const val NO_WORDS = "dinosaurio"

/** Home, and what is reached from it. */
internal suspend fun TourPhone.home() {
    show(Sights.home) { await(home().greeting) }
    show(Sights.subjects) {
        val all = home().subjects
        await(all.first().name)
        touch(all.first().name)
        await(all.last().name)
    }
    show(Sights.item) {
        val home = home()
        await(home.greeting)
        // A debt has a screen of its own.
        touch(home.blocks.flatMap { it.items }.first { it.door == null }.accessibilityLabel)
        await(home.help.title)
    }
    show(Sights.arrange) {
        val home = home()
        val arrange = checkNotNull(home.arrange)
        await(home.greeting)
        touch(arrange.label)
        await(arrange.doneLabel)
    }
    show(Sights.badLink) {
        await(home().greeting)
        app.open("madrid://nowhere")
        awaitAnywhere(checkNotNull(app.linkFailure.value).title)
    }
}

/** The first screen of somebody else. */
internal suspend fun TourPhone.homeOf(persona: Persona) {
    signIn(persona)
    show(Sights.homeOf(persona)) { await(home().greeting) }
}

/** The list of places, what narrows it, and one of them. */
internal suspend fun TourPhone.places() {
    val nearest = nearest(kind = null)
    show(Sights.places, Destination.Places()) { await(nearest.name) }
    show(Sights.filtered, Destination.Places(kind = PlaceKind.LIBRARY)) { await(nearest(PlaceKind.LIBRARY).name) }
    show(Sights.filter, Destination.Places()) {
        await(nearest.name)
        touch(madrid.filter().title)
        await(madrid.filter().doneLabel)
    }
    show(Sights.found, Destination.Places(WORDS)) { await(search(WORDS).items.first().name) }
    show(Sights.notFound, Destination.Places(NO_WORDS)) { await(checkNotNull(search(NO_WORDS).empty).title) }
    val library = search(WORDS).items.first()
    show(Sights.place, Destination.Place(library.id)) { await(library.name) }
}

/** What the city knows of the person, and what they allow it. */
internal suspend fun TourPhone.profile() {
    show(Sights.profile, Destination.Profile) { await(contact().editLabel) }
    show(Sights.mistake, Destination.Profile) {
        val contact = contact()
        await(contact.editLabel)
        touch(contact.editLabel)
        await(contact.saveLabel)
        write(contact.phoneLabel, "12")
        touch(contact.saveLabel)
        stage.await("the mistake") { app.profile.failure.value?.let { say(it.title) } == true }
    }
    show(Sights.consents, Destination.Consents) {
        await(checkNotNull(madrid.profile().wait("what was chosen") { it.preferences != null }.preferences).analytics.title)
    }
    show(Sights.settings, Destination.Settings) { await(madrid.settings().first().languagesTitle) }
    show(Sights.removal, Destination.Settings) {
        val removal = madrid.removal()
        await(madrid.settings().first().languagesTitle)
        touch(removal.title)
        awaitAnywhere(removal.actionLabel)
    }
}

/** Locked, signed out, and somebody else who tries to come in. */
internal suspend fun TourPhone.leaving(other: Persona) {
    madrid.lock()
    show(Sights.locked) { await(session(SessionState.LOCKED)) }
    madrid.unlock()
    madrid.signOut()
    show(Sights.left) { await(session(SessionState.SIGNED_OUT)) }
    show(Sights.stranger) {
        await(session(SessionState.SIGNED_OUT))
        app.session.signIn(other)
        awaitAnywhere(checkNotNull(app.session.failure.value).title)
    }
}

/** The screen of a child. */
internal suspend fun TourPhone.acting(carmen: Persona) {
    signIn(carmen)
    actFor("Hugo")
    show(Sights.acting) { await(checkNotNull(home().actingFor)) }
}

/** The first screen as it is now. */
internal suspend fun Step.home(): HomeView = madrid.home().first()

private suspend fun Step.session(state: SessionState) = madrid.session().wait("a session that is $state") { it.state == state }.title

private suspend fun Step.contact() = checkNotNull(madrid.profile().wait("a way to reach somebody") { it.contact != null }.contact)

private suspend fun Step.search(text: String) = madrid.search(request(text))

private suspend fun TourPhone.search(text: String) = madrid.search(request(text))

private fun request(text: String) = SearchRequest(text, kinds = emptyList(), needs = emptyList(), limit = 50u)

private suspend fun TourPhone.nearest(kind: PlaceKind?) =
    madrid.near(NearRequest(here = null, listOfNotNull(kind), needs = emptyList(), limit = 1u)).first().items.first()
