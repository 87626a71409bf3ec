// The part of the tour where a letter is paid, several debts are chosen, and money is asked back.

package es.madrid.desktop

import es.madrid.kit.Block
import es.madrid.kit.Destination
import es.madrid.kit.PaymentMethod
import es.madrid.kit.ReceiptView
import es.madrid.kit.RefundCause
import es.madrid.kit.RefundStage
import es.madrid.kit.RefundView
import es.madrid.kit.letterForm
import es.madrid.kit.letterPayments
import es.madrid.kit.receipts
import es.madrid.kit.refundForm
import es.madrid.kit.refunds
import kotlinx.coroutines.flow.first

/** A letter with this reference: copied wrong, looked at, and paid. Nobody is signed in. */
internal suspend fun TourPhone.letters(reference: String) {
    // In groups, as people copy it.
    val written = reference.grouped()
    app.settings.endWelcome()
    show(Sights.letters, Destination.Letters) { await(checkNotNull(madrid.letterPayments().empty).body) }
    show(Sights.letterWrong, Destination.Letters) {
        look(written.dropLast(2))
        await(checkNotNull(app.letters.problem(written.dropLast(2))).body)
    }
    show(Sights.letter, Destination.Letters) {
        look(written)
        stage.await("the price") { (app.letters.payments.value as? Block.Shown)?.view?.payments?.isNotEmpty() == true }
        await(madrid.letterPayments().payments.first().methodsTitle)
    }
    val id = app.letters.prepare(reference) ?: throw TourEnds("the letter cannot be paid: ${app.letters.failure.value}")
    Payer.pay(app.letters.pay(id, PaymentMethod.CARD) ?: throw TourEnds("there is no page to pay at"), Payer.GOOD)
    app.letters.follow(id)
    show(Sights.lettersPaid, Destination.Letters) { awaitAnywhere(madrid.letterPayments().payments.first().headline) }
}

/** Another letter, where nobody can be reached. The reference is the mock city's example of one that is well formed. */
internal suspend fun TourPhone.lettersOffline() = show(Sights.lettersOffline, Destination.Letters) {
    look(madrid.letterPayments().payments.first().debt.grouped())
    stage.await("that nobody answers") { app.letters.failure.value != null }
    await(checkNotNull(app.letters.failure.value).title)
}

/** Which to pay, and what they come to. Nothing is paid. */
internal suspend fun TourPhone.several() {
    homeWhen("several debts") { home -> home.blocks.any { it.several != null } }
    show(Sights.several) { toTheChoice() }
    show(Sights.together) {
        toTheChoice().debts.forEach { touch(it.accessibilityLabel) }
        touch(offer().lookLabel)
        stage.await("the total") { app.several.several.value is Block.Shown }
        await(checkNotNull(app.several.several.value as? Block.Shown).view.nextLabel)
    }
}

/** What was paid is asked back, into one's own account and into somebody else's. */
internal suspend fun TourPhone.refunds(own: String, other: String) {
    show(Sights.noRefunds, Destination.Refunds) { await(checkNotNull(madrid.refunds().first().empty).title) }
    show(Sights.askRefund, Destination.Receipts) {
        val receipt = madrid.receipts().receipts.first()
        await(receipt.title)
        touch(receipt.accessibilityLabel)
        awaitAnywhere(checkNotNull(receipt.askBackLabel))
        touch(checkNotNull(receipt.askBackLabel))
        await(madrid.refundForm.causesTitle)
        touch(madrid.refundForm.causes.last().label)
        write(madrid.refundForm.accountLabel, own.grouped())
        await(madrid.refundForm.sendLabel)
    }
    askBack(0, other, RefundStage.NOT_TAKEN)
    show(Sights.refundNotTaken, Destination.Refunds) { toTheFirst() }
    app.refunds.dismiss(madrid.refunds().first().refunds.first().id)
    askBack(0, own, RefundStage.REQUESTED)
    show(Sights.refunds, Destination.Refunds) { await(madrid.refunds().first().refunds.first().title) }
    show(Sights.refund, Destination.Refunds) { toTheFirst() }
}

/** The same for another receipt, where nobody can be reached. */
internal suspend fun TourPhone.refundOffline(own: String) {
    askBack(1, own, RefundStage.WAITING)
    show(Sights.refundWaiting, Destination.Refunds) {
        toTheFirst()
        refreshInVain()
    }
}

private fun String.grouped() = chunked(4).joinToString(" ")

private fun Step.look(reference: String) {
    await(madrid.letterForm.body)
    write(madrid.letterForm.fieldLabel, reference)
    touch(madrid.letterForm.lookLabel)
}

private suspend fun Step.offer() = home().blocks.firstNotNullOf { it.several }

/** From the first screen to what can be paid together. */
private suspend fun Step.toTheChoice() = offer().also {
    await(home().greeting)
    touch(it.title)
    await(it.body)
}

/** From the list to the last request. */
private suspend fun Step.toTheFirst() {
    val refund = madrid.refunds().first().refunds.first()
    await(refund.title)
    touch(refund.accessibilityLabel)
    await(refund.facts.first().value)
}

private suspend fun TourPhone.askBack(receipt: Int, iban: String, stage: RefundStage): RefundView {
    val paid: ReceiptView = madrid.receipts().receipts[receipt]
    if (!app.refunds.ask(paid.number, RefundCause.ANNULLED, iban)) throw TourEnds("nothing is asked: ${app.refunds.failure.value}")
    return madrid.refunds().wait("a refund that is $stage") { it.refunds.first().stage == stage }.refunds.first()
}
