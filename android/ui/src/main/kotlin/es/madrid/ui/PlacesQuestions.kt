// What the person asks of the list of places: words, what is near, and the filter with what was chosen in it.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.foundation.text.KeyboardActions
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.saveable.Saver
import androidx.compose.runtime.saveable.listSaver
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalFocusManager
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.ImeAction
import androidx.compose.ui.unit.dp
import es.madrid.kit.PlaceKind
import es.madrid.kit.PlaceNeed
import es.madrid.kit.PlacesFilterView
import es.madrid.kit.PlacesQuestion

/** Keeps a question as texts: its words, the kind or nothing, then the needs. */
internal val questionSaver: Saver<PlacesQuestion, Any> = listSaver(
    save = { listOf(it.text, it.kind?.name.orEmpty()) + it.needs.map(PlaceNeed::name) },
    restore = { texts ->
        val (text, kind) = texts
        PlacesQuestion(text, PlaceKind.entries.firstOrNull { it.name == kind }, texts.drop(2).map(PlaceNeed::valueOf))
    },
)

/** This need asked for, or not any more. */
internal fun PlacesQuestion.turned(need: PlaceNeed): PlacesQuestion =
    copy(needs = if (need in needs) needs - need else needs + need)

/** The field and the chips above the list. */
@Composable
internal fun Question(filter: PlacesFilterView, around: AroundPlaces, actions: PlacesActions) {
    Column(
        Modifier.padding(start = edge, end = edge, top = 16.dp, bottom = 8.dp),
        verticalArrangement = Arrangement.spacedBy(12.dp),
    ) {
        SearchField(filter, around.question.text) { actions.ask(around.question.copy(text = it)) }
        Chips {
            ToggleChip(filter.hereLabel, around.isHere, Pictograms.here, actions.here)
            ActionChip(filter.title, Pictograms.filter, actions.filter)
            Chosen(filter, around.question, actions.ask)
        }
    }
}

/** What was chosen in the filter. Touched, it is not any more. */
@Composable
private fun Chosen(filter: PlacesFilterView, question: PlacesQuestion, ask: (PlacesQuestion) -> Unit) {
    filter.kinds.firstOrNull { it.kind == question.kind }?.let { kind ->
        ToggleChip(kind.label, isOn = true) { ask(question.copy(kind = null)) }
    }
    filter.needs.filter { it.need in question.needs }.forEach { need ->
        ToggleChip(need.label, isOn = true) { ask(question.turned(need.need)) }
    }
}

@Composable
private fun SearchField(filter: PlacesFilterView, text: String, write: (String) -> Unit) {
    val focus = LocalFocusManager.current
    OutlinedTextField(
        text,
        { write(it.inOneLine()) },
        Modifier.fillMaxWidth().semantics { contentDescription = filter.searchLabel },
        textStyle = MaterialTheme.typography.bodyLarge,
        placeholder = { Text(filter.searchLabel, style = MaterialTheme.typography.bodyLarge, color = Palette.quietInk) },
        leadingIcon = { Icon(Pictograms.search, contentDescription = null, tint = Palette.quietInk) },
        trailingIcon = if (text.isEmpty()) null else ({ Clear(filter.clearLabel) { write("") } }),
        shape = RoundedCornerShape(28.dp),
        keyboardOptions = KeyboardOptions(imeAction = ImeAction.Search),
        keyboardActions = KeyboardActions { focus.clearFocus() },
    )
}

@Composable
private fun Clear(words: String, clear: () -> Unit) =
    IconButton(clear, Modifier.size(touch)) { Icon(Pictograms.close, contentDescription = words, tint = Palette.quietInk) }
