// What the person likes and allows. Each choice is sent as it is made.

package es.madrid.ui

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import es.madrid.kit.Block
import es.madrid.kit.ExplanationView
import es.madrid.kit.Language
import es.madrid.kit.PendingActionKind
import es.madrid.kit.PendingView
import es.madrid.kit.PreferencesRequest
import es.madrid.kit.PreferencesView
import es.madrid.kit.ProfileView
import es.madrid.kit.SessionActionKind
import es.madrid.kit.SessionView

/** What the person can do there. */
class ConsentsActions(
    val choose: (PreferencesRequest) -> Unit = {},
    val pending: (PendingView, PendingActionKind) -> Unit = { _, _ -> },
    val session: (SessionActionKind) -> Unit = {},
    val again: () -> Unit = {},
    val back: () -> Unit = {},
)

/** The choices of [profile]; [session] stands before them while it is closed. [trouble] is what did not work. */
@Composable
fun ConsentsScreen(
    profile: Block<ProfileView>,
    session: SessionView? = null,
    trouble: ExplanationView? = null,
    actions: ConsentsActions = ConsentsActions(),
) {
    val closed = session?.takeIf { it.isClosed }
    val view = (profile as? Block.Shown)?.view.takeIf { closed == null }
    Page(
        top = {
            val title = view?.preferences?.title ?: LocalWords.current.consents
            Bar(title, view?.freshness, before = { BackDoor(actions.back) })
        },
        isLoading = profile is Block.Loading && closed == null,
    ) {
        trouble?.let { item(key = "trouble") { Trouble(it) } }
        when {
            closed != null -> item(key = "gate") { Gate(closed, actions.session) }
            profile is Block.Failed -> item { Failure(profile.explanation, actions.again) }
            view != null -> body(view, session, actions)
        }
    }
}

private fun LazyListScope.body(view: ProfileView, session: SessionView?, actions: ConsentsActions) {
    session?.let { item(key = "session") { SignInAgain(it, actions.session) } }
    items(view.pending, key = { "pending-${it.id}" }) { Change(it, actions.pending) }
    view.empty?.let { item(key = "empty") { Empty(it, somebody) } }
    view.preferences?.let { known ->
        item(key = "allowed") { Allowed(known, actions.choose) }
        item(key = "letters") { Letters(known, actions.choose) }
    }
}

private fun PreferencesView.with(
    language: Language = this.language,
    reminders: Boolean = this.reminders.isOn,
    analytics: Boolean = this.analytics.isOn,
) = PreferencesRequest(language, reminders, analytics)

@Composable
private fun Allowed(known: PreferencesView, choose: (PreferencesRequest) -> Unit) = WideCard {
    CardText(known.body)
    SwitchRow(known.reminders) { choose(known.with(reminders = it)) }
    SwitchRow(known.analytics) { choose(known.with(analytics = it)) }
}

@Composable
private fun Letters(known: PreferencesView, choose: (PreferencesRequest) -> Unit) = WideCard {
    CardTitle(known.lettersTitle)
    Column(Modifier.selectableGroup()) {
        known.letters.forEach { letters ->
            ChoiceRow(letters.label, letters.isChosen) { choose(known.with(language = letters.language)) }
        }
    }
}
