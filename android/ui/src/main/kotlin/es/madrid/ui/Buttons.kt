// Buttons, with words that wrap where they are long or large.

package es.madrid.ui

import androidx.compose.foundation.BorderStroke
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.size
import androidx.compose.material3.Button
import androidx.compose.material3.ButtonDefaults
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.vector.ImageVector
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp

private val shape = Corners.control
private val inner = PaddingValues(horizontal = 20.dp, vertical = 12.dp)

/** The first choice. [spoken] is what a screen reader says where the words alone are too short. */
@Composable
internal fun FirstChoice(
    words: String,
    spoken: String = words,
    colour: Color = Palette.accent,
    done: () -> Unit,
) = Button(
    done,
    Modifier.fillMaxWidth().heightIn(min = touch).semantics { if (spoken != words) contentDescription = spoken },
    shape = shape,
    colors = ButtonDefaults.buttonColors(containerColor = colour, contentColor = Palette.onAccent),
    contentPadding = inner,
) { Words(words) }

/**
 * Another choice. [picture] stands before the words unless large letters need its room, [page] is the colour below them, [spoken]
 * is what a screen reader says where the words alone are too short.
 */
@Composable
internal fun OtherChoice(
    words: String,
    picture: ImageVector? = null,
    page: Color = Color.Transparent,
    spoken: String = words,
    done: () -> Unit,
) = OutlinedButton(
    done,
    Modifier.fillMaxWidth().heightIn(min = touch).semantics { if (spoken != words) contentDescription = spoken },
    shape = shape,
    border = BorderStroke(1.dp, Palette.outline),
    colors = ButtonDefaults.outlinedButtonColors(containerColor = page, contentColor = Palette.accent),
    contentPadding = inner,
) {
    Row(horizontalArrangement = Arrangement.spacedBy(10.dp), verticalAlignment = Alignment.CenterVertically) {
        if (picture != null && !hasLargeLetters) Icon(picture, contentDescription = null, Modifier.size(22.dp))
        Words(words)
    }
}

/** Choices below each other: the first stands out. */
@Composable
internal fun <T> Choices(all: List<T>, words: (T) -> String, done: (T) -> Unit) {
    all.forEachIndexed { place, choice ->
        if (place == 0) FirstChoice(words(choice)) { done(choice) } else OtherChoice(words(choice)) { done(choice) }
    }
}

@Composable
private fun Words(words: String) =
    Text(words, style = MaterialTheme.typography.titleMedium, textAlign = TextAlign.Center)
