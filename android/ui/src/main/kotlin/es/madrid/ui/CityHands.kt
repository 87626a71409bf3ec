// What the buttons of the screens of the city around the person set going.

package es.madrid.ui

import es.madrid.kit.AgendaQuestion
import es.madrid.kit.AppModel
import es.madrid.kit.Block
import es.madrid.kit.BlockId
import es.madrid.kit.ForYouActionKind
import es.madrid.kit.ForYouItemView
import es.madrid.kit.ForYouScreen
import es.madrid.kit.SessionActionKind
import es.madrid.kit.SessionState
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.launch

/**
 * The hands of the person in the city. [screen] is where the route is moved, [askAgenda] changes which events are listed,
 * [here] looks for the person, [session] does what a button of the session says, [refresh] asks the city and [retry] reads every
 * screen anew besides.
 */
internal class CityHands(
    private val app: AppModel,
    private val phone: PhoneHands,
    private val route: Route,
    private val screen: CoroutineScope,
    val askAgenda: (AgendaQuestion) -> Unit,
    private val here: suspend (Boolean) -> Boolean,
    session: (SessionActionKind) -> Unit,
    private val refresh: () -> Unit,
    private val retry: () -> Unit,
) {
    private val standAt: (Boolean) -> Unit = { wanted -> app.begin { here(wanted) } }

    val event = EventActions(
        calendar = ::addToCalendar,
        share = phone::share,
        place = { route.go(Screen.Place(it)) },
        open = phone::open,
        again = retry,
        back = route::back,
    )

    val forYou = ForYouActions(
        act = ::act,
        switch = { app.begin { app.forYou.switch(it) } },
        here = standAt,
        map = { route.go(Screen.Map) },
        saved = { route.go(Screen.Saved) },
        interests = { route.go(Screen.Interests) },
        refresh = refresh,
        again = retry,
        back = route::back,
    )

    val own = OwnActions(
        act = ::act,
        switch = { app.begin { app.interests.switch(it) } },
        wish = { tag, wish -> app.begin { app.interests.wish(tag, wish) } },
        forget = { app.begin { app.interests.forget(it) } },
        tell = { app.begin { app.interests.tell(it) } },
        erase = { app.begin { app.interests.erase() } },
        session = session,
        again = retry,
        back = route::back,
    )

    val bookings = BookingsActions(
        pay = { route.go(Screen.Pay(it.kind, it.debt)) },
        perform = { kind, id -> app.begin { app.bookings.perform(kind, id) } },
        place = { route.go(Screen.Place(it)) },
        session = session,
        refresh = refresh,
        again = retry,
        back = route::back,
    )

    /** The times of something that can be booked. */
    val times: (String) -> Unit = { route.go(Screen.Times(it)) }

    /** What can be done with an agenda that answers [question]. */
    fun agenda(question: AgendaQuestion) = AgendaActions(
        ask = askAgenda,
        near = { near(question, it) },
        filter = { route.go(Screen.AgendaFilter) },
        open = { route.go(Screen.Event(it)) },
        refresh = refresh,
        again = retry,
    )

    /** What can be done with the map; [places] and [events] choose what it points at. */
    fun map(places: (Boolean) -> Unit, events: (Boolean) -> Unit) = MapActions(
        here = standAt,
        places = places,
        events = events,
        openPlace = { route.go(Screen.Place(it)) },
        openEvent = { route.go(Screen.Event(it)) },
        again = retry,
        back = route::back,
    )

    /** What can be done with the times of a [bookable]. */
    fun booking(bookable: String) = TimesActions(
        day = { app.begin { app.bookings.ask(bookable, it) } },
        book = ::book,
        again = retry,
        back = route::back,
    )

    /** Only what is near needs to know where the person is. */
    private fun near(question: AgendaQuestion, wanted: Boolean) = app.begin {
        val isFound = wanted && (app.places.here.value != null || here(true))
        screen.launch { askAgenda(question.copy(near = isFound)) }
    }

    private fun addToCalendar(id: String) = app.begin {
        app.agenda.calendarFile(id)?.let { phone.addToCalendar(it.fileName, it.text) }
    }

    private fun book(slot: String, people: UInt) = asSomebody {
        app.begin { if (app.bookings.book(slot, people)) screen.launch { route.go(Screen.Bookings) } }
    }

    private fun act(item: ForYouItemView, kind: ForYouActionKind) = when (kind) {
        ForYouActionKind.SEE -> see(item)
        ForYouActionKind.WHY -> route.go(Screen.Why(item.id))
        else -> asSomebody { app.begin { app.forYou.perform(kind, item.id, app.places.here.value) } }
    }

    /** Who has not signed in is asked to: what they were about to do is still there afterwards. */
    private fun asSomebody(work: () -> Unit) {
        val session = (app.session.session.value as? Block.Shown)?.view
        if (session?.state == SessionState.SIGNED_OUT) route.go(Screen.SignIn) else work()
    }

    private fun see(item: ForYouItemView) = when (item.screen) {
        ForYouScreen.PLACE -> route.go(Screen.Place(item.target))
        ForYouScreen.EVENT -> route.go(Screen.Event(item.target))
        ForYouScreen.ERRAND -> errand(item)
    }

    /** What is between the person and the city stands on the first screen; one that is not there any more has words of its own. */
    private fun errand(item: ForYouItemView) {
        val home = (app.home.home.value as? Block.Shown)?.view
        val block = home?.blocks?.firstOrNull { own -> own.id != BlockId.NEAR && own.items.any { it.id == item.target } }
        route.go(Screen.Item(block?.id ?: BlockId.DO, item.target))
    }
}
