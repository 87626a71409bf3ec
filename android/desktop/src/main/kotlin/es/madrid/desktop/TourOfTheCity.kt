// The part of the tour in the city around the person: what is recommended, what is on, the map, and booking.

package es.madrid.desktop

import es.madrid.kit.AgendaModel
import es.madrid.kit.AgendaQuestion
import es.madrid.kit.AgendaRequest
import es.madrid.kit.Block
import es.madrid.kit.BookableView
import es.madrid.kit.BookingActionKind
import es.madrid.kit.BookingGroup
import es.madrid.kit.Destination
import es.madrid.kit.EventRowView
import es.madrid.kit.ForYouActionKind
import es.madrid.kit.ForYouItemView
import es.madrid.kit.ForYouModel
import es.madrid.kit.ForYouView
import es.madrid.kit.HereRequest
import es.madrid.kit.InterestWish
import es.madrid.kit.Madrid
import es.madrid.kit.MapRequest
import es.madrid.kit.SlotView
import es.madrid.kit.SlotsRequest
import es.madrid.kit.agendaFilter
import es.madrid.kit.events
import es.madrid.kit.forYou
import es.madrid.kit.interests
import es.madrid.kit.map
import es.madrid.kit.save
import es.madrid.kit.saved
import es.madrid.kit.switchForYou
import es.madrid.kit.why
import es.madrid.kit.wish
import kotlinx.coroutines.flow.first

/** The Puerta del Sol. */
private val SOL = HereRequest(lat = 40.4169, lon = -3.7035)

/** What is looked for in the agenda in vain. */
private const val NO_WORDS = "dinosaurio"

/** What the phone recommends before anybody has come in. */
internal suspend fun TourPhone.forYouOfNobody() {
    app.settings.endWelcome()
    refresh()
    show(Sights.forYouOfNobody, Destination.ForYou) { await(checkNotNull(recommended().notice)) }
}

/** What is recommended to the person, why, what they keep and what the phone thinks of them. */
internal suspend fun TourPhone.forYou() {
    show(Sights.nothingSaved, Destination.Saved) { await(checkNotNull(madrid.saved(null).empty).title) }
    val kept = recommended().items.filter { item -> item.actions.any { it.kind == ForYouActionKind.SAVE } }.take(2)
    kept.forEach { madrid.save(it.id, null) }
    show(Sights.forYou, Destination.ForYou) { await(recommended().items.first().title) }
    show(Sights.why, Destination.ForYou) {
        val first = recommended().items.first { it.can(ForYouActionKind.WHY) }
        await(first.title)
        touch(first.actions.first { it.kind == ForYouActionKind.WHY }.accessibilityLabel)
        await(madrid.why(first.id, null).lines.first().label)
    }
    show(Sights.saved, Destination.Saved) { await(madrid.saved(null).items.first().title) }
    madrid.wish(madrid.interests().interests.first().tag, InterestWish.MORE)
    show(Sights.interests, Destination.Interests) { await(madrid.interests().about.title) }
    madrid.switchForYou(false)
    show(Sights.forYouOff, Destination.ForYou) { await(checkNotNull(recommended().empty).title) }
    madrid.switchForYou(true)
}

/** What is on, what narrows it, and one event. */
internal suspend fun TourPhone.agenda() {
    val event = madrid.events(request()).first().days.first().items.first()
    show(Sights.agenda, Destination.Agenda) { agenda(event) }
    show(Sights.agendaFilter, Destination.Agenda) {
        agenda(event)
        touch(madrid.agendaFilter().title)
        await(madrid.agendaFilter().doneLabel)
    }
    show(Sights.noEvents, Destination.Agenda) {
        agenda(event)
        write(madrid.agendaFilter().searchLabel, NO_WORDS)
        await(checkNotNull(madrid.events(request(NO_WORDS)).first().empty).title)
    }
    show(Sights.event, Destination.Event(event.id)) { await(event.title) }
}

/** The list and what it can be asked come one after the other. */
private suspend fun Step.agenda(event: EventRowView) {
    await(event.title)
    await(madrid.agendaFilter().title)
}

/** The city from far, and what is near the person. */
internal suspend fun TourPhone.map() {
    show(Sights.map, Destination.Map) {
        val map = madrid.map(MapRequest(null, null, null)).first()
        await(map.empty?.title ?: map.wholeLabel)
    }
    show(Sights.mapNear, Destination.Map) {
        await(madrid.filter().hereLabel)
        app.places.standAt(SOL)
        await(checkNotNull(madrid.map(MapRequest(SOL, null, null)).first().here).label)
    }
}

