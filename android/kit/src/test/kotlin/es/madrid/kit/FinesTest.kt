// A fine: read, disputed letter by letter, handed to who drove, and a paper that anybody may check.

package es.madrid.kit

import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

class FinesTest {
    private val pdf = ChosenFile("factura.pdf", "%PDF-1.4 taller".toByteArray())

    /** A fine about which everything can be done. */
    private suspend fun Hands.open(): FineView = madrid.fine(
        madrid.fines().first().groups.first { it.id == FineGroup.OPEN }.fines.first { it.state == FineState.NOTIFIED }.id,
    )

    private suspend fun Hands.watching(id: String, work: suspend () -> Unit) = coroutineScope {
        val watch = launch { app.fines.watch(id) }
        try {
            assertTrue(eventually { (app.fines.fine.value as? Block.Shown)?.view?.id == id })
            work()
        } finally {
            watch.cancelAndJoin()
        }
    }

    @Test
    fun `a fine of the first screen has a screen of its own, with its photos`() = withSignedIn("p-marta") {
        val fine = open()
        assertTrue(home().blocks.flatMap { it.items }.any { it.door == HomeDoor(HomeDoorKind.FINE, fine.id) })
        assertEquals(listOf(FineActionKind.PAY, FineActionKind.ALLEGE), fine.choices.map { it.kind }.take(2))
        app.fines.fetchPhotos(fine)
        val photos = app.fines.photos.value
        assertEquals(fine.id, photos.fine)
        assertEquals(fine.evidence.photos.map { it.number }.toSet(), photos.photos.keys)
        photos.photos.values.forEach { assertEquals("PNG", String(shown(it), 1, 3, Charsets.US_ASCII)) }

        city.vanish()
        app.fines.fetchPhotos(fine)
        app.fines.photos.value.photos.values.forEach { assertIs<Block.Shown<ByteArray>>(it, "kept on the phone") }
    }

    @Test
    fun `what is typed is kept letter by letter, sent without a network and filed with one`() = withSignedIn("p-marta") {
        val id = open().id
        watching(id) {
            city.vanish()
            for (text in listOf("N", "No", "No era yo")) app.fines.type(id, text)
            app.fines.keep()
            assertEquals("No era yo", madrid.fine(id).allegations.text)
            app.fines.attach(id, ChosenFile("virus.exe", byteArrayOf(77, 90)))
            assertEquals("fine.wrong_type", app.fines.failure.value?.code)
            app.fines.attach(id, pdf)
            assertNull(app.fines.failure.value)
            assertEquals(listOf("factura.pdf"), shown(app.fines.fine.value).allegations.papers.map { it.name })
            app.fines.send(id)
            assertEquals(DraftState.WAITING, madrid.fine(id).allegations.state)

            city.mend()
            refresh()
            val filed = madrid.fine(id)
            assertEquals(DraftState.FILED to FineState.CONTESTED, filed.allegations.state to filed.state)
            assertTrue(filed.filed.isNotEmpty())
        }
    }

    @Test
    fun `what was thrown away is gone, and the fields begin anew`() = withSignedIn("p-marta") {
        val id = open().id
        app.fines.type(id, "No era yo")
        app.fines.keep()
        app.fines.attach(id, pdf)
        val paper = shown(app.fines.fine.value).allegations.papers.single().id
        app.fines.detach(id, paper)
        assertEquals(emptyList(), shown(app.fines.fine.value).allegations.papers)
        val discards = app.fines.discards.value
        app.fines.discard(id, FineActionKind.ALLEGE)
        assertEquals(discards + 1, app.fines.discards.value)
        assertEquals(DraftState.EMPTY, madrid.fine(id).allegations.state)
    }

    @Test
    fun `who drove is asked for in full, and told to the city`() = withSignedIn("p-rafael") {
        val fine = open()
        val driver = DriverRequest(fine.id, "Julia Prado Gil", "12345678A", "Calle de Alcalá, 1", "")
        app.fines.nameDriver(driver)
        assertEquals("fine.document", app.fines.failure.value?.code)
        assertEquals("Julia Prado Gil", madrid.fine(fine.id).driver.name, "what is wrong is kept too")
        app.fines.nameDriver(driver.copy(document = "12345678Z"))
        assertNull(app.fines.failure.value)
        refresh()
        assertEquals(FineState.DRIVER_NAMED, madrid.fine(fine.id).state)
    }

    @Test
    fun `anybody checks a paper without signing in, and what cannot be asked is said`() = withSignedIn("p-marta") {
        val fine = open()
        val plate = fine.facts.first { it.value.matches(Regex("[0-9]{4}[A-Z]{3}")) }.value
        assertTrue(app.session.signOut())
        app.fines.verify(fine.id, plate.lowercase())
        assertEquals(VerifyOutcome.REAL, assertNotNull(app.fines.verified.value).outcome)
        app.fines.forgetVerified()
        assertNull(app.fines.verified.value)
        app.fines.verify("000000000", plate)
        assertEquals(VerifyOutcome.NOT_OURS, app.fines.verified.value?.outcome)
        app.fines.verify("12", plate)
        assertEquals(VerifyOutcome.WRONG, app.fines.verified.value?.outcome)
        city.vanish()
        app.fines.verify(fine.id, plate)
        assertEquals(VerifyOutcome.UNKNOWN, app.fines.verified.value?.outcome)
    }

    @Test
    fun `locked there are no fines on show`() = withSignedIn("p-marta") {
        coroutineScope {
            val watch = launch { app.fines.watch() }
            assertTrue(eventually { app.fines.fines.value is Block.Shown })
            app.session.lock()
            assertTrue(eventually { app.fines.fines.value is Block.Failed })
            watch.cancelAndJoin()
        }
    }
}
