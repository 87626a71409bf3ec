// The screens of the city around the person, each with the state that it draws.

package es.madrid.ui

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import es.madrid.kit.AppModel
import es.madrid.kit.Block
import es.madrid.kit.ForYouKind
import es.madrid.kit.MapQuestion
import es.madrid.kit.keeps

@Composable
internal fun AgendaOf(app: AppModel, hands: Hands, written: Written, round: Int) {
    val here by app.places.here.collectAsState()
    LaunchedEffect(app, written.agenda, here, round) { app.agenda.watch(written.agenda, here) }
    val list by app.agenda.list.collectAsState()
    ReadFilter(app, round, list)
    val filter by app.agenda.filter.collectAsState()
    val lost by app.places.failure.collectAsState()
    val refresh by app.refreshFailure.collectAsState()
    val isRefreshing by app.isRefreshing.collectAsState()
    val around = AroundAgenda(filter.shown, written.agenda, once(refresh), once(lost), isRefreshing)
    AgendaScreen(list, around, hands.city.agenda(written.agenda))
}

@Composable
internal fun AgendaFilterOf(app: AppModel, hands: Hands, written: Written, round: Int) {
    ReadFilter(app, round, Unit)
    val filter by app.agenda.filter.collectAsState()
    AgendaFilterScreen(filter, written.agenda, hands.city.askAgenda, hands.back)
}

/** The words of the filter: anew in a new language, and when the districts may have come. */
@Composable
private fun ReadFilter(app: AppModel, round: Int, list: Any) =
    LaunchedEffect(app, LocalWords.current, round, list) { app.agenda.readFilter() }

@Composable
internal fun EventOf(id: String, app: AppModel, hands: Hands, round: Int) {
    LaunchedEffect(app, id, round) { app.agenda.show(id) }
    val event by app.agenda.opened.collectAsState()
    val calendar by app.agenda.failure.collectAsState()
    val kept by app.forYou.failure.collectAsState()
    LookedAt(ForYouKind.EVENT, id, app)
    // Until it is asked for, the model still has the event before.
    val asked = if (event.shown?.let { it.id != id } == true) Block.Loading else event
    EventScreen(asked, keeping(ForYouKind.EVENT, id, app, round), once(calendar, kept), hands.city.event)
}

/** The person looked at something, once each time they open it: the phone learns from it. */
@Composable
internal fun LookedAt(kind: ForYouKind, id: String, app: AppModel) {
    var isTold by rememberSaveable(id) { mutableStateOf(false) }
    LaunchedEffect(app, id) {
        if (!isTold) app.forYou.opened(kind, id, app.places.here.value)
        isTold = true
    }
}

/** Whether this is kept, and how to change that; nothing where there is nobody to keep it for. */
@Composable
internal fun keeping(kind: ForYouKind, id: String, app: AppModel, round: Int): Keeping? {
    val session by app.session.session.collectAsState()
    val saved by app.forYou.saved.collectAsState()
    LaunchedEffect(app, round) { app.forYou.watchSaved() }
    if (session.shown?.isClosed != false) return null
    val view = saved.shown ?: return null
    return Keeping(view.keeps(kind, id)) { isKept -> app.begin { app.forYou.keep(kind, id, isKept) } }
}

@Composable
internal fun MapOf(app: AppModel, hands: Hands, written: Written, round: Int) {
    var hasPlaces by rememberSaveable { mutableStateOf(true) }
    var hasEvents by rememberSaveable { mutableStateOf(false) }
    val here by app.places.here.collectAsState()
    val question = MapQuestion(written.question.takeIf { hasPlaces }, written.agenda.takeIf { hasEvents })
    LaunchedEffect(app, question, here, round, LocalWords.current) { app.map.watch(question, here) }
    val map by app.map.map.collectAsState()
    val lost by app.places.failure.collectAsState()
    val around = AroundMap(rememberFilter(app).hereLabel, here != null, hasPlaces, hasEvents, once(lost))
    MapScreen(map, around, hands.city.map({ hasPlaces = it }, { hasEvents = it }))
}

@Composable
internal fun ForYouOf(app: AppModel, hands: Hands, round: Int) {
    val here by app.places.here.collectAsState()
    LaunchedEffect(app, here, round) { app.forYou.watch(here) }
    val list by app.forYou.list.collectAsState()
    val session by app.session.session.collectAsState()
    val lost by app.places.failure.collectAsState()
    val failure by app.forYou.failure.collectAsState()
    val refresh by app.refreshFailure.collectAsState()
    val isRefreshing by app.isRefreshing.collectAsState()
    val around = AroundForYou(
        hereLabel = rememberFilter(app).hereLabel,
        isHere = here != null,
        hasPerson = session.shown?.isClosed == false,
        troubles = once(refresh),
        refusals = once(lost, failure),
        isRefreshing = isRefreshing,
    )
    ForYouScreen(list, around, hands.city.forYou)
}

@Composable
internal fun WhyOf(id: String, app: AppModel, hands: Hands, round: Int) {
    LaunchedEffect(app, id, round) { app.forYou.ask(id, app.places.here.value) }
    val why by app.forYou.why.collectAsState()
    WhyScreen(why, hands.places.again, hands.back)
}

@Composable
internal fun SavedOf(app: AppModel, hands: Hands, round: Int) {
    val here by app.places.here.collectAsState()
    LaunchedEffect(app, here, round, LocalWords.current) { app.forYou.watchSaved(here) }
    val saved by app.forYou.saved.collectAsState()
    val session by app.session.session.collectAsState()
    val failure by app.forYou.failure.collectAsState()
    SavedScreen(saved, session.shown, failure, hands.city.own)
}

@Composable
internal fun InterestsOf(app: AppModel, hands: Hands, round: Int) {
    LaunchedEffect(app, round, LocalWords.current) { app.interests.watch() }
    val interests by app.interests.interests.collectAsState()
    val session by app.session.session.collectAsState()
    val failure by app.interests.failure.collectAsState()
    InterestsScreen(interests, session.shown, failure, hands.city.own)
}

@Composable
internal fun BookingsOf(app: AppModel, hands: Hands, round: Int) {
    LaunchedEffect(app, round) { app.bookings.watch() }
    val bookings by app.bookings.bookings.collectAsState()
    val session by app.session.session.collectAsState()
    val failure by app.bookings.failure.collectAsState()
    val isRefreshing by app.isRefreshing.collectAsState()
    BookingsScreen(bookings, AroundBookings(session.shown, once(failure), isRefreshing), hands.city.bookings)
}

@Composable
internal fun BookablesOf(place: String, app: AppModel, hands: Hands, round: Int) {
    LaunchedEffect(app, place, round, LocalWords.current) { app.bookings.open(place) }
    val bookables by app.bookings.bookables.collectAsState()
    BookablesScreen(bookables, hands.city.times, hands.places.again, hands.back)
}

@Composable
internal fun TimesOf(bookable: String, app: AppModel, hands: Hands, round: Int) {
    LaunchedEffect(app, bookable, round, LocalWords.current) { app.bookings.ask(bookable) }
    val slots by app.bookings.slots.collectAsState()
    val failure by app.bookings.failure.collectAsState()
    TimesScreen(slots, failure, hands.city.booking(bookable))
}
