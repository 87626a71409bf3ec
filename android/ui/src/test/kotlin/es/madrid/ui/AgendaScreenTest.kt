// The agenda day by day, what it can be asked, and one event with all that can be done about it.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.ui

import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.setValue
import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.assertIsOff
import androidx.compose.ui.test.assertIsOn
import androidx.compose.ui.test.assertIsSelected
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isToggleable
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performTextInput
import es.madrid.kit.AgendaFilterView
import es.madrid.kit.AgendaListView
import es.madrid.kit.AgendaQuestion
import es.madrid.kit.Block
import es.madrid.kit.EmptyView
import es.madrid.kit.EventAudience
import es.madrid.kit.EventKind
import es.madrid.kit.ExplanationView
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals

class AgendaScreenTest {
    private val done = mutableListOf<Any>()
    private val gone = ExplanationView("Ya no está", "La ciudad lo ha quitado.", "Vuelve.", "event.unknown")
    private val actions = AgendaActions(
        ask = { done += it },
        near = { done += "near $it" },
        filter = { done += "filter" },
        open = { done += it },
        refresh = { done += "refresh" },
        again = { done += "again" },
    )

    private fun did(vararg what: Any) = assertEquals(what.toList(), done).also { done.clear() }

    private fun screen(
        list: Block<AgendaListView> = Block.Shown(agenda),
        question: AgendaQuestion = AgendaQuestion(),
        check: ComposeUiTest.() -> Unit,
    ) = stage({ AgendaScreen(list, AroundAgenda(agendaFilter, question), actions) }, check)

    @Test
    fun `every day has its heading and its events, which open`() = screen {
        assertShown("Agenda", "Al día: hoy a las 11:00")
        for (day in agenda.days) {
            scrolledTo(day.title)
            day.items.forEach { scrolledToPicture(it.accessibilityLabel).assertIsDisplayed() }
        }
        scrolledToPicture("Concierto 3 entero").touch()
        did("3")
    }

    @Test
    fun `what can be asked is in sight, also where it came after a list that fills the screen`() {
        var filter by mutableStateOf<AgendaFilterView?>(null)
        val one = agenda.days.first()
        val events = List(40) { one.items.first().copy(id = "event $it") }
        val list = Block.Shown(agenda.copy(days = listOf(one.copy(items = events))))
        stage({ AgendaScreen(list, AroundAgenda(filter), actions) }) {
            assertShown(one.title)
            filter = agendaFilter
            waitForIdle()
            touch("Filtros")
            did("filter")
        }
    }

    @Test
    fun `when, free, near and words are asked at once`() = screen {
        onNodeWithText("Hoy").assertIsSelected()
        onNode(hasText("Gratis") and isToggleable()).assertIsOff().touch()
        touch("A menos de 3 km")
        touch("Filtros")
        onNode(hasSetTextAction()).performTextInput("j")
        did(AgendaQuestion(free = true), "near true", "filter", AgendaQuestion(text = "j"))
    }

    @Test
    fun `what was chosen is in sight, and a touch takes it back`() {
        val day = agendaFilter.days.single().time
        val question = AgendaQuestion(day, kind = EventKind.MUSIC, audience = EventAudience.FAMILIES, district = "03")
        screen(Block.Shown(agenda.copy(days = emptyList())), question) {
            onNodeWithText("Lunes 27 de octubre").assertIsSelected()
            onNodeWithText("Música").assertIsOn().touch()
            onNodeWithText("Familias").assertIsOn().touch()
            onNodeWithText("Retiro").assertIsOn().touch()
            did(question.copy(kind = null), question.copy(audience = null), question.copy(district = null))
        }
    }

    @Test
    fun `loading, a failure and an empty day say so`() {
        screen(Block.Loading) { onNodeWithContentDescription("Cargando").assertIsDisplayed() }
        screen(Block.Failed(gone)) {
            scrolledTo("Otra vez").touch()
            did("again")
        }
        val empty = agenda.copy(days = emptyList(), empty = EmptyView("Nada por aquí", "Mira otro día."))
        screen(Block.Shown(empty)) { scrolledTo("Mira otro día.") }
    }

    @Test
    fun `the filter chooses a day, what, for whom and where, and lets all of it go`() {
        val question = AgendaQuestion(free = true)
        stage({ AgendaFilterScreen(Block.Shown(agendaFilter), question, { done += it }, { done += "done" }) }) {
            scrolledTo("Lunes 27 de octubre").touch()
            scrolledTo("Música").touch()
            scrolledTo("Familias").touch()
            scrolledTo("Retiro").touch()
            scrolledTo("Quitar filtros").touch()
            touch("Ver la agenda")
            did(
                question.copy(time = AgendaQuestion.on("2025-10-27")),
                question.copy(kind = EventKind.MUSIC),
                question.copy(audience = EventAudience.FAMILIES),
                question.copy(district = "03"),
                AgendaQuestion(),
                "done",
            )
        }
    }

    private val doing = EventActions(
        calendar = { done += "calendar $it" },
        share = { done += it },
        place = { done += "place $it" },
        open = { done += it },
        again = { done += "again" },
        back = { done += "back" },
    )

    @Test
    fun `an event goes into the calendar, is told, kept and gone to`() {
        val keeping = Keeping(isKept = false) { done += "keep $it" }
        stage({ EventScreen(Block.Shown(event), keeping, actions = doing) }) {
            assertShown("Concierto de otoño", "Hoy a las 19:00", "Obras de Falla.")
            for (button in listOf("Añadir al calendario", "Guardar", "Compartir", "Ver el camino", "Ver el lugar")) {
                scrolledTo(button).touch()
            }
            did("calendar 9", "keep true", event.shareText, "geo:40.4,-3.7", "place 7")
        }
    }

    @Test
    fun `an event that is over has no calendar, and one that is gone says so`() {
        val over = event.copy(calendarLabel = null, actions = emptyList(), placeId = null, placeLabel = null)
        stage({ EventScreen(Block.Shown(over), actions = doing) }) { assertNotThere("calendario", "Guardar", "Ver el lugar") }
        stage({ EventScreen(Block.Failed(gone), actions = doing) }) {
            assertShown(gone.title, gone.body)
            touchPicture("Volver")
            did("back")
        }
    }
}
