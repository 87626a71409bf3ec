// The part of the tour where a fine is paid: what it means, every way in which it can stand, and the proof of it.

package es.madrid.desktop

import es.madrid.kit.Block
import es.madrid.kit.DebtKind
import es.madrid.kit.Destination
import es.madrid.kit.FineActionKind
import es.madrid.kit.HomeView
import es.madrid.kit.PayOfferView
import es.madrid.kit.PaymentMethod
import es.madrid.kit.PaymentStage
import es.madrid.kit.PaymentView
import es.madrid.kit.payments
import es.madrid.kit.receipts
import kotlinx.coroutines.flow.first

/** Nothing was ever paid; then a fine, and what paying it would mean. */
internal suspend fun TourPhone.beforePaying() {
    show(Sights.noPayments, Destination.Payments) { await(checkNotNull(madrid.payments().first().empty).title) }
    show(Sights.noReceipts, Destination.Receipts) { await(checkNotNull(madrid.receipts().empty).title) }
    show(Sights.fine) { toTheFine() }
    show(Sights.paying) {
        touch(toTheFine())
        stage.await("the price") { app.payments.prepared.value is Block.Shown }
        await(checkNotNull(app.payments.prepared.value as? Block.Shown).view.methodsTitle)
    }
    prepare()
}

/** The yes is said where nobody can be reached, and nobody knows what became of it. */
internal suspend fun TourPhone.payingOffline() {
    val last = last()
    show(Sights.payOffline) {
        touch(toTheFine())
        await(madrid.words().retry)
    }
    app.payments.pay(last.id, PaymentMethod.CARD)
    show(Sights.payUnknown, Destination.Payments) { toTheLast(PaymentStage.UNKNOWN) }
}

/** It never reached the city. It is sent again, given up, refused by the bank and, in the end, paid. */
internal suspend fun TourPhone.paying() {
    val lost = last()
    app.payments.check(lost.id)
    show(Sights.payNotFound, Destination.Payments) { toTheLast(PaymentStage.NOT_FOUND) }
    app.payments.send(lost.id)
    show(Sights.payAwaiting, Destination.Payments) { toTheLast(PaymentStage.AWAITING_PAYER) }
    show(Sights.homePaying) { await(home().payments.single().headline) }
    app.payments.giveUp(lost.id)
    show(Sights.payClosed, Destination.Payments) { toTheLast(PaymentStage.CLOSED) }
    atTheBank(Payer.REFUSED)
    show(Sights.payRejected, Destination.Payments) { toTheLast(PaymentStage.REJECTED) }
    atTheBank(Payer.GOOD)
    show(Sights.paySettled, Destination.Payments) { toTheLast(PaymentStage.SETTLED) }
}

/** What stays of it. */
internal suspend fun TourPhone.paid() {
    refresh()
    show(Sights.payments, Destination.Payments) { await(madrid.payments().first().payments.first().title) }
    show(Sights.receipts, Destination.Receipts) { await(madrid.receipts().receipts.first().title) }
    show(Sights.receipt, Destination.Receipts) {
        val receipt = madrid.receipts().receipts.first()
        await(receipt.title)
        touch(receipt.accessibilityLabel)
        await(receipt.checkTitle)
    }
}

/** What is first of all to pay, as the first screen offers it. */
private fun HomeView.offer(): PayOfferView = blocks.flatMap { it.items }.mapNotNull { it.pay }.firstOrNull { it.kind == DebtKind.FINE }
    ?: throw TourEnds("there is no fine to pay")

/** From the first screen to the fine. The words of the button that pays it. */
private suspend fun Step.toTheFine(): String {
    val home = home()
    val offer = home.offer()
    await(home.greeting)
    touch(home.blocks.flatMap { it.items }.first { it.pay == offer }.accessibilityLabel)
    return awaitFine(offer.debt).choices.first { it.kind == FineActionKind.PAY }.actionLabel
}

/** From the list to the last payment, once it stands so. */
private suspend fun Step.toTheLast(stage: PaymentStage) {
    val payment = madrid.payments().wait("a payment that is $stage") { it.payments.first().stage == stage }.payments.first()
    await(payment.title)
    touch(payment.accessibilityLabel)
    await(payment.body)
}

private suspend fun TourPhone.last(): PaymentView = madrid.payments().first().payments.first()

private suspend fun TourPhone.prepare(): Long {
    val offer = homeWhen("a fine to pay") { home -> home.blocks.any { block -> block.items.any { it.pay != null } } }.offer()
    return app.payments.prepare(offer.kind, offer.debt) ?: throw TourEnds("the fine cannot be paid: ${app.payments.prepared.value}")
}

/** To the bank's answer. Its notice may reach the city after the person has come back. */
private suspend fun TourPhone.atTheBank(card: String) {
    val id = prepare()
    val page = app.payments.pay(id, PaymentMethod.CARD) ?: throw TourEnds("there is no page to pay at: ${app.payments.failure.value}")
    Payer.pay(page, card)
    app.payments.follow(id)
}
