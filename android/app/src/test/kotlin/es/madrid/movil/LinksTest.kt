// What comes in from outside goes to the screen, to the login that waits for it, or nowhere.

package es.madrid.movil

import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeoutOrNull
import org.junit.jupiter.api.Test
import java.util.concurrent.CompletableFuture
import java.util.concurrent.TimeUnit
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

class LinksTest {
    private val visits = Visits(patienceMillis = 5_000)
    private val links = Links(visits)

    @Test
    fun `a link waits for the screen, and only the newest is wanted`() = runBlocking {
        links.take("madrid://home")
        links.take("madrid://places/7")
        assertEquals("madrid://places/7", withTimeoutOrNull(5.seconds) { links.flow.first() })
        assertNull(withTimeoutOrNull(50.milliseconds) { links.flow.first() }, "each is given once")
    }

    @Test
    fun `a link about cards leads in, and so does a page that came back while nobody waited`() = runBlocking {
        val schemes = listOf("openid-credential-offer", "haip-vci", "openid4vp", "haip-vp")
        for (address in schemes.map { "$it://?x=y" } + "es.madrid.movil:/wallet?code=c&state=a") {
            links.take(address)
            assertEquals(address, withTimeoutOrNull(5.seconds) { links.flow.first() })
            assertFalse(links.isLate.value)
        }
    }

    @Test
    fun `what no link of ours begins with goes nowhere`() = runBlocking {
        for (address in listOf("https://madrid.es", "madrids://home", "es.madrid.movil:x")) links.take(address)
        assertNull(withTimeoutOrNull(50.milliseconds) { links.flow.first() })
        assertFalse(links.isLate.value)
    }

    @Test
    fun `an answer nobody waits for is said to be late until that was read`() {
        links.take("$WAY_BACK?code=c&state=a")
        assertTrue(links.isLate.value)
        links.forgetLate()
        assertFalse(links.isLate.value)
    }

    @Test
    fun `an answer that is waited for is neither late nor a link`() = runBlocking {
        val shown = CompletableFuture<Unit>()
        val visit = CompletableFuture.supplyAsync { visits.visit("https://city/?state=a") { shown.complete(Unit) } }
        shown.get(5, TimeUnit.SECONDS)
        links.take("$WAY_BACK?code=c&state=a")
        assertEquals("$WAY_BACK?code=c&state=a", visit.get(5, TimeUnit.SECONDS))
        assertFalse(links.isLate.value)
        assertNull(withTimeoutOrNull(50.milliseconds) { links.flow.first() })
    }
}
