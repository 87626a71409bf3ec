// The whole app on a screen: which screen is in front, and what its buttons set going.

package es.madrid.ui

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.rememberCoroutineScope
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import es.madrid.kit.AccessLevel
import es.madrid.kit.AppModel
import es.madrid.kit.Block
import es.madrid.kit.Browser
import es.madrid.kit.NearRequest
import es.madrid.kit.NextStepView
import es.madrid.kit.PendingActionKind
import es.madrid.kit.PendingView
import es.madrid.kit.SessionActionKind
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.launch

/** The screens. */
private enum class Place { HOME, PROFILE, PLACES }

/**
 * The app. [browser] is where the person signs in, [near] is which places the list of places shows, and [open] gets the
 * next steps that lead to screens of other parts of the app.
 */
@Composable
fun MadridApp(app: AppModel, browser: Browser, near: NearRequest, open: (NextStepView) -> Unit) {
    var place by rememberSaveable { mutableStateOf(Place.HOME) }
    Watching(app, near)
    val hands = Hands(app, browser, rememberCoroutineScope())
    val home by app.home.home.collectAsState()
    val profile by app.profile.profile.collectAsState()
    val places by app.places.nearby.collectAsState()
    when (place) {
        Place.HOME -> {
            val around = around(app, profile.shown?.title, places.shown?.title)
            val actions = hands.home(open, { place = Place.PROFILE }, { place = Place.PLACES })
            HomeScreen(home, around, actions)
        }
        Place.PROFILE -> {
            val around = aroundProfile(app, home.shown?.greeting)
            ProfileScreen(profile, around, hands.profile { place = Place.HOME })
        }
        Place.PLACES -> {
            val around = around(app)
            val words = home.shown?.run { greeting.ifEmpty { session.title } }
            PlacesScreen(places, around.troubles.firstOrNull(), around.notices, before = words?.let {
                { BarDoor(back, it) { place = Place.HOME } }
            })
        }
    }
}

private val <V> Block<V>.shown: V? get() = (this as? Block.Shown)?.view

@Composable
private fun Watching(app: AppModel, near: NearRequest) {
    LaunchedEffect(app) { app.watch() }
    LaunchedEffect(app) { app.session.watch() }
    LaunchedEffect(app) { app.home.watch() }
    LaunchedEffect(app) { app.profile.watch() }
    LaunchedEffect(app, near) { app.places.watch(near) }
    LaunchedEffect(app) { app.refresh() }
}

@Composable
private fun around(app: AppModel, profileTitle: String? = null, placesTitle: String? = null): Around {
    val refresh by app.refreshFailure.collectAsState()
    val session by app.session.failure.collectAsState()
    val home by app.home.failure.collectAsState()
    val status by app.status.collectAsState()
    return Around(
        troubles = listOfNotNull(session, home, refresh).distinctBy { it.code },
        notices = status.shown?.notices.orEmpty(),
        profileTitle = profileTitle,
        placesTitle = placesTitle,
    )
}

@Composable
private fun aroundProfile(app: AppModel, backTitle: String?): AroundProfile {
    val session by app.session.session.collectAsState()
    val removal by app.session.removal.collectAsState()
    val failed by app.session.failure.collectAsState()
    val mistake by app.profile.failure.collectAsState()
    var isWeighing by rememberSaveable { mutableStateOf(false) }
    // What would go is counted anew each time the card is opened.
    LaunchedEffect(isWeighing) { app.session.weighRemoval() }
    return AroundProfile(
        session = session.shown,
        removal = removal?.shown,
        isWeighing = isWeighing,
        weigh = { isWeighing = it },
        mistake = mistake ?: failed,
        backTitle = backTitle,
    )
}

/** What the buttons of the screens set going. It goes on when the screen that began it is left. */
private class Hands(private val app: AppModel, private val browser: Browser, private val scope: CoroutineScope) {
    private fun begin(work: suspend () -> Unit) {
        scope.launch { work() }
    }

    fun home(open: (NextStepView) -> Unit, profile: () -> Unit, places: () -> Unit) = HomeActions(
        session = ::session,
        pending = ::pending,
        actFor = { begin { if (app.home.actFor(it)) app.refresh() } },
        next = open,
        show = { begin { app.home.hide(it, hidden = false) } },
        again = { begin { app.refresh() } },
        profile = profile,
        places = places,
    )

    fun profile(back: () -> Unit) = ProfileActions(
        contact = { begin { app.profile.changeContact(it) } },
        preferences = { begin { app.profile.changePreferences(it) } },
        pending = ::pending,
        session = { session(it); if (it != SessionActionKind.SIGN_IN) back() },
        remove = { begin { app.session.removeMyData() }; back() },
        back = back,
    )

    private fun session(kind: SessionActionKind) = begin {
        when (kind) {
            SessionActionKind.SIGN_IN -> if (app.session.signIn(browser)) app.refresh()
            SessionActionKind.UNLOCK -> if (app.session.unlock()) app.refresh()
            SessionActionKind.LOCK -> app.session.lock()
            SessionActionKind.SIGN_OUT -> app.session.signOut()
        }
    }

    private fun pending(change: PendingView, kind: PendingActionKind) = begin {
        when (kind) {
            PendingActionKind.KEEP_MINE -> app.profile.keepMine(change.id)
            PendingActionKind.DISCARD -> app.profile.discard(change.id)
            PendingActionKind.CONFIRM_IDENTITY -> app.session.signIn(browser, AccessLevel.STRONG)
        }
    }
}
