// A field to search with, as one types.

package es.madrid.ui

import androidx.compose.foundation.layout.fillMaxWidth
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
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalFocusManager
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.ImeAction
import androidx.compose.ui.unit.dp

/** The field with [text] in it. [label] says what it is for, [clear] is the button that empties it. */
@Composable
internal fun SearchField(label: String, clear: String, text: String, write: (String) -> Unit) {
    val focus = LocalFocusManager.current
    OutlinedTextField(
        text,
        { write(it.inOneLine()) },
        Modifier.fillMaxWidth().semantics { contentDescription = label },
        textStyle = MaterialTheme.typography.bodyLarge,
        placeholder = { Text(label, style = MaterialTheme.typography.bodyLarge, color = Palette.quietInk) },
        leadingIcon = { Icon(Pictograms.search, contentDescription = null, tint = Palette.quietInk) },
        trailingIcon = if (text.isEmpty()) null else ({ Clear(clear) { write("") } }),
        shape = RoundedCornerShape(28.dp),
        keyboardOptions = KeyboardOptions(imeAction = ImeAction.Search),
        keyboardActions = KeyboardActions { focus.clearFocus() },
    )
}

@Composable
private fun Clear(words: String, clear: () -> Unit) =
    IconButton(clear, Modifier.size(touch)) { Icon(Pictograms.close, contentDescription = words, tint = Palette.quietInk) }
