// The times of the frames in which a finger moves what is on a screen.

package es.madrid.desktop

import androidx.compose.runtime.Composable
import org.jetbrains.skia.Surface
import kotlin.test.assertFalse
import kotlin.time.DurationUnit
import kotlin.time.TimeSource

private const val WARM_UP = 20
private const val SWIPES = 30

/** Frames with the finger on the glass, and frames in which what it moved runs on. */
private const val DRAWN = 8
private const val RUNNING = 30

/** Which way the finger goes, in dp, in swipe number `n`. */
internal enum class Path(val x: (n: Int) -> Pair<Int, Int>, val y: (n: Int) -> Pair<Int, Int>) {
    /** Most of the screen up, every time. */
    Up({ 200 to 200 }, { 700 to 200 }),

    /** To the left, and next time back: what is moved stays within reach. */
    AcrossAndBack({ if (it % 2 == 0) 300 to 100 else 100 to 300 }, { 350 to 350 }),
}

/**
 * The times of frames in milliseconds, in order, once [words] are to be seen.
 *
 * @param mustMove whether the screen has to look another way after the first swipe.
 */
internal fun frames(
    words: String,
    mustMove: Boolean,
    path: Path = Path.Up,
    content: @Composable () -> Unit,
): List<Double> {
    val paper = Paper()
    val size = paper.pixels(paper.height)
    Stage(paper, content = content).use { stage ->
        Surface.makeRasterN32Premul(size.width, size.height).use { surface ->
            stage.await(words) { say(words) && !isWaiting }
            val before = stage.pixels()
            swipe(stage, surface, path, number = 0)
            if (mustMove) assertFalse(before.contentEquals(stage.pixels()), "nothing moved")
            (1..WARM_UP).forEach { swipe(stage, surface, path, it) }
            return (1..SWIPES).flatMap { swipe(stage, surface, path, it) }.sorted()
        }
    }
}

private fun Stage.pixels(): ByteArray = draw().use { checkNotNull(it.encodeToData()).bytes }

private fun swipe(stage: Stage, surface: Surface, path: Path, number: Int): List<Double> {
    val drawn = (0..DRAWN).map { at ->
        stage.finger(between(path.x(number), at), between(path.y(number), at), isDown = true)
        frame(stage, surface)
    }
    stage.finger(path.x(number).second, path.y(number).second, isDown = false)
    return drawn + List(RUNNING) { frame(stage, surface) }
}

/** Where the finger is after [at] of [DRAWN] frames. */
private fun between(way: Pair<Int, Int>, at: Int): Int = way.first + (way.second - way.first) * at / DRAWN

private fun frame(stage: Stage, surface: Surface): Double {
    val start = TimeSource.Monotonic.markNow()
    stage.frame()
    stage.drawOn(surface)
    return start.elapsedNow().toDouble(DurationUnit.MILLISECONDS)
}
