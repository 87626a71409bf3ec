// What an audit found: somebody would stumble here.

package es.madrid.desktop.audit

/** The rule that does not hold. */
internal enum class Rule { LABEL, ROLE, TARGET, CONTRAST, CLIPPED, BROKEN, OVERLAP }

/** On a [screen], at [where], a [rule] does not hold, because of [what]. */
internal data class Finding(val screen: String, val rule: Rule, val where: String, val what: String) {
    override fun toString() = "$screen: $rule at \"$where\": $what"
}
