// Each screen with the state that it draws.

package es.madrid.ui

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.remember
import es.madrid.kit.AppModel
import es.madrid.kit.Block
import es.madrid.kit.ExplanationView
import es.madrid.kit.ForYouKind
import es.madrid.kit.SessionState
import es.madrid.kit.SessionView
import es.madrid.kit.WelcomeView

/** The screen in front. [round] is how often everything was to be read anew. */
@Composable
internal fun Front(screen: Screen, app: AppModel, hands: Hands, written: Written, round: Int) = when (screen) {
    is Screen.Home -> HomeOf(app, hands)
    is Screen.Item -> ItemOf(screen, app, hands)
    is Screen.Arrange -> ArrangeOf(app, hands)
    is Screen.Subjects -> SubjectsOf(app, hands)
    is Screen.Places -> PlacesOf(app, hands, written, round)
    is Screen.Place -> PlaceOf(screen.id, app, hands, round)
    is Screen.Filter -> FilterScreen(rememberFilter(app), written.question, hands.filtered, hands.back)
    is Screen.Profile -> ProfileOf(app, hands, written)
    is Screen.Consents -> ConsentsOf(app, hands)
    is Screen.Settings -> SettingsOf(app, hands, written, round)
    is Screen.SignIn -> SignInOf(app, hands)
    is Screen.Pay -> PayOf(screen, app, hands, round)
    is Screen.Payment -> PaymentOf(screen.id, app, hands, round)
    is Screen.Payments -> PaymentsOf(app, hands, round)
    is Screen.Receipts -> ReceiptsOf(app, hands, round)
    is Screen.Receipt -> ReceiptOf(screen.number, app, hands, round)
    is Screen.Fines -> FinesOf(app, hands, round)
    is Screen.Fine -> FineOf(screen.id, app, hands, round)
    is Screen.Allege -> AllegeOf(screen.fine, app, hands, round)
    is Screen.NameDriver -> NameDriverOf(screen.fine, app, hands, round)
    is Screen.VerifyFine -> VerifyFineOf(app, hands)
    is Screen.Taxes -> TaxesOf(app, hands, round)
    is Screen.Tax -> TaxOf(screen.id, app, hands, round)
    is Screen.TaxCalendar -> TaxCalendarOf(app, hands, round)
    is Screen.TaxCertificate -> TaxCertificateOf(app, hands, round)
    else -> LetterFront(screen, app, hands, written, round)
}

/** The same for letters, several debts and the money that comes back. */
@Composable
private fun LetterFront(screen: Screen, app: AppModel, hands: Hands, written: Written, round: Int) = when (screen) {
    is Screen.Letters -> LettersOf(app, hands, round)
    is Screen.Letter -> LetterOf(screen.payment, app, hands, round)
    is Screen.LetterReceipt -> LetterReceiptOf(screen.number, app, hands, round)
    is Screen.Several -> SeveralOf(app, hands)
    is Screen.Together -> TogetherOf(screen.payments, app, hands, round)
    is Screen.Refunds -> RefundsOf(app, hands, round)
    is Screen.Refund -> RefundOf(screen.id, app, hands, round)
    is Screen.AskRefund -> AskRefundOf(screen.receipt, app, hands, round)
    else -> CityFront(screen, app, hands, written, round)
}

/** The same for the screens of the city around the person. */
@Composable
private fun CityFront(screen: Screen, app: AppModel, hands: Hands, written: Written, round: Int) = when (screen) {
    is Screen.Agenda -> AgendaOf(app, hands, written, round)
    is Screen.AgendaFilter -> AgendaFilterOf(app, hands, written, round)
    is Screen.Event -> EventOf(screen.id, app, hands, round)
    is Screen.Map -> MapOf(app, hands, written, round)
    is Screen.ForYou -> ForYouOf(app, hands, round)
    is Screen.Why -> WhyOf(screen.id, app, hands, round)
    is Screen.Saved -> SavedOf(app, hands, round)
    is Screen.Interests -> InterestsOf(app, hands, round)
    is Screen.Bookings -> BookingsOf(app, hands, round)
    is Screen.Bookables -> BookablesOf(screen.place, app, hands, round)
    is Screen.Times -> TimesOf(screen.bookable, app, hands, round)
    else -> WalletFront(screen, app, hands, round)
}

@Composable
internal fun WelcomeOf(view: WelcomeView, app: AppModel, hands: Hands) {
    val trouble by app.settings.failure.collectAsState()
    WelcomeScreen(view, trouble, hands.welcome)
}

internal val <V> Block<V>.shown: V? get() = (this as? Block.Shown)?.view

/** What could not be done, each once. */
internal fun once(vararg troubles: ExplanationView?) = troubles.filterNotNull().distinctBy { it.code }

@Composable
private fun HomeOf(app: AppModel, hands: Hands) {
    val home by app.home.home.collectAsState()
    val link by app.linkFailure.collectAsState()
    val refresh by app.refreshFailure.collectAsState()
    val session by app.session.failure.collectAsState()
    val failure by app.home.failure.collectAsState()
    val change by app.profile.failure.collectAsState()
    val status by app.status.collectAsState()
    val isRefreshing by app.isRefreshing.collectAsState()
    val around = Around(
        troubles = once(refresh),
        refusals = once(link, session, failure, change),
        notices = status.shown?.notices.orEmpty(),
        isRefreshing = isRefreshing,
    )
    HomeScreen(home, around, hands.home)
}

