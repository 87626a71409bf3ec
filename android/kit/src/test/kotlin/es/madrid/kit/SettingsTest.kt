// The very first start, the language the person chose, links into the app, and what the phone says of itself.

package es.madrid.kit

import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertNotEquals
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

class SettingsTest {
    @Test
    fun `the welcome comes once, also after the next start`() = withHome { home ->
        Madrid.open(config(home, City.NOBODY), Platform.desktop("$home")).use { madrid ->
            val settings = AppModel(madrid).settings
            val welcome = assertNotNull(settings.welcome.value)
            assertTrue(welcome.points.isNotEmpty() && welcome.languages.size == Language.entries.size)
            settings.endWelcome()
            assertNull(settings.welcome.value)
            assertNull(settings.failure.value)
        }
        Madrid.open(config(home, City.NOBODY), Platform.desktop("$home")).use { madrid ->
            assertNull(AppModel(madrid).settings.welcome.value)
        }
    }

    @Test
    fun `a chosen language reaches every word at once, and is kept`() = withHome { home ->
        Madrid.open(config(home, City.NOBODY), Platform.desktop("$home")).use { madrid ->
            val app = AppModel(madrid)
            val (words, welcome) = app.settings.words.value to app.settings.welcome.value
            val filter = app.places.filter
            assertTrue(app.settings.chooseLanguage(Language.EN))
            assertNotEquals(words, app.settings.words.value)
            assertNotEquals(welcome?.body, assertNotNull(app.settings.welcome.value).body)
            assertNotEquals(filter.title, app.places.filter.title)
        }
        // The language it is opened with is the phone's; the person's own choice counts more.
        Madrid.open(config(home, City.NOBODY, Language.ES), Platform.desktop("$home")).use { madrid ->
            assertEquals(Language.EN, madrid.language)
        }
    }

    @Test
    fun `the settings say what the phone holds, and follow each change`() = withSignedIn("p-carmen") {
        coroutineScope {
            val watching = launch { app.settings.watch() }
            val spanish = shown(app.settings.settings.first { it is Block.Shown })
            assertFalse(assertNotNull(spanish.appLock).isOn)
            assertTrue(spanish.phone.isNotEmpty() && spanish.about.isNotEmpty())
            assertEquals(Language.ES, spanish.languages.single { it.isChosen }.language)

            val locked = async { app.settings.settings.first { it is Block.Shown && it.view.appLock?.isOn == true } }
            assertTrue(app.session.setAppLock(true))
            locked.await()
            val english = async { app.settings.settings.first { it is Block.Shown && it.view.title != spanish.title } }
            assertTrue(app.settings.chooseLanguage(Language.EN))
            assertEquals(Language.EN, shown(english.await()).languages.single { it.isChosen }.language)
            assertTrue(app.session.signOut())
            app.settings.settings.first { it is Block.Shown && it.view.appLock == null }
            watching.cancelAndJoin()
        }
    }

    @Test
    fun `a link leads to its screen, and one of somebody else has words`() = withPhone {
        val app = AppModel(madrid)
        val links = mapOf(
            "madrid://home" to Destination.Home,
            "madrid://places" to Destination.Places(text = "", kind = null),
            "madrid://places?q=piscina&kind=library" to Destination.Places("piscina", PlaceKind.LIBRARY),
            "madrid://places/1234" to Destination.Place("1234"),
            "madrid://profile" to Destination.Profile,
            "madrid://consents" to Destination.Consents,
            "madrid://settings" to Destination.Settings,
            "madrid://sign-in" to Destination.SignIn,
            "madrid://agenda" to Destination.Agenda,
            "madrid://agenda/77" to Destination.Event("77"),
            "madrid://for-you" to Destination.ForYou,
            "madrid://map" to Destination.Map,
            "madrid://saved" to Destination.Saved,
            "madrid://interests" to Destination.Interests,
            "madrid://bookings" to Destination.Bookings,
        )
        for ((link, destination) in links) assertEquals(destination, app.open(link), link)
        assertNull(app.linkFailure.value)
        for (link in listOf("madrid://pay", "https://madrid.es/home", "", "madrid://places/../x")) {
            assertNull(app.open(link), link)
            assertEquals("input.link", app.linkFailure.value?.code, link)
        }
        app.forgetFailures()
        assertNull(app.linkFailure.value)
    }
}
