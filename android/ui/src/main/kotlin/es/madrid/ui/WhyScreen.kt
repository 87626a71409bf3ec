// Why something is recommended: every part of it, in words.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.unit.dp
import es.madrid.kit.Block
import es.madrid.kit.WhyLineView
import es.madrid.kit.WhyView

/** The reasons. [again] asks once more, [done] closes. */
@Composable
fun WhyScreen(why: Block<WhyView>, again: () -> Unit = {}, done: () -> Unit = {}) {
    val view = (why as? Block.Shown)?.view
    Page(top = { Bar(view?.title ?: LocalWords.current.forYou, before = { CloseDoor(done) }) }, isLoading = why is Block.Loading) {
        if (why is Block.Failed) item { Failure(why.explanation, again) }
        if (view != null) body(view)
    }
}

private fun LazyListScope.body(view: WhyView) {
    item(key = "name") {
        WideCard {
            CardTitle(view.name)
            CardText(view.body)
        }
    }
    items(view.lines, key = { it.part }) { WideCard { Line(it) } }
}

@Composable
private fun Line(line: WhyLineView) = Column(
    Modifier.clearAndSetSemantics { contentDescription = line.accessibilityLabel },
    verticalArrangement = Arrangement.spacedBy(4.dp),
) {
    Text(line.label, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
    line.reason?.let { CardText(it) }
    Text(line.effect, style = MaterialTheme.typography.labelLarge, color = Palette.accent)
}
