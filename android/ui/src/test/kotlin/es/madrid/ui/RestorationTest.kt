// What the person was doing is there again: after another screen, and after the process has ended.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.ui

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.requiredSize
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.StateRestorationTester
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.hasScrollToIndexAction
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.performScrollToIndex
import androidx.compose.ui.test.performTextReplacement
import androidx.compose.ui.test.v2.runComposeUiTest
import androidx.compose.ui.unit.dp
import es.madrid.kit.Block
import es.madrid.kit.PlaceKind
import es.madrid.kit.PlaceListView
import es.madrid.kit.PlaceNeed
import es.madrid.kit.PlacesQuestion
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals

class RestorationTest {
    private val many = Block.Shown(list(List(5_000) { row("$it", PlaceKind.PARK) }))

    @Test
    fun `the place in a long list survives the process, though the list comes later than the screen`() =
        runComposeUiTest {
            var list: Block<PlaceListView> by mutableStateOf(many)
            val tester = StateRestorationTester(this)
            tester.setContent {
                MadridTheme { WithWords(words) { Box(Modifier.requiredSize(400.dp, 800.dp)) { PlacesScreen(list) } } }
            }
            onNode(hasScrollToIndexAction()).performScrollToIndex(4_000)
            onNodeWithContentDescription(spoken("4000")).assertIsDisplayed()
            list = Block.Loading
            tester.emulateSaveAndRestore()
            onNodeWithContentDescription("Cargando").assertIsDisplayed()
            list = many
            waitForIdle()
            onNodeWithContentDescription(spoken("4000")).assertIsDisplayed()
        }

    @Test
    fun `the place in a list is there when the person comes back, and is let go when they leave for good`() =
        runComposeUiTest {
            lateinit var route: Route
            setContent {
                route = rememberRoute {}
                MadridTheme {
                    WithWords(words) {
                        Box(Modifier.requiredSize(400.dp, 800.dp)) {
                            route.Front { if (it == Screen.Home) SubjectsScreen(Block.Loading) else PlacesScreen(many) }
                        }
                    }
                }
            }
            route.turn(Tab.PLACES)
            waitForIdle()
            onNode(hasScrollToIndexAction()).performScrollToIndex(300)
            route.go(Screen.Place("1"))
            waitForIdle()
            onNodeWithContentDescription(spoken("0")).assertIsDisplayed()
            onNode(hasScrollToIndexAction()).performScrollToIndex(200)
            route.back()
            waitForIdle()
            onNodeWithContentDescription(spoken("300")).assertIsDisplayed()
            route.go(Screen.Place("1"))
            waitForIdle()
            onNodeWithContentDescription(spoken("0")).assertIsDisplayed()
        }

    @Test
    fun `what was searched and chosen, and what was written in a form, survive the process`() = runComposeUiTest {
        lateinit var question: PlacesQuestion
        val asked = PlacesQuestion("piscina", PlaceKind.LIBRARY, listOf(PlaceNeed.WIFI, PlaceNeed.STEP_FREE))
        val tester = StateRestorationTester(this)
        tester.setContent {
            var kept by rememberSaveable(stateSaver = questionSaver) { mutableStateOf(PlacesQuestion()) }
            question = kept
            val actions = ProfileActions(contact = { kept = asked })
            MadridTheme { WithWords(words) { ProfileScreen(Block.Shown(profile()), AroundProfile(isEditing = true), actions) } }
        }
        onNode(hasSetTextAction() and hasText("+34600")).performTextReplacement("611")
        scrolledTo("Guardar").touch()
        waitForIdle()
        assertEquals(asked, question)
        tester.emulateSaveAndRestore()
        assertEquals(asked, question)
        onNode(hasSetTextAction() and hasText("611")).assertExists()
    }
}
