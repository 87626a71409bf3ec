// What is recommended, kept and thought of a person: theirs alone, and gone with them.

package es.madrid.kit

import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

class ForYouTest {
    private val sol = HereRequest(lat = 40.4169, lon = -3.7035)

    /** The list of a model that somebody looks at, as soon as it is as [wanted]. */
    private suspend fun AppModel.looked(wanted: (ForYouView) -> Boolean = { true }): ForYouView = coroutineScope {
        val watching = launch { forYou.watch(sol) }
        val found = shown(forYou.list.first { it is Block.Shown && wanted(it.view) })
        watching.cancelAndJoin()
        found
    }

    private suspend fun AppModel.kept(wanted: (SavedView) -> Boolean): SavedView = coroutineScope {
        val watching = launch { forYou.watchSaved() }
        val found = shown(forYou.saved.first { it is Block.Shown && wanted(it.view) })
        watching.cancelAndJoin()
        found
    }

    @Test
    fun `everything says why it is there, and what is not wanted goes`() = withSignedIn("p-carmen") {
        val list = app.looked()
        assertTrue(list.items.isNotEmpty() && list.items.all { it.reason != null }, "$list")
        val unwanted = list.items.first { item -> item.actions.any { it.kind == ForYouActionKind.NOT_THIS } }
        assertTrue(app.forYou.perform(ForYouActionKind.NOT_THIS, unwanted.id, sol))
        app.looked { view -> view.items.isNotEmpty() && view.items.none { it.id == unwanted.id } }
        app.forYou.ask(list.items.last().id, sol)
        assertTrue(shown(app.forYou.why.value).lines.isNotEmpty())
    }

    @Test
    fun `a place is kept by its own number, found among what is kept, and let go`() = withSignedIn("p-carmen") {
        val place = madrid.near(sol(limit = 1u)).first().items.single().id
        assertTrue(app.forYou.keep(ForYouKind.PLACE, place, isKept = true), "${app.forYou.failure.value}")
        assertTrue(app.kept { it.items.isNotEmpty() }.keeps(ForYouKind.PLACE, place))
        assertFalse(app.kept { true }.keeps(ForYouKind.EVENT, place))
        assertTrue(app.forYou.keep(ForYouKind.PLACE, place, isKept = false))
        assertNotNull(app.kept { it.items.isEmpty() }.empty)
    }

    @Test
    fun `without a person the list is there, and nothing can be kept`() = withPerson("p-carmen") {
        refresh()
        val list = app.looked()
        assertTrue(list.notice != null && list.items.isNotEmpty())
        assertFalse(app.forYou.keep(ForYouKind.PLACE, list.items.first { it.kind == ForYouKind.PLACE }.target, isKept = true))
        assertNotNull(app.forYou.failure.value)
        app.forYou.forget()
        assertNull(app.forYou.failure.value)
    }

    @Test
    fun `one switch turns it off, and on again`() = withSignedIn("p-carmen") {
        assertTrue(app.forYou.switch(false))
        val off = app.looked { !it.switch.isOn }
        assertTrue(off.items.isEmpty() && off.empty != null)
        assertTrue(app.interests.switch(true))
        assertTrue(app.looked { it.switch.isOn }.items.isNotEmpty())
    }

    @Test
    fun `what is thought of a person can be changed and erased, and is gone when it is locked`() = withSignedIn("p-carmen") {
        coroutineScope {
            val watching = launch { app.interests.watch() }
            val known = shown(app.interests.interests.first { it is Block.Shown })
            val tag = known.interests.first().tag
            assertTrue(app.interests.wish(tag, InterestWish.MORE))
            assertEquals(InterestWish.MORE, thought(tag).wish)
            assertTrue(app.interests.forget(tag))
            assertNull(thought(tag).wish)
            val children = known.about.turned(known.about.withChildren)
            assertTrue(app.interests.tell(children))
            assertTrue(shown(app.interests.interests.value).about.withChildren.isChosen)
            assertTrue(app.interests.erase())
            assertFalse(shown(app.interests.interests.value).about.withChildren.isChosen)
            madrid.lock()
            assertIs<Block.Failed>(app.interests.interests.first { it is Block.Failed })
            watching.cancelAndJoin()
        }
    }

    private fun Hands.thought(tag: String) = shown(app.interests.interests.value).interests.single { it.tag == tag }

    @Test
    fun `every choice of the core has a name here, and is turned both ways`() = withSignedIn("p-carmen") {
        val about = madrid.interests().about
        for (choice in about.ages + about.cards + about.life) {
            val told = about.turned(choice)
            assertTrue(told != about.told, choice.code)
            val now = madrid.tell(told).about
            assertTrue(now.again(choice).isChosen, choice.code)
            assertEquals(about.told, now.turned(now.again(choice)))
            madrid.tell(about.told)
        }
    }

    /** The same choice, as it stands now. Two of them have the same code: an age and a card. */
    private fun AboutView.again(choice: ChoiceView) = (ages + cards + life).single { it.label == choice.label }
}
