// What the person changed and has not reached its end, on the first screen and on the profile.

package es.madrid.ui

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import es.madrid.kit.PendingActionKind
import es.madrid.kit.PendingState
import es.madrid.kit.PendingView

/** One change: what the person wanted, how it stands, and what they can do about it. */
@Composable
internal fun Change(change: PendingView, act: (PendingView, PendingActionKind) -> Unit) {
    val waiting = change.state == PendingState.WAITING
    WideCard(
        page = if (waiting) Palette.page else Palette.noticePage,
        line = if (waiting) Palette.line else Palette.noticeMark,
    ) {
        Said {
            Text(change.title, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
            CardText(change.label)
            Text(change.since, style = MaterialTheme.typography.bodyMedium, color = Palette.quietInk)
        }
        Choices(change.actions, words = { it.label }) { act(change, it.kind) }
    }
}
