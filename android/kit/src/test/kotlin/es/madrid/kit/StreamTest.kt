// Observing: the first view is there at once, later ones follow, and every way of stopping ends the Rust subscription.

package es.madrid.kit

import es.madrid.core.AppException
import es.madrid.core.Subscription
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import org.junit.jupiter.api.Test
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertNotEquals
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.seconds

class StreamTest {
    private val seen = CopyOnWriteArrayList<PlaceListView>()

    private suspend fun Core.observe(request: NearRequest = sol()): Subscription =
        app.places().observeNear(request, PlaceListTo { seen += it })

    @Test
    fun `the first view is there before the call returns`() = withCore {
        app.sync()
        observe(sol(limit = 3u)).use {
            assertEquals(listOf(3), seen.map { view -> view.items.size }, "not delivered when the call returned")
        }
    }

    @Test
    fun `a change in the city reaches the flow`() = withSyncedPhone {
        val request = sol(limit = 100u)
        val before = madrid.near(request).first()
        coroutineScope {
            val changed = async { madrid.near(request).first { it.items != before.items } }
            city.churn(upserts = 200)
            madrid.sync()
            assertNotEquals(before.items, changed.await().items)
        }
    }

    @Test
    fun `a new language reaches the flow`() = withSyncedPhone {
        val views = madrid.near(sol()).onEach { madrid.chooseLanguage(Language.EN) }.take(2).toList()
        assertNotEquals(views[0].title, views[1].title)
    }

    @Test
    fun `cancelling ends the subscription for good`() = withCore {
        app.sync()
        observe(sol(limit = 100u)).use { subscription ->
            assertTrue(subscription.isActive())
            subscription.cancel()
            subscription.cancel()
            assertTrue(eventually { !subscription.isActive() })
            assertNobodyIsTold()
        }
    }

    @Test
    fun `a cancelled collector ends its subscription`() = withCore {
        app.sync()
        val (collector, subscription) = collectorOf(this)
        assertTrue(subscription.isActive())
        collector.cancelAndJoin()
        // Destroyed is more than inactive: Rust has dropped it, and the listener with it.
        assertFailsWith<IllegalStateException> { subscription.isActive() }
        assertNobodyIsTold()
    }

    /** Changes the city and brings it to the phone, with nobody there to listen. */
    private suspend fun Core.assertNobodyIsTold() {
        val before = seen.size
        city.churn(upserts = 200)
        app.sync()
        delay(0.5.seconds)
        assertEquals(before, seen.size, "somebody was still told")
    }

    private suspend fun collectorOf(core: Core): Pair<Job, Subscription> {
        val made = CopyOnWriteArrayList<Subscription>()
        val flow = live { listener ->
            val both = PlaceListTo { seen += it; listener(it) }
            core.app.places().observeNear(sol(limit = 100u), both).also { made += it }
        }
        val collected = CopyOnWriteArrayList<PlaceListView>()
        val collector = CoroutineScope(Dispatchers.Default).launch { flow.collect { collected += it } }
        // The first view is there before the call that observes has returned.
        assertTrue(eventually { collected.isNotEmpty() && made.isNotEmpty() })
        return collector to made.single()
    }

    @Test
    fun `a collector that has seen enough ends its subscription`() = withCore {
        app.sync()
        live { listener -> app.places().observeNear(sol(limit = 100u), PlaceListTo { seen += it; listener(it) }) }.first()
        assertNobodyIsTold()
    }

    @Test
    fun `a slow collector gets the newest view only`() = withCore {
        app.sync()
        val flow = live { listener ->
            app.places().observeNear(sol(limit = 100u), PlaceListTo { seen += it; listener(it) })
        }
        val collected = CopyOnWriteArrayList<PlaceListView>()
        flow.take(2).collect { view ->
            collected += view
            if (collected.size == 1) {
                repeat(3) { round ->
                    city.churn(upserts = 200)
                    app.sync()
                    assertTrue(eventually { seen.size >= round + 2 }, "round $round was not told")
                }
                delay(0.5.seconds)
            }
        }
        assertTrue(seen.size > 3)
        assertEquals(seen.last(), collected.last())
    }

    @Test
    fun `an error of observing reaches the collector`() = withSyncedPhone {
        assertFailsWith<AppException.Rejected> { madrid.near(sol(lat = 200.0)).collect {} }
    }

    @Test
    fun `the status is observed as well`() = withPhone {
        assertEquals(FreshnessState.FAILED, madrid.status().first().places.freshness.state)
        coroutineScope {
            val fresh = async { madrid.status().first { it.places.freshness.state == FreshnessState.FRESH } }
            madrid.sync()
            assertFalse(fresh.await().places.countLabel.isBlank())
        }
    }

    @Test
    fun `many collectors at once each get their first view`() = withSyncedPhone {
        val sizes = coroutineScope {
            (1u..50u).map { async(Dispatchers.IO) { madrid.near(sol(limit = it)).first().items.size } }.awaitAll()
        }
        assertEquals((1..50).toList(), sizes)
    }

    @Test
    fun `calls from many threads do not disturb each other, nor a sync`() = withSyncedPhone {
        val wanted = madrid.near(sol(limit = 20u)).first().items
        coroutineScope {
            val syncs = launch(Dispatchers.IO) {
                repeat(5) {
                    city.churn(upserts = 20)
                    madrid.sync()
                }
            }
            val answers = (0 until 200).map { n ->
                async(Dispatchers.IO) { wanted[n % wanted.size].id to madrid.show(wanted[n % wanted.size].id).id }
            }.awaitAll()
            assertTrue(answers.all { (asked, shown) -> asked == shown })
            syncs.join()
        }
    }
}
