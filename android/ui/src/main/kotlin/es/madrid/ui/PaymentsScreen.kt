// What the person pays and has paid, and one proof of it.

package es.madrid.ui

import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import es.madrid.kit.Block
import es.madrid.kit.ExplanationView
import es.madrid.kit.PaymentView
import es.madrid.kit.PaymentsView
import es.madrid.kit.ReceiptView
import es.madrid.kit.ReceiptsView
import es.madrid.kit.SessionActionKind
import es.madrid.kit.SessionView

/**
 * What the person can do there. [open] gets the `id` of a payment; [receipt], [paper] and
 * [askBack] the number of a receipt.
 */
class PaymentsActions(
    val open: (Long) -> Unit = {},
    val receipts: () -> Unit = {},
    val receipt: (String) -> Unit = {},
    val share: (String) -> Unit = {},
    val paper: (String) -> Unit = {},
    val askBack: (String) -> Unit = {},
    val session: (SessionActionKind) -> Unit = {},
    val refresh: () -> Unit = {},
    val again: () -> Unit = {},
    val back: () -> Unit = {},
)

/**
 * What stands around payments and receipts.
 *
 * @property session how the session stands: closed, nothing is shown.
 * @property troubles what could not be fetched.
 * @property isRefreshing whether the city is being asked.
 */
class AroundPayments(
    val session: SessionView? = null,
    val troubles: List<ExplanationView> = emptyList(),
    val isRefreshing: Boolean = false,
)

/** Every payment, and the door to the receipts. */
@Composable
fun PaymentsScreen(
    payments: Block<PaymentsView>,
    around: AroundPayments = AroundPayments(),
    actions: PaymentsActions = PaymentsActions(),
) = Own(LocalWords.current.payments, payments, around, actions) { view ->
    view.empty?.let { item(key = "empty") { Empty(it, Pictograms.euro) } }
    items(view.payments, key = { it.id }) { PaymentCard(it, actions.open) }
    item(key = "receipts") { Door(Pictograms.document, LocalWords.current.receipts, actions.receipts) }
}

/** Every receipt. */
@Composable
fun ReceiptsScreen(
    receipts: Block<ReceiptsView>,
    around: AroundPayments = AroundPayments(),
    actions: PaymentsActions = PaymentsActions(),
) = Own(LocalWords.current.receipts, receipts, around, actions) { view ->
    view.torn?.let { item(key = "torn") { WideCard { Remark(listOf(it)) } } }
    view.empty?.let { item(key = "empty") { Empty(it, Pictograms.document) } }
    items(view.receipts, key = { it.number }) { ReceiptCard(it, actions.receipt) }
}

/** One receipt in a few words. Touching it opens its screen. */
@Composable
internal fun ReceiptCard(receipt: ReceiptView, open: (String) -> Unit) =
    Touched(receipt.accessibilityLabel, { open(receipt.number) }) {
        Text(receipt.title, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
        Amount(receipt.amount)
        receipt.facts.firstOrNull()?.let { CardText("${it.label}: ${it.value}", Palette.quietInk) }
    }

/** One receipt. */
@Composable
fun ReceiptScreen(
    receipt: Block<ReceiptView>,
    around: AroundPayments = AroundPayments(),
    actions: PaymentsActions = PaymentsActions(),
) = Own(LocalWords.current.receipts, receipt, around, actions) { view ->
    item(key = "receipt") {
        WideCard {
            Column(
                Modifier.semantics(mergeDescendants = true) { contentDescription = view.accessibilityLabel },
                verticalArrangement = Arrangement.spacedBy(6.dp),
            ) {
                CardTitle(view.title)
                Amount(view.amount)
            }
            Facts(view.facts)
        }
    }
    item(key = "check") {
        WideCard {
            CardTitle(view.checkTitle)
            CardText(view.checkBody)
        }
    }
    if (view.notice.isNotEmpty()) {
        item(key = "notice") {
            WideCard {
                CardTitle(view.noticeTitle)
                view.notice.forEach { CardText(it) }
            }
        }
    }
    item(key = "share") {
        Column(
            Modifier.padding(start = 12.dp, end = 12.dp, top = 20.dp),
            verticalArrangement = Arrangement.spacedBy(12.dp),
        ) {
            OtherChoice(view.paperLabel, Pictograms.document) { actions.paper(view.number) }
            OtherChoice(view.shareLabel, Pictograms.share) { actions.share(view.shareText) }
            view.askBackLabel?.let { OtherChoice(it, Pictograms.euro) { actions.askBack(view.number) } }
        }
    }
}

/** A screen of the person's own, behind the gate. Without [hasNews] there is nothing on it that the city could be asked for. */
@Composable
internal fun <V> Own(
    title: String,
    block: Block<V>,
    around: AroundPayments,
    actions: PaymentsActions,
    bottom: (@Composable () -> Unit)? = null,
    hasNews: Boolean = true,
    body: LazyListScope.(V) -> Unit,
) {
    val closed = around.session?.takeIf { it.isClosed }
    val refresh = Refresh(around.isRefreshing, actions.refresh)
    Page(
        top = { Bar(title, before = { BackDoor(actions.back) }, after = { if (hasNews) RefreshDoor(refresh) }) },
        isLoading = block is Block.Loading && closed == null,
        refresh = refresh.takeIf { hasNews },
        bottom = bottom?.takeIf { closed == null && block is Block.Shown },
    ) {
        items(around.troubles, key = { it.code }) { Trouble(it) }
        when {
            closed != null -> item(key = "gate") { Gate(closed, actions.session) }
            block is Block.Failed -> item { Failure(block.explanation, actions.again) }
            block is Block.Shown -> body(block.view)
        }
    }
}

/** One payment in a few words. Touching it opens its screen. */
@Composable
internal fun PaymentCard(payment: PaymentView, open: (Long) -> Unit) =
    Touched(payment.accessibilityLabel, { open(payment.id) }) {
        Text(payment.title, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
        Amount(payment.amount)
        Text(payment.headline, style = MaterialTheme.typography.labelLarge, color = ink(payment.stage))
        Text(payment.since, style = MaterialTheme.typography.bodyMedium, color = Palette.quietInk)
    }

/** A card that opens something. [spoken] is what a screen reader says of all of it. */
@Composable
internal fun Touched(spoken: String, open: () -> Unit, content: @Composable () -> Unit) = WideCard {
    Row(
        Modifier
            .fillMaxWidth()
            .heightIn(min = touch)
            .clip(Corners.badge)
            .clickable(role = Role.Button, onClick = open)
            .semantics { contentDescription = spoken },
        horizontalArrangement = Arrangement.spacedBy(12.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        Column(Modifier.weight(1f), verticalArrangement = Arrangement.spacedBy(4.dp)) { content() }
        if (!hasLargeLetters) Icon(forward, contentDescription = null, Modifier.size(22.dp), tint = Palette.quietInk)
    }
}
