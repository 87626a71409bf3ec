// Letters with nobody signed in, several debts in one go, papers, and the money that comes back.

package es.madrid.kit

import kotlinx.coroutines.flow.first
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

class LettersTest {
    private fun LettersModel.known(id: Long) = shown(payments.value).payments.single { it.id == id }

    @Test
    fun `a letter is paid with nobody signed in, and its paper stays without the city`() = withPhone {
        val letters = AppModel(madrid).letters
        val reference = city.letter("p-marta", "fine")
        letters.read()
        assertNotNull(shown(letters.payments.value).empty)
        assertNull(letters.problem(" $reference "))
        val id = assertNotNull(letters.prepare(reference), "${letters.failure.value}")
        assertEquals(PaymentStage.PREPARED, letters.known(id).stage)
        Payer.pay(assertNotNull(letters.pay(id, PaymentMethod.CARD)), Payer.GOOD)
        // It finds out by itself, and asks no more afterwards.
        letters.follow(id)
        val number = assertNotNull(letters.known(id).receipt)
        assertEquals(listOf(number), shown(letters.receipts.value).receipts.map { it.number })
        assertNull(letters.prepare(reference))
        assertEquals("payment.paid", letters.failure.value?.code)

        val paper = assertNotNull(letters.paper(number))
        assertEquals("%PDF-", paper.bytes.decodeToString(0, 5))
        city.vanish()
        assertTrue(paper.bytes.contentEquals(assertNotNull(letters.paper(number)).bytes))
        letters.readReceipt(number)
        assertNull(shown(letters.receipt.value).askBackLabel, "what is nobody's is not given back")
    }

    @Test
    fun `what was copied wrong is said to the sign before anybody is asked`() = withPhone {
        val letters = AppModel(madrid).letters
        val reference = city.letter("p-marta", "fine")
        city.vanish()
        val short = assertNotNull(letters.problem(reference.dropLast(2)))
        assertTrue(short.code.startsWith("input.reference") && short.body.isNotBlank() && short.nextStep.isNotBlank(), "$short")
        assertNull(letters.prepare(reference))
        assertNotNull(letters.failure.value, "that the city cannot be heard is said")
        letters.forget()
        assertNull(letters.failure.value)
    }

    @Test
    fun `several debts are paid one after the other, and what cannot be paid stands beside them`() = withSignedIn("p-marta") {
        val offer = assertNotNull(home().blocks.firstNotNullOfOrNull { it.several })
        val debts = offer.debts.mapNotNull { it.pay }.map { DebtRequest(it.kind, it.debt) }
        assertTrue(debts.size > 1)
        val ids = assertNotNull(app.several.prepare(debts + DebtRequest(DebtKind.TAX, "1")))
        val asked = shown(app.several.several.value)
        assertEquals(ids.first(), asked.next)
        assertEquals(listOf("1"), asked.notPayable.map { it.debt })
        for (id in ids) {
            Payer.pay(assertNotNull(app.payments.pay(id, PaymentMethod.CARD)), Payer.GOOD)
            app.payments.follow(id)
            app.several.read(ids)
        }
        val done = shown(app.several.several.value)
        assertNull(done.next)
        assertEquals(asked.total, done.total)
        assertEquals(asked.notPayable, done.notPayable, "why one could not be paid is still said")
        city.vanish()
        assertNull(app.several.prepare(listOf(DebtRequest(DebtKind.TAX, "1"))))
        assertNotNull(app.several.failure.value)
    }

    @Test
    fun `a refund is asked for from a receipt, waits for the network, and is followed`() = withSignedIn("p-carmen") {
        app.payments.readReceipts()
        val receipt = shown(app.payments.receipts.value).receipts.first()
        assertNotNull(receipt.askBackLabel)
        assertEquals(listOf(RefundCause.UNDUE, RefundCause.ANNULLED), app.refunds.form.causes.map { it.cause })
        assertFalse(app.refunds.ask(receipt.number, RefundCause.ANNULLED, "ES00"))
        assertEquals("input.iban", app.refunds.failure.value?.code)
        city.vanish()
        assertTrue(app.refunds.ask(receipt.number, RefundCause.ANNULLED, city.account("p-carmen")))
        val waiting = madrid.refunds().first().refunds.single()
        assertEquals(RefundStage.WAITING, waiting.stage)
        city.mend()
        refresh()
        val requested = madrid.refunds().first { it.refunds.single().stage == RefundStage.REQUESTED }
        assertTrue(requested.refunds.single().steps.first().isDone)
        assertIs<Block.Shown<RefundView>>(app.refunds.refund(requested, waiting.id))
        assertIs<Block.Failed>(app.refunds.refund(requested, waiting.id + 1))
    }

    @Test
    fun `an account of somebody else is not taken, and that is read and put away`() = withSignedIn("p-carmen") {
        app.payments.readReceipts()
        val receipt = shown(app.payments.receipts.value).receipts.first()
        assertTrue(app.refunds.ask(receipt.number, RefundCause.ANNULLED, city.account("p-marta")))
        val refused = madrid.refunds().first { it.refunds.single().stage == RefundStage.NOT_TAKEN }.refunds.single()
        assertNotNull(refused.trouble)
        app.refunds.dismiss(refused.id)
        assertNotNull(madrid.refunds().first().empty)
    }

    @Test
    fun `links lead to letters and refunds`() = withPhone {
        assertEquals(Destination.Letters, madrid.openLink("madrid://letters"))
        assertEquals(Destination.Refunds, madrid.openLink("madrid://refunds"))
    }
}
