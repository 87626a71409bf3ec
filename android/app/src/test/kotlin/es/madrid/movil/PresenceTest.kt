// Coming and going: what was on the screen is covered until the core has decided, and closing is never cut short.

package es.madrid.movil

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.Test
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.seconds

class PresenceTest {
    private val visits = Visits()
    private val presence = Presence(visits)
    private val told = CopyOnWriteArrayList<String>()
    private val opened = CompletableDeferred<Unit>()
    private val closed = CompletableDeferred<Unit>()

    private val host = object : Host {
        override fun stepAway() {
            told += "away"
        }

        override suspend fun leave() {
            told += "leave"
            closed.await()
            told += "left"
        }

        override suspend fun comeBack() {
            told += "back"
            opened.await()
        }

        override suspend fun stay() {
            told += "stay"
        }
    }

    private fun withHost(check: suspend () -> Unit) = runBlocking(Dispatchers.Default) {
        val telling = launch { presence.tell(host) }
        withTimeout(10.seconds) { check() }
        telling.cancel()
    }

    private suspend fun awaitTold(vararg all: String) {
        while (told.toList() != all.toList()) kotlinx.coroutines.delay(5)
    }

    @Test
    fun `the screen is covered from going until the core has decided`() = withHost {
        closed.complete(Unit)
        presence.screenCame()
        awaitTold("back")
        presence.screenWent(isTurning = false)
        assertTrue(presence.isCovered.value)
        awaitTold("back", "leave", "left")
        presence.screenCame()
        awaitTold("back", "leave", "left", "back")
        assertTrue(presence.isCovered.value, "nobody has decided yet")
        opened.complete(Unit)
        assertFalse(presence.isCovered.first { !it })
        awaitTold("back", "leave", "left", "back", "stay")
    }

    @Test
    fun `a phone that is turned goes nowhere`() = withHost {
        opened.complete(Unit)
        presence.screenCame()
        awaitTold("back", "stay")
        presence.screenWent(isTurning = true)
        assertFalse(presence.isCovered.value)
        assertEquals(listOf("back", "stay"), told.toList())
    }

    @Test
    fun `closing the files ends before they are opened again`() = withHost {
        opened.complete(Unit)
        presence.screenCame()
        awaitTold("back", "stay")
        presence.screenWent(isTurning = false)
        awaitTold("back", "stay", "leave")
        presence.screenCame()
        closed.complete(Unit)
        awaitTold("back", "stay", "leave", "left", "back", "stay")
    }
}
