// What the buttons of the screens of paying set going.

package es.madrid.ui

import es.madrid.kit.AppModel
import es.madrid.kit.PaymentActionKind
import es.madrid.kit.PaymentMethod
import es.madrid.kit.PaymentStage
import es.madrid.kit.PaymentView
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
        session = session,
        refresh = refresh,
        again = retry,
        back = route::back,
    )

    /** What can be done about a payment; [again] begins another one for the same debt. */
    fun payment(again: (PaymentView) -> Unit) = PaymentActions(
        pay = ::pay,
        act = { view, kind -> act(view, kind, again) },
        session = session,
        again = retry,
        back = route::back,
    )

    /** Asks anew what the debt of a payment that is over costs. */
    fun payAgain(view: PaymentView) = route.go(Screen.Pay(view.kind, view.debt))

    /** The bank's page opens in the person's own browser. What it brings back is not looked at: coming back makes us ask. */
    private fun pay(view: PaymentView, method: PaymentMethod) =
        app.begin { app.payments.pay(view.id, method)?.let(phone::open) }

    private fun act(view: PaymentView, kind: PaymentActionKind, again: (PaymentView) -> Unit) = when (kind) {
        PaymentActionKind.PAY -> app.begin { app.payments.send(view.id)?.let(phone::open) }
        PaymentActionKind.OPEN_PAGE -> view.url?.let(phone::open) ?: Unit
        PaymentActionKind.CHECK -> app.begin { app.payments.check(view.id) }
        PaymentActionKind.GIVE_UP -> giveUp(view)
        PaymentActionKind.SEE_RECEIPT -> view.receipt?.let { route.go(Screen.Receipt(it)) } ?: Unit
        PaymentActionKind.AGAIN -> again(view)
    }

    /** Who has not said yes just goes back. */
    private fun giveUp(view: PaymentView) {
        app.begin { app.payments.giveUp(view.id) }
        if (view.stage == PaymentStage.PREPARED) route.back()
    }
}
