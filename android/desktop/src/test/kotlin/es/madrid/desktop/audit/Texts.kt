// Texts: is every word of them to be seen?

package es.madrid.desktop.audit

import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.text.TextLayoutResult

/** How the text of this very node was laid out; `null` where it has none. */
internal val SemanticsNode.laidOut: TextLayoutResult?
    get() {
        val results = mutableListOf<TextLayoutResult>()
        config.getOrNull(SemanticsActions.GetTextLayoutResult)?.action?.invoke(results)
        return results.singleOrNull()?.takeIf { it.layoutInput.text.isNotBlank() }
    }

/** Why not every word of it is to be seen; `null` where every one is. [width] is that of the paper, in pixels. */
internal fun hidden(node: SemanticsNode, text: TextLayoutResult, width: Float): String? {
    val isSideways = node.above().any { SemanticsProperties.HorizontalScrollAxisRange in it.config }
    return when {
        text.hasVisualOverflow -> "it does not fit into its ${node.size}"
        isSideways -> null
        node.place.right > width + 1 || node.place.left < -1 -> "it reaches beyond the edge"
        !node.isWhole && !node.isScrolledAway() -> "something cuts it off"
        else -> null
    }
}

/** Whether it is only waiting to be scrolled into sight. */
private fun SemanticsNode.isScrolledAway() = above().any { node ->
    val range = node.config.getOrNull(SemanticsProperties.VerticalScrollAxisRange)
    range != null && range.maxValue() > 0f
}

private fun SemanticsNode.above(): Sequence<SemanticsNode> = generateSequence(parent) { it.parent }
