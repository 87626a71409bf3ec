// The screens of paying, each with the state that it draws.

package es.madrid.ui

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import es.madrid.kit.AppModel
import es.madrid.kit.Block
import es.madrid.kit.ExplanationView
import es.madrid.kit.PaymentView

/** From a debt: what paying it would mean, and then how that goes. It is that payment also when the process was ended meanwhile. */
@Composable
internal fun PayOf(screen: Screen.Pay, app: AppModel, hands: Hands, round: Int) {
    var id by rememberSaveable { mutableStateOf<Long?>(null) }
    LaunchedEffect(app, screen, id == null, round, LocalWords.current) {
        if (id == null) id = app.payments.prepare(screen.kind, screen.debt)
    }
    val prepared by app.payments.prepared.collectAsState()
    val known = id
    if (known != null) {
        PaymentOf(known, app, hands, round, prepared) { id = null }
    } else {
        // Until it has an answer, the model may still have the one about another debt.
        Payment(prepared.takeIf { it is Block.Failed } ?: Block.Loading, app, hands) {}
    }
}

/** A payment, by its [id]. Until the phone has told of it, [before] is shown; [again] begins another one for the same debt. */
@Composable
internal fun PaymentOf(
    id: Long,
    app: AppModel,
    hands: Hands,
    round: Int,
    before: Block<PaymentView> = Block.Loading,
    again: (PaymentView) -> Unit = hands.money::payAgain,
) {
    LaunchedEffect(app, round) { app.payments.watch() }
    val payments by app.payments.payments.collectAsState()
    val comings by app.payments.comings.collectAsState()
    val payment = when (val all = payments) {
        is Block.Loading -> before.takeIf { it.shown?.id == id } ?: all
        is Block.Failed -> all
        is Block.Shown -> remember(all, id) { app.payments.payment(all.view, id) }
    }
    LaunchedEffect(app, id, payment.shown?.stage, comings) {
        if (payment is Block.Shown) app.payments.follow(id)
    }
    Payment(payment, app, hands, again)
}

@Composable
private fun Payment(payment: Block<PaymentView>, app: AppModel, hands: Hands, again: (PaymentView) -> Unit) {
    val session by app.session.session.collectAsState()
    val failure by app.payments.failure.collectAsState()
    val isAsking by app.payments.isAsking.collectAsState()
    PaymentScreen(payment, AroundPayment(session.shown, once(failure), isAsking), hands.money.payment(again))
}

@Composable
internal fun PaymentsOf(app: AppModel, hands: Hands, round: Int) {
    LaunchedEffect(app, round) { app.payments.watch() }
    val payments by app.payments.payments.collectAsState()
    PaymentsScreen(payments, aroundPayments(app), hands.money.payments)
}

@Composable
internal fun ReceiptsOf(app: AppModel, hands: Hands, round: Int) {
    ReadAnew(app, round) { app.payments.readReceipts() }
    val receipts by app.payments.receipts.collectAsState()
    ReceiptsScreen(receipts, aroundPayments(app), hands.money.payments)
}

@Composable
internal fun ReceiptOf(number: String, app: AppModel, hands: Hands, round: Int) {
    ReadAnew(app, round, number) { app.payments.readReceipt(number) }
    val receipt by app.payments.receipt.collectAsState()
    // Until it is asked for, the model may still have the one before.
    val asked = if (receipt.shown?.let { it.number != number } == true) Block.Loading else receipt
    val failure by app.payments.failure.collectAsState()
    ReceiptScreen(asked, aroundPayments(app, failure), hands.money.payments)
}

/** Reads again in another language, after a refresh, and when the person has come back to their data. */
@Composable
internal fun ReadAnew(app: AppModel, vararg keys: Any, read: suspend () -> Unit) {
    val session by app.session.session.collectAsState()
    val isRefreshing by app.isRefreshing.collectAsState()
    LaunchedEffect(app, session.shown?.state, isRefreshing, LocalWords.current, *keys) { read() }
}

@Composable
internal fun aroundPayments(app: AppModel, failure: ExplanationView? = null): AroundPayments {
    val session by app.session.session.collectAsState()
    val refresh by app.refreshFailure.collectAsState()
    val isRefreshing by app.isRefreshing.collectAsState()
    return AroundPayments(session.shown, once(failure, refresh), isRefreshing)
}
