// The part of the tour about taxes: what has to be done about each bill, the ways to pay it, its dates and the certificate.

package es.madrid.desktop

import es.madrid.kit.Block
import es.madrid.kit.DebitMode
import es.madrid.kit.Destination
import es.madrid.kit.TaxActionKind
import es.madrid.kit.TaxFolderView
import es.madrid.kit.TaxReceiptView
import es.madrid.kit.TaxRowView
import es.madrid.kit.TaxState
import es.madrid.kit.TaxWayKind
import es.madrid.kit.taxCalendar
import es.madrid.kit.taxReceipt
import es.madrid.kit.taxes
import kotlinx.coroutines.flow.first

/** An account of Carmen's, and one that the bank says is somebody else's. */
private const val IBAN = "ES91 2100 0418 4502 0005 1332"
private const val ANOTHERS = "ES79 2100 0813 6101 2345 6789"

/** The dates are for everybody. */
internal suspend fun TourPhone.taxesOfNobody() {
    app.settings.endWelcome()
    refresh()
    show(Sights.taxesOfNobody, Destination.TaxCalendar) { await(madrid.taxCalendar().dates.first().title) }
}

/** Somebody who bought a home, and who owes nothing late. */
internal suspend fun TourPhone.taxesOfElena(elena: Persona) {
    signIn(elena)
    show(Sights.changedTaxes, Destination.Taxes) { awaitAnywhere(madrid.taxes().first().changes.first().title) }
    show(Sights.taxWays, Destination.Taxes) {
        val bill = toTheBill { it.state == TaxState.VOLUNTARY }
        awaitAnywhere(checkNotNull(bill.ways).ways.last().title)
    }
    show(Sights.taxCertificate, Destination.TaxCertificate) { await(checkNotNull(certificate().paper).openLabel) }
}

/** Somebody who is late. */
internal suspend fun TourPhone.taxesOfAntonio(antonio: Persona) {
    signIn(antonio)
    show(Sights.taxLate, Destination.Taxes) { toTheBill { it.state == TaxState.ENFORCEMENT } }
    show(Sights.taxOwes, Destination.TaxCertificate) { await(certificate().owed.first().label) }
}

/** The tax office has never answered: nobody knows what it would say. */
internal suspend fun TourPhone.taxesThatNeverCame(antonio: Persona, city: MockCity) {
    city.sector("tax", "down")
    signIn(antonio)
    show(Sights.neverTaxes, Destination.Taxes) { awaitAnywhere(checkNotNull(madrid.taxes().first().empty).title) }
    city.sector("tax", "ok")
}

/** Somebody who has none. */
internal suspend fun TourPhone.noTaxes(lucia: Persona) {
    signIn(lucia)
    show(Sights.noTaxes, Destination.Taxes) { await(checkNotNull(madrid.taxes().first().empty).title) }
}

/** Bills of all kinds. */
internal suspend fun TourPhone.taxes() {
    show(Sights.taxes, Destination.Taxes) { await(madrid.taxes().first().groups.first().title) }
    show(Sights.tax, Destination.Taxes) { toTheBill { it.state == TaxState.VOLUNTARY } }
    show(Sights.taxByBank, Destination.Taxes) { toTheBill { it.state == TaxState.DIRECT_DEBIT } }
    show(Sights.taxPaid, Destination.Taxes) { toTheBill { it.state == TaxState.PAID } }
    show(Sights.taxAccount, Destination.Taxes) {
        val bill = toTheBill { it.state == TaxState.VOLUNTARY }
        touch(bill.byBank())
        awaitAnywhere(bill.account.title)
        write(bill.account.label, "ES00")
        touch(bill.account.sendLabel)
        stage.await("the mistake") { app.taxes.failure.value?.let { say(it.title) } == true }
    }
    show(Sights.taxReminder, Destination.Taxes) {
        val bill = toTheBill { it.state == TaxState.VOLUNTARY }
        touch(bill.row.actions.first { it.kind == TaxActionKind.REMIND }.label)
        awaitAnywhere(checkNotNull(bill.reminders).title)
    }
    show(Sights.taxCalendar, Destination.TaxCalendar) { await(madrid.taxCalendar().dates.first().title) }
    val bill = bill { it.state == TaxState.VOLUNTARY }
    app.taxes.setDirectDebit(bill.id, ANOTHERS, DebitMode.SINGLE)
    billWhen("the refusal") { it.id == bill.id && it.trouble != null }
    show(Sights.taxRefused, Destination.Taxes) { toTheBill { it.id == bill.id } }
    app.taxes.dismiss(bill.id)
}

/** What is asked for without a network waits. */
internal suspend fun TourPhone.taxesOffline() {
    val bill = bill { it.state == TaxState.VOLUNTARY }
    app.taxes.setDirectDebit(bill.id, IBAN, DebitMode.SINGLE)
    show(Sights.taxesOffline, Destination.Taxes) {
        await(madrid.taxes().first().groups.first().title)
        refreshInVain()
    }
    show(Sights.taxWaiting, Destination.Taxes) {
        toTheBill { it.id == bill.id }
        refreshInVain()
    }
}

/** It is sent, taken back, and paid in parts. */
internal suspend fun TourPhone.taxesSent() {
    refresh()
    val bill = billWhen("the direct debit") { it.state == TaxState.DIRECT_DEBIT && it.actions.any { can -> can.confirm != null } }
    show(Sights.taxEnding, Destination.Taxes) {
        val end = toTheBill { it.id == bill.id }.row.actions.first { it.kind == TaxActionKind.END_DIRECT_DEBIT }
        touch(end.label)
        awaitAnywhere(checkNotNull(end.confirm).title)
    }
    app.taxes.cancelDirectDebit(bill.id)
    billWhen("the end of it") { it.id == bill.id && it.state == TaxState.VOLUNTARY && it.waiting == null }
    app.taxes.askInstalments(bill.id, 3u)
    billWhen("the instalments") { it.id == bill.id && it.state == TaxState.INSTALMENTS && it.waiting == null }
    show(Sights.taxInParts, Destination.Taxes) { toTheBill { it.id == bill.id } }
}

private val TaxFolderView.rows: List<TaxRowView> get() = groups.flatMap { it.rows }

/** What a screen reader says of the button that has the bank charged. */
private fun TaxReceiptView.byBank(): String =
    checkNotNull(ways).ways.filter { it.kind == TaxWayKind.DIRECT_DEBIT }.firstNotNullOf { it.actionSpoken }

private suspend fun TourPhone.bill(wanted: (TaxRowView) -> Boolean): TaxRowView =
    madrid.taxes().first().rows.firstOrNull(wanted) ?: throw TourEnds("there is no such bill")

private suspend fun TourPhone.billWhen(what: String, wanted: (TaxRowView) -> Boolean): TaxRowView =
    madrid.taxes().wait(what) { folder -> folder.rows.any(wanted) }.rows.first(wanted)

/** From the list to a bill. */
private suspend fun Step.toTheBill(wanted: (TaxRowView) -> Boolean): TaxReceiptView {
    val folder = madrid.taxes().first()
    await(folder.groups.first().title)
    val row = folder.rows.firstOrNull(wanted) ?: throw TourEnds("there is no such bill")
    touch(row.accessibilityLabel)
    val bill = madrid.taxReceipt(row.id)
    awaitAnywhere(bill.facts.last().value)
    return bill
}

/** The certificate, once the city has said. */
private fun Step.certificate() = stage.let {
    it.await("the certificate") { app.taxes.certificate.value is Block.Shown }
    (app.taxes.certificate.value as Block.Shown).view
}
