// One payment: what it would cost and mean, the way to the bank, and how it ended.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.CircularProgressIndicator
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.ReadOnlyComposable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.unit.dp
import es.madrid.kit.Block
import es.madrid.kit.ExplanationView
import es.madrid.kit.PaymentActionKind
import es.madrid.kit.PaymentMethod
import es.madrid.kit.PaymentStage
import es.madrid.kit.PaymentView
import es.madrid.kit.SessionActionKind
import es.madrid.kit.SessionView

/** What the person can do about a payment. [pay] gets the way they chose, [act] what a button of the payment says. */
class PaymentActions(
    val pay: (PaymentView, PaymentMethod) -> Unit = { _, _ -> },
    val act: (PaymentView, PaymentActionKind) -> Unit = { _, _ -> },
    val session: (SessionActionKind) -> Unit = {},
    val again: () -> Unit = {},
    val back: () -> Unit = {},
)

/**
 * What stands around a payment.
 *
 * @property session how the session stands: closed, nothing is shown.
 * @property troubles what could not be done, and why the city could not be heard.
 * @property isAsking whether the city is being asked because the person wanted it.
 */
class AroundPayment(
    val session: SessionView? = null,
    val troubles: List<ExplanationView> = emptyList(),
    val isAsking: Boolean = false,
)

/** A payment in each of its states. */
@Composable
fun PaymentScreen(
    payment: Block<PaymentView>,
    around: AroundPayment = AroundPayment(),
    actions: PaymentActions = PaymentActions(),
) {
    val closed = around.session?.takeIf { it.isClosed }
    val view = (payment as? Block.Shown)?.view.takeIf { closed == null }
    Page(
        top = { Bar(LocalWords.current.payments, before = { BackDoor(actions.back) }) },
        isLoading = payment is Block.Loading && closed == null,
    ) {
        items(around.troubles, key = { it.code }) { Trouble(it) }
        when {
            closed != null -> item(key = "gate") { Gate(closed, actions.session) }
            payment is Block.Failed -> item { Failure(payment.explanation, actions.again) }
            view != null -> body(view, around.isAsking, actions)
        }
    }
}

private fun LazyListScope.body(view: PaymentView, isAsking: Boolean, actions: PaymentActions) {
    item(key = "payment") { Standing(view) }
    view.saving?.let { item(key = "saving") { Argument(view.savingTitle, listOf(it)) } }
    if (view.givesUp.isNotEmpty()) item(key = "gives-up") { Argument(view.givesUpTitle, view.givesUp) }
    item(key = "choices") { if (isAsking) Asking(view.askingLabel) else Ways(view, actions) }
}

/** What is paid, how much, and how it stands. It is read out when it changes. */
@Composable
private fun Standing(view: PaymentView) {
    val isWrong = view.stage == PaymentStage.REJECTED || view.stage == PaymentStage.UNKNOWN
    StandingCard(view.accessibilityLabel, isWrong) {
        CardTitle(view.title)
        Amount(view.amount)
        Text(view.headline, style = MaterialTheme.typography.titleMedium, color = ink(view.stage))
        CardText(view.body)
    }
}

/** What is paid or was. */
@Composable
internal fun Amount(amount: String) = Text(
    amount,
    style = MaterialTheme.typography.titleLarge,
    fontWeight = FontWeight.Bold,
    color = Palette.total,
)

/** The colour of the words that say how a payment stands. */
@Composable
@ReadOnlyComposable
internal fun ink(stage: PaymentStage) = when (stage) {
    PaymentStage.SETTLED -> Palette.accent
    PaymentStage.REJECTED, PaymentStage.UNKNOWN -> Palette.noticeMark
    PaymentStage.CLOSED, PaymentStage.EXPIRED -> Palette.quietInk
    else -> Palette.ink
}

/** What speaks for it and what against: both in the same card and the same letters. */
@Composable
private fun Argument(title: String, lines: List<String>) = WideCard {
    Column(Modifier.semantics(mergeDescendants = true) {}, verticalArrangement = Arrangement.spacedBy(6.dp)) {
        Text(title, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
        lines.forEach { CardText(it) }
    }
}

/** What can be done. Before the yes no way stands out: not how to pay, and not whether. */
@Composable
private fun Ways(view: PaymentView, actions: PaymentActions) = Column(
    Modifier.padding(start = 12.dp, end = 12.dp, top = 20.dp),
    verticalArrangement = Arrangement.spacedBy(12.dp),
) {
    if (view.methods.isEmpty()) {
        Choices(view.actions, words = { it.label }) { actions.act(view, it.kind) }
    } else {
        Text(view.methodsTitle, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
        view.methods.forEach { way ->
            OtherChoice(way.label, page = Palette.page, spoken = way.accessibilityLabel) { actions.pay(view, way.method) }
        }
        view.actions.filter { it.kind != PaymentActionKind.PAY }.forEach { other ->
            OtherChoice(other.label, page = Palette.page) { actions.act(view, other.kind) }
        }
    }
}

/** The city is being asked: touching again would do nothing, so there is no button. */
@Composable
internal fun Asking(words: String) = Row(
    Modifier
        .padding(start = edge, end = edge, top = 20.dp)
        .semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Polite },
    horizontalArrangement = Arrangement.spacedBy(14.dp),
    verticalAlignment = Alignment.CenterVertically,
) {
    CircularProgressIndicator(Modifier.size(32.dp), color = Palette.accent)
    Box(Modifier.weight(1f)) { CardText(words) }
}
