// The first screen: what is on it, whose it is, and in which order.

package es.madrid.kit

import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.first
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNotEquals
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

class HomeTest {
    @Test
    fun `every block has its words, and what presses comes first`() = withSignedIn("p-marta") {
        val home = home()
        assertEquals(BlockId.entries.toSet(), home.blocks.map { it.id }.toSet())
        for (block in home.blocks) {
            assertTrue(block.title.isNotBlank() && block.freshness.label.isNotBlank(), "$block")
            assertTrue(block.items.isNotEmpty() || block.empty != null, "${block.id} says nothing")
            for (item in block.items) assertTrue(item.title in item.accessibilityLabel, "$item")
        }
        val owe = block(BlockId.OWE)
        assertNotNull(owe.total)
        val fine = owe.items.first()
        assertNotNull(fine.pressing, "a fine that loses its discount in two days presses")
        assertNotNull(fine.note)
        val next = assertNotNull(owe.next)
        assertTrue(owe.items.any { it.id == next.item } && next.label in next.accessibilityLabel)
    }

    @Test
    fun `a part that does not answer has a notice on its own blocks only`() = withSignedIn("p-marta") {
        val before = block(BlockId.OWE).items
        city.sector("fines", "down")
        app.refresh()
        val noticed = home().blocks.flatMap { it.parts }.filter { it.notice != null }
        assertEquals(setOf(SectionId.FINES), noticed.map { it.id }.toSet())
        assertTrue(noticed.all { it.trouble != null })
        assertEquals(before, block(BlockId.OWE).items, "what was known stays")
        city.sector("fines", "ok")
        refresh()
        assertNull(home().blocks.flatMap { it.parts }.firstOrNull { it.notice != null })
    }

    @Test
    fun `a mother acts for her child and for herself again`() = withSignedIn("p-carmen") {
        val mine = home()
        assertNull(mine.actingFor)
        assertEquals(4, mine.subjects.size)
        assertTrue(mine.subjects.first().isCurrent)
        val hugo = mine.subjects.single { it.name.startsWith("Hugo") }

        assertTrue(app.home.actFor(hugo.id))
        refresh()
        val his = homeWhen { home -> home.subjects.any { it.id == hugo.id && it.isCurrent } }
        assertTrue(assertNotNull(his.actingFor).contains("Hugo"))
        assertNotEquals(mine.blocks.map { it.items }, his.blocks.map { it.items })

        assertFalse(app.home.actFor("p-marta"))
        assertNotNull(app.home.failure.value)
        assertTrue(app.home.actFor(mine.subjects.first().id))
        val back = home()
        assertNull(back.actingFor)
        assertEquals(mine.blocks.map { it.items }, back.blocks.map { it.items })
    }

    @Test
    fun `the order and what is hidden are the person's`() = withSignedIn("p-carmen") {
        assertTrue(app.home.order(listOf(BlockId.NEAR, BlockId.HAVE)))
        assertEquals(listOf(BlockId.NEAR, BlockId.HAVE), home().blocks.take(2).map { it.id })
        assertTrue(app.home.hide(BlockId.NEAR, hidden = true))
        assertFalse(home().blocks.any { it.id == BlockId.NEAR })
        assertEquals(listOf(BlockId.NEAR), home().hidden.map { it.id })
        assertTrue(home().hidden.single().title.isNotBlank())
        assertTrue(app.home.hide(BlockId.NEAR, hidden = false))
        assertEquals(BlockId.NEAR, home().blocks.first().id)
    }

    @Test
    fun `a block is moved by one place, and the ends say so`() = withSignedIn("p-carmen") {
        suspend fun rows() = assertNotNull(home().arrange).rows
        val before = rows()
        assertNull(before.first().raiseLabel)
        assertNull(before.last().lowerLabel)
        assertTrue(before.drop(1).all { row -> assertNotNull(row.raiseLabel).isNotBlank() })
        val second = before[1].id
        assertTrue(app.home.raise(second))
        assertEquals(second, rows().first().id)
        assertEquals(second, home().blocks.first().id)
        assertTrue(app.home.lower(second))
        assertEquals(before.map { it.id }, rows().map { it.id })
    }

    @Test
    fun `one thing is found with its block, and what is gone has words`() = withSignedIn("p-marta") {
        val home = home()
        val owe = home.blocks.single { it.id == BlockId.OWE }
        val found = shown(app.home.item(home, owe.id, owe.items.first().id))
        assertEquals(owe, found.block)
        assertEquals(owe.items.first(), found.item)
        val gone = assertIs<Block.Failed>(app.home.item(home, owe.id, "no-such-thing"))
        assertTrue(gone.explanation.nextStep.isNotBlank())
        assertTrue(home.help.actions.isNotEmpty(), "an item's screen is no dead end")
    }

    @Test
    fun `near is measured from where the person is, if the phone may know`() = withSignedIn("p-carmen") {
        val sol = HereRequest(lat = 40.4169, lon = -3.7035)
        val near = madrid.home(sol).first().blocks.single { it.id == BlockId.NEAR }
        assertNotEquals(block(BlockId.NEAR).items, near.items)
        val wanted = madrid.near(sol(limit = near.items.size.toUInt())).first().items.map { it.id }
        assertEquals(wanted, near.items.map { it.id })
    }

    @Test
    fun `the first screen is there before anything else, then after each sync and in each language`() =
        withPerson("p-carmen") {
            coroutineScope {
                val first = home()
                assertEquals(SessionState.SIGNED_OUT, first.session.state)
                val filled = async { homeWhen { it.blocks.any { block -> block.items.isNotEmpty() } } }
                signIn()
                val spanish = filled.await()
                val english = async { homeWhen { it.greeting != spanish.greeting } }
                madrid.chooseLanguage(Language.EN)
                val titles = english.await().blocks.associate { it.id to it.title }
                for (block in spanish.blocks) assertNotEquals(block.title, titles[block.id])
            }
        }
}
