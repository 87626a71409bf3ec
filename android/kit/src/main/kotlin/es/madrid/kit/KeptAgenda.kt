// What is asked of the agenda, as texts that outlive the process. A screen cannot see inside a time of the core's own type.

package es.madrid.kit

/** What is kept of the question. That it is about what is near is not: where the person was is kept nowhere. */
fun AgendaQuestion.kept(): List<String> = listOf(
    code(time),
    text,
    kind?.name.orEmpty(),
    audience?.name.orEmpty(),
    "$free",
    district.orEmpty(),
)

/** The question that was kept. */
fun AgendaQuestion.Companion.restored(kept: List<String>): AgendaQuestion {
    val (time, text, kind, audience, free) = kept
    return AgendaQuestion(
        time = time(time),
        text = text,
        kind = EventKind.entries.firstOrNull { it.name == kind },
        audience = EventAudience.entries.firstOrNull { it.name == audience },
        free = free.toBoolean(),
        district = kept.last().ifEmpty { null },
    )
}

private val times = listOf(
    es.madrid.core.AgendaWhen.Coming, es.madrid.core.AgendaWhen.Now, es.madrid.core.AgendaWhen.Today,
    es.madrid.core.AgendaWhen.Tomorrow, es.madrid.core.AgendaWhen.Weekend,
)

private fun code(time: AgendaWhen): String = when (time) {
    is es.madrid.core.AgendaWhen.Day -> "day ${time.day}"
    is es.madrid.core.AgendaWhen.Days -> "days ${time.from} ${time.to}"
    else -> "${times.indexOf(time)}"
}

private fun time(code: String): AgendaWhen {
    val parts = code.split(' ')
    return when (parts.first()) {
        "day" -> AgendaQuestion.on(parts[1])
        "days" -> es.madrid.core.AgendaWhen.Days(parts[1], parts[2])
        else -> code.toIntOrNull()?.let(times::getOrNull) ?: AgendaQuestion.TODAY
    }
}
