// For whom the person acts: as many as there are, one is chosen.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.ui

import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertIsNotSelected
import androidx.compose.ui.test.assertIsSelected
import androidx.compose.ui.test.hasScrollToNodeAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.performScrollToNode
import es.madrid.kit.Block
import es.madrid.kit.SubjectView
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals

class SubjectsScreenTest {
    private val done = mutableListOf<Any>()
    private val many = List(30) { SubjectView("s$it", "Persona número $it.", "Relación $it.", isCurrent = it == 2) }

    private fun screen(check: ComposeUiTest.() -> Unit) = stage(
        { SubjectsScreen(Block.Shown(home(subjects = many)), { done += it }, { done += "close" }) },
        check,
    )

    @Test
    fun `everybody can be reached, and the current one is marked`() = screen {
        for ((place, wanted) in listOf(2 to true, 29 to false)) {
            val node = hasText("Persona número $place.")
            onNode(hasScrollToNodeAction()).performScrollToNode(node)
            if (wanted) onNode(node).assertIsSelected() else onNode(node).assertIsNotSelected().touch()
        }
        assertEquals(listOf<Any>("s29"), done)
    }

    @Test
    fun `it can be left as it is`() = screen {
        assertShown("Para quién")
        onNodeWithContentDescription("Cerrar").touch()
        assertEquals(listOf<Any>("close"), done)
    }
}
