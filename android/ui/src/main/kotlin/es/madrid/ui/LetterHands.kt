// What the buttons of letters, several debts and refunds set going.

package es.madrid.ui

import es.madrid.kit.AppModel
import es.madrid.kit.DebtRequest
import es.madrid.kit.RefundActionKind
import es.madrid.kit.RefundCause
import es.madrid.kit.RefundView
import es.madrid.kit.SessionActionKind
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.launch

/** The hands of whoever holds a letter, and of a person who pays several or wants something back. As [MoneyHands] otherwise. */
internal class LetterHands(
    private val app: AppModel,
    private val phone: PhoneHands,
    private val route: Route,
    private val screen: CoroutineScope,
    private val money: MoneyHands,
    session: (SessionActionKind) -> Unit,
    private val refresh: () -> Unit,
    private val retry: () -> Unit,
) {
    val letters = LettersActions(
        look = ::look,
        scan = phone.scanner?.let { scanner -> { found -> app.begin { scanner.scan()?.let { code -> screen.launch { found(code) } } } } },
        open = { route.go(Screen.Letter(it)) },
        receipt = { route.go(Screen.LetterReceipt(it)) },
        again = retry,
        back = route::back,
    )

    /** What can be done about the payment of a letter: another one is begun with the same reference. */
    val payment = money.payment(
        again = { look(it.debt) },
        receipt = { route.go(Screen.LetterReceipt(it)) },
        paying = app.letters,
    )

    val receipt = PaymentsActions(
        share = phone::share,
        paper = { number -> app.begin { app.letters.paper(number)?.let { phone.openDocument(it.fileName, it.mediaType, it.bytes) } } },
        refresh = refresh,
        again = retry,
        back = route::back,
    )

    val several = SeveralActions(
        look = ::together,
        payment = { route.go(Screen.Payment(it)) },
        around = money.payments,
    )

    val refunds = RefundsActions(
        open = { route.go(Screen.Refund(it)) },
        act = ::act,
        around = money.payments,
    )

    /** Asks for what a receipt is of. What was kept is among the refunds. */
    fun ask(receipt: String, cause: RefundCause, iban: String) = app.begin {
        if (app.refunds.ask(receipt, cause, iban)) screen.launch {
            route.back()
            route.go(Screen.Refunds)
        }
    }

    private fun look(reference: String) = app.begin {
        app.letters.prepare(reference)?.let { screen.launch { route.go(Screen.Letter(it)) } }
    }

    private fun together(debts: List<DebtRequest>) = app.begin {
        app.several.prepare(debts)?.takeIf { it.isNotEmpty() }?.let { screen.launch { route.go(Screen.Together(it)) } }
    }

    private fun act(refund: RefundView, kind: RefundActionKind) = when (kind) {
        RefundActionKind.AGAIN -> route.go(Screen.AskRefund(refund.receipt))
        RefundActionKind.DISMISS -> {
            app.begin { app.refunds.dismiss(refund.id) }
            if (route.now.screen is Screen.Refund) route.back() else Unit
        }
    }
}
