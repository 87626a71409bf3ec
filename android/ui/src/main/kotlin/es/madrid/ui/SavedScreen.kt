// What the person keeps for later.

package es.madrid.ui

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import es.madrid.kit.Block
import es.madrid.kit.ExplanationView
import es.madrid.kit.SavedView
import es.madrid.kit.SessionView

/** The list, behind the gate while [session] is closed. [trouble] is what could not be done. */
@Composable
fun SavedScreen(
    saved: Block<SavedView>,
    session: SessionView? = null,
    trouble: ExplanationView? = null,
    actions: OwnActions = OwnActions(),
) {
    val closed = session?.takeIf { it.isClosed }
    val view = (saved as? Block.Shown)?.view.takeIf { closed == null }
    Page(
        top = { Bar(view?.title ?: LocalWords.current.saved, before = { BackDoor(actions.back) }) },
        isLoading = saved is Block.Loading && closed == null,
    ) {
        trouble?.let { item(key = "trouble") { Trouble(it) } }
        when {
            closed != null -> item(key = "gate") { Gate(closed, actions.session) }
            saved is Block.Failed -> item { Failure(saved.explanation, actions.again) }
            view != null -> body(view, actions)
        }
    }
}

private fun LazyListScope.body(view: SavedView, actions: OwnActions) {
    view.gone?.let { item(key = "gone") { Box(Modifier.padding(horizontal = 12.dp, vertical = 12.dp)) { Remark(listOf(it)) } } }
    view.empty?.let { item(key = "empty") { Empty(it, Pictograms.saved) } }
    items(view.items, key = { it.id }, contentType = { "item" }) { ForYouCard(it) { kind -> actions.act(it, kind) } }
}
