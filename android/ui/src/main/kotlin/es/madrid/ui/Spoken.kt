// The words of controls that belong to no view, within reach of every piece of a screen.

package es.madrid.ui

import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.staticCompositionLocalOf
import es.madrid.kit.WordsView

/** The words around the piece that is being drawn. */
internal val LocalWords = staticCompositionLocalOf<WordsView> { error("LocalWords") }

/** Draws [content], a screen or several, with the [words] of their controls. */
@Composable
fun WithWords(words: WordsView, content: @Composable () -> Unit) =
    CompositionLocalProvider(LocalWords provides words, content = content)
