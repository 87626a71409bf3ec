// The screens of letters, several debts and refunds, each with the state that it draws.

package es.madrid.ui

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.remember
import es.madrid.kit.AppModel
import es.madrid.kit.Block

@Composable
internal fun LettersOf(app: AppModel, hands: Hands, round: Int) {
    ReadAnew(app, round) { app.letters.read() }
    val payments by app.letters.payments.collectAsState()
    val receipts by app.letters.receipts.collectAsState()
    val failure by app.letters.failure.collectAsState()
    val isAsking by app.letters.isAsking.collectAsState()
    val form = LocalWords.current.let { remember(app, it) { app.letters.form } }
    val around = AroundLetters(payments, receipts, once(failure), isAsking)
    LettersScreen(form, around, hands.letters.letters, app.letters::problem)
}

/** The payment of a letter, by its [id]. */
@Composable
internal fun LetterOf(id: Long, app: AppModel, hands: Hands, round: Int) {
    ReadAnew(app, round, id) { app.letters.read() }
    val payments by app.letters.payments.collectAsState()
    val comings by app.letters.comings.collectAsState()
    val failure by app.letters.failure.collectAsState()
    val isAsking by app.letters.isAsking.collectAsState()
    val payment = when (val all = payments) {
        is Block.Loading -> all
        is Block.Failed -> all
        is Block.Shown -> remember(all, id) { app.letters.payment(all.view, id) }
    }
    LaunchedEffect(app, id, payment.shown?.stage, comings) {
        if (payment is Block.Shown) app.letters.follow(id)
    }
    // A letter is nobody's: no session closes it.
    PaymentScreen(payment, AroundPayment(session = null, once(failure), isAsking), hands.letters.payment)
}

@Composable
internal fun LetterReceiptOf(number: String, app: AppModel, hands: Hands, round: Int) {
    ReadAnew(app, round, number) { app.letters.readReceipt(number) }
    val receipt by app.letters.receipt.collectAsState()
    val failure by app.letters.failure.collectAsState()
    val isRefreshing by app.isRefreshing.collectAsState()
    // Until it is asked for, the model may still have the one before.
    val asked = if (receipt.shown?.let { it.number != number } == true) Block.Loading else receipt
    ReceiptScreen(asked, AroundPayments(session = null, once(failure), isRefreshing), hands.letters.receipt)
}

/** Which debts to pay together. Once there are not several any more, there is nothing to choose. */
@Composable
internal fun SeveralOf(app: AppModel, hands: Hands) {
    val home by app.home.home.collectAsState()
    val failure by app.several.failure.collectAsState()
    val offer = home.shown?.blocks?.firstNotNullOfOrNull { it.several }
    LeaveWhen(home is Block.Shown && offer == null, hands)
    SeveralScreen(
        offer?.let { Block.Shown(it) } ?: (home as? Block.Failed) ?: Block.Loading,
        aroundPayments(app, failure),
        hands.letters.several,
    )
}

/** How the chosen ones stand, one after the other. */
@Composable
internal fun TogetherOf(ids: List<Long>, app: AppModel, hands: Hands, round: Int) {
    LaunchedEffect(app, round) { app.payments.watch() }
    val payments by app.payments.payments.collectAsState()
    ReadAnew(app, round, ids, payments) { app.several.read(ids) }
    val several by app.several.several.collectAsState()
    // Until they are read, the model may still have others.
    val asked = if (several.shown?.let { view -> view.payments.map { it.id } != ids } == true) Block.Loading else several
    TogetherScreen(asked, aroundPayments(app), hands.letters.several)
}

@Composable
internal fun RefundsOf(app: AppModel, hands: Hands, round: Int) {
    LaunchedEffect(app, round) { app.refunds.watch() }
    val refunds by app.refunds.refunds.collectAsState()
    val failure by app.refunds.failure.collectAsState()
    RefundsScreen(refunds, aroundPayments(app, failure), hands.letters.refunds)
}

@Composable
internal fun RefundOf(id: Long, app: AppModel, hands: Hands, round: Int) {
    LaunchedEffect(app, round) { app.refunds.watch() }
    val refunds by app.refunds.refunds.collectAsState()
    val failure by app.refunds.failure.collectAsState()
    val refund = when (val all = refunds) {
        is Block.Loading -> all
        is Block.Failed -> all
        is Block.Shown -> remember(all, id) { app.refunds.refund(all.view, id) }
    }
    RefundScreen(refund, aroundPayments(app, failure), hands.letters.refunds)
}

@Composable
internal fun AskRefundOf(number: String, app: AppModel, hands: Hands, round: Int) {
    ReadAnew(app, round, number) { app.payments.readReceipt(number) }
    val receipt by app.payments.receipt.collectAsState()
    val failure by app.refunds.failure.collectAsState()
    val form = LocalWords.current.let { remember(app, it) { app.refunds.form } }
    val asked = if (receipt.shown?.let { it.number != number } == true) Block.Loading else receipt
    AskRefundScreen(form, asked, failure, aroundPayments(app), hands.money.payments) { cause, iban ->
        hands.letters.ask(number, cause, iban)
    }
}
