// The session on a screen: the gate before a person's data, and the one banner of a session that has ended.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import es.madrid.kit.SessionActionKind
import es.madrid.kit.SessionState
import es.madrid.kit.SessionView

/** Whether nothing of the person may be drawn now. */
internal val SessionView.isClosed: Boolean
    get() = state == SessionState.SIGNED_OUT || state == SessionState.LOCKED

/** What stands in place of the person's data; its title is on the bar. [below] is what needs no session. */
@Composable
internal fun Gate(session: SessionView, act: (SessionActionKind) -> Unit, below: @Composable () -> Unit) {
    Column(
        Modifier.fillMaxWidth().padding(horizontal = 24.dp, vertical = 48.dp),
        verticalArrangement = Arrangement.spacedBy(16.dp),
        horizontalAlignment = Alignment.CenterHorizontally,
    ) {
        Picture(if (session.state == SessionState.LOCKED) lock else somebody, 88, 44)
        Text(
            session.body,
            Modifier.padding(bottom = 8.dp),
            style = MaterialTheme.typography.bodyLarge,
            color = Palette.quietInk,
            textAlign = TextAlign.Center,
        )
        Choices(session.actions, words = { it.label }) { act(it.kind) }
        below()
    }
}

/** The session has ended: one banner, one button, above a screen that stays readable. */
@Composable
internal fun SignInAgain(session: SessionView, act: (SessionActionKind) -> Unit) {
    if (session.state != SessionState.SIGN_IN_AGAIN) return
    WideCard(page = Palette.noticePage, line = Palette.noticeMark) {
        Column(
            Modifier.semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Polite },
            verticalArrangement = Arrangement.spacedBy(4.dp),
        ) {
            Text(session.title, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
            CardText(session.body)
        }
        session.actions.firstOrNull { it.kind == SessionActionKind.SIGN_IN }?.let { signIn ->
            FirstChoice(signIn.label) { act(signIn.kind) }
        }
    }
}
