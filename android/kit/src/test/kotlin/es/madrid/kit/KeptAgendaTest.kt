// What was asked of the agenda outlives the process, in every form it can have.

package es.madrid.kit

import org.junit.jupiter.api.Test
import kotlin.test.assertEquals

class KeptAgendaTest {
    private fun again(question: AgendaQuestion) = AgendaQuestion.restored(question.kept())

    @Test
    fun `every question is there again`() {
        val times = listOf(
            es.madrid.core.AgendaWhen.Coming, es.madrid.core.AgendaWhen.Now, es.madrid.core.AgendaWhen.Today,
            es.madrid.core.AgendaWhen.Tomorrow, es.madrid.core.AgendaWhen.Weekend, AgendaQuestion.on("2025-10-27"),
            es.madrid.core.AgendaWhen.Days("2025-10-27", "2025-11-02"),
        )
        for (time in times) assertEquals(AgendaQuestion(time), again(AgendaQuestion(time)))
        val full = AgendaQuestion(
            AgendaQuestion.TODAY, "día de jazz", EventKind.MUSIC, EventAudience.SENIORS, free = true, district = "03",
        )
        assertEquals(full, again(full))
    }

    @Test
    fun `where the person was is not kept`() =
        assertEquals(AgendaQuestion(), again(AgendaQuestion(near = true)))
}
