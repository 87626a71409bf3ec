// How smooth a list of 5,000 places is under a finger, beside an empty one. Run by `cargo xtask bench`, not with the tests.
// What it leaves is a phone on which somebody has signed in, for the time to the first picture.

package es.madrid.desktop

import es.madrid.kit.AppConfig
import es.madrid.kit.AppModel
import es.madrid.kit.Destination
import es.madrid.kit.Language
import es.madrid.kit.Madrid
import es.madrid.kit.NearRequest
import es.madrid.kit.Platform
import es.madrid.ui.MadridApp
import kotlinx.coroutines.flow.first
import org.jetbrains.skia.Surface
import org.junit.jupiter.api.Test
import java.util.Locale
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.time.DurationUnit
import kotlin.time.TimeSource

class ScrollBench {
    private val home = System.getProperty("madrid.bench.home")
    private val url = System.getProperty("madrid.bench.city")

    @Test
    fun `scrolling 5,000 places`() {
        val full = phone("full") { madrid, app ->
            check(app.session.signIn(MockCity(url).personas().first { it.id == "p-carmen" })) { "${app.session.failure.value}" }
            app.refresh()
            val all = madrid.near(NearRequest(here = null, kinds = emptyList(), needs = emptyList(), limit = PLACES)).first().items
            assertEquals(PLACES, all.size.toUInt())
            frames(app, madrid.words().places, all.first().name)
        }
        val empty = phone("empty") { madrid, app -> frames(app, madrid.words().places, gone = null) }
        for ((name, part) in listOf("p50" to 0.50, "p95" to 0.95, "p99" to 0.99, "max" to 1.0)) {
            val (ours, floor) = full.at(part) to empty.at(part)
            println(
                """{"name":"one frame of scrolling 5,000 places, $name","ours_ms":${written(ours)},""" +
                    """"floor":"of an empty list","floor_ms":${written(floor)}}""",
            )
        }
    }

    private fun <T> phone(name: String, use: suspend (Madrid, AppModel) -> T): T = drawing {
        // The phone that is left has the folder itself.
        val folder = if (name == "full") home else "$home/$name"
        val config = AppConfig(folder, url, Language.ES, rootsPem = null, pins = emptyList(), pinsExpire = null)
        Madrid.open(config, Platform.desktop(folder)).use { madrid ->
            val app = AppModel(madrid)
            app.settings.endWelcome()
            use(madrid, app)
        }
    }

    /** The times of frames in milliseconds, in order. Words that are [gone] must be out of sight in the end. */
    private fun frames(app: AppModel, words: String, gone: String?): List<Double> {
        val paper = Paper()
        val size = paper.pixels(paper.height)
        val hands = DesktopHands({ _, _ -> null }, here = null)
        Stage(paper) { MadridApp(app, hands, Destination.Places()) }.use { stage ->
            Surface.makeRasterN32Premul(size.width, size.height).use { surface ->
                stage.await(words) { say(gone ?: words) && !isWaiting }
                repeat(WARM_UP) { swipe(stage, surface) }
                val times = (1..SWIPES).flatMap { swipe(stage, surface) }
                gone?.let { assertFalse(stage.nodes.say(it), "the list did not move") }
                return times.sorted()
            }
        }
    }

    /** A finger draws the list up by most of the screen and lets it run. */
    private fun swipe(stage: Stage, surface: Surface): List<Double> {
        val (from, to) = 700 to 200
        val drawn = (0..DRAWN).map { at ->
            stage.finger(x = 200, y = from + (to - from) * at / DRAWN, isDown = true)
            frame(stage, surface)
        }
        stage.finger(x = 200, y = to, isDown = false)
        return drawn + List(RUNNING) { frame(stage, surface) }
    }

    private fun frame(stage: Stage, surface: Surface): Double {
        val start = TimeSource.Monotonic.markNow()
        stage.frame()
        stage.drawOn(surface)
        return start.elapsedNow().toDouble(DurationUnit.MILLISECONDS)
    }

    private fun List<Double>.at(part: Double) = this[(part * (size - 1)).toInt()]

    private fun written(milliseconds: Double) = "%.3f".format(Locale.ROOT, milliseconds)

    private companion object {
        const val PLACES = 5_000u
        const val WARM_UP = 20
        const val SWIPES = 30

        /** Frames with the finger on the glass, and frames in which the list runs on. */
        const val DRAWN = 8
        const val RUNNING = 30
    }
}
