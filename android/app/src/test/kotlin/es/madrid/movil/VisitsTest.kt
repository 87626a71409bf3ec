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
    private fun begin(scheme: String = SCHEME): CompletableFuture<String?> {
        val shown = CompletableFuture<Unit>()
        val answer = CompletableFuture.supplyAsync { visits.visit(scheme) { shown.complete(Unit) } }
        shown.get(5, TimeUnit.SECONDS)
        return answer
    }

    private fun CompletableFuture<String?>.soon(): String? = get(5, TimeUnit.SECONDS)

    @Test
    fun `the address with the scheme is the answer, and nothing else is`() {
        val visit = begin()
        assertTrue(visits.isUnderWay)
        assertFalse(visits.answered("madrid://home"))
        assertFalse(visit.isDone)
        assertTrue(visits.answered("$SCHEME:/login?code=a"))
        assertEquals("$SCHEME:/login?code=a", visit.soon())
        assertFalse(visits.isUnderWay)
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
        val visit = begin()
        visits.left()
        visits.answered("$SCHEME:/login")
        visits.returned()
        assertEquals("$SCHEME:/login", visit.soon())
    }

    @Test
    fun `a second visit ends the first, and patience ends any`() {
        val first = begin()
        val second = begin()
        assertNull(first.soon())
        assertTrue(visits.answered("$SCHEME:/login"))
        assertEquals("$SCHEME:/login", second.soon())
        assertNull(Visits(patienceMillis = 1).visit(SCHEME) {})
    }

    @Test
    fun `a phone without a browser is told at once, and nobody waits`() {
        assertFailsWith<IllegalStateException> { visits.visit(SCHEME) { error("none") } }
        assertFalse(visits.isUnderWay)
    }

    private companion object {
        const val SCHEME = "es.madrid.movil"
    }
}
