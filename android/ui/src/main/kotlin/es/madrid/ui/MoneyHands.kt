// What the buttons of the screens of paying set going.

package es.madrid.ui

import es.madrid.kit.AppModel
import es.madrid.kit.PaymentActionKind
import es.madrid.kit.PaymentStage
import es.madrid.kit.PaymentView
import es.madrid.kit.Paying
import es.madrid.kit.SessionActionKind

/** The hands of the person when they pay. [session], [refresh] and [retry] as in [CityHands]. */
internal class MoneyHands(
    private val app: AppModel,
    private val phone: PhoneHands,
    private val route: Route,
    private val session: (SessionActionKind) -> Unit,
    refresh: () -> Unit,
    private val retry: () -> Unit,
) {
    val payments = PaymentsActions(
        open = { route.go(Screen.Payment(it)) },
        receipts = { route.go(Screen.Receipts) },
        receipt = { route.go(Screen.Receipt(it)) },
        share = phone::share,
        paper = { number -> app.begin { app.payments.paper(number)?.let { phone.openDocument(it.fileName, it.mediaType, it.bytes) } } },
        askBack = { route.go(Screen.AskRefund(it)) },
        session = session,
        refresh = refresh,
        again = retry,
        back = route::back,
    )

    /**
     * What can be done about a payment; [again] begins another one for the same debt, [receipt] opens its receipt, and [paying] is who
     * asks the city.
     */
    fun payment(
        again: (PaymentView) -> Unit,
        receipt: (String) -> Unit = { route.go(Screen.Receipt(it)) },
        paying: Paying = app.payments,
    ) = PaymentActions(
        pay = { view, method -> app.begin { paying.pay(view.id, method)?.let(phone::open) } },
        act = { view, kind -> act(view, kind, paying, again, receipt) },
        session = session,
        again = retry,
        back = route::back,
    )

    /** Asks anew what the debt of a payment that is over costs. */
    fun payAgain(view: PaymentView) = route.go(Screen.Pay(view.kind, view.debt))

    /** The bank's page opens in the person's own browser. What it brings back is not looked at: coming back makes us ask. */
    private fun act(
        view: PaymentView,
        kind: PaymentActionKind,
        paying: Paying,
        again: (PaymentView) -> Unit,
        receipt: (String) -> Unit,
    ) = when (kind) {
        PaymentActionKind.PAY -> app.begin { paying.send(view.id)?.let(phone::open) }
        PaymentActionKind.OPEN_PAGE -> view.url?.let(phone::open) ?: Unit
        PaymentActionKind.CHECK -> app.begin { paying.check(view.id) }
        PaymentActionKind.GIVE_UP -> giveUp(view, paying)
        PaymentActionKind.SEE_RECEIPT -> view.receipt?.let(receipt) ?: Unit
        PaymentActionKind.AGAIN -> again(view)
    }

    /** Who has not said yes just goes back. */
    private fun giveUp(view: PaymentView, paying: Paying) {
        app.begin { paying.giveUp(view.id) }
        if (view.stage == PaymentStage.PREPARED) route.back()
    }
}
