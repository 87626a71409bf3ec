// The first screen: what the person owes, must do, gets and has with the city, and what is near.

package es.madrid.ui

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import es.madrid.kit.ArrangeView
import es.madrid.kit.Block
import es.madrid.kit.BlockId
import es.madrid.kit.ExplanationView
import es.madrid.kit.HomeView
import es.madrid.kit.NoticeView
import es.madrid.kit.PendingActionKind
import es.madrid.kit.PendingView
import es.madrid.kit.SessionActionKind

/**
 * What stands around the first screen.
 *
 * @property troubles what could not be fetched; none of them hides the screen, and asking again may help.
 * @property refusals what the person wanted and could not be done: asking the city again changes nothing.
 * @property notices what the person should know besides.
 * @property isRefreshing whether the city is being asked.
 */
class Around(
    val troubles: List<ExplanationView> = emptyList(),
    val refusals: List<ExplanationView> = emptyList(),
    val notices: List<NoticeView> = emptyList(),
    val isRefreshing: Boolean = false,
)

/** What the person can do on the first screen. [open] gets the block and the `id` of its thing, [payment] the `id` of a payment. */
class HomeActions(
    val session: (SessionActionKind) -> Unit = {},
    val pending: (PendingView, PendingActionKind) -> Unit = { _, _ -> },
    val open: (BlockId, String) -> Unit = { _, _ -> },
    val payment: (Long) -> Unit = {},
    val show: (BlockId) -> Unit = {},
    val refresh: () -> Unit = {},
    val again: () -> Unit = {},
    val places: () -> Unit = {},
    val subjects: () -> Unit = {},
    val arrange: () -> Unit = {},
    val forYou: () -> Unit = {},
    val letters: () -> Unit = {},
    val several: () -> Unit = {},
)

/** The first screen in each of its states: loading, failed, behind the gate, or with the person's blocks. */
@Composable
fun HomeScreen(home: Block<HomeView>, around: Around = Around(), actions: HomeActions = HomeActions()) {
    val view = (home as? Block.Shown)?.view
    val refresh = Refresh(around.isRefreshing, actions.refresh)
    Page(
        top = { Top(view, refresh, actions) },
        isLoading = home is Block.Loading,
        refresh = refresh,
    ) {
        items(around.notices, key = { it.code }) { Notice(it) }
        val troubles = troubles(view, around)
        val refusals = around.refusals.filter { refused -> troubles.none { it.code == refused.code } }
        items(refusals, key = { it.code }) { Trouble(it) }
        items(troubles, key = { it.code }) { Trouble(it, actions.again) }
        when (home) {
            is Block.Loading -> Unit
            is Block.Failed -> item { Failure(home.explanation, actions.again) }
            is Block.Shown -> body(home.view, actions)
        }
    }
}

/** What could not be fetched, each once: the view speaks of what it lacks, what is around it of the last refresh. */
private fun troubles(view: HomeView?, around: Around): List<ExplanationView> =
    (around.troubles + listOfNotNull(view?.trouble, view?.paymentsTrouble)).distinctBy { it.code }

/** What stays in sight while the rest moves: who is greeted, whose screen it is, and for whom they act. */
@Composable
private fun Top(view: HomeView?, refresh: Refresh, actions: HomeActions) = Column {
    Bar(
        view?.greeting.orEmpty().ifEmpty { LocalWords.current.home },
        after = { RefreshDoor(refresh) },
        below = view?.takeIf { it.subjects.size > 1 }?.let { { SubjectDoor(it.subjects, actions.subjects) } },
    )
    view?.actingFor?.let { ActingFor(it) }
}

private fun LazyListScope.body(view: HomeView, actions: HomeActions) {
    if (view.session.isClosed) {
        item(key = "gate") { Gate(view.session, actions.session) }
        item(key = "for-you") { Door(Pictograms.heart, LocalWords.current.forYou, actions.forYou) }
        item(key = "letters") { Door(Pictograms.mail, LocalWords.current.letters, actions.letters) }
        return
    }
    item(key = "session") { SignInAgain(view.session, actions.session) }
    items(view.payments, key = { "payment-${it.id}" }, contentType = { "payment" }) { PaymentCard(it, actions.payment) }
    items(view.pending, key = { "pending-${it.id}" }, contentType = { "pending" }) { Change(it, actions.pending) }
    view.empty?.let { item(key = "empty") { Empty(it) } }
    items(view.blocks, key = { "block-${it.id}" }, contentType = { "block" }) { block ->
        val seeAll = actions.places.takeIf { block.id == BlockId.NEAR }
        BlockCard(block, seeAll, actions.several) { actions.open(block.id, it) }
    }
    item(key = "for-you") { Door(Pictograms.heart, LocalWords.current.forYou, actions.forYou) }
    items(view.hidden, key = { "hidden-${it.id}" }, contentType = { "hidden" }) { Hidden(it) { actions.show(it.id) } }
    view.arrange?.let { item(key = "arrange") { ArrangeDoor(it, actions.arrange) } }
    // The same for all blocks, so it is said once.
    view.blocks.firstOrNull()?.let { item(key = "source") { Source(it.freshness.source) } }
}

@Composable
private fun ArrangeDoor(view: ArrangeView, open: () -> Unit) =
    Box(Modifier.padding(start = 12.dp, end = 12.dp, top = 20.dp)) { OtherChoice(view.label, done = open) }

@Composable
private fun Source(source: String) = Text(
    source,
    Modifier.fillMaxWidth().padding(start = edge, end = edge, top = 20.dp),
    style = MaterialTheme.typography.bodyMedium,
    color = Palette.quietInk,
    textAlign = TextAlign.Center,
)
