// What the buttons of the screens set going. It goes on when the screen that began it is left.

package es.madrid.ui

import es.madrid.kit.AccessLevel
import es.madrid.kit.AgendaQuestion
import es.madrid.kit.AppModel
import es.madrid.kit.Block
import es.madrid.kit.BlockId
import es.madrid.kit.Destination
import es.madrid.kit.HomeDoor
import es.madrid.kit.HomeDoorKind
import es.madrid.kit.PendingActionKind
import es.madrid.kit.PendingView
import es.madrid.kit.PlacesQuestion
import es.madrid.kit.SessionActionKind
import es.madrid.kit.SessionState
import es.madrid.kit.isOfCards
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.launch

/**
 * The hands of the person. [screen] is where the route is moved, [ask] changes which places are listed, [edit] opens and
 * closes the form of the profile, [weigh] the card of what removing takes away, [again] reads every screen anew, and
 * [askAgenda] changes which events are listed.
 */
internal class Hands(
    private val app: AppModel,
    private val phone: PhoneHands,
    private val route: Route,
    private val screen: CoroutineScope,
    private val ask: (PlacesQuestion) -> Unit,
    private val edit: (Boolean) -> Unit,
    private val weigh: (Boolean) -> Unit,
    private val again: () -> Unit,
    askAgenda: (AgendaQuestion) -> Unit,
) {
    private val refresh: () -> Unit = { app.begin { app.refresh() } }

    private val retry: () -> Unit = {
        app.forgetFailures()
        again()
        refresh()
    }

    val back: () -> Unit = route::back

    val open: (String) -> Unit = phone::open

    /** What can be done on the screens of the city around the person. */
    val city = CityHands(app, phone, route, screen, askAgenda, ::stand, ::session, refresh, retry)

    /** What can be done on the screens of paying. */
    val money = MoneyHands(app, phone, route, ::session, refresh, retry)

    /** What can be done on the screens of fines. */
    val fines = FineHands(app, phone, route, ::session, refresh, retry)

    /** What can be done on the screens of taxes. */
    val tax = TaxHands(app, phone, route, ::session, refresh, retry)

    /** What can be done on the screens of letters, several debts and the money that comes back. */
    val letters = LetterHands(app, phone, route, screen, money, ::session, refresh, retry)

    /** What can be done on the screens of cards. */
    val wallet = WalletHands(app, phone, route, screen, ::session, retry)

    val item = ItemActions(
        pay = { route.go(Screen.Pay(it.kind, it.debt)) },
        open = open,
        again = retry,
        back = back,
    )

    val home = HomeActions(
        session = ::session,
        pending = ::pending,
        open = ::thing,
        payment = { route.go(Screen.Payment(it)) },
        show = { app.begin { app.home.hide(it, hidden = false) } },
        refresh = refresh,
        again = retry,
        places = { route.turn(Tab.PLACES) },
        subjects = { route.go(Screen.Subjects) },
        arrange = { route.go(Screen.Arrange) },
        forYou = { route.go(Screen.ForYou) },
        letters = { route.go(Screen.Letters) },
        several = { route.go(Screen.Several) },
    )

    val arrange = ArrangeActions(
        raise = { app.begin { app.home.raise(it) } },
        lower = { app.begin { app.home.lower(it) } },
        hide = { block, hidden -> app.begin { app.home.hide(block, hidden) } },
        done = back,
    )

    val places = PlacesActions(
        ask = ask,
        here = ::here,
        filter = { route.go(Screen.Filter) },
        open = { route.go(Screen.Place(it)) },
        map = { route.go(Screen.Map) },
        refresh = refresh,
        again = retry,
    )

    val place = PlaceActions(
        open = open,
        book = { route.go(Screen.Bookables(it)) },
        again = retry,
        back = back,
    )

    val profile = ProfileActions(
        edit = {
            app.profile.forget()
            edit(it)
        },
        contact = { app.begin { if (app.profile.changeContact(it)) edit(false) } },
        pending = ::pending,
        session = ::session,
        again = retry,
        consents = { route.go(Screen.Consents) },
        settings = { route.go(Screen.Settings) },
        bookings = { route.go(Screen.Bookings) },
        payments = { route.go(Screen.Payments) },
        fines = { route.go(Screen.Fines) },
        verifyFine = { route.go(Screen.VerifyFine) },
        taxes = { route.go(Screen.Taxes) },
        refunds = { route.go(Screen.Refunds) },
        wallet = { route.go(Screen.Wallet) },
        letters = { route.go(Screen.Letters) },
        saved = { route.go(Screen.Saved) },
        interests = { route.go(Screen.Interests) },
    )

    val consents = ConsentsActions(
        choose = { app.begin { app.profile.changePreferences(it) } },
        pending = ::pending,
        session = ::session,
        again = retry,
        back = back,
    )

    val settings = SettingsActions(
        language = { app.begin { app.settings.chooseLanguage(it) } },
        appLock = { app.begin { app.session.setAppLock(it) } },
        session = ::session,
        weigh = weigh,
        remove = { app.begin { if (app.session.removeMyData()) home() } },
        again = retry,
        back = back,
    )

    val welcome = WelcomeActions(
        language = { app.begin { app.settings.chooseLanguage(it) } },
        signIn = {
            route.go(Screen.SignIn)
            app.begin { app.settings.endWelcome() }
        },
        lookAround = { app.begin { app.settings.endWelcome() } },
    )

    val filtered: (PlacesQuestion) -> Unit = ask

    /** The screen of somebody else, from home. */
    fun actFor(id: String) {
        route.back()
        app.begin { if (app.home.actFor(id)) app.refresh() }
    }

    /** The browser opens. The screen of the invitation leaves by itself once the person is in. */
    fun signIn(appLock: Boolean) = app.begin {
        if (app.session.signIn(phone.browser, appLock = appLock)) app.refresh()
    }

    /** Follows a link. What is the person's own asks first who they are. */
    suspend fun follow(link: Destination) {
        if (link is Destination.Places) ask(PlacesQuestion(link.text, link.kind))
        route.follow(link)
        val session = app.session.known()
        if (link.needsPerson && session?.state == SessionState.SIGNED_OUT) route.go(Screen.SignIn)
    }

    /** Follows a link that came from outside. One that leads nowhere is explained on the first screen. */
    suspend fun follow(link: String) {
        if (link.isOfCards) {
            wallet.link.value = link
            return follow(Destination.Wallet)
        }
        val destination = app.open(link)
        if (destination != null) return follow(destination)
        route.follow(Destination.Home)
        // Going there has made the app forget what it could not do.
        app.open(link)
    }

    /** To the first screen, after something that was done elsewhere than on the screen's own thread. */
    private fun home() {
        screen.launch {
            weigh(false)
            route.follow(Destination.Home)
        }
    }

    private fun thing(block: BlockId, id: String) {
        val door = doorOf(block, id)
        route.go(
            when (door?.kind) {
                HomeDoorKind.FINE -> Screen.Fine(door.id)
                HomeDoorKind.TAX -> Screen.Tax(door.id)
                null -> if (block == BlockId.NEAR) Screen.Place(id) else Screen.Item(block, id)
            },
        )
    }

    /** The screen of its own that a thing of the first screen has. */
    private fun doorOf(block: BlockId, id: String): HomeDoor? =
        (app.home.home.value as? Block.Shown)?.let { app.home.item(it.view, block, id) as? Block.Shown }?.view?.item?.door

    private fun here(wanted: Boolean) = app.begin { stand(wanted) }

    /** Looks for the person, or lets go of where they are. `true` where that is known now. */
    private suspend fun stand(wanted: Boolean): Boolean {
        val found = if (wanted) phone.here() else null
        app.places.standAt(found)
        if (wanted && found == null) app.places.isLost()
        return found != null
    }

    private fun session(kind: SessionActionKind) {
        when (kind) {
            SessionActionKind.SIGN_IN -> enter()
            SessionActionKind.UNLOCK -> app.begin { if (app.session.unlock()) app.refresh() }
            SessionActionKind.LOCK -> app.begin { if (app.session.lock()) home() }
            SessionActionKind.SIGN_OUT -> app.begin { if (app.session.signOut()) home() }
        }
    }

    /** Who was here before knows how it goes: only the others are told. */
    private fun enter() {
        val session = (app.session.session.value as? Block.Shown)?.view
        if (session?.state == SessionState.SIGN_IN_AGAIN) signIn(appLock = false) else route.go(Screen.SignIn)
    }

    private fun pending(change: PendingView, kind: PendingActionKind) {
        app.begin {
            when (kind) {
                PendingActionKind.KEEP_MINE -> app.profile.keepMine(change.id)
                PendingActionKind.DISCARD -> app.profile.discard(change.id)
                PendingActionKind.CONFIRM_IDENTITY -> app.session.signIn(phone.browser, AccessLevel.STRONG)
            }
        }
    }
}

private val Destination.needsPerson: Boolean
    get() = when (this) {
        is Destination.Profile, is Destination.Consents, is Destination.SignIn -> true
        is Destination.Saved, is Destination.Interests, is Destination.Bookings -> true
        is Destination.Payments, is Destination.Receipts, is Destination.Refunds -> true
        is Destination.Fines, is Destination.Wallet -> true
        is Destination.Taxes, is Destination.TaxCertificate -> true
        else -> false
    }
