// A login that was not waited for any more: the system ended the app meanwhile, or the person took too long.

package es.madrid.movil

import androidx.compose.foundation.layout.Column
import androidx.compose.material3.AlertDialog
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.remember

/** The core's words for an answer that comes too late. */
internal const val TOO_LATE = "session.too_late"

/** Says so once, over the app that is [open]. To sign in again is the person's own choice. */
@Composable
internal fun Late(open: Start.Open, links: Links) {
    val isLate by links.isLate.collectAsState()
    val words by open.app.settings.words.collectAsState()
    if (!isLate) return
    val why = remember(open, words) { open.madrid.explain(TOO_LATE) }
    AlertDialog(
        onDismissRequest = links::forgetLate,
        confirmButton = { TextButton(links::forgetLate) { Text(words.close) } },
        title = { Text(why.title) },
        text = {
            Column {
                Text(why.body)
                Text(why.nextStep)
            }
        },
    )
}
