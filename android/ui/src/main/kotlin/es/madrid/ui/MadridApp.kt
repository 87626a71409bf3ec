// The whole app on a screen: what is in front, and what is kept up to date behind it.

package es.madrid.ui

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableIntStateOf
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberCoroutineScope
import androidx.compose.runtime.saveable.Saver
import androidx.compose.runtime.saveable.listSaver
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.navigationevent.NavigationEventInfo
import androidx.navigationevent.compose.LocalNavigationEventDispatcherOwner
import androidx.navigationevent.compose.NavigationBackHandler
import androidx.navigationevent.compose.rememberNavigationEventState
import es.madrid.kit.AgendaQuestion
import es.madrid.kit.AppModel
import es.madrid.kit.Block
import es.madrid.kit.Destination
import es.madrid.kit.PlacesQuestion
import es.madrid.kit.SessionState
import es.madrid.kit.kept
import es.madrid.kit.restored

/**
 * The app. [phone] is what only the phone can do; [start] is where a link that opened the app leads. What the person
 * sees, wrote and searched for is there again when the process was ended meanwhile.
 */
@Composable
fun MadridApp(app: AppModel, phone: PhoneHands, start: Destination? = null) {
    var question by rememberSaveable(stateSaver = questionSaver) { mutableStateOf(PlacesQuestion()) }
    var agenda by rememberSaveable(stateSaver = agendaSaver) { mutableStateOf(AgendaQuestion()) }
    var isEditing by rememberSaveable { mutableStateOf(false) }
    var isWeighing by rememberSaveable { mutableStateOf(false) }
    var round by remember { mutableIntStateOf(0) }
    val route = rememberRoute(app::forgetFailures)
    val screen = rememberCoroutineScope()
    val hands = remember(app, phone, route) {
        Hands(app, phone, route, screen, { question = it }, { isEditing = it }, { isWeighing = it }, { round++ }) { agenda = it }
    }
    Watching(app, round)
    Leaving(app) {
        route.begin()
        question = PlacesQuestion()
        agenda = AgendaQuestion()
        isEditing = false
        isWeighing = false
        app.places.standAt(null)
    }
    Following(phone, hands, start)
    val words by app.settings.words.collectAsState()
    WithWords(words) {
        val welcome by app.settings.welcome.collectAsState()
        when (val view = welcome) {
            null -> Inside(route) { Front(it, app, hands, Written(question, agenda, isEditing, isWeighing), round) }
            else -> WelcomeOf(view, app, hands)
        }
    }
}

/** What the person has written or opened, whatever screen is in front. */
internal class Written(
    val question: PlacesQuestion,
    val agenda: AgendaQuestion,
    val isEditing: Boolean,
    val isWeighing: Boolean,
)

/** Keeps what is asked of the agenda, as texts. */
internal val agendaSaver: Saver<AgendaQuestion, Any> =
    listSaver(save = { it.kept() }, restore = { AgendaQuestion.restored(it) })

@Composable
private fun Inside(route: Route, front: @Composable (Screen) -> Unit) {
    Back(isPossible = route.now.back() != null, route::back)
    Frame(route.now.tab, turn = if (route.now.screen.isSheet) null else route::turn) { route.Front(front) }
}

/** The phone's own way back: a gesture, a button, a key. */
@Composable
internal fun Back(isPossible: Boolean, back: () -> Unit) {
    if (LocalNavigationEventDispatcherOwner.current == null) return
    NavigationBackHandler(
        rememberNavigationEventState(NavigationEventInfo.None),
        isBackEnabled = isPossible,
        onBackCompleted = back,
    )
}

@Composable
private fun Watching(app: AppModel, round: Int) {
    val here by app.places.here.collectAsState()
    LaunchedEffect(app, round) { app.watch() }
    LaunchedEffect(app, round) { app.session.watch() }
    LaunchedEffect(app, round, here) { app.home.watch(here) }
    LaunchedEffect(app, round) { app.profile.watch() }
    LaunchedEffect(app) { app.enterForeground() }
}

/** Once a person has gone, [forget] is called: whoever comes next finds nothing that they wrote, opened or searched for. */
@Composable
private fun Leaving(app: AppModel, forget: () -> Unit) {
    val session by app.session.session.collectAsState()
    val state = (session as? Block.Shown)?.view?.state
    var wasSomebody by rememberSaveable { mutableStateOf(false) }
    LaunchedEffect(state) {
        if (state == null) return@LaunchedEffect
        if (state == SessionState.SIGNED_OUT && wasSomebody) forget()
        wasSomebody = state != SessionState.SIGNED_OUT
    }
}

/** Where the person came from counts once, links that come later each. */
@Composable
private fun Following(phone: PhoneHands, hands: Hands, start: Destination?) {
    var hasStarted by rememberSaveable { mutableStateOf(false) }
    LaunchedEffect(Unit) {
        val first = start.takeIf { !hasStarted }
        hasStarted = true
        first?.let { hands.follow(it) }
    }
    LaunchedEffect(phone, hands) { phone.links.collect { hands.follow(it) } }
}
