// One tax bill: what it costs now and later, and every way to pay it, side by side.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import es.madrid.kit.Block
import es.madrid.kit.DebitMode
import es.madrid.kit.DirectDebitRequest
import es.madrid.kit.ExplanationView
import es.madrid.kit.InstalmentsRequest
import es.madrid.kit.ReminderRequest
import es.madrid.kit.SessionActionKind
import es.madrid.kit.TaxAccountView
import es.madrid.kit.TaxActionKind
import es.madrid.kit.TaxActionView
import es.madrid.kit.TaxDebitView
import es.madrid.kit.TaxReceiptView
import es.madrid.kit.TaxRowView
import es.madrid.kit.TaxStepView
import es.madrid.kit.TaxStepsView
import es.madrid.kit.TaxWayKind
import es.madrid.kit.TaxWayView

/**
 * What the person can do about a bill. [pay], [end] and [dismiss] get its `id`, [proof] the number of the proof that it was paid;
 * [write] is told when an account begins or ends to be written.
 */
class TaxActions(
    val pay: (String) -> Unit = {},
    val write: () -> Unit = {},
    val debit: (DirectDebitRequest) -> Unit = {},
    val end: (String) -> Unit = {},
    val instalments: (InstalmentsRequest) -> Unit = {},
    val dismiss: (String) -> Unit = {},
    val remind: (ReminderRequest) -> Unit = {},
    val calendar: () -> Unit = {},
    val proof: (String) -> Unit = {},
    val session: (SessionActionKind) -> Unit = {},
    val refresh: () -> Unit = {},
    val again: () -> Unit = {},
    val back: () -> Unit = {},
)

/** A bill in each of its states. */
@Composable
fun TaxScreen(
    bill: Block<TaxReceiptView>,
    around: AroundTaxes = AroundTaxes(),
    actions: TaxActions = TaxActions(),
) {
    val closed = around.closed
    val view = (bill as? Block.Shown)?.view.takeIf { closed == null }
    val refresh = Refresh(around.isRefreshing, actions.refresh)
    // Kept nowhere but here: neither the account nor that one was being written outlives the screen. Whatever becomes of the bill
    // ends it.
    var writing by remember(view?.row) { mutableStateOf<DebitMode?>(null) }
    var iban by remember(view?.row, writing) { mutableStateOf("") }
    Page(
        top = {
            Bar(
                LocalWords.current.taxes,
                view?.freshness,
                before = { BackDoor(actions.back) },
                after = { RefreshDoor(refresh) },
            )
        },
        isLoading = bill is Block.Loading && closed == null,
        refresh = refresh,
    ) {
        items(around.troubles, key = { it.code }) { Trouble(it) }
        when {
            closed != null -> item(key = "gate") { Gate(closed, actions.session) }
            bill is Block.Failed -> item(key = "failed") { Failure(bill.explanation, actions.again) }
            view != null -> body(view, Account(writing, iban, around.mistake, { iban = it }) { writing = it }, actions)
        }
    }
}

/**
 * The account that is being written: for which [mode], how far, and what is wrong with it. [write] writes it, [turnTo] begins
 * another one or ends it.
 */
private class Account(
    val mode: DebitMode?,
    val iban: String,
    val mistake: ExplanationView?,
    val write: (String) -> Unit,
    val turnTo: (DebitMode?) -> Unit,
)

private fun LazyListScope.body(view: TaxReceiptView, account: Account, actions: TaxActions) {
    item(key = "bill") { Standing(view, actions) }
    view.debit?.let { item(key = "debit") { Debit(it, view, account, actions) } }
    if (view.parts.isNotEmpty()) item(key = "parts") { Lines(view.row.label, view.parts) }
    view.ways?.let { ways ->
        item(key = "ways") { GroupTitle(ways.title) }
        items(ways.ways) { Way(it, view, account, actions) }
    }
    view.steps?.let { item(key = "steps") { Steps(it) } }
    view.reminders?.let { item(key = "reminder") { Reminder(view, actions) } }
    if (view.facts.isNotEmpty()) item(key = "facts") { WideCard { Facts(view.facts) } }
}

/** What it is, how much and until when, and how it stands. It is read out when it changes. */
@Composable
private fun Standing(view: TaxReceiptView, actions: TaxActions) {
    val isWrong = view.row.trouble != null
    WideCard(
        page = if (isWrong) Palette.noticePage else Palette.page,
        line = if (isWrong) Palette.noticeMark else Palette.line,
    ) {
        Column(
            Modifier.semantics(mergeDescendants = true) {
                contentDescription = view.row.accessibilityLabel
                liveRegion = LiveRegionMode.Polite
            },
            verticalArrangement = Arrangement.spacedBy(4.dp),
        ) { BillText(view.row) }
        view.row.trouble?.let { Remark(listOf(it.body, it.nextStep)) }
        action(view, TaxActionKind.DISMISS)?.let { OtherChoice(it.label) { actions.dismiss(view.row.id) } }
        action(view, TaxActionKind.SEE_RECEIPT)?.let { see ->
            OtherChoice(see.label, Pictograms.document) { view.row.receipt?.let(actions.proof) }
        }
        // One that has not reached the city yet can be taken back as well.
        if (view.debit == null) End(view, actions)
    }
}

