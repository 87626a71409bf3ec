// The first screen: what the person owes, must do, gets and has with the city, and what is near.

package es.madrid.ui

import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import es.madrid.kit.Block
import es.madrid.kit.BlockId
import es.madrid.kit.ExplanationView
import es.madrid.kit.HomeView
import es.madrid.kit.NextStepView
import es.madrid.kit.NoticeView
import es.madrid.kit.PendingActionKind
import es.madrid.kit.PendingView
import es.madrid.kit.SessionActionKind

/**
 * What stands around the first screen.
 *
 * @property troubles what could not be done lately; none of them hides the screen.
 * @property notices what the person should know besides.
 * @property profileTitle the words of the door to the profile; no door without them.
 * @property placesTitle the words of the door to the places at the gate: they need no session; no door without them.
 */
class Around(
    val troubles: List<ExplanationView> = emptyList(),
    val notices: List<NoticeView> = emptyList(),
    val profileTitle: String? = null,
    val placesTitle: String? = null,
)

/** What the person can do on the first screen. */
class HomeActions(
    val session: (SessionActionKind) -> Unit = {},
    val pending: (PendingView, PendingActionKind) -> Unit = { _, _ -> },
    val actFor: (String) -> Unit = {},
    val next: (NextStepView) -> Unit = {},
    val show: (BlockId) -> Unit = {},
    val again: () -> Unit = {},
    val profile: () -> Unit = {},
    val places: () -> Unit = {},
)

/** The first screen in each of its states: loading, failed, behind the gate, or with the person's blocks. */
@Composable
fun HomeScreen(home: Block<HomeView>, around: Around = Around(), actions: HomeActions = HomeActions()) {
    val view = (home as? Block.Shown)?.view
    Surface(Modifier.fillMaxSize(), color = Palette.backdrop) {
        Column {
            Top(view, around, actions)
            LazyColumn(contentPadding = PaddingValues(bottom = 24.dp)) {
                items(around.notices, key = { it.code }) { Notice(it) }
                items(troubles(view, around), key = { it.code }) { Trouble(it, actions.again) }
                when (home) {
                    is Block.Loading -> item { Loading() }
                    is Block.Failed -> item { Failure(home.explanation) }
                    is Block.Shown -> body(home.view, around, actions)
                }
            }
        }
    }
}

/** What could not be done, each once: the view speaks of the city, what is around it of what the person just did. */
private fun troubles(view: HomeView?, around: Around): List<ExplanationView> =
    (around.troubles + listOfNotNull(view?.trouble)).distinctBy { it.code }

/** What stays in sight while the rest moves: who is greeted, for whom they act, and the switch. */
@Composable
private fun Top(view: HomeView?, around: Around, actions: HomeActions) {
    val words = view?.greeting?.ifEmpty { view.session.title }
    val door = around.profileTitle.takeIf { view != null && !view.session.isClosed }
    Bar(words, freshness = null, after = door?.let { { BarDoor(somebody, it, actions.profile) } })
    if (view == null) return
    view.actingFor?.let { ActingFor(it) }
    Subjects(view.subjects, actions.actFor)
}

private fun LazyListScope.body(view: HomeView, around: Around, actions: HomeActions) {
    if (view.session.isClosed) {
        item { Gate(view.session, actions.session) { around.placesTitle?.let { OtherChoice(it, actions.places) } } }
        return
    }
    item { SignInAgain(view.session, actions.session) }
    items(view.pending, key = { "pending-${it.id}" }) { Change(it, actions.pending) }
    view.empty?.let { item { Empty(it) } }
    items(view.blocks, key = { "block-${it.id}" }) {
        BlockCard(it, open = actions.places.takeIf { _ -> it.id == BlockId.NEAR }, next = actions.next)
    }
    items(view.hidden, key = { "hidden-${it.id}" }) { Hidden(it) { actions.show(it.id) } }
    // The same for all blocks, so it is said once.
    view.blocks.firstOrNull()?.let { item { Source(it.freshness.source) } }
}

@Composable
private fun Source(source: String) = Text(
    source,
    Modifier.fillMaxWidth().padding(start = edge, end = edge, top = 20.dp),
    style = MaterialTheme.typography.bodyMedium,
    color = Palette.quietInk,
    textAlign = TextAlign.Center,
)
