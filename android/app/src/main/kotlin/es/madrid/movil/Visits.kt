// Visits to the login page: who waits for the way back, and what ends the waiting.

package es.madrid.movil

import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import java.util.concurrent.TimeoutException

/** The page in a window beside ours may be closed unseen. Nobody signs in for longer than this. */
private const val PATIENCE_MINUTES = 15L

/** Where the login page returns to. The core says so to the city; the manifest leads it to us. */
internal const val WAY_BACK = "es.madrid.movil:/login"

/** Where the page of whoever gives a card returns to. What comes while nobody waits is no answer but a link: the core knows whose it is. */
internal const val WAY_BACK_WITH_CARD = "es.madrid.movil:/wallet"

/** What an address that has come in is to the visits. */
internal enum class Arrival {
    /** The answer that was waited for, perhaps once more. */
    ANSWER,

    /** An answer that nobody waits for: the system ended our process meanwhile, or it took too long. */
    LATE,

    /** None of ours. Any app can send us anything, so who waits goes on waiting. */
    FOREIGN,
}

/**
 * At most one visit at a time. The system tells nobody that a page was closed: the person has left our screen and is
 * back without an answer, that is how it shows. An answer always arrives before the screen is back.
 */
internal class Visits(private val patienceMillis: Long = TimeUnit.MINUTES.toMillis(PATIENCE_MINUTES)) {
    private class Visit(val state: String?) {
        val answer = CompletableFuture<String?>()

        /** Whether the page has come before our screen. */
        var isAway = false
    }

    private var current: Visit? = null
    private var answered: String? = null

    /** Whether somebody waits: the person is at the login page and means to come back. */
    val isUnderWay: Boolean @Synchronized get() = current != null

    /**
     * Lets [show] open the page at [url] and waits for the address it returns to: the [WAY_BACK], with the `state` that
     * [url] names, or the [WAY_BACK_WITH_CARD] where it names none (RFC 9126, 4: the city knows it already). `null` when the
     * person closed it, or began another visit. What [show] throws is thrown on.
     */
    fun visit(url: String, show: () -> Unit): String? {
        val visit = begin(state(url))
        return try {
            show()
            visit.answer.get(patienceMillis, TimeUnit.MILLISECONDS)
        } catch (_: TimeoutException) {
            null
        } finally {
            end(visit)
        }
    }

    /** An [address] has come in. Whether the city sent it, the core judges. */
    @Synchronized
    fun arrived(address: String): Arrival {
        val visit = current
        return when {
            address == answered -> Arrival.ANSWER
            address.substringBefore('?') == WAY_BACK_WITH_CARD -> if (visit != null && visit.state == null) {
                visit.answered(address)
            } else {
                Arrival.FOREIGN
            }
            address.substringBefore('?') != WAY_BACK -> Arrival.FOREIGN
            visit == null -> Arrival.LATE
            state(address) != visit.state -> Arrival.FOREIGN
            else -> visit.answered(address)
        }
    }

    private fun Visit.answered(address: String): Arrival {
        answered = address
        answer.complete(address)
        return Arrival.ANSWER
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
    private fun begin(state: String?): Visit {
        current?.answer?.complete(null)
        return Visit(state).also { current = it }
    }

    @Synchronized
    private fun end(visit: Visit) {
        if (current === visit) current = null
    }
}

/** What tells one visit from another: the core makes it anew for each, of letters that need no escape (RFC 6749, 4.1.1). */
private fun state(address: String): String? =
    address.substringAfter('?', "").substringBefore('#').split('&')
        .firstOrNull { it.startsWith("state=") }?.substringAfter('=')
