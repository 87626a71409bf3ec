// The audit of a screen: everything that can be touched and everything that is written, as it was drawn.

package es.madrid.desktop.audit

import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import es.madrid.desktop.Pixels
import es.madrid.desktop.Stage
import es.madrid.desktop.words
import java.util.Locale
import kotlin.math.min

/** A measure, the least it may be, and where it was taken. */
internal data class Measure(val value: Float, val least: Float, val where: String) {
    /** How much better it is than it has to be. */
    val margin: Float get() = value / least

    override fun toString() = "%.1f where %.1f are needed (%s)".format(Locale.ROOT, value, least, where)
}

/** Looks at one screen after another, and remembers what it found and how close things came. */
internal class Audit {
    private val found = mutableListOf<Finding>()

    /** How many screens were looked at, and how many nodes and texts were on them. */
    var screens = 0
        private set
    var touched = 0
        private set
    var texts = 0
        private set

    /** The smallest target, in dp, and the contrast that comes closest to the one needed. */
    var smallest: Measure? = null
        private set
    var faintest: Measure? = null
        private set

    /** What does not hold. The same node of another picture of the same screen is not counted away. */
    val findings: List<Finding> get() = found

    /** The figures in one line. */
    val figures: String
        get() = "accessibility audit: $screens screens, $touched nodes that can be touched, $texts texts; " +
            "smallest target $smallest; lowest contrast $faintest; ${found.size} findings"

    /** Looks at what is on [stage] now. */
    fun look(screen: String, stage: Stage) {
        screens += 1
        val scene = Scene(screen, stage)
        lookAtTouched(scene)
        lookAtTexts(scene)
    }

    private class Scene(val name: String, stage: Stage) {
        val density = stage.paper.density
        val whole = stage.nodes.all
        val parts = stage.nodes.each
        val pixels = stage.draw().use { Pixels.of(it) }
    }

    private fun lookAtTouched(scene: Scene) {
        val nodes = scene.whole.filter { it.isTouched && it.isSeen }
        touched += nodes.size
        for (node in nodes) saidWrong(node).forEach { (rule, what) -> report(scene, rule, node, what) }
        for ((node, area) in targets(nodes.filter { it.isWhole }, scene.density)) {
            val target = Measure(min(area.width, area.height), FINGER, where(scene, node))
            smallest = worse(smallest, target)
            if (area.isTooSmall()) report(scene, Rule.TARGET, node, "${area.width} by ${area.height} dp")
        }
    }

    private fun lookAtTexts(scene: Scene) {
        val nodes = scene.parts.filter { it.isSeen && it.laidOut != null }
        texts += nodes.size
        for (node in nodes) {
            val text = node.laidOut ?: continue
            hidden(node, text, scene.pixels.width.toFloat())?.let { report(scene, Rule.CLIPPED, node, it) }
            broken(text)?.let { report(scene, Rule.BROKEN, node, it) }
            if (SemanticsProperties.Disabled in node.config || !node.isWhole) continue
            val contrast = Measure(contrast(scene.pixels, node.place) ?: 1f, needed(text), where(scene, node))
            faintest = worse(faintest, contrast)
            if (contrast.margin < 1f) report(scene, Rule.CONTRAST, node, "$contrast")
        }
        for ((one, other) in pairs(nodes)) {
            if (overlap(one.boundsInRoot, other.boundsInRoot) > scene.density) {
                report(scene, Rule.OVERLAP, one, "it lies on \"${other.words()}\"")
            }
        }
    }

    private fun pairs(nodes: List<SemanticsNode>) = nodes.asSequence().flatMapIndexed { place, one ->
        nodes.asSequence().drop(place + 1).filter { it.root == one.root }.map { one to it }
    }

    private fun report(scene: Scene, rule: Rule, node: SemanticsNode, what: String) {
        found += Finding(scene.name, rule, node.words().ifBlank { "${node.place}" }, what)
    }

    private fun where(scene: Scene, node: SemanticsNode) = "${scene.name}: ${node.words().take(40)}"
}

private fun worse(before: Measure?, now: Measure) = if (before == null || now.margin < before.margin) now else before

/** Whether any of it is to be seen. */
private val SemanticsNode.isSeen get() = boundsInRoot.width > 0 && boundsInRoot.height > 0
