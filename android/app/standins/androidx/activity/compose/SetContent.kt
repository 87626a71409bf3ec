// A stand-in, not AndroidX: see ComponentActivity.kt.

package androidx.activity.compose

import androidx.activity.ComponentActivity
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionContext

/** Stands in for drawing [content] in the activity's window. */
fun ComponentActivity.setContent(parent: CompositionContext? = null, content: @Composable () -> Unit) = Unit
