// The models: blocks that a screen can draw whatever happens, and nothing published after a cancellation.

package es.madrid.kit

import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertIs
import kotlin.test.assertNotEquals
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

class ModelTest {
    @Test
    fun `the list is published and kept up to date until the watching is cancelled`() = withSyncedPhone {
        val model = PlacesModel(madrid)
        assertEquals(Block.Loading, model.nearby.value)
        coroutineScope {
            val watching = launch { model.watch(sol(limit = 100u)) }
            val first = assertIs<Block.Shown<PlaceListView>>(model.nearby.first { it !is Block.Loading })
            city.churn(upserts = 200)
            madrid.sync()
            val second = model.nearby.first { it != first }
            watching.cancelAndJoin()
            city.churn(upserts = 200)
            madrid.sync()
            assertEquals(second, model.nearby.value)
        }
    }

    @Test
    fun `a question that makes no sense becomes words`() = withSyncedPhone {
        val model = PlacesModel(madrid)
        model.watch(sol(lat = 200.0))
        val failed = assertIs<Block.Failed>(model.nearby.value)
        assertTrue(failed.explanation.body.isNotBlank())
    }

    @Test
    fun `a search publishes its answer, and an empty text ends it`() = withSyncedPhone {
        val model = PlacesModel(madrid)
        val name = madrid.near(sol(limit = 1u)).first().items.single().name
        model.search(name)
        assertTrue(assertIs<Block.Shown<PlaceListView>>(model.found.value).view.items.isNotEmpty())
        model.search("")
        assertNull(model.found.value)
    }

    @Test
    fun `a place is opened, or the words say why not`() = withSyncedPhone {
        val model = PlacesModel(madrid)
        val row = madrid.near(sol(limit = 1u)).first().items.single()
        model.show(row.id)
        assertEquals(row.name, assertIs<Block.Shown<PlaceView>>(model.opened.value).view.name)
        model.show("999999999")
        assertIs<Block.Failed>(model.opened.value)
    }

    @Test
    fun `a failed refresh has words and leaves the list alone`() = withSyncedPhone {
        val app = AppModel(madrid)
        val before = madrid.near(sol()).first().items
        city.close()
        app.refresh()
        assertTrue(assertNotNull(app.refreshFailure.value).nextStep.isNotBlank())
        assertEquals(before, madrid.near(sol()).first().items)
        City.start(port = city.port).use { app.refresh() }
        assertNull(app.refreshFailure.value)
    }

    @Test
    fun `the app goes to the background and comes back`() = withSyncedPhone {
        val app = AppModel(madrid)
        app.enterBackground()
        app.places.watch(sol())
        assertIs<Block.Failed>(app.places.nearby.value)
        app.enterForeground()
        assertNull(app.refreshFailure.value)
        coroutineScope {
            val watching = launch { app.watch() }
            assertNotEquals(Block.Loading, app.status.first { it is Block.Shown })
            watching.cancelAndJoin()
        }
    }
}
