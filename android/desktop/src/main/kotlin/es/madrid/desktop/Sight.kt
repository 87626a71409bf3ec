// A screen of the tour, and the pictures there are of it.

package es.madrid.desktop

import es.madrid.kit.Language

/**
 * Something to be seen on the tour.
 *
 * @property name for files.
 * @property title for developers and testers.
 * @property isMain whether it is shown in every language, colour and size, or only once.
 * @property isAlwaysTheSame whether it can be held against a kept picture: a code that nobody can guess is another each time.
 * @property longest how much of it is shown, in dp: a list has no end worth a picture.
 */
internal data class Sight(
    val name: String,
    val title: String,
    val isMain: Boolean = false,
    val isAlwaysTheSame: Boolean = true,
    val longest: Int = Paper.LONG,
) {
    /** The languages it is shown in. */
    val languages: List<Language> get() = if (isMain) listOf(Language.ES, Language.EN) else listOf(Language.ES)

    /** The phones it is shown on. */
    val papers: List<Paper>
        get() {
            val phones = listOf(Paper(longest = longest), Paper.large.copy(longest = longest))
            return if (isMain) phones.flatMap { listOf(it, it.copy(dark = true)) } else phones.take(1)
        }
}

/** How a [sight] looks in one [language] on one [paper]. */
internal data class Look(val sight: Sight, val language: Language, val paper: Paper) {
    /** What its picture is called, without an ending. */
    val file: String
        get() = "${sight.name}-${language.name.lowercase()}-${if (paper.dark) "dark" else "light"}-$percent"

    /** For the reader of the index. */
    val caption: String
        get() = "${if (language == Language.ES) "Spanish" else "English"}, ${if (paper.dark) "dark" else "light"}, $percent %"

    private val percent get() = (paper.letters * 100).toInt()
}
