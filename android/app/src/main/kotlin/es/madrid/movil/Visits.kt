// Visits to the login page: who waits for the way back, and what ends the waiting.

package es.madrid.movil

import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException

/** The page in a window beside ours may be closed unseen. Nobody signs in for longer than this. */
private const val PATIENCE_MINUTES = 15L

/**
 * At most one visit at a time. The system tells nobody that a page was closed: the person has left our screen and is
 * back without an answer, that is how it shows. An answer always arrives before the screen is back.
 */
internal class Visits(private val patienceMillis: Long = TimeUnit.MINUTES.toMillis(PATIENCE_MINUTES)) {
    private class Visit(val scheme: String) {
        val answer = CompletableFuture<String?>()

        /** Whether the page has come before our screen. */
        var isAway = false
    }

    private var current: Visit? = null

    /** Whether somebody waits: the person is at the login page and means to come back. */
    val isUnderWay: Boolean @Synchronized get() = current != null

    /**
     * Lets [show] open the page and waits for the address it returns to, which begins with [scheme] and a colon. `null`
     * when the person closed it, or began another visit. What [show] throws is thrown on.
     */
    fun visit(scheme: String, show: () -> Unit): String? {
        val visit = begin(scheme)
        return try {
            show()
            visit.answer.get(patienceMillis, TimeUnit.MILLISECONDS)
        } catch (_: TimeoutException) {
            null
        } finally {
            end(visit)
        }
    }

    /** An address has come in. `true` when it is the answer that was waited for. */
    @Synchronized
    fun answered(address: String): Boolean {
        val visit = current?.takeIf { address.startsWith("${it.scheme}:") } ?: return false
        return visit.answer.complete(address)
    }

    /** Our screen is no longer in front. */
    @Synchronized
    fun left() {
        current?.isAway = true
    }

    /** Our screen is in front again. */
    @Synchronized
    fun returned() {
        current?.takeIf { it.isAway }?.answer?.complete(null)
    }

    @Synchronized
    private fun begin(scheme: String): Visit {
        current?.answer?.complete(null)
        return Visit(scheme).also { current = it }
    }

    @Synchronized
    private fun end(visit: Visit) {
        if (current === visit) current = null
    }
}
