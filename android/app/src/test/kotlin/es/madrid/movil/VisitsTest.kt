// Visits to the login page: an answer, a page that was closed, and none of them waits for ever.

package es.madrid.movil

import org.junit.jupiter.api.Test
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertNull
import kotlin.test.assertTrue

class VisitsTest {
    private val visits = Visits(patienceMillis = 5_000)

    /** A visit on a thread of its own, once its page is there. */
    private fun begin(state: String = "a"): CompletableFuture<String?> {
        val shown = CompletableFuture<Unit>()
        val answer = CompletableFuture.supplyAsync { visits.visit(page(state)) { shown.complete(Unit) } }
        shown.get(5, TimeUnit.SECONDS)
        return answer
    }

    private fun CompletableFuture<String?>.soon(): String? = get(5, TimeUnit.SECONDS)

    @Test
    fun `the way back with the state of the visit is the answer`() {
        val visit = begin("a")
        assertTrue(visits.isUnderWay)
        assertEquals(Arrival.ANSWER, visits.arrived(back("a")))
        assertEquals(back("a"), visit.soon())
        assertFalse(visits.isUnderWay)
    }

    @Test
    fun `what another app sends is no answer, and the wait goes on`() {
        val visit = begin("a")
        val others = listOf(
            "madrid://home",
            "es.madrid.movil:x",
            "es.madrid.movil:/login",
            "es.madrid.movil:/login/?code=c&state=a",
            "es.madrid.movil:/logins?code=c&state=a",
            "es.madrid.movil:/login?code=c&xstate=a",
            "es.madrid.movil:/login?code=c#state=a",
            back("b"),
        )
        for (address in others) assertEquals(Arrival.FOREIGN, visits.arrived(address), address)
        assertFalse(visit.isDone)
        visits.arrived(back("a"))
        assertEquals(back("a"), visit.soon())
    }

    @Test
    fun `an answer that nobody waits for is late, and one that comes twice is not`() {
        assertEquals(Arrival.LATE, visits.arrived(back("a")))
        val visit = begin("b")
        visits.arrived(back("b"))
        visit.soon()
        assertEquals(Arrival.ANSWER, visits.arrived(back("b")))
        assertEquals(Arrival.LATE, visits.arrived(back("a")))
    }

    @Test
    fun `who is back without an answer has closed the page`() {
        val visit = begin()
        visits.returned()
        assertFalse(visit.isDone, "our screen never left: the page is not there yet")
        visits.left()
        visits.returned()
        assertNull(visit.soon())
    }

    @Test
    fun `an answer that comes first counts, though the screen is back then too`() {
        val visit = begin("a")
        visits.left()
        visits.arrived(back("a"))
        visits.returned()
        assertEquals(back("a"), visit.soon())
    }

    @Test
    fun `whoever gives a card knows the state already, so its page is answered without`() {
        val card = "es.madrid.movil:/wallet?code=c&state=x"
        assertEquals(Arrival.FOREIGN, visits.arrived(card), "nobody waits: it is a link")
        val login = begin("a")
        assertEquals(Arrival.FOREIGN, visits.arrived(card), "somebody waits for something else")
        visits.arrived(back("a"))
        login.soon()
        val shown = CompletableFuture<Unit>()
        val visit = CompletableFuture.supplyAsync { visits.visit("https://city/?request_uri=u") { shown.complete(Unit) } }
        shown.get(5, TimeUnit.SECONDS)
        assertEquals(Arrival.ANSWER, visits.arrived(card))
        assertEquals(card, visit.soon())
        assertEquals(Arrival.ANSWER, visits.arrived(card))
    }

    @Test
    fun `a second visit ends the first, and patience ends any`() {
        val first = begin("a")
        val second = begin("b")
        assertNull(first.soon())
        assertEquals(Arrival.FOREIGN, visits.arrived(back("a")))
        visits.arrived(back("b"))
        assertEquals(back("b"), second.soon())
        assertNull(Visits(patienceMillis = 1).visit(page("c")) {})
    }

    @Test
    fun `a phone without a browser is told at once, and nobody waits`() {
        assertFailsWith<IllegalStateException> { visits.visit(page("a")) { error("none") } }
        assertFalse(visits.isUnderWay)
    }

    private companion object {
        fun page(state: String) =
            "https://madrid.example/authorize?response_type=code&redirect_uri=es.madrid.movil%3A%2Flogin&state=$state&nonce=n"

        fun back(state: String) = "es.madrid.movil:/login?code=c&state=$state&iss=i"
    }
}
