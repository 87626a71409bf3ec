// Cards: taken at the issuer's page and at a counter, shown to a desk and to a neighbour, and carried to another phone.

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

private const val PHRASE = "cuatro gatos y un balcón"

/** Is this person over 65? Nothing else is asked. */
private const val OVER_65 = """{"dcql_query":{"credentials":[{"id":"senior","format":"dc+sd-jwt",
    "meta":{"vct_values":["es.madrid.senior_card.1"]},"claims":[{"path":["age_over_65"]}]}]}}"""

class WalletTest {
    /** Takes a card at the issuer's page. The number of the card. */
    private suspend fun Hands.take(card: String): Long {
        val offer = assertNotNull(app.wallet.askFor(card), "${app.wallet.failure.value}")
        assertTrue(app.wallet.accept(offer, null, CardBrowser(person)), "${app.wallet.failure.value}")
        return assertNotNull(app.wallet.taken.value?.card, "${app.wallet.taken.value}")
    }

    private suspend fun Hands.watching(id: Long, work: suspend () -> Unit) = coroutineScope {
        val watches = listOf(launch { app.wallet.watch() }, launch { app.wallet.watch(id) })
        try {
            assertTrue(eventually { (app.wallet.card.value as? Block.Shown)?.view?.card?.id == id })
            work()
        } finally {
            watches.forEach { it.cancelAndJoin() }
        }
    }

    @Test
    fun `a card is asked for, taken at the issuer's page, read and taken off`() = withSignedIn("p-carmen") {
        app.wallet.readAddable()
        val library = shown(app.wallet.addable.value).cards.first { "library" in it.configuration }
        val id = take(library.configuration)
        watching(id) {
            val all = madrid.cards().first()
            assertEquals(listOf(id), all.cards.map { it.id })
            assertEquals(emptyList(), all.offers)
            val detail = shown(app.wallet.card.value)
            assertEquals(library.name, detail.card.name)
            assertTrue(detail.claims.isNotEmpty() && detail.history.isNotEmpty())
            app.wallet.refresh()
            assertNull(app.wallet.failure.value)
            city.vanish()
            assertTrue(app.wallet.delete(id))
            assertTrue(eventually { app.wallet.card.value is Block.Failed })
            assertEquals(emptyList(), shown(app.wallet.cards.value).cards)
        }
    }

    @Test
    fun `a mistyped code loses nothing, and an offer can be refused`() = withSignedIn("p-antonio") {
        val (link, code) = city.counter("p-antonio", "senior_card_sd_jwt")
        val offer = assertNotNull(app.wallet.scan(link)?.offer, "${app.wallet.failure.value}")
        assertTrue(assertNotNull(offer.code).isNumeric)
        val browser = Browser { _, _ -> error("there is no page") }
        assertTrue(app.wallet.accept(offer.id, "000000", browser))
        val wrong = assertNotNull(app.wallet.taken.value)
        assertEquals(OfferStage.OFFERED to "wallet.tx_code", wrong.stage to wrong.trouble?.code)
        assertEquals(listOf(offer.id), madrid.cards().first().offers.map { it.id })
        assertTrue(app.wallet.accept(offer.id, code, browser))
        assertEquals(OfferStage.KEPT, app.wallet.taken.value?.stage)
        val now = madrid.cards().first()
        assertEquals(OfferStage.KEPT, app.wallet.offer(now, app.wallet.taken.value, offer.id)?.stage)

        val (another, _) = city.counter("p-antonio", "padron_certificate_sd_jwt")
        val unwanted = assertNotNull(app.wallet.scan(another)?.offer).id
        assertTrue(app.wallet.cancel(unwanted))
        assertNull(app.wallet.offer(madrid.cards().first(), app.wallet.taken.value, unwanted))
        assertEquals(1, madrid.cards().first().cards.size)
    }

    @Test
    fun `a desk sees what it asked for once the person has said yes, and it is in the history`() = withSignedIn("p-antonio") {
        take("senior_card_sd_jwt")
        val (question, link) = city.ask(OVER_65)
        val asked = assertNotNull(app.wallet.scan(link)?.consent, "${app.wallet.failure.value}")
        assertEquals(1, asked.cards.single().claims.size)
        assertEquals(listOf(asked.id), madrid.cards().first().asked.map { it.id })
        app.wallet.look(asked.id)
        assertEquals(asked, shown(app.wallet.consent.value))
        assertFalse("answered" in city.admin("GET", "questions/$question"), "nothing leaves before the yes")
        assertTrue(app.wallet.approve(asked), "${app.wallet.failure.value}")
        assertEquals(emptyList(), assertNotNull(app.wallet.shared.value).codes)
        val told = city.admin("GET", "questions/$question")
        assertTrue("\"state\":\"answered\"" in told && "\"counts\":true" in told, told)
        // Once is once.
        assertFalse(app.wallet.approve(asked))
        assertNotNull(app.wallet.failure.value)

        app.wallet.readHistory()
        assertTrue(shown(app.wallet.history.value).entries.first().attributes.isNotEmpty())
        assertTrue("age_over_65" in assertNotNull(app.wallet.exportHistory()))
        assertTrue(app.wallet.deleteHistory())
        assertNotNull(shown(app.wallet.history.value).empty)
    }

