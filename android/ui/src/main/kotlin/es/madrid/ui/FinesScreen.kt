// The person's fines, as they stand, and the door to whether a paper is real.

package es.madrid.ui

import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.ReadOnlyComposable
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import es.madrid.kit.Block
import es.madrid.kit.DriverRequest
import es.madrid.kit.ExplanationView
import es.madrid.kit.FineActionKind
import es.madrid.kit.FineRowView
import es.madrid.kit.FineState
import es.madrid.kit.FinesView
import es.madrid.kit.FreshnessView
import es.madrid.kit.SessionActionKind
import es.madrid.kit.SessionView

/**
 * What the person can do about fines, each by the number of its report. [typed] and [driverTyped] are called with every letter,
 * [detach] gets the `id` of a file.
 */
class FinesActions(
    val open: (String) -> Unit = {},
    val choose: (String, FineActionKind) -> Unit = { _, _ -> },
    val typed: (String, String) -> Unit = { _, _ -> },
    val attach: (String) -> Unit = {},
    val detach: (String, Long) -> Unit = { _, _ -> },
    val send: (String) -> Unit = {},
    val driverTyped: (DriverRequest) -> Unit = {},
    val nameDriver: (DriverRequest) -> Unit = {},
    val discard: (String, FineActionKind) -> Unit = { _, _ -> },
    val verify: () -> Unit = {},
    val session: (SessionActionKind) -> Unit = {},
    val refresh: () -> Unit = {},
    val again: () -> Unit = {},
    val back: () -> Unit = {},
)

/**
 * What stands around fines.
 *
 * @property session how the session stands: closed, nothing is shown.
 * @property troubles what could not be fetched: asking again may help.
 * @property refusals what the person wanted and could not be done.
 * @property isRefreshing whether the city is being asked what changed.
 * @property isAsking whether it is being asked something because the person wanted it.
 * @property discards how often what was written was thrown away: the fields begin anew then.
 * @property photos the photos of the fine that is open, as far as they are there.
 */
class AroundFines(
    val session: SessionView? = null,
    val troubles: List<ExplanationView> = emptyList(),
    val refusals: List<ExplanationView> = emptyList(),
    val isRefreshing: Boolean = false,
    val isAsking: Boolean = false,
    val discards: Int = 0,
    val photos: Map<UInt, Block<ImageBitmap>> = emptyMap(),
)

/** Every fine: what the person has to decide about comes first. */
@Composable
fun FinesScreen(
    fines: Block<FinesView>,
    around: AroundFines = AroundFines(),
    actions: FinesActions = FinesActions(),
) = FinePage(LocalWords.current.fines, fines, { it.freshness }, { it.trouble }, around, actions) { view ->
    view.empty?.let { item(key = "empty") { Empty(it, check) } }
    view.groups.forEach { group ->
        item(key = "group ${group.id}") { GroupTitle(group.title) }
        items(group.fines, key = { it.id }, contentType = { "fine" }) { FineCard(it, actions.open) }
    }
    item(key = "verify") { Door(check, LocalWords.current.verifyFine, actions.verify) }
}

/** A screen of the person's own fines, behind the gate. */
@Composable
internal fun <V : Any> FinePage(
    title: String,
    block: Block<V>,
    freshness: (V) -> FreshnessView?,
    trouble: (V) -> ExplanationView?,
    around: AroundFines,
    actions: FinesActions,
    body: LazyListScope.(V) -> Unit,
) {
    val closed = around.session?.takeIf { it.isClosed }
    val view = (block as? Block.Shown)?.takeIf { closed == null }?.view
    val refresh = Refresh(around.isRefreshing, actions.refresh)
    Page(
        top = {
            Bar(title, view?.let(freshness), before = { BackDoor(actions.back) }, after = { RefreshDoor(refresh) })
        },
        isLoading = block is Block.Loading && closed == null,
        refresh = refresh,
    ) {
        val troubles = (around.troubles + listOfNotNull(view?.let(trouble))).distinctBy { it.code }
        items(around.refusals, key = { "refused ${it.code}" }) { Trouble(it) }
        items(troubles, key = { it.code }) { Trouble(it, actions.again) }
        when {
            closed != null -> item(key = "gate") { Gate(closed, actions.session) }
            block is Block.Failed -> item { Failure(block.explanation, actions.again) }
            view != null -> {
                around.session?.let { item(key = "session") { SignInAgain(it, actions.session) } }
                body(view)
            }
        }
    }
}

/** A fine in a few words. Touching it opens its screen. */
@Composable
private fun FineCard(fine: FineRowView, open: (String) -> Unit) = Touched(fine.accessibilityLabel, { open(fine.id) }) {
    Text(fine.title, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
    fine.amount?.let { Amount(it) }
    Text(fine.label, style = MaterialTheme.typography.labelLarge, color = ink(fine.state))
    fine.daysLeft?.let { CardText(it) }
    fine.draft?.let { CardText(it) }
    Text(fine.detail, style = MaterialTheme.typography.bodyMedium, color = Palette.quietInk)
}

/** The colour of the words that say how a fine stands. */
@Composable
@ReadOnlyComposable
internal fun ink(state: FineState) = when (state) {
    FineState.ENFORCEMENT -> Palette.noticeMark
    FineState.PAID, FineState.CLOSED, FineState.CANCELLED, FineState.WRITTEN_OFF, FineState.REFUNDED -> Palette.accent
    else -> Palette.ink
}
