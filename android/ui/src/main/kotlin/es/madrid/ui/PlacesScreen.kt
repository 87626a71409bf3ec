// The places near the person. The screen newcomers copy: it lays out views, with no words and no arithmetic of its own.

package es.madrid.ui

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.ExperimentalLayoutApi
import androidx.compose.foundation.layout.FlowRow
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.clearAndSetSemantics
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.unit.dp
import es.madrid.kit.Block
import es.madrid.kit.ExplanationView
import es.madrid.kit.NoticeView
import es.madrid.kit.PlaceListView
import es.madrid.kit.PlaceRowView

/**
 * The list of places near the person.
 *
 * [list] is the state of the list; [trouble] is what the last refresh could not do, or `null`; [notices] is what the
 * person should know besides. A trouble or a notice never hides the list. [before] is the way back, if there is one.
 */
@Composable
fun PlacesScreen(
    list: Block<PlaceListView>,
    trouble: ExplanationView? = null,
    notices: List<NoticeView> = emptyList(),
    before: (@Composable () -> Unit)? = null,
) {
    val view = (list as? Block.Shown)?.view
    Surface(Modifier.fillMaxSize(), color = Palette.page) {
        Column {
            Bar(view?.title, view?.freshness, before)
            LazyColumn(contentPadding = PaddingValues(bottom = 24.dp)) {
                items(notices, key = { it.code }) { Notice(it) }
                trouble?.let { item { Trouble(it) } }
                body(list)
            }
        }
    }
}

private fun LazyListScope.body(list: Block<PlaceListView>) {
    when (list) {
        is Block.Loading -> item { Loading() }
        is Block.Failed -> item { Failure(list.explanation) }
        is Block.Shown -> {
            list.view.empty?.let { item { Empty(it) } }
            items(list.view.items, key = { it.id }) {
                PlaceRow(it)
                HorizontalDivider(color = Palette.line)
            }
        }
    }
}

/** One place. A screen reader hears the sentence that the core made for the whole row. */
@Composable
private fun PlaceRow(row: PlaceRowView) {
    Row(
        Modifier
            .fillMaxWidth()
            .clearAndSetSemantics { contentDescription = row.accessibilityLabel }
            .padding(horizontal = edge, vertical = 14.dp),
        horizontalArrangement = Arrangement.spacedBy(14.dp),
    ) {
        Picture(pictogram(row.kind), 44, 24)
        Column(Modifier.weight(1f), verticalArrangement = Arrangement.spacedBy(3.dp)) {
            NameAndDistance(row)
            Text(row.kindLabel, style = MaterialTheme.typography.bodyMedium, color = Palette.quietInk)
            row.placeLabel?.let { Text(it, style = MaterialTheme.typography.bodyMedium, color = Palette.quietInk) }
            Needs(row.needs)
        }
    }
}

@Composable
private fun NameAndDistance(row: PlaceRowView) {
    Row(horizontalArrangement = Arrangement.spacedBy(12.dp)) {
        Text(row.name, Modifier.weight(1f).alignByBaseline(), style = MaterialTheme.typography.titleMedium)
        row.distanceLabel?.let {
            Text(it, Modifier.alignByBaseline(), style = MaterialTheme.typography.labelLarge, color = Palette.accent)
        }
    }
}

@OptIn(ExperimentalLayoutApi::class)
@Composable
private fun Needs(needs: List<String>) {
    if (needs.isEmpty()) return
    FlowRow(
        Modifier.padding(top = 5.dp),
        horizontalArrangement = Arrangement.spacedBy(6.dp),
        verticalArrangement = Arrangement.spacedBy(6.dp),
    ) {
        needs.forEach { need ->
            Text(
                need,
                Modifier.background(Palette.pale, RoundedCornerShape(6.dp)).padding(horizontal = 8.dp, vertical = 3.dp),
                style = MaterialTheme.typography.labelMedium,
                color = Palette.onPale,
            )
        }
    }
}
