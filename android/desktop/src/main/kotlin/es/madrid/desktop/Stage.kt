// A screen that nobody sees: the app runs on it as on a phone, is touched, and is looked at. No display, no graphics card
// and no installed font is needed.

@file:OptIn(InternalComposeUiApi::class)

package es.madrid.desktop

import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.runtime.snapshots.Snapshot
import androidx.compose.ui.InternalComposeUiApi
import androidx.compose.ui.geometry.Offset
import androidx.compose.ui.graphics.asComposeCanvas
import androidx.compose.ui.input.pointer.PointerEventType
import androidx.compose.ui.input.pointer.PointerId
import androidx.compose.ui.input.pointer.PointerType
import androidx.compose.ui.platform.FrameRecomposer
import androidx.compose.ui.platform.PlatformContext
import androidx.compose.ui.platform.WindowInfo
import androidx.compose.ui.scene.CanvasLayersComposeScene
import androidx.compose.ui.scene.ComposeScenePointer
import androidx.compose.ui.semantics.SemanticsOwner
import androidx.compose.ui.unit.DpSize
import androidx.compose.ui.unit.IntSize
import androidx.compose.ui.unit.dp
import es.madrid.ui.MadridTheme
import org.jetbrains.skia.Image
import org.jetbrains.skia.Surface
import java.awt.EventQueue
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlin.time.TimeSource

/** Something did not come to be on a screen. */
internal class NeverCame(text: String) : Exception(text)

/** Draws [content] on [paper]. Everything happens on the thread of [drawing], what [turns] gets too. */
internal class Stage(
    paper: Paper,
    private val turns: Turns = Turns(),
    content: @Composable () -> Unit,
) : AutoCloseable {
    private val recomposer = FrameRecomposer(turns + NothingMovesForEver)
    private val window = Window()
    private val owners = linkedSetOf<SemanticsOwner>()
    private var isDark by mutableStateOf(paper.dark)
    private var frames = 0L
    private var isTouched = false

    private val scene = CanvasLayersComposeScene(recomposer, paper.scale, platformContext = window)

    /** What it is drawn on. */
    var paper: Paper = paper
        private set

    /** What can be found on it: the screen, and whatever lies above it, that last. */
    val nodes: Nodes get() = Nodes(owners.toList())

    init {
        check(EventQueue.isDispatchThread()) { "a screen is drawn on another thread" }
        lay(paper, paper.height)
        scene.setContent { MadridTheme(inter, isDark, reducedMotion = true, content) }
    }

    /** Lays out what is there from the beginning, before anything can have arrived. */
    fun begin() = scene.measureAndLayout()

    /** Lets a sixtieth of a second pass: what is due is done, and the screen is laid out anew. */
    fun frame() {
        turns.run()
        Snapshot.sendApplyNotifications()
        frames += 1
        recomposer.performFrame(frames * FRAME.inWholeNanoseconds)
        scene.measureAndLayout()
    }

    /** Waits until the screen is as [wanted], and then until it has come to rest. Throws [NeverCame]. */
    fun await(what: String, wanted: Nodes.() -> Boolean = { true }) {
        val start = TimeSource.Monotonic.markNow()
        while (!(nodes.wanted() && !isBusy() && turns.quiet > REST)) {
            if (start.elapsedNow() > PATIENCE) throw NeverCame("$what never came; there is: ${nodes.said()}")
            frame()
            Thread.sleep(1)
        }
    }

    /** Goes on to other paper. What the screen shows stays. */
    fun turnTo(next: Paper) {
        lay(next, next.height)
        rest()
        paper = next
    }

    /** Makes the paper as long as what would be scrolled, as far as the paper allows. */
    fun unroll() {
        if (paper.longest <= paper.height) return
        lay(paper, paper.longest)
        rest()
        val spare = (nodes.spare(window.containerSize.height) / paper.density).toInt()
        var height = (paper.longest - spare).coerceIn(paper.height, paper.longest)
        lay(paper, height)
        rest()
        // A list does not say how far it goes on, only that it does.
        while (height < paper.longest && nodes.goOn()) {
            height += 8
            lay(paper, height)
            rest()
        }
    }

    /** A finger on the glass, in dp from the upper left corner, or lifted from there. */
    fun finger(x: Int, y: Int, isDown: Boolean) {
        val kind = when {
            !isDown -> PointerEventType.Release
            isTouched -> PointerEventType.Move
            else -> PointerEventType.Press
        }
        isTouched = isDown
        val place = Offset(x * paper.density, y * paper.density)
        val finger = ComposeScenePointer(PointerId(0), place, isDown, PointerType.Touch)
        scene.sendPointerEvent(kind, listOf(finger), timeMillis = frames * FRAME.inWholeMilliseconds)
    }

    /** What is to be seen. */
    fun draw(): Image {
        val size = checkNotNull(scene.size)
        return Surface.makeRasterN32Premul(size.width, size.height).use { surface ->
            drawOn(surface)
            surface.makeImageSnapshot()
        }
    }

    /** The same, on a surface that is used again. */
    fun drawOn(surface: Surface) = scene.draw(surface.canvas.asComposeCanvas())

    override fun close() {
        scene.close()
        recomposer.close()
        turns.run()
    }

    private fun lay(paper: Paper, height: Int) {
        isDark = paper.dark
        window.containerSize = paper.pixels(height)
        window.containerDpSize = DpSize(paper.width.dp, height.dp)
        scene.density = paper.scale
        scene.size = window.containerSize
    }

    private fun rest() {
        var turn = 0
        do frame() while ((isBusy() || turn < 2) && ++turn < ENOUGH)
    }

    private fun isBusy() = recomposer.hasPendingWork() || scene.hasPendingMeasureOrLayout

    /** A window without focus: a cursor that blinks would be on one picture and not on the next. */
    private inner class Window : PlatformContext.Empty(), WindowInfo, PlatformContext.SemanticsOwnerListener {
        override val windowInfo get() = this
        override val isWindowFocused get() = false
        override var containerSize by mutableStateOf(IntSize.Zero)
        override var containerDpSize by mutableStateOf(DpSize.Zero)
        override val semanticsOwnerListener get() = this

        override fun onSemanticsOwnerAppended(semanticsOwner: SemanticsOwner) {
            owners.add(semanticsOwner)
        }

        override fun onSemanticsOwnerRemoved(semanticsOwner: SemanticsOwner) {
            owners.remove(semanticsOwner)
        }

        override fun onSemanticsChange(semanticsOwner: SemanticsOwner) = Unit

        override fun onLayoutChange(semanticsOwner: SemanticsOwner, semanticsNodeId: Int) = Unit
    }

    private companion object {
        val FRAME = 16.milliseconds
        val PATIENCE = 20.seconds

        /** How long nothing must have happened for a screen to be at rest. */
        val REST: Duration = 60.milliseconds

        /** Frames after which whatever still moves is taken as it is. */
        const val ENOUGH = 300
    }
}
