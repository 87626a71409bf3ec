// A fine: paid at the bank's page, refused, given up, and what is known where the city cannot be heard.

package es.madrid.kit

import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNotEquals
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

class PaymentsTest {
    private fun payable(home: HomeView) = home.blocks.flatMap { it.items }.mapNotNull { it.pay }

    /** A fine that the person can pay here. */
    private suspend fun Hands.offer(): PayOfferView = payable(home()).first { it.kind == DebtKind.FINE }

    private suspend fun Hands.one(id: Long): PaymentView = madrid.payments().first().payments.single { it.id == id }

    /** What a person does from the first screen to the bank's page. */
    private suspend fun Hands.begin(offer: PayOfferView, method: PaymentMethod = PaymentMethod.CARD): Pair<Long, String> {
        val id = assertNotNull(app.payments.prepare(offer.kind, offer.debt), "${app.payments.prepared.value}")
        return id to assertNotNull(app.payments.pay(id, method), "${app.payments.failure.value}")
    }

    @Test
    fun `a fine is paid once, and its receipt stays without the city`() = withSignedIn("p-marta") {
        val offer = offer()
        val id = assertNotNull(app.payments.prepare(offer.kind, offer.debt))
        val asked = shown(app.payments.prepared.value)
        assertEquals(PaymentStage.PREPARED, asked.stage)
        assertTrue(asked.saving != null && asked.givesUp.isNotEmpty(), "what is saved and what is given up")
        val url = assertNotNull(app.payments.pay(id, PaymentMethod.CARD))
        assertEquals(listOf(id), home().payments.map { it.id }, "the first screen tells of it")

        // Back too early, it still waits; nothing that a browser brings counts.
        app.payments.check(id)
        assertEquals(PaymentStage.AWAITING_PAYER, one(id).stage)
        Payer.pay(url, Payer.GOOD)
        app.payments.follow(id)
        val paid = one(id)
        assertEquals(PaymentStage.SETTLED, paid.stage)
        assertNull(app.payments.prepare(offer.kind, offer.debt))
        assertEquals("payment.paid", assertIs<Block.Failed>(app.payments.prepared.value).explanation.code)
        refresh()
        assertFalse(homeWhen { it.payments.isEmpty() }.let { offer in payable(it) })

        city.vanish()
        app.payments.readReceipt(assertNotNull(paid.receipt))
        val receipt = shown(app.payments.receipt.value)
        assertEquals(paid.amount, receipt.amount)
        assertTrue(receipt.notice.isNotEmpty() && receipt.number in receipt.shareText)
        app.payments.readReceipts()
        assertEquals(listOf(receipt), shown(app.payments.receipts.value).receipts)
    }

    @Test
    fun `a card that is refused leaves the fine to be paid, and giving up frees it`() = withSignedIn("p-marta") {
        val (first, url) = begin(offer())
        Payer.pay(url, Payer.REFUSED)
        app.payments.follow(first)
        assertEquals(PaymentStage.REJECTED, one(first).stage)
        val (second, _) = begin(offer(), PaymentMethod.BIZUM)
        assertNotEquals(first, second)
        assertEquals(PaymentMethod.BIZUM, one(second).method)
        app.payments.giveUp(second)
        assertEquals(PaymentStage.CLOSED, one(second).stage)
        val (third, _) = begin(offer())
        assertEquals(PaymentStage.AWAITING_PAYER, one(third).stage)
    }

    @Test
    fun `where the city cannot be heard nobody knows, nothing is paid again, and it is found out`() = withSignedIn("p-marta") {
        val offer = offer()
        val id = assertNotNull(app.payments.prepare(offer.kind, offer.debt))
        city.vanish()
        assertNull(app.payments.pay(id, PaymentMethod.CARD), "there is no page to go to")
        assertNotNull(app.payments.failure.value, "that the city cannot be heard is said")
        assertEquals(PaymentStage.UNKNOWN, one(id).stage)
        assertNotNull(one(id).lookAgainSeconds)
        assertEquals(id, app.payments.prepare(offer.kind, offer.debt), "it is the same payment, whoever asks")
        app.payments.check(id)
        assertEquals(PaymentStage.UNKNOWN, one(id).stage)

        city.mend()
        app.payments.check(id)
        assertNull(app.payments.failure.value)
        assertEquals(PaymentStage.NOT_FOUND, one(id).stage)
        Payer.pay(assertNotNull(app.payments.send(id)), Payer.GOOD)
        app.payments.follow(id)
        assertEquals(PaymentStage.SETTLED, one(id).stage)
    }

    @Test
    fun `a screen finds out by itself how it ended, and asks no more afterwards`() = withSignedIn("p-marta") {
        val (id, url) = begin(offer())
        Payer.pay(url, Payer.GOOD)
        coroutineScope {
            val watching = launch { app.payments.watch() }
            // It ends by itself: what is over is not asked about.
            app.payments.follow(id)
            assertEquals(PaymentStage.SETTLED, one(id).stage)
            watching.cancelAndJoin()
        }
        val before = app.payments.comings.value
        app.enterForeground()
        assertEquals(before + 1, app.payments.comings.value, "coming back is noticed, and nothing else of it")
    }

    @Test
    fun `who comes back from the bank finds the first screen up to date`() = withSignedIn("p-marta") {
        val (id, url) = begin(offer())
        coroutineScope {
            val watching = launch { app.home.watch() }
            app.home.home.first { block -> (block as? Block.Shown)?.view?.payments.orEmpty().isNotEmpty() }
            Payer.pay(url, Payer.GOOD)
            app.enterForeground()
            assertEquals(PaymentStage.SETTLED, one(id).stage)
            watching.cancelAndJoin()
        }
    }

    @Test
    fun `without the city nobody can tell what it costs, and that is said`() = withSignedIn("p-marta") {
        val offer = offer()
        city.vanish()
        assertNull(app.payments.prepare(offer.kind, offer.debt))
        assertTrue(assertIs<Block.Failed>(app.payments.prepared.value).explanation.nextStep.isNotBlank())
    }

    @Test
    fun `payments are gone from the screen while they are locked`() = withSignedIn("p-marta") {
        val (id, _) = begin(offer())
        coroutineScope {
            val watching = launch { app.payments.watch() }
            val view = shown(app.payments.payments.first { it is Block.Shown })
            assertIs<Block.Shown<PaymentView>>(app.payments.payment(view, id))
            assertIs<Block.Failed>(app.payments.payment(view, id + 1))
            app.session.lock()
            assertIs<Block.Failed>(app.payments.payments.first { it is Block.Failed })
            watching.cancelAndJoin()
        }
    }

    @Test
    fun `links lead to payments and receipts`() = withPhone {
        assertEquals(Destination.Payments, madrid.openLink("madrid://payments"))
        assertEquals(Destination.Receipts, madrid.openLink("madrid://receipts"))
    }
}
