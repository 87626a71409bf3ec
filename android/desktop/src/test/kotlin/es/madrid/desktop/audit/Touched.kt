// What can be touched: has it words, does it say what it is, is it large enough for a finger?

package es.madrid.desktop.audit

import androidx.compose.ui.geometry.Rect
import androidx.compose.ui.geometry.Size
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.unit.toSize
import es.madrid.desktop.below
import es.madrid.desktop.words
import kotlin.math.max
import kotlin.math.min

/** The least height and width of what can be touched, in dp. */
internal const val FINGER = 48f

/** Rounding to whole pixels, in dp. */
private const val ROUNDING = 0.5f

/** Whether a person can do something with it. */
internal val SemanticsNode.isTouched: Boolean
    get() = listOf(SemanticsActions.OnClick, SemanticsActions.OnLongClick, SemanticsActions.SetText).any { it in config } ||
        SemanticsProperties.ToggleableState in config || SemanticsProperties.Selected in config

/** What is wrong with the words of a [node] that is touched. */
internal fun saidWrong(node: SemanticsNode): List<Pair<Rule, String>> = buildList {
    if (node.words().isBlank()) add(Rule.LABEL to "it has no words")
    // A field says what it is by what can be written into it.
    val says = SemanticsProperties.Role in node.config || SemanticsActions.SetText in node.config
    if (!says) add(Rule.ROLE to "it does not say whether it is a button, a switch or something else")
}

/** Where the node lies in pixels, whether or not something cuts it off. */
internal val SemanticsNode.place: Rect get() = Rect(positionInRoot, size.toSize())

/** Whether it is to be seen whole. */
internal val SemanticsNode.isWhole: Boolean
    get() = boundsInRoot.width >= size.width - 1 && boundsInRoot.height >= size.height - 1

/**
 * The area of each touched node, in dp. A node that is too small reaches out to a finger's size, as the system lets it,
 * unless another one lies where it would reach.
 */
internal fun targets(touched: List<SemanticsNode>, density: Float): Map<SemanticsNode, Size> {
    val finger = FINGER * density
    return touched.associateWith { node ->
        val reach = node.place.reaching(finger)
        val others = touched.filter { it.root == node.root && it !in node.below() && node !in it.below() }
        val isFree = others.none { overlap(reach, it.place.reaching(finger)) > 1f }
        val area = if (isFree) reach else node.place
        Size(area.width / density, area.height / density)
    }
}

/** Whether a finger misses it. */
internal fun Size.isTooSmall(): Boolean = min(width, height) < FINGER - ROUNDING

private fun Rect.reaching(finger: Float): Rect {
    val (right, down) = max(0f, finger - width) / 2 to max(0f, finger - height) / 2
    return Rect(left - right, top - down, this.right + right, bottom + down)
}

/** How far two areas reach into each other: the smaller of the two ways. Nothing where they do not. */
internal fun overlap(one: Rect, other: Rect): Float {
    val shared = one.intersect(other)
    return min(shared.width, shared.height).coerceAtLeast(0f)
}
