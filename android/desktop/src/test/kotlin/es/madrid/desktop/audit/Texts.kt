// Texts: is every word of them to be seen?

package es.madrid.desktop.audit

import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.text.TextLayoutResult
import androidx.compose.ui.unit.IntSize

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
        !text.fits(node.size) -> "it does not fit into its ${node.size}"
        isSideways -> null
        node.place.right > width + 1 || node.place.left < -1 -> "it reaches beyond the edge"
        !node.isWhole && !node.isScrolledAway() -> "something cuts it off"
        else -> null
    }
}

/** Whether all its lines fit, and none was left out. The width it might have had says nothing: only that of its lines. */
private fun TextLayoutResult.fits(size: IntSize): Boolean {
    val lines = 0 until lineCount
    val isWhole = !multiParagraph.didExceedMaxLines && lines.none { isLineEllipsized(it) }
    return isWhole && multiParagraph.height <= size.height + 1 &&
        lines.all { getLineRight(it) - getLineLeft(it) <= size.width + 1 }
}

/**
 * A word that is broken in two where no one would break it, as it stands at the end of a line; `null` where none is. An
 * e-mail address has no better place to be broken.
 */
internal fun broken(text: TextLayoutResult): String? {
    val words = text.layoutInput.text.text
    return (0 until text.lineCount - 1).map { text.getLineEnd(it) }
        .filter { words[it - 1].isLetterOrDigit() && words[it].isLetterOrDigit() }
        .map { words.substring(0, it).takeLastWhile(::isOfWord) + "|" + words.substring(it).takeWhile(::isOfWord) }
        .firstOrNull { '@' !in it }
}

private fun isOfWord(letter: Char) = !letter.isWhitespace()

/** Whether it is only waiting to be scrolled into sight. */
private fun SemanticsNode.isScrolledAway() = above().any { node ->
    val range = node.config.getOrNull(SemanticsProperties.VerticalScrollAxisRange)
    range != null && range.maxValue() > 0f
}

private fun SemanticsNode.above(): Sequence<SemanticsNode> = generateSequence(parent) { it.parent }
