// The order of the first screen: each block can be moved and hidden with a touch.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.unit.dp
import es.madrid.kit.ArrangeRowView
import es.madrid.kit.ArrangeView
import es.madrid.kit.BlockId
import es.madrid.kit.ExplanationView

/** What can be done to a block. [hide] gets whether it is to be hidden. */
class ArrangeActions(
    val raise: (BlockId) -> Unit = {},
    val lower: (BlockId) -> Unit = {},
    val hide: (BlockId, Boolean) -> Unit = { _, _ -> },
    val done: () -> Unit = {},
)

/** The blocks in their order. [trouble] is why the last step did not work; without a [view] it is still loading. */
@Composable
fun ArrangeScreen(view: ArrangeView?, trouble: ExplanationView? = null, actions: ArrangeActions = ArrangeActions()) =
    Page(
        top = { Bar(view?.title, before = { CloseDoor(actions.done) }) },
        isLoading = view == null,
        bottom = view?.let { { BottomChoice(it.doneLabel, actions.done) } },
    ) {
        if (view == null) return@Page
        trouble?.let { item(key = "trouble") { Trouble(it) } }
        item(key = "body") {
            Column(Modifier.padding(start = edge, end = edge, top = 20.dp, bottom = 4.dp)) { CardText(view.body) }
        }
        items(view.rows, key = { it.id }) { Arranged(it, actions, Modifier.animateItem()) }
    }

/** A block: its words, then what can be done to it. In large letters the buttons go below the words. */
@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun Arranged(row: ArrangeRowView, actions: ArrangeActions, modifier: Modifier) = Column(modifier) {
    WideCard {
        FlowRow(
            Modifier.fillMaxWidth(),
            horizontalArrangement = Arrangement.SpaceBetween,
            itemVerticalAlignment = Alignment.CenterVertically,
        ) {
            Text(
                row.title,
                style = MaterialTheme.typography.titleMedium,
                color = if (row.isHidden) Palette.quietInk else Palette.ink,
            )
            FlowRow(horizontalArrangement = Arrangement.spacedBy(4.dp)) {
                Step(Pictograms.raise, row.raiseLabel) { actions.raise(row.id) }
                Step(Pictograms.lower, row.lowerLabel) { actions.lower(row.id) }
                val eye = if (row.isHidden) Pictograms.show else Pictograms.hide
                Step(eye, row.toggleLabel) { actions.hide(row.id, !row.isHidden) }
            }
        }
    }
}

/** One button; without words there is none. */
@Composable
private fun Step(picture: ImageVector, words: String?, done: () -> Unit) {
    if (words == null) return
    IconButton(done, Modifier.size(touch)) {
        Icon(picture, contentDescription = words, Modifier.size(26.dp), tint = Palette.accent)
    }
}
