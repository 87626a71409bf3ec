// What the person answers to a fine: why it is wrong, or who drove. Every letter is kept on the phone.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.focus.FocusDirection
import androidx.compose.ui.platform.LocalFocusManager
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.KeyboardCapitalization
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import es.madrid.kit.Block
import es.madrid.kit.DriverRequest
import es.madrid.kit.ExplanationView
import es.madrid.kit.FineActionKind
import es.madrid.kit.FineAllegationsView
import es.madrid.kit.FineDriverView
import es.madrid.kit.FinePaperView
import es.madrid.kit.FineView

/** The mistake that is said at its field. */
private const val WRONG_DOCUMENT = "fine.document"

/** Lines that a text has room for before it is scrolled. */
private const val LINES = 8

/** Why the fine is wrong, and the files that go with it. */
@Composable
fun AllegeScreen(
    fine: Block<FineView>,
    around: AroundFines = AroundFines(),
    actions: FinesActions = FinesActions(),
) = FinePage(LocalWords.current.fines, fine, { null }, { null }, around, actions) { view ->
    val draft = view.allegations
    item(key = "text") { Allegations(view.id, draft, around.discards, actions) }
    item(key = "papers") { Papers(view.id, draft, actions) }
    ending(view, Ending(draft.label, draft.trouble, draft.sendLabel, draft.discardLabel), around.isAsking) {
        if (it) actions.send(view.id) else actions.discard(view.id, FineActionKind.ALLEGE)
    }
}

/** Who drove. */
@Composable
fun NameDriverScreen(
    fine: Block<FineView>,
    around: AroundFines = AroundFines(),
    actions: FinesActions = FinesActions(),
) {
    val mistake = around.refusals.firstOrNull { it.code == WRONG_DOCUMENT }
    val elsewhere = AroundFines(
        around.session, around.troubles, around.refusals - listOfNotNull(mistake).toSet(), around.isRefreshing, around.isAsking,
    )
    val typed = (fine as? Block.Shown)?.view?.let { rememberDriver(it, around.discards) }
    FinePage(LocalWords.current.fines, fine, { null }, { null }, elsewhere, actions) { view ->
        val draft = view.driver
        item(key = "driver") { typed?.let { Driver(draft, it, mistake, actions) } }
        ending(view, Ending(draft.label, draft.trouble, draft.sendLabel, draft.discardLabel), around.isAsking) {
            if (it) typed?.let { who -> actions.nameDriver(who.value) } else actions.discard(view.id, FineActionKind.NAME_DRIVER)
        }
    }
}

/** What is typed is the screen's own: the disk has it a moment later, and what comes back from there replaces no letter. */
@Composable
private fun Allegations(fine: String, draft: FineAllegationsView, discards: Int, actions: FinesActions) = WideCard {
    CardTitle(draft.title)
    CardText(draft.hint)
    var text by remember(fine, discards) { mutableStateOf(draft.text) }
    if (draft.attachLabel == null) {
        CardText(draft.text)
    } else {
        OutlinedTextField(
            text,
            {
                text = it
                actions.typed(fine, it)
            },
            Modifier.fillMaxWidth().semantics { contentDescription = draft.title },
            textStyle = MaterialTheme.typography.bodyLarge,
            minLines = LINES,
            keyboardOptions = KeyboardOptions(capitalization = KeyboardCapitalization.Sentences),
        )
    }
}

/** The files: what they may be, and each with the button that takes it away. */
@Composable
private fun Papers(fine: String, draft: FineAllegationsView, actions: FinesActions) {
    if (draft.papers.isEmpty() && draft.attachLabel == null) return
    WideCard {
        CardText(draft.papersHint)
        draft.papers.forEach { Paper(it) { actions.detach(fine, it.id) } }
        draft.attachLabel?.let { OtherChoice(it, plus) { actions.attach(fine) } }
    }
}

@Composable
private fun Paper(paper: FinePaperView, detach: () -> Unit) = Column(verticalArrangement = Arrangement.spacedBy(6.dp)) {
    // The button says the name.
    paper.detachLabel?.let { OtherChoice(it, Pictograms.close, done = detach) } ?: CardText(paper.name)
}

/** What is typed of the driver. */
private class DriverForm(first: DriverRequest) {
    var value by mutableStateOf(first)
}

@Composable
private fun rememberDriver(view: FineView, discards: Int) = remember(view.id, discards) {
    val known = view.driver
    DriverForm(DriverRequest(view.id, known.name, known.document, known.address, known.licence))
}

@Composable
private fun Driver(draft: FineDriverView, form: DriverForm, mistake: ExplanationView?, actions: FinesActions) = WideCard {
    CardTitle(draft.title)
    CardText(draft.hint)
    val now = form.value
    if (!draft.canChange) {
        listOf(
            draft.nameLabel to draft.name, draft.documentLabel to draft.document,
            draft.addressLabel to draft.address, draft.licenceLabel to draft.licence,
        ).filter { (_, value) -> value.isNotEmpty() }.forEach { (label, value) -> Fact(label, value) }
        return@WideCard
    }
    val focus = LocalFocusManager.current
    val next: () -> Unit = { focus.moveFocus(FocusDirection.Next) }
    fun type(typed: DriverRequest) {
        form.value = typed
        actions.driverTyped(typed)
    }
    Written(draft.nameLabel, now.name, KeyboardType.Text, null, next) { type(form.value.copy(name = it)) }
    Written(draft.documentLabel, now.document, KeyboardType.Text, mistake, next) { type(form.value.copy(document = it)) }
    Written(draft.addressLabel, now.address, KeyboardType.Text, null, next) { type(form.value.copy(address = it)) }
    Written(draft.licenceLabel, now.licence, KeyboardType.Text, null, next) { type(form.value.copy(licence = it)) }
}

/** How far what is written has come, and the buttons below it. */
private class Ending(val label: String?, val trouble: ExplanationView?, val send: String?, val discard: String?)

/** [done] gets whether to send it; else it is thrown away. */
private fun LazyListScope.ending(view: FineView, ending: Ending, isAsking: Boolean, done: (Boolean) -> Unit) {
    ending.trouble?.let { item(key = "trouble") { Trouble(it) } }
    ending.label?.let { item(key = "label") { Progress(it) } }
    item(key = "ending") {
        if (isAsking) {
            Asking(view.askingLabel)
        } else {
            Column(
                Modifier.padding(start = 12.dp, end = 12.dp, top = 20.dp),
                verticalArrangement = Arrangement.spacedBy(12.dp),
            ) {
                ending.send?.let { FirstChoice(it) { done(true) } }
                ending.discard?.let { OtherChoice(it, page = Palette.page) { done(false) } }
            }
        }
    }
}

/** Read out when it changes. */
@Composable
private fun Progress(label: String) = Text(
    label,
    Modifier.padding(start = edge, end = edge, top = 20.dp).semantics { liveRegion = LiveRegionMode.Polite },
    style = MaterialTheme.typography.titleMedium,
    color = Palette.ink,
)
