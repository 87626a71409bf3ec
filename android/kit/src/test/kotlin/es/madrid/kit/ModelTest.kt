// The models: blocks that a screen can draw whatever happens, and nothing published after a cancellation.

package es.madrid.kit

import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertIs
import kotlin.test.assertNotEquals
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

class ModelTest {
    @Test
    fun `the list is published and kept up to date until the watching is cancelled`() = withSyncedPhone {
        val model = PlacesModel(madrid)
        assertEquals(Block.Loading, model.list.value)
        coroutineScope {
            val watching = launch { model.watch(PlacesQuestion()) }
            val first = assertIs<Block.Shown<PlaceListView>>(model.list.first { it !is Block.Loading })
            city.churn(upserts = 200)
            madrid.sync()
            val second = model.list.first { it != first }
            watching.cancelAndJoin()
            city.churn(upserts = 200)
            madrid.sync()
            assertEquals(second, model.list.value)
        }
    }

    /** What [watched] shows as soon as it is as [wanted], while [watching] goes on. */
    private suspend fun <V> awaited(
        watched: Flow<Block<V>>,
        watching: suspend () -> Unit,
        wanted: (Block<V>) -> Boolean,
    ): Block<V> = coroutineScope {
        val job = launch { watching() }
        watched.first(wanted).also { job.cancelAndJoin() }
    }

    private suspend fun PlacesModel.answer(question: PlacesQuestion, here: HereRequest? = null): PlaceListView {
        val before = list.value
        return shown(awaited(list, { watch(question, here) }) { it is Block.Shown && it != before })
    }

    @Test
    fun `a question that makes no sense becomes words`() = withSyncedPhone {
        val model = PlacesModel(madrid)
        model.watch(PlacesQuestion(), HereRequest(lat = 200.0, lon = 0.0))
        val failed = assertIs<Block.Failed>(model.list.value)
        assertTrue(failed.explanation.body.isNotBlank())
    }

    @Test
    fun `where the person is changes the list, and its words`() = withSyncedPhone {
        val model = PlacesModel(madrid)
        val centre = model.answer(PlacesQuestion())
        val here = model.answer(PlacesQuestion(), HereRequest(lat = 40.33, lon = -3.76))
        assertNotEquals(centre.title, here.title)
        assertNotEquals(centre.items.first(), here.items.first())
        assertEquals(300, here.items.size, "the whole list is there to scroll through")
    }

    @Test
    fun `a search publishes its answer, keeps to the filter, and an empty text ends it`() = withSyncedPhone {
        val model = PlacesModel(madrid)
        val all = model.answer(PlacesQuestion())
        val wanted = all.items.first()
        val found = model.answer(PlacesQuestion(wanted.name, wanted.kind))
        assertTrue(found.items.any { it.id == wanted.id } && found.items.all { it.kind == wanted.kind })
        assertEquals(all.items, model.answer(PlacesQuestion()).items)
    }

    @Test
    fun `a place is opened and kept up to date, or the words say why not`() = withSyncedPhone {
        val model = PlacesModel(madrid)
        val row = madrid.near(sol(limit = 1u)).first().items.single()
        val place = shown(awaited(model.opened, { model.show(row.id) }) { it is Block.Shown })
        assertEquals(row.name, place.name)
        coroutineScope {
            val watching = launch { model.show(row.id) }
            madrid.chooseLanguage(Language.EN)
            val english = shown(model.opened.first { it is Block.Shown && it.view.freshness != place.freshness })
            assertNotEquals(place.facts.map { it.label }, english.facts.map { it.label })
            watching.cancelAndJoin()
        }
        assertIs<Block.Failed>(awaited(model.opened, { model.show("999999999") }) { it is Block.Failed })
    }

    @Test
    fun `a phone that does not say where it is has words, until they were read`() = withSyncedPhone {
        val app = AppModel(madrid)
        app.places.isLost()
        assertTrue(assertNotNull(app.places.failure.value).nextStep.isNotBlank())
        app.forgetFailures()
        assertNull(app.places.failure.value)
        val here = HereRequest(lat = 40.33, lon = -3.76)
        app.places.standAt(here)
        assertEquals(here, app.places.here.value)
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
    fun `what the person began goes on by itself, and ends with the app`() = withSyncedPhone {
        val app = AppModel(madrid)
        val (started, ended) = CompletableDeferred<Unit>() to CompletableDeferred<Unit>()
        app.begin { app.refresh() }
        assertTrue(app.isRefreshing.first { it })
        assertFalse(app.isRefreshing.first { !it })
        app.begin {
            try {
                started.complete(Unit)
                awaitCancellation()
            } finally {
                ended.complete(Unit)
            }
        }
        started.await()
        madrid.close()
        assertTrue(eventually { ended.isCompleted })
    }

    @Test
    fun `the app goes to the background and comes back`() = withSyncedPhone {
        val app = AppModel(madrid)
        app.enterBackground()
        app.places.watch(PlacesQuestion())
        assertIs<Block.Failed>(app.places.list.value)
        app.enterForeground()
        assertNull(app.refreshFailure.value)
        coroutineScope {
            val watching = launch { app.watch() }
            assertNotEquals(Block.Loading, app.status.first { it is Block.Shown })
            watching.cancelAndJoin()
        }
    }
}
