// The part of the tour where something is missing: the network, a part of the city, the session, or agreement.

package es.madrid.desktop

import es.madrid.kit.AccessLevel
import es.madrid.kit.BlockId
import es.madrid.kit.ContactRequest
import es.madrid.kit.Destination
import es.madrid.kit.HomeView
import es.madrid.kit.PartView
import es.madrid.kit.PendingState
import es.madrid.kit.SectionId
import es.madrid.kit.SessionState

private const val THREE_DAYS_LATER = "2025-10-28T11:00:00Z"

/** The telephone that the tour asks the city to write down, and the one that was written down meanwhile. */
private const val NEW_PHONE = "+34 611 222 333"
private const val OTHER_PHONE = "+34699999999"

/** Three days without the city: everything is there, and says how old it is. */
internal suspend fun TourPhone.offline() {
    stopClock(THREE_DAYS_LATER)
    show(Sights.offline) {
        await(home().greeting)
        refreshInVain()
    }
    stopClock(TOUR_HOUR)
}

/** A part of the city stops to answer; then the person hides a block. */
internal suspend fun TourPhone.partDown(marta: Persona, city: MockCity) {
    signIn(marta)
    city.sector("fines", "down")
    refresh()
    city.sector("fines", "ok")
    val notice = homeWhen("the missing part") { it.part(SectionId.FINES).notice != null }.part(SectionId.FINES).notice
    show(Sights.partDown) { await(checkNotNull(notice)) }
    madrid.hide(BlockId.NEW, hidden = true)
    show(Sights.hidden) { await(home().greeting) }
}

/** A part of the city has never answered: nobody knows what it would say. */
internal suspend fun TourPhone.partSilent(marta: Persona, city: MockCity) {
    city.sector("fines", "down")
    signIn(marta)
    city.sector("fines", "ok")
    val notice = homeWhen("the silent part") { it.part(SectionId.FINES).notice != null }.part(SectionId.FINES).notice
    show(Sights.partSilent) { await(checkNotNull(notice)) }
}

/** A change without a network. */
internal suspend fun TourPhone.changeOffline() {
    app.profile.changeContact(ContactRequest(NEW_PHONE, email = null))
    show(Sights.waiting) {
        await(pending(PendingState.WAITING))
        refreshInVain()
    }
}

/** The same change with the city, and then one that was made in two places. */
internal suspend fun TourPhone.changes(carmen: Persona, city: MockCity) {
    refresh()
    show(Sights.toConfirm) { await(pending(PendingState.NEEDS_STRONGER_SIGN_IN)) }
    city.changeContact(carmen.id, OTHER_PHONE)
    app.session.signIn(carmen, AccessLevel.STRONG)
    app.refresh()
    show(Sights.conflictAtHome) { await(pending(PendingState.CONFLICT)) }
    show(Sights.conflict, Destination.Profile) { await(pending(PendingState.CONFLICT)) }
}

/** The city has ended the session, and what the phone knows stays readable. */
internal suspend fun TourPhone.ended(carmen: Persona, city: MockCity) {
    signIn(carmen)
    city.endSessions(carmen.id)
    app.refresh()
    show(Sights.ended) { await(madrid.session().wait("the end of the session") { it.state == SessionState.SIGN_IN_AGAIN }.title) }
}

private suspend fun Step.pending(state: PendingState) =
    madrid.home().wait("a change that is $state") { it.pending.singleOrNull()?.state == state }.pending.single().title

private fun HomeView.part(id: SectionId): PartView =
    blocks.flatMap { it.parts }.firstOrNull { it.id == id } ?: throw TourEnds("no block speaks of $id")
