// The app cannot be opened: what stands in place of every screen.

package es.madrid.ui

import androidx.compose.runtime.Composable
import es.madrid.kit.ExplanationView

/** Says why, with the code to tell support. There is no app behind it, so there is nothing to touch. */
@Composable
fun FailureScreen(why: ExplanationView) = Page(top = { Bar(title = null) }) { item { Failure(why) } }
