// Taxes: the bank is charged without a network, an account is refused, dates go into the calendar, and the paper stays.

package es.madrid.kit

import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

private const val IBAN = "ES91 2100 0418 4502 0005 1332"
private const val ANOTHERS = "ES79 2100 0813 6101 2345 6789"

class TaxTest {
    private fun TaxFolderView.rows(group: TaxGroup) = groups.filter { it.id == group }.flatMap { it.rows }

    private suspend fun Hands.toPay(): TaxRowView = madrid.taxes().first().rows(TaxGroup.TO_PAY).first()

    /** The bill as soon as it is as wanted. */
    private suspend fun Hands.billWhen(id: String, wanted: (TaxRowView) -> Boolean): TaxReceiptView {
        madrid.taxes().first { folder -> folder.groups.flatMap { it.rows }.any { it.id == id && wanted(it) } }
        return madrid.taxReceipt(id)
    }

    @Test
    fun `the bank is charged from where there is no network, once`() = withSignedIn("p-carmen") {
        val id = toPay().id
        val before = madrid.taxReceipt(id)
        assertEquals(3, assertNotNull(before.steps).steps.size)
        assertTrue(assertNotNull(before.ways).ways.count { it.actionLabel != null } >= 2, "none of them is the only one")
        city.vanish()
        assertFalse(app.taxes.setDirectDebit(id, "ES00", DebitMode.SINGLE))
        assertEquals("input.iban", app.taxes.failure.value?.code)
        assertTrue(app.taxes.setDirectDebit(id, IBAN, DebitMode.SINGLE))
        assertTrue(app.taxes.setDirectDebit(id, IBAN, DebitMode.SINGLE), "to want it twice is to want it once")
        assertNull(app.taxes.failure.value)
        assertTrue("1332" in assertNotNull(madrid.taxReceipt(id).row.waiting))
        assertEquals(emptyList(), city.ledger())

        city.mend()
        refresh()
        val charged = billWhen(id) { it.state == TaxState.DIRECT_DEBIT }
        assertNull(charged.row.waiting)
        assertTrue("1332" in assertNotNull(charged.debit).body)
        assertEquals(listOf("direct_debit" to 1), city.ledger())
        assertTrue(app.taxes.cancelDirectDebit(id))
        billWhen(id) { it.state == TaxState.VOLUNTARY && it.waiting == null }
        assertTrue(app.taxes.askInstalments(id, 3u))
        assertEquals(3, billWhen(id) { it.state == TaxState.INSTALMENTS }.parts.size)
    }

    @Test
    fun `an account of somebody else is refused, and says so until it was read`() = withSignedIn("p-carmen") {
        val id = toPay().id
        assertTrue(app.taxes.setDirectDebit(id, ANOTHERS, DebitMode.SINGLE))
        assertEquals("tax.not_holder", billWhen(id) { it.trouble != null }.row.trouble?.code)
        assertTrue(app.taxes.dismiss(id))
        assertNull(madrid.taxReceipt(id).row.trouble)
        assertFalse(app.taxes.cancelDirectDebit("1"), "there is no such bill")
        assertNotNull(app.taxes.failure.value)
        app.forgetFailures()
        assertNull(app.taxes.failure.value)
    }

    @Test
    fun `the bill of the first screen leads to its own, and is paid there`() = withSignedIn("p-carmen") {
        val id = toPay().id
        val item = home().blocks.flatMap { it.items }.single { it.door == HomeDoor(HomeDoorKind.TAX, id) }
        assertEquals(id, item.id)
        assertNotNull(app.payments.prepare(DebtKind.TAX, id), "${app.payments.prepared.value}")
    }

    @Test
    fun `a day goes into the calendar with the reminder that was chosen`() = withSignedIn("p-carmen") {
        val id = toPay().id
        val none = assertNotNull(app.taxes.dates())
        assertTrue("BEGIN:VEVENT" in none.text && "BEGIN:VALARM" !in none.text, "nobody is reminded who did not choose it")
        assertTrue(app.taxes.remind(id, 3u))
        assertEquals(3u, madrid.taxReceipt(id).reminder.daysBefore)
        assertTrue("BEGIN:VALARM" in assertNotNull(app.taxes.dates()).text)
        assertFalse(app.taxes.remind(id, 90u))
        assertEquals("input.notice", app.taxes.failure.value?.code)
        val date = shown(app.taxes.calendar.value).dates.first()
        assertTrue(app.taxes.remind(date.id, 1u))
        assertEquals(1u, shown(app.taxes.calendar.value).dates.single { it.id == date.id }.reminder.daysBefore)
        assertTrue(app.taxes.remind(id, null))
        assertNull(madrid.taxReceipt(id).reminder.daysBefore)
    }

    @Test
    fun `the paper stays without the city, and who owes has none`() = withSignedIn("p-elena") {
        app.taxes.readCertificate()
        val first = shown(app.taxes.certificate.value)
        assertTrue(assertNotNull(first.paper).bytes.decodeToString().startsWith("%PDF-"))
        assertTrue(madrid.taxes().first().changes.isNotEmpty(), "what the cadastre knows already")
        city.vanish()
        app.taxes.readCertificate()
        val again = shown(app.taxes.certificate.value)
        assertEquals(first.facts, again.facts)
        assertNotNull(again.trouble)
    }

    @Test
    fun `who owes something late has no paper, and reads what it is`() = withSignedIn("p-antonio") {
        app.taxes.readCertificate()
        val owes = shown(app.taxes.certificate.value)
        assertNull(owes.paper)
        assertTrue(owes.owed.isNotEmpty())
    }

    @Test
    fun `the dates are for everybody, and nothing else is`() = withSyncedPhone {
        val model = TaxModel(madrid)
        model.readCalendar()
        assertTrue(shown(model.calendar.value).dates.isNotEmpty())
        assertFalse(model.remind(shown(model.calendar.value).dates.first().id, 1u))
        assertNull(model.dates())
        assertNotNull(model.failure.value)
        model.readCertificate()
        assertIs<Block.Failed>(model.certificate.value)
    }

    @Test
    fun `taxes are gone from the screen while they are locked`() = withSignedIn("p-carmen") {
        val id = toPay().id
        coroutineScope {
            val watching = listOf(launch { app.taxes.watch() }, launch { app.taxes.show(id) })
            app.taxes.folder.first { it is Block.Shown }
            assertEquals(id, shown(app.taxes.opened.first { it is Block.Shown }).row.id)
            app.session.lock()
            assertIs<Block.Failed>(app.taxes.folder.first { it is Block.Failed })
            assertIs<Block.Failed>(app.taxes.opened.first { it is Block.Failed })
            watching.forEach { it.cancelAndJoin() }
        }
    }

    @Test
    fun `links lead to taxes`() = withPhone {
        assertEquals(Destination.Taxes, madrid.openLink("madrid://taxes"))
        assertEquals(Destination.TaxCalendar, madrid.openLink("madrid://taxes/calendar"))
        assertEquals(Destination.TaxCertificate, madrid.openLink("madrid://taxes/certificate"))
    }
}
