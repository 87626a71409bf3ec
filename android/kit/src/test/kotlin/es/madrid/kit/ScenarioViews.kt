// Views seen by a scenario: any record of the core as plain maps, lists and texts, paths into them, and what may be expected.

package es.madrid.kit

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.doubleOrNull
import java.lang.reflect.Modifier

/** What may be expected of what stands at a path. */
val CHECKS = arrayOf("is", "every", "contains", "absent", "count", "matches", "same_as", "differs_from")

/** `signedIn` as scenarios write it: `signed_in`. */
private fun snake(name: String) = name.replace(Regex("(?<=.)(?=\\p{Lu})"), "_").lowercase()

/**
 * A view as plain values, by reflection: a record is a map with the field names of `api.snapshot`, an enum without data its
 * name, one with data a map too, with its name under `case`. Numbers are all alike.
 */
fun value(view: Any?): Any? = when (view) {
    null, is String, is Boolean -> view
    is Number -> view.toDouble()
    is Enum<*> -> view.name.lowercase()
    is List<*> -> view.map(::value)
    else -> record(view)
}

private fun record(view: Any): Any {
    val fields = view.javaClass.declaredFields.filterNot { Modifier.isStatic(it.modifiers) }
    val isCase = view.javaClass.superclass == view.javaClass.enclosingClass
    val name = snake(view.javaClass.simpleName)
    if (isCase && fields.isEmpty()) return name
    val case = if (isCase) mapOf("case" to name) else emptyMap()
    return case + fields.associate { field ->
        field.isAccessible = true
        snake(field.name) to value(field.get(view))
    }
}

/** JSON as plain values. */
fun JsonElement.plain(): Any? = when (this) {
    is JsonObject -> mapValues { it.value.plain() }
    is JsonArray -> map { it.plain() }
    is JsonPrimitive -> if (isString) content else booleanOrNull ?: doubleOrNull
}

/** The fields of a piece of a scenario, which may have no others than [known]. */
fun Any?.fields(vararg known: String): Map<String, Any?> {
    check(this is Map<*, *> && keys.all { it in known }) { "only ${known.toList()} may be said: $this" }
    return entries.associate { (key, value) -> key as String to value }
}

/**
 * What stands at `blocks[owe].items[0].title` of a view; `null` where there is nothing. A field that a view does not have is a
 * mistake of the scenario and fails.
 */
fun find(view: Any?, path: String): Any? = follow(view, path.split('.', '[').filter { it.isNotEmpty() })

private fun follow(value: Any?, steps: List<String>): Any? {
    if (value == null || steps.isEmpty()) return value
    val key = steps.first().removeSuffix("]")
    val isElement = steps.first() != key
    val rest = steps.drop(1)
    return when {
        !isElement && value is Map<*, *> -> {
            check(key in value) { "no field $key in $value" }
            follow(value[key], rest)
        }
        isElement && value is List<*> -> when {
            key == "*" -> value.map { follow(it, rest) }
            key.toIntOrNull() != null -> follow(value.getOrNull(key.toInt()), rest)
            else -> follow(value.firstOrNull { it == key || it is Map<*, *> && it.containsValue(key) }, rest)
        }
        else -> error("$key does not fit $value")
    }
}

/** Something expected: one of [CHECKS], and with what. */
class Check(private val kind: String, private val wanted: Any?) {
    /** Whether it holds of what was [found], with what was [kept] before. */
    fun holds(found: Any?, kept: Map<String, Any?>): Boolean = when (kind) {
        "is" -> found != null && found == wanted
        "every" -> found is List<*> && found.isNotEmpty() && found.all { it == wanted }
        "contains" -> if (found is String) wanted as String in found else found is List<*> && wanted in found
        "absent" -> (found == null) == wanted
        "count" -> found is List<*> && found.size.toDouble() == wanted
        "matches" -> found is String && Regex(wanted as String).containsMatchIn(found)
        "same_as" -> found == kept.getValue(wanted as String)
        "differs_from" -> differs(found, kept.getValue(wanted as String))
        else -> error("not a check: $kind")
    }

    /** Lists differ when they are as long and no element is as before; what was absent may stay so. */
    private fun differs(found: Any?, before: Any?): Boolean = if (found is List<*> && before is List<*>) {
        found.isNotEmpty() && found.size == before.size && found.zip(before).all { (now, then) -> now == null || now != then }
    } else {
        found != before
    }
}
