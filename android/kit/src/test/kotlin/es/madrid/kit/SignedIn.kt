// A phone on which a person of the city has signed in.

package es.madrid.kit

import es.madrid.core.KeyGuard
import es.madrid.core.KeyStore
import es.madrid.core.KeyStoreException
import es.madrid.core.softwareDeviceKeys
import es.madrid.core.softwareKeyStore
import es.madrid.core.softwareSettings
import kotlinx.coroutines.flow.first
import kotlin.test.assertIs
import kotlin.test.assertNull
import kotlin.test.assertTrue

/** The models of a phone, the city it follows and the person who holds it. */
class Hands(val app: AppModel, val madrid: Madrid, val city: City, val person: Persona, val keys: AskingKeyStore) {
    /** The first screen as it is now. */
    suspend fun home(): HomeView = madrid.home().first()

    /** The first screen, as soon as it is as wanted. */
    suspend fun homeWhen(wanted: (HomeView) -> Boolean): HomeView = madrid.home().first(wanted)

    /** The block of the first screen. */
    suspend fun block(id: BlockId): BlockView = home().blocks.single { it.id == id }

    /** How the session stands. */
    suspend fun state(): SessionState = madrid.session().first().state

    /** Signs in and waits until the city has been asked. */
    suspend fun signIn(access: AccessLevel = AccessLevel.LIGHT, appLock: Boolean = false) {
        assertTrue(app.session.signIn(person, access, appLock), "${app.session.failure.value}")
        refresh()
    }

    /** Asks the city, which must answer. */
    suspend fun refresh() {
        app.refresh()
        assertNull(app.refreshFailure.value)
    }
}

/** A test with a person who has not signed in yet. */
fun withPerson(id: String, test: suspend Hands.() -> Unit) = withHome { home ->
    City.start().use { city ->
        val keys = AskingKeyStore()
        val platform = Platform(keys, softwareDeviceKeys(), softwareSettings("$home"), SilentLog)
        Madrid.open(config(home, city.url), platform).use { madrid ->
            Hands(AppModel(madrid), madrid, city, city.persona(id), keys).test()
        }
    }
}

/** A test with a person who has signed in as lightly as they can and sees what is theirs. */
fun withSignedIn(id: String, appLock: Boolean = false, test: suspend Hands.() -> Unit) = withPerson(id) {
    signIn(appLock = appLock)
    test()
}

/** The view in a block that must be shown. */
fun <V> shown(block: Block<V>?): V = assertIs<Block.Shown<V>>(block).view

/** A key store that asks the person before it opens what only they may open. */
class AskingKeyStore(private val keys: KeyStore = softwareKeyStore()) : KeyStore {
    /** Whether the person says yes. */
    @Volatile
    var agrees = true

    override fun wrap(secret: ByteArray, guard: KeyGuard): ByteArray = keys.wrap(secret, guard)

    override fun unwrap(wrapped: ByteArray, prompt: String): ByteArray {
        if (!agrees) throw KeyStoreException.Refused()
        return keys.unwrap(wrapped, prompt)
    }
}