@Composable
private fun ItemOf(screen: Screen.Item, app: AppModel, hands: Hands) {
    val home by app.home.home.collectAsState()
    val view = home.shown
    if (view != null && view.session.isClosed) return HomeOf(app, hands)
    val item = when (val all = home) {
        is Block.Loading -> all
        is Block.Failed -> all
        is Block.Shown -> remember(all, screen) { app.home.item(all.view, screen.block, screen.id) }
    }
    ItemScreen(item, view?.help, hands.item)
}

@Composable
private fun ArrangeOf(app: AppModel, hands: Hands) {
    val home by app.home.home.collectAsState()
    val failure by app.home.failure.collectAsState()
    LeaveWhen(home is Block.Failed || home.shown?.let { it.arrange == null } == true, hands)
    ArrangeScreen(home.shown?.arrange, failure, hands.arrange)
}

@Composable
private fun SubjectsOf(app: AppModel, hands: Hands) {
    val home by app.home.home.collectAsState()
    LeaveWhen(home is Block.Failed || home.shown?.session?.isClosed == true, hands)
    SubjectsScreen(home, hands::actFor, hands.back)
}

/** The words of the filter: anew in a new language. */
@Composable
internal fun rememberFilter(app: AppModel) = LocalWords.current.let { remember(app, it) { app.places.filter } }

@Composable
private fun PlacesOf(app: AppModel, hands: Hands, written: Written, round: Int) {
    val here by app.places.here.collectAsState()
    LaunchedEffect(app, written.question, here, round) { app.places.watch(written.question, here) }
    val list by app.places.list.collectAsState()
    val lost by app.places.failure.collectAsState()
    val refresh by app.refreshFailure.collectAsState()
    val status by app.status.collectAsState()
    val isRefreshing by app.isRefreshing.collectAsState()
    val around = AroundPlaces(
        filter = rememberFilter(app),
        question = written.question,
        isHere = here != null,
        troubles = once(refresh),
        refusals = once(lost),
        notices = status.shown?.notices.orEmpty(),
        isRefreshing = isRefreshing,
    )
    PlacesScreen(list, around, hands.places)
}

@Composable
private fun PlaceOf(id: String, app: AppModel, hands: Hands, round: Int) {
    LaunchedEffect(app, id, round) { app.places.show(id) }
    val place by app.places.opened.collectAsState()
    LaunchedEffect(app, id, round, LocalWords.current) { app.bookings.open(id) }
    val bookables by app.bookings.bookables.collectAsState()
    val kept by app.forYou.failure.collectAsState()
    LookedAt(ForYouKind.PLACE, id, app)
    // Until they are asked for, the models still have those of the place before.
    val asked = if (place.shown?.let { it.id != id } == true) Block.Loading else place
    val around = AroundPlace(
        keeping = keeping(ForYouKind.PLACE, id, app, round),
        bookLabel = bookables.shown?.takeIf { all -> all.items.isNotEmpty() && all.items.all { it.place == id } }?.title,
        refusals = once(kept),
    )
    PlaceScreen(asked, around, hands.place)
}

@Composable
private fun ProfileOf(app: AppModel, hands: Hands, written: Written) {
    val profile by app.profile.profile.collectAsState()
    val session by app.session.session.collectAsState()
    val mistake by app.profile.failure.collectAsState()
    val failure by app.session.failure.collectAsState()
    val around = AroundProfile(session.shown, written.isEditing, mistake, once(failure))
    ProfileScreen(profile, around, hands.profile)
}

@Composable
private fun ConsentsOf(app: AppModel, hands: Hands) {
    val profile by app.profile.profile.collectAsState()
    val session by app.session.session.collectAsState()
    val change by app.profile.failure.collectAsState()
    val failure by app.session.failure.collectAsState()
    ConsentsScreen(profile, session.shown, once(failure, change).firstOrNull(), hands.consents)
}

@Composable
private fun SettingsOf(app: AppModel, hands: Hands, written: Written, round: Int) {
    LaunchedEffect(app, round) { app.settings.watch() }
    val settings by app.settings.settings.collectAsState()
    val session by app.session.session.collectAsState()
    val removal by app.session.removal.collectAsState()
    val failure by app.session.failure.collectAsState()
    val own by app.settings.failure.collectAsState()
    // What would go is counted anew each time the card is opened, and each time the session changes.
    LaunchedEffect(written.isWeighing, session.shown?.state, LocalWords.current) { app.session.weighRemoval() }
    val around = AroundSettings(session.shown, removal?.shown, written.isWeighing, once(failure, own))
    SettingsScreen(settings, around, hands.settings)
}

@Composable
private fun SignInOf(app: AppModel, hands: Hands) {
    val session by app.session.session.collectAsState()
    val isUnderWay by app.session.isBusy.collectAsState()
    val failure by app.session.failure.collectAsState()
    LeaveWhen(session.shown?.needsNoInvitation == true, hands)
    SignInScreen(session.shown?.invitation, isUnderWay, failure, { hands.signIn(it) }, hands.back)
}

private val SessionView.needsNoInvitation: Boolean get() = state != SessionState.SIGNED_OUT

/** A screen that has nothing to show any more goes by itself. */
@Composable
internal fun LeaveWhen(isOver: Boolean, hands: Hands) = LaunchedEffect(isOver) { if (isOver) hands.back() }
