// What one screen's list costs on its way from the database to Kotlin. Run by `cargo xtask bench`, not with the tests.

package es.madrid.kit

import es.madrid.core.App
import es.madrid.core.softwareDeviceKeys
import es.madrid.core.softwareKeyStore
import es.madrid.core.softwareSettings
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Test
import java.nio.file.Path
import kotlin.test.assertEquals
import kotlin.time.DurationUnit
import kotlin.time.measureTime

class ListViewBench {
    @Test
    fun `one list view of 50`() = runBlocking {
        val home = Path.of(System.getProperty("madrid.bench.home"))
        val config = config(home, System.getProperty("madrid.bench.city"))
        App.open(config, softwareKeyStore(), softwareDeviceKeys(), softwareSettings("$home"), SilentLog).use { app ->
            app.sync()
            val places = app.places()
            val request = sol(limit = 50u)
            assertEquals(50, places.near(request).items.size)
            repeat(WARM_UP) { places.near(request) }
            val times = List(ROUNDS) { measureTime { places.near(request) }.toDouble(DurationUnit.MILLISECONDS) }
            println("""{"name":"one list view of 50 from Kotlin","ours_ms":${times.sorted()[ROUNDS / 2]}}""")
            // The floor is measured on the same folder afterwards.
            app.suspendStorage()
        }
    }

    private companion object {
        const val WARM_UP = 500
        const val ROUNDS = 301
    }
}
