// The money that comes back: every request, how far one has come, and asking for one.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.lazy.items
import androidx.compose.foundation.selection.selectableGroup
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.ReadOnlyComposable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import es.madrid.kit.Block
import es.madrid.kit.ExplanationView
import es.madrid.kit.ReceiptView
import es.madrid.kit.RefundActionKind
import es.madrid.kit.RefundCause
import es.madrid.kit.RefundFormView
import es.madrid.kit.RefundStage
import es.madrid.kit.RefundStepView
import es.madrid.kit.RefundView
import es.madrid.kit.RefundsView

/** The code of the mistake that is about the number of the account. */
private const val IBAN = "input.iban"

/** What the person can do there. [open] gets the `id` of a request, [act] what a button of it says. */
class RefundsActions(
    val open: (Long) -> Unit = {},
    val act: (RefundView, RefundActionKind) -> Unit = { _, _ -> },
    val around: PaymentsActions = PaymentsActions(),
)

/** Every request. */
@Composable
fun RefundsScreen(
    refunds: Block<RefundsView>,
    around: AroundPayments = AroundPayments(),
    actions: RefundsActions = RefundsActions(),
) = Own(LocalWords.current.refunds, refunds, around, actions.around) { view ->
    item(key = "freshness") { Box(Modifier.padding(start = edge, end = edge, top = 16.dp)) { CardFreshness(view.freshness) } }
    view.torn?.let { item(key = "torn") { WideCard { Remark(listOf(it)) } } }
    view.empty?.let { item(key = "empty") { Empty(it, Pictograms.euro) } }
    items(view.refunds, key = { it.id }) { refund ->
        Touched(refund.accessibilityLabel, { actions.open(refund.id) }) {
            Text(refund.title, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
            Amount(refund.amount)
            Text(refund.headline, style = MaterialTheme.typography.labelLarge, color = ink(refund.stage))
            refund.late?.let { CardText(it) }
        }
    }
}

/** How far one has come. */
@Composable
fun RefundScreen(
    refund: Block<RefundView>,
    around: AroundPayments = AroundPayments(),
    actions: RefundsActions = RefundsActions(),
) = Own(LocalWords.current.refunds, refund, around, actions.around) { view ->
    item(key = "refund") { Standing(view) }
    view.late?.let { item(key = "late") { WideCard { Remark(listOf(it)) } } }
    view.trouble?.let { item(key = "trouble") { Trouble(it) } }
    if (view.steps.isNotEmpty()) item(key = "steps") { WideCard { view.steps.forEach { Step(it) } } }
    item(key = "facts") { WideCard { Facts(view.facts) } }
    if (view.actions.isNotEmpty()) {
        item(key = "ways") {
            Column(
                Modifier.padding(start = 12.dp, end = 12.dp, top = 20.dp),
                verticalArrangement = Arrangement.spacedBy(12.dp),
            ) { Choices(view.actions, words = { it.label }) { actions.act(view, it.kind) } }
        }
    }
}

/** What comes back, and how it stands. It is read out when it changes. */
@Composable
private fun Standing(view: RefundView) {
    val isWrong = view.stage == RefundStage.NOT_TAKEN || view.stage == RefundStage.REFUSED
    StandingCard(view.accessibilityLabel, isWrong) {
        CardTitle(view.title)
        Amount(view.amount)
        Text(view.headline, style = MaterialTheme.typography.titleMedium, color = ink(view.stage))
        // What went wrong is said below, once, with what to do.
        if (view.trouble == null) CardText(view.body)
    }
}

/** A step on the way. Its words say whether it was taken; the mark repeats it for the eye. */
@Composable
private fun Step(step: RefundStepView) = Row(
    Modifier.semantics(mergeDescendants = true) {},
    horizontalArrangement = Arrangement.spacedBy(12.dp),
) {
    val picture = if (step.isDone) check else Pictograms.clock
    Icon(picture, contentDescription = null, Modifier.size(24.dp), tint = if (step.isDone) Palette.accent else Palette.quietInk)
    Column(Modifier.weight(1f)) {
        Text(step.label, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
        Text(step.value, style = MaterialTheme.typography.bodyMedium, color = Palette.quietInk)
    }
}

@Composable
@ReadOnlyComposable
private fun ink(stage: RefundStage) = when (stage) {
    RefundStage.PAID -> Palette.accent
    RefundStage.NOT_TAKEN, RefundStage.REFUSED -> Palette.noticeMark
    else -> Palette.ink
}

/** Asking for what [receipt] is of. [mistake] is why the last time it was not taken; no reason is chosen beforehand. */
@Composable
fun AskRefundScreen(
    form: RefundFormView,
    receipt: Block<ReceiptView>,
    mistake: ExplanationView? = null,
    around: AroundPayments = AroundPayments(),
    actions: PaymentsActions = PaymentsActions(),
    ask: (RefundCause, String) -> Unit = { _, _ -> },
) {
    var cause by rememberSaveable { mutableStateOf<RefundCause?>(null) }
    var iban by rememberSaveable { mutableStateOf("") }
    val send = { cause?.let { ask(it, iban) } ?: Unit }
    val bottom: (@Composable () -> Unit)? = cause?.takeIf { iban.isNotBlank() }?.let { { BottomChoice(form.sendLabel, send) } }
    Own(form.title, receipt, around, actions, bottom) { view ->
        mistake?.takeIf { it.code != IBAN }?.let { item(key = "mistake") { Trouble(it) } }
        item(key = "what") {
            WideCard {
                CardTitle(view.title)
                Amount(view.amount)
                CardText(form.body)
            }
        }
        item(key = "causes") {
            WideCard {
                CardTitle(form.causesTitle)
                Column(Modifier.selectableGroup()) {
                    form.causes.forEach { ChoiceRow(it.label, it.cause == cause) { cause = it.cause } }
                }
            }
        }
        item(key = "account") {
            WideCard {
                Written(form.accountLabel, iban, KeyboardType.Ascii, mistake?.takeIf { it.code == IBAN }, send) { iban = it }
            }
        }
    }
}
