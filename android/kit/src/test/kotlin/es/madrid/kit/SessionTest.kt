// Signing in and out, locking, and what a session that ended leaves on the screen.

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

class SessionTest {
    @Test
    fun `who has not signed in is told what for, and how`() = withPerson("p-carmen") {
        assertEquals(SessionState.SIGNED_OUT, state())
        val home = home()
        assertEquals(emptyList(), home.blocks)
        assertEquals(SessionActionKind.SIGN_IN, home.session.actions.first().kind)
        assertTrue(home.session.body.isNotBlank())
        refresh()
        assertTrue(madrid.near(sol()).first().items.isNotEmpty(), "the places ask nobody who they are")
    }

    @Test
    fun `one question, and the person is in`() = withSignedIn("p-carmen") {
        assertEquals(SessionState.SIGNED_IN, state())
        assertEquals(AccessLevel.LIGHT, madrid.session().first().access)
        assertTrue(home().greeting.contains("Carmen"))
        assertEquals(1, person.visits)
        assertEquals(1, city.loginPages())
    }

    @Test
    fun `locked, nothing personal can be read, and only the person unlocks it`() =
        withSignedIn("p-carmen", appLock = true) {
            coroutineScope {
                val watching = listOf(launch { app.home.watch() }, launch { app.profile.watch() })
                val before = shown(app.home.home.first { it is Block.Shown })
                app.profile.profile.first { it is Block.Shown }

                assertTrue(app.session.lock())
                assertEquals(SessionState.LOCKED, state())
                val locked = shown(app.home.home.first { (it as Block.Shown).view.blocks.isEmpty() })
                assertEquals("", locked.greeting)
                assertEquals(emptyList(), locked.subjects)
                val profile = assertIs<Block.Failed>(app.profile.profile.first { it is Block.Failed })
                assertEquals("store.locked", profile.explanation.code)
                assertTrue(madrid.removal().lines.isNotEmpty(), "who cannot unlock can still let go of the data")

                keys.agrees = false
                assertFalse(app.session.unlock())
                assertEquals("vault.refused", app.session.failure.value?.code)
                assertEquals(SessionState.LOCKED, state())

                keys.agrees = true
                assertTrue(app.session.unlock())
                assertNull(app.session.failure.value)
                val after = shown(app.home.home.first { (it as Block.Shown).view.blocks.isNotEmpty() })
                assertEquals(before.blocks.map { it.items }, after.blocks.map { it.items })
                app.profile.profile.first { it is Block.Shown }
                watching.forEach { it.cancelAndJoin() }
            }
        }

    @Test
    fun `the app lock is switched only by the person`() = withSignedIn("p-carmen") {
        assertFalse(madrid.session().first().appLock)
        keys.agrees = false
        assertFalse(app.session.setAppLock(true))
        assertFalse(madrid.session().first().appLock)
        keys.agrees = true
        assertTrue(app.session.setAppLock(true))
        assertTrue(madrid.session().first().appLock)
    }

    @Test
    fun `signed out, the data wait for the same person, and for nobody else`() = withSignedIn("p-carmen") {
        assertTrue(app.session.signOut())
        assertEquals(SessionState.SIGNED_OUT, state())
        assertEquals(emptyList(), home().blocks)

        assertFalse(app.session.signIn(city.persona("p-marta")))
        assertEquals("session.other_person", app.session.failure.value?.code)
        assertEquals(emptyList(), home().blocks)

        city.vanish()
        assertFalse(app.session.signIn(person), "the city was there")
        city.mend()
        assertTrue(app.session.signIn(person))
        assertTrue(homeWhen { it.blocks.isNotEmpty() }.greeting.contains("Carmen"))
    }

    @Test
    fun `what is removed is listed first, and is gone afterwards`() = withSignedIn("p-carmen") {
        city.vanish()
        assertTrue(app.profile.changeContact(ContactRequest(phone = "+34611222333", email = null)))
        app.session.weighRemoval()
        val removal = shown(app.session.removal.value)
        assertTrue(removal.lines.first().contains("1 cambio sin enviar"), "${removal.lines}")
        assertTrue(removal.lines.size >= 4)
        assertTrue(home().blocks.isNotEmpty(), "weighing removes nothing")

        assertTrue(app.session.removeMyData())
        assertNull(app.session.removal.value)
        assertEquals(SessionState.SIGNED_OUT, state())
        assertEquals(emptyList(), home().blocks)
        city.mend()
        assertTrue(app.session.signIn(city.persona("p-marta")), "another person's turn: ${app.session.failure.value}")
        assertTrue(homeWhen { it.greeting.isNotEmpty() }.greeting.contains("Marta"))
        assertEquals(emptyList(), city.ledger())
    }

    @Test
    fun `a session that ended leaves the screen readable, and asks nothing by itself`() = withSignedIn("p-carmen") {
        val before = home().blocks.map { it.items }
        city.sessions("p-carmen", "revoke")
        app.refresh()
        assertEquals(SessionState.SIGN_IN_AGAIN, state())
        assertNull(app.refreshFailure.value, "the session says it, once")
        assertEquals(before, home().blocks.map { it.items })
        assertEquals(SessionActionKind.SIGN_IN, home().session.actions.first().kind)
        repeat(3) { app.refresh() }
        assertEquals(1, person.visits, "the person was asked")
        assertEquals(1, city.loginPages())

        assertTrue(app.session.signIn(person))
        assertEquals(SessionState.SIGNED_IN, state())
        refresh()
        assertEquals(FreshnessState.FRESH, block(BlockId.DO).freshness.state)
    }

    @Test
    fun `a new access token is fetched without a word`() = withSignedIn("p-carmen") {
        city.sessions("p-carmen", "expire_access")
        refresh()
        assertEquals(SessionState.SIGNED_IN, state())
        assertEquals(1, person.visits)
    }

    @Test
    fun `a browser that fails is an error, and one that was closed is not`() = withPerson("p-carmen") {
        assertFalse(app.session.signIn({ _, _ -> throw Surprise() }))
        assertEquals("platform.browser", assertNotNull(app.session.failure.value).code)
        assertEquals(SessionState.SIGNED_OUT, state())
        assertFalse(app.session.signIn({ _, _ -> null }))
        assertNull(app.session.failure.value, "a person who changed their mind is told nothing")
        assertEquals(SessionState.SIGNED_OUT, state())
        signIn()
        assertFalse(app.session.signIn({ _, _ -> throw Surprise() }, AccessLevel.STRONG))
        assertEquals(AccessLevel.LIGHT, madrid.session().first().access)
    }

    @Test
    fun `a way back that is not ours is refused`() = withPerson("p-carmen") {
        assertFalse(app.session.signIn({ _, scheme -> "$scheme:/login?code=1&state=2&iss=3" }))
        assertNotNull(app.session.failure.value)
        assertEquals(SessionState.SIGNED_OUT, state())
    }

    @Test
    fun `the next start is signed in without a question`() = withHome { folder ->
        City.start().use { city ->
            val person = city.persona("p-carmen")
            val before = Madrid.open(config(folder, city.url), Platform.desktop("$folder")).use { madrid ->
                madrid.signIn(SignInRequest(AccessLevel.LIGHT, appLock = false), person)
                madrid.sync()
                madrid.home().first()
            }
            Madrid.open(config(folder, City.NOBODY), Platform.desktop("$folder")).use { madrid ->
                assertEquals(before.blocks.map { it.items }, madrid.home().first().blocks.map { it.items })
            }
            assertEquals(1, person.visits)
        }
    }
}
