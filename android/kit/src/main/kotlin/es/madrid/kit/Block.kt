// The three states of a part of a screen.

package es.madrid.kit

/** A part of a screen: loading, shown, or failed with words for the person. One failing block never hides another. */
sealed interface Block<out V> {
    /** Nothing to show yet. */
    data object Loading : Block<Nothing>

    /** The newest view. */
    data class Shown<V>(val view: V) : Block<V>

    /** It could not be read; the words say what to do. */
    data class Failed(val explanation: ExplanationView) : Block<Nothing>
}