/** A court: its times, a booking, and before it is called off. */
internal suspend fun TourPhone.booking() {
    show(Sights.noBookings, Destination.Bookings) { await(checkNotNull(madrid.bookings().first().empty).title) }
    val court = court()
    show(Sights.bookable, Destination.Place(court.place)) { bookables(court) }
    show(Sights.times, Destination.Place(court.place)) { times(court) }
    show(Sights.confirming, Destination.Place(court.place)) {
        times(court)
        touch(free(court).accessibilityLabel)
        await(checkNotNull(free(court).actionLabel))
    }
    app.bookings.book(timesLater(court).first().slot, people = 2u)
    refresh()
    madrid.bookings().wait("a booking") { view -> view.groups.any { it.id == BookingGroup.UPCOMING } }
    show(Sights.bookings, Destination.Bookings) { await(madrid.bookings().first().groups.first().bookings.first().title) }
    show(Sights.callingOff, Destination.Bookings) {
        val action = madrid.bookings().first().groups.first().bookings.first().actions.first()
        await(action.label)
        touch(action.label)
        await(checkNotNull(action.confirm).title)
    }
}

/** A bath that costs something, kept until it is paid. It is let go again: the first screen comes later. */
internal suspend fun TourPhone.bookingToPay() {
    // A pool in the open air has no times in winter.
    val time = madrid.bookables(null).items.filter { it.note != null }.firstNotNullOf { timesLater(it).firstOrNull() }
    app.bookings.book(time.slot, people = 1u)
    refresh()
    val kept = madrid.bookings().wait("a booking to pay") { view -> view.groups.any { it.id == BookingGroup.TO_PAY } }.groups.first()
    show(Sights.bookingToPay, Destination.Bookings) { await(madrid.bookings().first().groups.first().title) }
    app.bookings.perform(BookingActionKind.CANCEL, kept.bookings.first().id)
    refresh()
}

/** The same court without a network: nobody knows what is left, and what is booked all the same waits. */
internal suspend fun TourPhone.bookingOffline(slot: String) {
    val court = court()
    show(Sights.timesOffline, Destination.Place(court.place)) {
        bookables(court)
        toTimes(court)
        stage.await("the times") { app.bookings.slots.value is Block.Failed && say(madrid.words().retry) }
    }
    app.bookings.book(slot, people = 1u)
    show(Sights.bookedOffline, Destination.Bookings) {
        await(madrid.bookings().first().groups.first { it.id == BookingGroup.WAITING }.title)
    }
}

/** A time of another day that is still free. */
internal suspend fun TourPhone.laterTime(): String = timesLater(court()).last().slot

private suspend fun Step.bookables(court: BookableView) {
    await(court.placeName)
    touch(madrid.bookables(court.place).title)
    await(madrid.words().times)
}

private suspend fun Step.times(court: BookableView) {
    bookables(court)
    toTimes(court)
    await(madrid.slots(SlotsRequest(court.id, null)).title)
}

private fun Step.toTimes(court: BookableView) = touch("${madrid.words().times}: ${court.name}")

private suspend fun Step.free(court: BookableView): SlotView =
    madrid.slots(SlotsRequest(court.id, null)).slots.first { it.actionLabel != null }

/** What is free on the days after today. */
private suspend fun TourPhone.timesLater(court: BookableView): List<SlotView> {
    val days = madrid.slots(SlotsRequest(court.id, null)).days.drop(1)
    return days.flatMap { madrid.slots(SlotsRequest(court.id, it.day)).slots }.filter { it.actionLabel != null }
}

/** Something that costs nothing. */
private suspend fun TourPhone.court(): BookableView = madrid.bookables(null).items.first { it.note == null }

/** What is recommended now. */
private suspend fun Step.recommended(): ForYouView = recommended(madrid)

private suspend fun TourPhone.recommended(): ForYouView = recommended(madrid)

private suspend fun recommended(madrid: Madrid): ForYouView = madrid.forYou(null, ForYouModel.LIMIT).first()

private fun request(text: String = "") =
    AgendaRequest(AgendaQuestion.TODAY, null, null, false, null, null, false, text, AgendaModel.LIMIT)

private fun ForYouItemView.can(kind: ForYouActionKind) = actions.any { it.kind == kind }