private fun action(view: TaxReceiptView, kind: TaxActionKind): TaxActionView? = view.row.actions.firstOrNull { it.kind == kind }

/** Ends a direct debit; what that means is said before. */
@Composable
private fun End(view: TaxReceiptView, actions: TaxActions) {
    val end = action(view, TaxActionKind.END_DIRECT_DEBIT) ?: return
    var isAsked by remember(view.row) { mutableStateOf(false) }
    val confirm = end.confirm
    when {
        confirm == null -> OtherChoice(end.label) { actions.end(view.row.id) }
        isAsked -> Sure(end.label, confirm, { isAsked = false }) { actions.end(view.row.id) }
        else -> OtherChoice(end.label) { isAsked = true }
    }
}

/** The direct debit that there is. */
@Composable
private fun Debit(debit: TaxDebitView, view: TaxReceiptView, account: Account, actions: TaxActions) = WideCard {
    Column(Modifier.semantics(mergeDescendants = true) {}, verticalArrangement = Arrangement.spacedBy(4.dp)) {
        CardTitle(debit.title)
        (listOf(debit.body, debit.saving) + debit.charges + listOfNotNull(debit.until)).forEach { CardText(it) }
    }
    val change = action(view, TaxActionKind.SET_DIRECT_DEBIT)
    when {
        change == null -> Unit
        account.mode == debit.mode -> Writing(view.account, view.row, debit.mode, account, actions)
        else -> OtherChoice(change.label) { write(debit.mode, account, actions) }
    }
    End(view, actions)
}

private fun write(mode: DebitMode?, account: Account, actions: TaxActions) {
    actions.write()
    account.turnTo(mode)
}

@Composable
private fun Lines(title: String, lines: List<String>) = WideCard {
    Column(Modifier.semantics(mergeDescendants = true) {}, verticalArrangement = Arrangement.spacedBy(4.dp)) {
        CardTitle(title)
        lines.forEach { CardText(it) }
    }
}

/** A way to pay. All of them look alike: none is better than another for everybody. */
@Composable
private fun Way(way: TaxWayView, view: TaxReceiptView, account: Account, actions: TaxActions) = WideCard {
    val colour = if (way.isPossible) Palette.ink else Palette.quietInk
    Column(
        Modifier.semantics(mergeDescendants = true) { contentDescription = way.accessibilityLabel },
        verticalArrangement = Arrangement.spacedBy(4.dp),
    ) {
        Text(way.title, style = MaterialTheme.typography.titleMedium, color = colour)
        (listOf(way.body) + way.charges).forEach { CardText(it, colour) }
        way.until?.let { CardText(it, Palette.quietInk) }
    }
    val mode = way.mode
    val label = way.actionLabel
    if (mode != null && mode == account.mode) {
        Writing(view.account, view.row, mode, account, actions)
    } else if (label != null) {
        OtherChoice(label, spoken = way.actionSpoken ?: label) {
            when (way.kind) {
                TaxWayKind.YOURSELF -> actions.pay(view.row.id)
                TaxWayKind.DIRECT_DEBIT -> write(mode, account, actions)
                TaxWayKind.INSTALMENTS -> way.parts?.let { actions.instalments(InstalmentsRequest(view.row.id, it)) }
            }
        }
    }
}

/** Asks for the account. */
@Composable
private fun Writing(view: TaxAccountView, row: TaxRowView, mode: DebitMode, account: Account, actions: TaxActions) {
    val send = { actions.debit(DirectDebitRequest(row.id, account.iban, mode)) }
    Said {
        Text(view.title, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
        CardText(view.body)
    }
    Written(view.label, account.iban, KeyboardType.Ascii, account.mistake, send, account.write)
    FirstChoice(view.sendLabel, done = send)
    OtherChoice(view.cancelLabel) { write(null, account, actions) }
}

/** What happens if nobody pays. */
@Composable
private fun Steps(steps: TaxStepsView) = WideCard {
    CardTitle(steps.title)
    CardText(steps.body)
    steps.steps.forEach { Step(it) }
}

@Composable
private fun Step(step: TaxStepView) = Column(
    Modifier.semantics(mergeDescendants = true) { contentDescription = step.accessibilityLabel },
    verticalArrangement = Arrangement.spacedBy(2.dp),
) {
    Text(step.title, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
    CardText(step.body)
    step.note?.let { CardText(it, Palette.quietInk) }
}

/** When the person is told, and the way into the phone's own calendar. */
@Composable
private fun Reminder(view: TaxReceiptView, actions: TaxActions) {
    val reminders = view.reminders ?: return
    WideCard {
        Reminding(reminders, view.reminder, action(view, TaxActionKind.REMIND)?.label, spoken = null) {
            actions.remind(ReminderRequest(view.row.id, it))
        }
        action(view, TaxActionKind.ADD_TO_CALENDAR)?.let { OtherChoice(it.label, Pictograms.calendar, done = actions.calendar) }
    }
}
