// How smooth 5,000 places, 5,000 events and a map with 5,000 pins are under a finger, each beside the same screen with nothing on
// it. Run by `cargo xtask bench`, not with the tests. What it leaves is a phone on which somebody has signed in, for the time to
// the first picture.

package es.madrid.desktop

import es.madrid.kit.AgendaRequest
import es.madrid.kit.AppConfig
import es.madrid.kit.AppModel
import es.madrid.kit.Block
import es.madrid.kit.Destination
import es.madrid.kit.Language
import es.madrid.kit.Madrid
import es.madrid.kit.MapRequest
import es.madrid.kit.NearRequest
import es.madrid.kit.Platform
import es.madrid.kit.agendaFilter
import es.madrid.kit.events
import es.madrid.kit.map
import es.madrid.ui.AgendaScreen
import es.madrid.ui.MadridApp
import es.madrid.ui.MapScreen
import es.madrid.ui.WithWords
import kotlinx.coroutines.flow.first
import org.junit.jupiter.api.Test
import java.util.Locale
import kotlin.test.assertEquals

class ScrollBench {
    private val home = System.getProperty("madrid.bench.home")
    private val url = System.getProperty("madrid.bench.city")

    @Test
    fun `scrolling 5,000 of each kind`() = drawing {
        val nothing = phone("$home/empty") { madrid, app -> places(madrid, app, first = null) }
        phone(home) { madrid, app ->
            check(app.session.signIn(MockCity(url).personas().first { it.id == "p-carmen" })) { "${app.session.failure.value}" }
            app.refresh()
            val all = madrid.near(NEAR).first().items
            assertEquals(MANY, all.size.toUInt())
            say("scrolling 5,000 places", places(madrid, app, all.first().name), "of an empty list", nothing)
            agenda(madrid)
            map(madrid)
        }
    }

    private fun places(madrid: Madrid, app: AppModel, first: String?): List<Double> {
        val hands = DesktopHands({ _, _ -> null }, here = null)
        return frames(first ?: madrid.words().places, mustMove = first != null) { MadridApp(app, hands, Destination.Places()) }
    }

    private suspend fun agenda(madrid: Madrid) {
        val whenever = madrid.agendaFilter().times.last().time
        val full = madrid.events(AgendaRequest(whenever, null, null, false, null, null, false, "", MANY)).first()
        assertEquals(MANY.toInt(), full.days.sumOf { it.items.size })
        val times = listOf(full, full.copy(days = emptyList())).map { view ->
            frames(madrid.words().agenda, mustMove = view === full) {
                WithWords(madrid.words()) { AgendaScreen(Block.Shown(view)) }
            }
        }
        say("scrolling 5,000 events", times.first(), "of an empty list", times.last())
    }

    private suspend fun map(madrid: Madrid) {
        val full = madrid.map(MapRequest(null, NEAR, null)).first()
        assertEquals(MANY.toInt(), full.placePins.size)
        val times = listOf(full, full.copy(placePins = emptyList())).map { view ->
            frames(full.zoomInLabel, mustMove = view === full, path = Path.AcrossAndBack) {
                WithWords(madrid.words()) { MapScreen(Block.Shown(view)) }
            }
        }
        say("moving a map with 5,000 pins", times.first(), "of a map without pins", times.last())
    }

    private suspend fun <T> phone(folder: String, use: suspend (Madrid, AppModel) -> T): T {
        val config = AppConfig(folder, url, Language.ES, rootsPem = null, pins = emptyList(), pinsExpire = null)
        return Madrid.open(config, Platform.desktop(folder)).use { madrid ->
            val app = AppModel(madrid)
            app.settings.endWelcome()
            use(madrid, app)
        }
    }

    private fun say(name: String, ours: List<Double>, floorName: String, floor: List<Double>) {
        for ((part, at) in listOf("p50" to 0.50, "p95" to 0.95, "p99" to 0.99, "max" to 1.0)) {
            println(
                """{"name":"one frame of $name, $part","ours_ms":${written(ours.at(at))},""" +
                    """"floor":"$floorName","floor_ms":${written(floor.at(at))}}""",
            )
        }
    }

    private fun List<Double>.at(part: Double) = this[(part * (size - 1)).toInt()]

    private fun written(milliseconds: Double) = "%.3f".format(Locale.ROOT, milliseconds)

    private companion object {
        const val MANY = 5_000u
        val NEAR = NearRequest(here = null, kinds = emptyList(), needs = emptyList(), limit = MANY)
    }
}
