// The whole thread: a real city, the real library, and what a screen gets of them.

package es.madrid.kit

import es.madrid.core.App
import es.madrid.core.AppException
import es.madrid.core.softwareDeviceKeys
import es.madrid.core.softwareKeyStore
import es.madrid.core.softwareSettings
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import org.junit.jupiter.api.Test
import java.nio.file.Path
import kotlin.io.path.div
import kotlin.io.path.exists
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertNotEquals
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

class PlacesTest {
    @Test
    fun `a phone that never reached the city says so`() = withPhone {
        val list = madrid.near(sol()).first()
        assertEquals(FreshnessState.FAILED, list.freshness.state)
        assertNull(list.freshness.asOf)
        assertNotNull(list.empty, "an empty list needs words")
    }

    @Test
    fun `after a sync the places near a point are there, ready to draw`() = withPhone {
        val status = madrid.sync()
        assertEquals(FreshnessState.FRESH, status.places.freshness.state)
        val list = madrid.near(sol()).first()
        assertEquals(FreshnessState.FRESH, list.freshness.state)
        assertEquals(10, list.items.map { it.id }.toSet().size)
        assertNull(list.empty)
        for (row in list.items) {
            assertNotNull(row.distanceLabel, row.name)
            assertTrue(row.accessibilityLabel.startsWith(row.name), row.accessibilityLabel)
        }
    }

    @Test
    fun `near keeps to the kind and the needs that were asked`() = withSyncedPhone {
        val libraries = madrid.near(sol(kind = PlaceKind.LIBRARY)).first()
        assertTrue(libraries.items.isNotEmpty())
        assertTrue(libraries.items.all { it.kind == PlaceKind.LIBRARY })
        val label = madrid.filter().needs.first { it.need == PlaceNeed.STEP_FREE }.label
        val stepFree = madrid.near(sol(needs = listOf(PlaceNeed.STEP_FREE))).first()
        assertTrue(stepFree.items.isNotEmpty())
        assertTrue(stepFree.items.all { label in it.needs })
    }

    @Test
    fun `a place is found by its own name and can be opened`() = withSyncedPhone {
        val wanted = madrid.near(sol(limit = 1u)).first().items.single()
        val found = madrid.search(words(wanted.name))
        assertTrue(found.items.any { it.id == wanted.id }, "${wanted.name} is not found by its own name")
        val place = madrid.show(wanted.id)
        assertEquals(wanted.name, place.name)
        assertTrue(place.actions.any { it.kind == ActionKind.DIRECTIONS })
        assertTrue(place.facts.isNotEmpty())
    }

    @Test
    fun `what does not exist and what makes no sense are typed errors`() = withSyncedPhone {
        assertFailsWith<AppException.NotFound> { madrid.show("999999999") }
        assertFailsWith<AppException.Rejected> { madrid.search(words(" ")) }
        assertFailsWith<AppException.Rejected> { madrid.near(sol(lat = 200.0)).first() }
    }

    @Test
    fun `the choices have labels in the citizen's language`() = withPhone(Language.ES) {
        fun labels() = madrid.filter().run { kinds.map { it.label } + needs.map { it.label } + searchLabel + resetLabel }
        val spanish = labels()
        madrid.chooseLanguage(Language.EN)
        val english = labels()
        assertEquals(Language.EN, madrid.language)
        assertEquals(spanish.size, english.size)
        assertTrue(spanish.none { it.isBlank() } && english.none { it.isBlank() })
        assertNotEquals(spanish, english)
    }

    @Test
    fun `without the city the phone answers, says how old it is, and is fresh again with it`() = withSyncedPhone {
        val known = madrid.near(sol()).first()
        city.close()
        assertFailsWith<AppException.Offline> { madrid.sync() }

        val offline = madrid.near(sol()).first()
        assertEquals(known.items, offline.items)
        assertEquals(FreshnessState.STALE, offline.freshness.state)
        assertEquals(assertNotNull(known.freshness.asOf), offline.freshness.asOf)
        assertNotEquals(known.freshness.label, offline.freshness.label)
        val first = known.items.first()
        assertEquals(FreshnessState.STALE, madrid.show(first.id).freshness.state)
        assertTrue(madrid.search(words(first.name)).items.isNotEmpty())

        City.start(port = city.port).use {
            assertEquals(FreshnessState.FRESH, madrid.sync().places.freshness.state)
            assertEquals(FreshnessState.FRESH, madrid.near(sol()).first().freshness.state)
        }
    }

    @Test
    fun `the files can be closed in the background and opened again`() = withSyncedPhone {
        val before = madrid.near(sol()).first()
        madrid.suspend()
        assertFailsWith<AppException.TryAgain> { madrid.near(sol()).first() }
        madrid.resume()
        assertEquals(before.items, madrid.near(sol()).first().items)
    }

    @Test
    fun `the next start finds the places without asking the city`() = withHome { home ->
        val before = City.start().use { city ->
            Madrid.open(config(home, city.url), Platform.software("$home")).use { madrid ->
                madrid.sync()
                madrid.near(sol()).first()
            }
        }
        Madrid.open(config(home, City.NOBODY), Platform.software("$home")).use { madrid ->
            assertEquals(before.items, madrid.near(sol()).first().items)
        }
    }

    @Test
    fun `once it is closed its files are closed, whatever was under way`() = withHome { home ->
        City.start().use { city ->
            coroutineScope {
                val madrid = Madrid.open(config(home, city.url), Platform.software("$home"))
                val sync = launch(Dispatchers.IO) { runCatching { madrid.sync() } }
                assertTrue(eventually { home.journal().exists() })
                madrid.close()
                // The last connection to a database that is closed takes its journal with it.
                assertFalse(home.journal().exists())
                sync.join()
                assertFalse(home.journal().exists())
            }
        }
    }

    private fun Path.journal() = this / "madrid.db-wal"

    @Test
    fun `the software phone keeps the contract of the platform`() = withHome { home ->
        val settings = softwareSettings("$home")
        App.open(config(home, City.NOBODY), softwareKeyStore(), softwareDeviceKeys(), settings, SilentLog).use { it.checkPlatform() }
    }
}
