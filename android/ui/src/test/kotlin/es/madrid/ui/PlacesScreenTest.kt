// The screen shows what the views say, in every state, and says it to a screen reader as well.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.ui

import androidx.compose.ui.semantics.ProgressBarRangeInfo
import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.hasProgressBarRangeInfo
import androidx.compose.ui.test.v2.runComposeUiTest
import es.madrid.kit.Block
import es.madrid.kit.EmptyView
import es.madrid.kit.ExplanationView
import es.madrid.kit.FreshnessState
import es.madrid.kit.FreshnessView
import es.madrid.kit.NoticeView
import es.madrid.kit.PlaceKind
import es.madrid.kit.PlaceListView
import es.madrid.kit.PlaceRowView
import org.junit.jupiter.api.Test

private val explanation =
    ExplanationView("Sin conexión", "Ves lo último que guardamos.", "Comprueba tu red.", "net.unreachable")

private fun row(id: String, kind: PlaceKind) = PlaceRowView(
    id = id,
    kind = kind,
    name = "Lugar $id",
    kindLabel = "Clase $id",
    placeLabel = "Calle $id",
    distanceLabel = "$id m",
    needs = listOf("Sin escalones $id"),
    accessibilityLabel = "Lugar $id. Clase $id. A $id metros",
)

private fun list(items: List<PlaceRowView>, empty: EmptyView? = null) = PlaceListView(
    title = "Cerca de ti",
    freshness = FreshnessView(
        FreshnessState.FRESH,
        asOf = "2026-11-24T10:00:00Z",
        label = "Al día: hoy a las 10:00",
        source = "Ayuntamiento de Madrid",
    ),
    items = items,
    empty = empty,
)

class PlacesScreenTest {
    private fun screen(
        state: Block<PlaceListView>,
        trouble: ExplanationView? = null,
        notices: List<NoticeView> = emptyList(),
        check: ComposeUiTest.() -> Unit,
    ) = runComposeUiTest {
        setContent { MadridTheme { PlacesScreen(state, trouble, notices) } }
        check()
    }

    private fun ComposeUiTest.assertShown(vararg texts: String) =
        texts.forEach { onNodeWithText(it, substring = true).assertIsDisplayed() }

    @Test
    fun `a list shows its title, its freshness and a row per place`() {
        val rows = listOf(row("1", PlaceKind.LIBRARY), row("2", PlaceKind.PARK), row("3", PlaceKind.OTHER))
        screen(Block.Shown(list(rows))) {
            assertShown("Cerca de ti", "Al día: hoy a las 10:00", "Ayuntamiento de Madrid")
            rows.forEach { onNodeWithContentDescription(it.accessibilityLabel).assertIsDisplayed() }
        }
    }

    @Test
    fun `an empty list says why`() {
        val empty = EmptyView("Nada por aquí", "Prueba otro filtro.")
        screen(Block.Shown(list(emptyList(), empty))) { assertShown("Cerca de ti", empty.title, empty.body) }
    }

    @Test
    fun `a failure says what happened, what it means, what to do, and its code`() = screen(Block.Failed(explanation)) {
        assertShown(explanation.title, explanation.body, explanation.nextStep, explanation.code)
    }

    @Test
    fun `trouble and notices stand above the list and never hide it`() {
        val notice = NoticeView("notice.wrong_clock", "Tu reloj va mal", "Ponlo en hora.")
        screen(Block.Shown(list(listOf(row("7", PlaceKind.PARK)))), explanation, listOf(notice)) {
            assertShown(notice.title, notice.body, explanation.title, explanation.body, explanation.nextStep)
            onNodeWithContentDescription("Lugar 7. Clase 7. A 7 metros").assertIsDisplayed()
        }
    }

    @Test
    fun `loading has no words, only the sign that it goes on`() = screen(Block.Loading) {
        onNode(hasProgressBarRangeInfo(ProgressBarRangeInfo.Indeterminate)).assertIsDisplayed()
    }
}
