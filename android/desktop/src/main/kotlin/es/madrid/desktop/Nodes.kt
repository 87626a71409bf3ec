// What can be found on a screen by its words, as a screen reader finds it, and what can be done with it.

package es.madrid.desktop

import androidx.compose.ui.semantics.AccessibilityAction
import androidx.compose.ui.semantics.ProgressBarRangeInfo
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsOwner
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.SemanticsPropertyKey
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.text.AnnotatedString

/** The nodes of all [owners]: the screen first, then what lies above it. */
internal class Nodes(private val owners: List<SemanticsOwner>) {
    /** Every node, each with what a screen reader says of it. */
    val all: List<SemanticsNode> get() = owners.flatMap { it.rootSemanticsNode.below() }

    /** Every node by itself, also those whose words another says. */
    val each: List<SemanticsNode> get() = owners.flatMap { it.unmergedRootSemanticsNode.below() }

    /** Whether these words are to be read or heard, perhaps among others. */
    fun say(words: String): Boolean = all.any { words in it.words() }

    /** All words, for whoever wonders what is there instead of what they look for. */
    fun said(): String = all.flatMap { it.spoken() }.joinToString(" | ").take(1_500)

    /** Touches what has these words. */
    fun touch(words: String) = act(SemanticsActions.OnClick, words) { it() }

    /** Writes [text] into the field that has these words. */
    fun write(words: String, text: String) = act(SemanticsActions.SetText, words) { it(AnnotatedString(text)) }

    /** How much room is left of [height], in pixels: below everything, or at the end of what can be scrolled. */
    fun spare(height: Int): Float {
        val inside = scrolled().map { it.boundsInRoot.bottom - it.end() }
        val below = owners.map { height - it.unmergedRootSemanticsNode.end() }
        return (listOfNotNull(inside.minOrNull()) + below).max()
    }

    /** Whether more would come by scrolling down. */
    fun goOn(): Boolean = scrolled().any { node ->
        val range = node.config[SemanticsProperties.VerticalScrollAxisRange]
        range.value() < range.maxValue()
    }

    /** Whether something goes on that the person has to wait for. */
    val isWaiting: Boolean
        get() = all.any { it.config.getOrNull(SemanticsProperties.ProgressBarRangeInfo) == ProgressBarRangeInfo.Indeterminate }

    /** Whether something with these words can be touched. */
    fun canTouch(words: String): Boolean = able(SemanticsActions.OnClick, words).isNotEmpty()

    private fun scrolled() = each.filter { it.config.contains(SemanticsProperties.VerticalScrollAxisRange) }

    private fun able(kind: SemanticsPropertyKey<*>, words: String) =
        all.filter { it.config.contains(kind) && words in it.words() }

    private fun <A : Function<Boolean>> act(
        kind: SemanticsPropertyKey<AccessibilityAction<A>>,
        words: String,
        done: (A) -> Boolean,
    ) {
        // What lies above is touched first, and what says only this before what says more.
        val node = able(kind, words).reversed().minByOrNull { it.words().length }
            ?: throw NeverCame("nothing to touch says $words: ${said()}")
        done(checkNotNull(node.config[kind].action) { "$words can be touched and does nothing" })
    }
}

/** Where the lowest of what is below a node and has nothing below itself ends. */
private fun SemanticsNode.end(): Float =
    below().drop(1).filter { it.children.isEmpty() }.maxOfOrNull { it.boundsInRoot.bottom } ?: boundsInRoot.top

/** The node and all below it. */
internal fun SemanticsNode.below(): List<SemanticsNode> = listOf(this) + children.flatMap { it.below() }

/** Everything a screen reader says of it, in one piece. */
internal fun SemanticsNode.words(): String = spoken().joinToString(" ")

/** Everything a screen reader says of it. */
internal fun SemanticsNode.spoken(): List<String> = listOfNotNull(
    config.getOrNull(SemanticsProperties.ContentDescription),
    config.getOrNull(SemanticsProperties.Text)?.map { it.text },
    config.getOrNull(SemanticsProperties.EditableText)?.let { listOf(it.text) },
).flatten().filter { it.isNotBlank() }
