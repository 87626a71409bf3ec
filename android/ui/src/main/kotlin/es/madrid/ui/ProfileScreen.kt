// The person's own data: what the city knows, how it reaches them, and the doors to what they allow and to this phone.

package es.madrid.ui

import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.runtime.Composable
import es.madrid.kit.Block
import es.madrid.kit.ContactRequest
import es.madrid.kit.ExplanationView
import es.madrid.kit.PendingActionKind
import es.madrid.kit.PendingView
import es.madrid.kit.ProfileView
import es.madrid.kit.SessionActionKind
import es.madrid.kit.SessionView

/**
 * What stands around the profile.
 *
 * @property session how the session stands.
 * @property isEditing whether the person is writing how the city reaches them.
 * @property mistake why what was written last was not taken; its code says which field.
 * @property troubles what could not be done besides.
 */
class AroundProfile(
    val session: SessionView? = null,
    val isEditing: Boolean = false,
    val mistake: ExplanationView? = null,
    val troubles: List<ExplanationView> = emptyList(),
)

/** What the person can do on the profile. [edit] opens and closes the form, [contact] sends it. */
class ProfileActions(
    val edit: (Boolean) -> Unit = {},
    val contact: (ContactRequest) -> Unit = {},
    val pending: (PendingView, PendingActionKind) -> Unit = { _, _ -> },
    val session: (SessionActionKind) -> Unit = {},
    val again: () -> Unit = {},
    val consents: () -> Unit = {},
    val settings: () -> Unit = {},
    val bookings: () -> Unit = {},
    val payments: () -> Unit = {},
    val fines: () -> Unit = {},
    val verifyFine: () -> Unit = {},
    val taxes: () -> Unit = {},
    val refunds: () -> Unit = {},
    val wallet: () -> Unit = {},
    val letters: () -> Unit = {},
    val saved: () -> Unit = {},
    val interests: () -> Unit = {},
)

/** The profile in each of its states. */
@Composable
fun ProfileScreen(
    profile: Block<ProfileView>,
    around: AroundProfile = AroundProfile(),
    actions: ProfileActions = ProfileActions(),
) {
    val closed = around.session?.takeIf { it.isClosed }
    val view = (profile as? Block.Shown)?.view.takeIf { closed == null }
    Page(
        top = { Bar(view?.title ?: LocalWords.current.profile, view?.freshness) },
        isLoading = profile is Block.Loading && closed == null,
    ) {
        items(around.troubles, key = { it.code }) { Trouble(it) }
        when {
            closed != null -> item(key = "gate") { Gate(closed, actions.session) }
            profile is Block.Failed -> item { Failure(profile.explanation, actions.again) }
            view != null -> body(view, around, actions)
        }
        item(key = "verify-fine") { Door(check, LocalWords.current.verifyFine, actions.verifyFine) }
        // Whoever holds a letter can pay it, signed in or not.
        item(key = "letters") { Door(Pictograms.mail, LocalWords.current.letters, actions.letters) }
        item(key = "settings") { Door(Pictograms.settings, LocalWords.current.settings, actions.settings) }
    }
}

private fun LazyListScope.body(view: ProfileView, around: AroundProfile, actions: ProfileActions) {
    around.session?.let { item(key = "session") { SignInAgain(it, actions.session) } }
    view.empty?.let { item(key = "empty") { Empty(it, somebody) } }
    around.mistake?.takeIf { fieldOf(it) == null }?.let { item(key = "mistake") { Trouble(it) } }
    items(view.pending, key = { "pending-${it.id}" }) { Change(it, actions.pending) }
    if (view.facts.isNotEmpty()) item(key = "facts") { WideCard { Facts(view.facts) } }
    view.contact?.let { item(key = "contact") { Contact(it, around, actions) } }
    item(key = "wallet") { Door(Pictograms.card, LocalWords.current.wallet, actions.wallet) }
    item(key = "bookings") { Door(Pictograms.calendar, LocalWords.current.bookings, actions.bookings) }
    item(key = "payments") { Door(Pictograms.euro, LocalWords.current.payments, actions.payments) }
    item(key = "fines") { Door(warning, LocalWords.current.fines, actions.fines) }
    item(key = "taxes") { Door(Pictograms.document, LocalWords.current.taxes, actions.taxes) }
    item(key = "refunds") { Door(Pictograms.euro, LocalWords.current.refunds, actions.refunds) }
    item(key = "saved") { Door(Pictograms.saved, LocalWords.current.saved, actions.saved) }
    item(key = "interests") { Door(Pictograms.heart, LocalWords.current.interests, actions.interests) }
    if (view.preferences != null) {
        item(key = "consents") { Door(Pictograms.consents, LocalWords.current.consents, actions.consents) }
    }
}
