// The session on a screen: the gate before a person's data, and the one banner of a session that has ended.

package es.madrid.ui

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import es.madrid.kit.SessionActionKind
import es.madrid.kit.SessionState
import es.madrid.kit.SessionView

/** Whether nothing of the person may be drawn now. */
internal val SessionView.isClosed: Boolean
    get() = state == SessionState.SIGNED_OUT || state == SessionState.LOCKED

/** What stands in place of the person's data. */
@Composable
internal fun Gate(session: SessionView, act: (SessionActionKind) -> Unit) =
    Middle(if (session.state == SessionState.LOCKED) lock else somebody) {
        Headline(session.title)
        Explained(session.body)
        Choices(session.actions, words = { it.label }) { act(it.kind) }
    }

/** The session has ended: one banner, one button, above a screen that stays readable. */
@Composable
internal fun SignInAgain(session: SessionView, act: (SessionActionKind) -> Unit) {
    if (session.state != SessionState.SIGN_IN_AGAIN) return
    WideCard(page = Palette.noticePage, line = Palette.noticeMark) {
        Said {
            Text(session.title, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
            CardText(session.body)
        }
        session.actions.firstOrNull { it.kind == SessionActionKind.SIGN_IN }?.let { signIn ->
            FirstChoice(signIn.label) { act(signIn.kind) }
        }
    }
}