    @Test
    fun `who says no shares nothing, with a card or without`() = withSignedIn("p-antonio") {
        val (question, link) = city.ask(OVER_65)
        val asked = assertNotNull(app.wallet.scan(link)?.consent)
        assertNotNull(asked.nothing)
        assertNull(asked.choice)
        assertFalse(app.wallet.approve(asked))
        assertTrue(app.wallet.decline(asked.id))
        assertNotNull(app.wallet.shared.value)
        assertTrue("\"state\":\"declined\"" in city.admin("GET", "questions/$question"))
        assertEquals(emptyList(), madrid.cards().first().asked)
    }

    @Test
    fun `a neighbour reads the codes in any order, without a network`() = withSignedIn("p-antonio") {
        take("senior_card_sd_jwt")
        // With a network once: the list of what was withdrawn is there then.
        assertEquals(ReaderVerdict.GOOD, neighbour().verdict)
        city.vanish()
        assertEquals(ReaderVerdict.GOOD, neighbour().verdict)
        app.reader.ask(ReaderQuestion.SENIOR)
        assertNull(app.reader.reading.value, "what was read before is gone")
        app.reader.take(listOf("hola"))
        assertNotNull(app.reader.failure.value)
        app.reader.forget()
        assertNull(app.reader.failure.value)
    }

    private suspend fun Hands.neighbour(): ReadingView {
        assertTrue(app.reader.form.questions.any { it.question == ReaderQuestion.SENIOR })
        app.reader.ask(ReaderQuestion.SENIOR)
        val question = shown(app.reader.question.value)
        val asked = assertNotNull(app.wallet.scan(question.code.text)?.consent, "${app.wallet.failure.value}")
        assertTrue(app.wallet.approve(asked), "${app.wallet.failure.value}")
        val codes = assertNotNull(app.wallet.shared.value).codes
        assertTrue(codes.size > 1)
        codes.forEach { assertEquals((it.size * it.size).toInt(), it.squares.size) }
        for (code in codes.drop(1).reversed()) app.reader.take(listOf(code.text))
        assertNull(app.reader.reading.value)
        assertNotNull(app.reader.progress.value)
        app.reader.take(listOf(codes.first().text))
        assertNull(app.reader.failure.value)
        return assertNotNull(app.reader.reading.value)
    }

    @Test
    fun `a file for the next phone wants a long phrase, and the same phrase again`() = withSignedIn("p-carmen") {
        take("library_card_sd_jwt")
        assertNull(app.wallet.moveOut("gato"))
        assertEquals("input.passphrase", app.wallet.failure.value?.code)
        val file = ChosenFile("tarjetas", assertNotNull(app.wallet.moveOut(PHRASE)))
        assertFalse(app.wallet.moveIn(file, "$PHRASE más"))
        assertEquals("wallet.migration_closed", app.wallet.failure.value?.code)
        assertTrue(app.wallet.moveIn(file, PHRASE), "${app.wallet.failure.value}")
        assertEquals(listOf("1"), assertNotNull(app.wallet.moved.value).facts.map { it.value })
        app.wallet.forget()
        assertNull(app.wallet.moved.value)
    }

    @Test
    fun `what is no code says so, and a way back that is nobody's too`() = withSignedIn("p-carmen") {
        for (text in listOf("", "hola", "https://madrid.es", "openid4vp://?client_id=x", "openid-credential-offer://?x=y")) {
            assertNull(app.wallet.scan(text), text)
            assertNotEquals("", assertNotNull(app.wallet.failure.value, text).title)
        }
        assertFalse(app.wallet.returned("es.madrid.movil:/wallet?code=a&state=b"))
        assertNotNull(app.wallet.failure.value)
        app.wallet.look(12)
        assertIs<Block.Failed>(app.wallet.consent.value)
    }

    @Test
    fun `locked there are no cards on show`() = withSignedIn("p-carmen") {
        val id = take("library_card_sd_jwt")
        watching(id) {
            app.session.lock()
            assertTrue(eventually { app.wallet.cards.value is Block.Failed && app.wallet.card.value is Block.Failed })
        }
    }
}
