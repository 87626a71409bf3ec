// The facts of a profile, seen by a screen with forms: what is only read, and the words beside what can be changed.

package es.madrid.kit

/** What the person can change stands last among the facts, in the order of [ProfileLabels]. */
private const val CHANGEABLE = 5

/** The facts that have no field in a form. */
val ProfileView.fixedFacts: List<ProfileFactView> get() = facts.dropLast(CHANGEABLE)

/** The words beside the fields of this profile's forms. */
val ProfileView.labels: ProfileLabels get() = ProfileLabels(facts.takeLast(CHANGEABLE).map { it.label })

/** Labels for what the person can change: the same words as beside the facts. */
class ProfileLabels internal constructor(private val labels: List<String>) {
    /** Telephone. */
    val phone: String get() = at(0)

    /** E-mail. */
    val email: String get() = at(1)

    /** The language of the city's letters. */
    val language: String get() = at(2)

    /** Whether the city may remind of deadlines. */
    val reminders: String get() = at(3)

    /** Whether the city may count, without the name, how the app is used. */
    val analytics: String get() = at(4)

    private fun at(place: Int) = labels.getOrElse(place) { "" }
}
