// The audit of a screen: everything that can be touched and everything that is written, as it was drawn.

package es.madrid.desktop.audit

import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import es.madrid.desktop.Pixels
import es.madrid.desktop.Stage
import es.madrid.desktop.words
import kotlin.math.min

/** A measure and where it was taken. */
internal data class Measure(val value: Float, val where: String)

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

    /** The smallest target, in dp, and the lowest contrast as a part of the one needed. */
    var smallest: Measure? = null
        private set
    var faintest: Measure? = null
        private set

    /** What does not hold. The same node of another picture of the same screen is not counted away. */
    val findings: List<Finding> get() = found

    /** The figures in one line. */
    val figures: String
        get() = "accessibility audit: $screens screens, $touched nodes that can be touched, $texts texts; " +
            "smallest target ${smallest?.value} dp (${smallest?.where}), " +
            "lowest contrast ${faintest?.value} of 1 needed (${faintest?.where}); ${found.size} findings"

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
            val least = min(area.width, area.height)
            if (least < (smallest?.value ?: Float.MAX_VALUE)) smallest = Measure(least, where(scene, node))
            if (area.isTooSmall()) report(scene, Rule.TARGET, node, "${area.width} by ${area.height} dp")
        }
    }

    private fun lookAtTexts(scene: Scene) {
        val nodes = scene.parts.filter { it.isSeen && it.laidOut != null }
        texts += nodes.size
        for (node in nodes) {
            val text = node.laidOut ?: continue
            hidden(node, text, scene.pixels.width.toFloat())?.let { report(scene, Rule.CLIPPED, node, it) }
            if (SemanticsProperties.Disabled in node.config || !node.isWhole) continue
            val part = (contrast(scene.pixels, node.place) ?: 1f) / needed(text)
            if (part < (faintest?.value ?: Float.MAX_VALUE)) faintest = Measure(part, where(scene, node))
            if (part < 1f) report(scene, Rule.CONTRAST, node, "${part * needed(text)} where ${needed(text)} is needed")
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

/** Whether any of it is to be seen. */
private val SemanticsNode.isSeen get() = boundsInRoot.width > 0 && boundsInRoot.height > 0
