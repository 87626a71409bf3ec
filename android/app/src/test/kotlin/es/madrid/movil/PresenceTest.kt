// Coming and going: what was on the screen is covered until the core has decided, and closing is never cut short.

package es.madrid.movil

import es.madrid.kit.ExplanationView
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.Test
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.test.assertEquals
import kotlin.time.Duration.Companion.seconds

class PresenceTest {
    private val visits = Visits()
    private val presence = Presence(visits)
    private val told = CopyOnWriteArrayList<String>()

    @Volatile
    private var opened = CompletableDeferred<ExplanationView?>()
    private val closed = CompletableDeferred<Unit>()
    private val trouble = ExplanationView("No se puede abrir", "No se pierde nada.", "Vuelve luego.", "storage.open")

    private val host = object : Host {
        override fun stepAway() {
            told += "away"
        }

        override suspend fun leave() {
            told += "leave"
            closed.await()
            told += "left"
        }

        override suspend fun comeBack(): ExplanationView? {
            told += "back"
            return opened.await()
        }

        override suspend fun stay() {
            told += "stay"
        }
    }

    private fun withHost(check: suspend CoroutineScope.() -> Unit) = runBlocking(Dispatchers.Default) {
        val telling = launch { presence.tell(host) }
        try {
            withTimeout(10.seconds) { check() }
        } finally {
            // What has begun goes to its end, also where the check has failed.
            closed.complete(Unit)
            opened.complete(null)
            telling.cancel()
        }
    }

    private suspend fun awaitTold(vararg all: String) {
        while (told.toList() != all.toList()) delay(5)
    }

    private suspend fun awaitCover(cover: Cover) {
        presence.cover.first { it == cover }
    }

    @Test
    fun `the screen is covered from going until the core has decided`() = withHost {
        closed.complete(Unit)
        opened.complete(null)
        presence.screenCame()
        awaitTold("back", "stay")
        opened = CompletableDeferred()
        presence.screenWent(isTurning = false)
        assertEquals(Cover.Curtain, presence.cover.value)
        awaitTold("back", "stay", "leave", "left")
        presence.screenCame()
        awaitTold("back", "stay", "leave", "left", "back")
        assertEquals(Cover.Curtain, presence.cover.value, "nobody has decided yet")
        opened.complete(null)
        awaitCover(Cover.None)
        awaitTold("back", "stay", "leave", "left", "back", "stay")
    }

    @Test
    fun `a phone that is turned goes nowhere`() = withHost {
        opened.complete(null)
        presence.screenCame()
        awaitTold("back", "stay")
        presence.screenWent(isTurning = true)
        assertEquals(Cover.None, presence.cover.value)
        assertEquals(listOf("back", "stay"), told.toList())
    }

    @Test
    fun `closing the files ends before they are opened again`() = withHost {
        opened.complete(null)
        presence.screenCame()
        awaitTold("back", "stay")
        presence.screenWent(isTurning = false)
        awaitTold("back", "stay", "leave")
        presence.screenCame()
        closed.complete(Unit)
        awaitTold("back", "stay", "leave", "left", "back", "stay")
    }

    @Test
    fun `opening the files ends before they are closed again, and uncovers nothing`() = withHost {
        presence.screenCame()
        awaitTold("back")
        presence.screenWent(isTurning = false)
        closed.complete(Unit)
        delay(50)
        assertEquals(listOf("back"), told.toList())
        opened.complete(null)
        awaitTold("back", "leave", "left")
        assertEquals(Cover.Curtain, presence.cover.value)
    }

    @Test
    fun `where nothing could be decided the screen stays covered, and says why`() = withHost {
        presence.screenCame()
        awaitTold("back")
        opened.complete(trouble)
        awaitCover(Cover.Stuck(trouble))
        assertEquals(listOf("back"), told.toList())
    }

    @Test
    fun `at the login page the files stay open, and the absence is noted`() = withHost {
        opened.complete(null)
        presence.screenCame()
        awaitTold("back", "stay")
        val shown = CompletableDeferred<Unit>()
        val visit = launch(Dispatchers.IO) { visits.visit("https://city/?state=a") { shown.complete(Unit) } }
        shown.await()
        presence.screenWent(isTurning = false)
        awaitTold("back", "stay", "away")
        assertEquals(Cover.Curtain, presence.cover.value)
        visits.arrived("$WAY_BACK?state=a")
        visit.join()
        presence.screenCame()
        awaitTold("back", "stay", "away", "back", "stay")
    }
}
