// What finishes a screen. It stays in sight.

package es.madrid.ui

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.navigationBarsPadding
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.widthIn
import androidx.compose.material3.HorizontalDivider
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp

/** The button that finishes it. */
@Composable
internal fun BottomChoice(words: String, done: () -> Unit) = Bottom { FirstChoice(words, done = done) }

/** The lower edge of a screen. */
@Composable
internal fun Bottom(content: @Composable () -> Unit) = Column(Modifier.fillMaxWidth().background(Palette.page)) {
    HorizontalDivider(color = Palette.line)
    Box(Modifier.fillMaxWidth().navigationBarsPadding(), contentAlignment = Alignment.Center) {
        Box(Modifier.widthIn(max = Sizes.column).padding(12.dp)) { content() }
    }
}
