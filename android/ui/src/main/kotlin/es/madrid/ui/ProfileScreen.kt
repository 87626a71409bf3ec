// The person's own data: what the city knows, what they change of it, and how to leave.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import es.madrid.kit.Block
import es.madrid.kit.ContactRequest
import es.madrid.kit.ExplanationView
import es.madrid.kit.PendingActionKind
import es.madrid.kit.PendingView
import es.madrid.kit.PreferencesRequest
import es.madrid.kit.ProfileFactView
import es.madrid.kit.ProfileView
import es.madrid.kit.RemovalView
import es.madrid.kit.SessionActionKind
import es.madrid.kit.SessionView
import es.madrid.kit.fixedFacts
import es.madrid.kit.labels

/**
 * What stands around the profile.
 *
 * @property session how the session stands, with the ways to leave it.
 * @property removal what removing the person's data would take away; no such card without it.
 * @property isWeighing whether the person has opened that card.
 * @property weigh opens and closes it.
 * @property mistake why what was written last was not taken; its code says which field.
 * @property backTitle the words of the way back; no way without them.
 */
class AroundProfile(
    val session: SessionView? = null,
    val removal: RemovalView? = null,
    val isWeighing: Boolean = false,
    val weigh: (Boolean) -> Unit = {},
    val mistake: ExplanationView? = null,
    val backTitle: String? = null,
)

/** What the person can do on the profile. */
class ProfileActions(
    val contact: (ContactRequest) -> Unit = {},
    val preferences: (PreferencesRequest) -> Unit = {},
    val pending: (PendingView, PendingActionKind) -> Unit = { _, _ -> },
    val session: (SessionActionKind) -> Unit = {},
    val remove: () -> Unit = {},
    val back: () -> Unit = {},
)

/** The profile in each of its states. */
@Composable
fun ProfileScreen(
    profile: Block<ProfileView>,
    around: AroundProfile = AroundProfile(),
    actions: ProfileActions = ProfileActions(),
) {
    val view = (profile as? Block.Shown)?.view
    Surface(Modifier.fillMaxSize(), color = Palette.backdrop) {
        Column {
            Bar(view?.title, view?.freshness, before = around.backTitle?.let { { BarDoor(back, it, actions.back) } })
            LazyColumn(contentPadding = PaddingValues(bottom = 24.dp)) {
                when (profile) {
                    is Block.Loading -> item { Loading() }
                    is Block.Failed -> item { Failure(profile.explanation) }
                    is Block.Shown -> body(profile.view, around, actions)
                }
                leaving(around, actions)
            }
        }
    }
}

private fun LazyListScope.body(view: ProfileView, around: AroundProfile, actions: ProfileActions) {
    around.session?.let { item { SignInAgain(it, actions.session) } }
    view.empty?.let { item { Empty(it) } }
    around.mistake?.takeIf { fieldOf(it) == null }?.let { item { Trouble(it) } }
    items(view.pending, key = { "pending-${it.id}" }) { Change(it, actions.pending) }
    if (view.fixedFacts.isNotEmpty()) item { Facts(view.fixedFacts) }
    view.contact?.let { item { ContactForm(it, view.labels, around.mistake, actions.contact) } }
    view.preferences?.let { item { PreferencesForm(it, view.labels, actions.preferences) } }
}

@Composable
private fun Facts(facts: List<ProfileFactView>) = WideCard {
    facts.forEach { fact ->
        Column(
            Modifier.semantics(mergeDescendants = true) {},
            verticalArrangement = Arrangement.spacedBy(2.dp),
        ) {
            Text(fact.label, style = MaterialTheme.typography.bodyMedium, color = Palette.quietInk)
            CardText(fact.value)
        }
    }
}

/** How to leave: for a while, or for good. It is there also where nothing could be read. */
private fun LazyListScope.leaving(around: AroundProfile, actions: ProfileActions) {
    val session = around.session ?: return
    // The banner above already has the button to sign in.
    val ways = session.actions.filter { it.kind != SessionActionKind.SIGN_IN }
    item {
        Column(
            Modifier.padding(start = 12.dp, end = 12.dp, top = 16.dp),
            verticalArrangement = Arrangement.spacedBy(12.dp),
        ) { ways.forEach { OtherChoice(it.label) { actions.session(it.kind) } } }
    }
    around.removal?.let { item { Removal(it, around.isWeighing, around.weigh, actions.remove) } }
}
