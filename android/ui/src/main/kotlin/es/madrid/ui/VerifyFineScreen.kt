// Is this fine real? For anybody, signed in or not.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.Icon
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.focus.FocusDirection
import androidx.compose.ui.platform.LocalFocusManager
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import es.madrid.kit.ExplanationView
import es.madrid.kit.FactView
import es.madrid.kit.VerifyFormView
import es.madrid.kit.VerifyOutcome
import es.madrid.kit.VerifyView

/** What the person can do there. [changed] is called when what is typed is not what the answer was about any more. */
class VerifyFineActions(
    val verify: (bulletin: String, plate: String) -> Unit = { _, _ -> },
    val changed: () -> Unit = {},
    val back: () -> Unit = {},
)

/** The two numbers of a paper, and what the city says of them. */
@Composable
fun VerifyFineScreen(
    form: VerifyFormView,
    answer: VerifyView?,
    isAsking: Boolean = false,
    troubles: List<ExplanationView> = emptyList(),
    actions: VerifyFineActions = VerifyFineActions(),
) {
    var bulletin by rememberSaveable { mutableStateOf("") }
    var plate by rememberSaveable { mutableStateOf("") }
    val focus = LocalFocusManager.current
    fun ask() {
        focus.clearFocus()
        actions.verify(bulletin, plate)
    }
    Page(top = { Bar(form.title, before = { BackDoor(actions.back) }) }) {
        items(troubles, key = { it.code }) { Trouble(it) }
        item(key = "form") {
            WideCard {
                CardText(form.hint)
                Written(form.bulletinLabel, bulletin, KeyboardType.Number, null, { focus.moveFocus(FocusDirection.Next) }) {
                    bulletin = it
                    actions.changed()
                }
                Written(form.plateLabel, plate, KeyboardType.Text, null, ::ask) {
                    plate = it
                    actions.changed()
                }
            }
        }
        item(key = "ask") {
            if (isAsking) {
                Asking(form.askingLabel)
            } else {
                Column(Modifier.padding(start = 12.dp, end = 12.dp, top = 12.dp)) { FirstChoice(form.actionLabel) { ask() } }
            }
        }
        if (answer != null && !isAsking) item(key = "answer") { Answer(answer) }
    }
}

/** The words say it; the colour and the picture repeat it for the eye. It is read out when it comes. */
@Composable
private fun Answer(view: VerifyView) {
    val isReal = view.outcome == VerifyOutcome.REAL
    WideCard(
        page = if (isReal) Palette.page else Palette.noticePage,
        line = if (isReal) Palette.accent else Palette.noticeMark,
    ) {
        Icon(
            if (isReal) check else warning,
            contentDescription = null,
            tint = if (isReal) Palette.accent else Palette.noticeMark,
        )
        Column(
            Modifier.semantics(mergeDescendants = true) {
                contentDescription = view.accessibilityLabel
                liveRegion = LiveRegionMode.Polite
            },
            verticalArrangement = Arrangement.spacedBy(8.dp),
        ) {
            CardTitle(view.title)
            CardText(view.body)
            view.facts.forEach { CardText(it.inWords) }
        }
        view.trouble?.let { Remark(listOf(it.body, it.nextStep)) }
    }
}

private val FactView.inWords get() = listOf(label, value).filter(String::isNotEmpty).joinToString(": ")
