// What the person was doing is there again: after another screen, and after the process has ended.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.ui

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.requiredSize
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.runtime.MutableState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.LocalSaveableStateRegistry
import androidx.compose.runtime.saveable.SaveableStateRegistry
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
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
import kotlin.test.assertEquals
import org.junit.jupiter.api.Test

class RestorationTest {
    private val many = Block.Shown(list(List(5_000) { row("$it", PlaceKind.PARK) }))

    @Test
    fun `the place in a long list survives the process, though the list comes later than the screen`() =
        runComposeUiTest {
            var list: Block<PlaceListView> by mutableStateOf(many)
            val process = EndingProcess()
            process.begin(this) {
                MadridTheme { WithWords(words) { Box(Modifier.requiredSize(400.dp, 800.dp)) { PlacesScreen(list) } } }
            }
            onNode(hasScrollToIndexAction()).performScrollToIndex(4_000)
            onNodeWithContentDescription(spoken("4000")).assertIsDisplayed()
            process.endAndBegin(this) { list = Block.Loading }
            onNodeWithContentDescription("Cargando").assertIsDisplayed()
            list = many
            waitForIdle()
            onNodeWithContentDescription(spoken("4000")).assertIsDisplayed()
        }

    /** A way through the app that begins at a screen without a list; every other has the long one. */
    private fun ComposeUiTest.beginRoute(): Route {
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
        waitForIdle()
        return route
    }

    @Test
    fun `the place in a list is there when the person comes back, and is let go when they leave for good`() =
        runComposeUiTest {
            val route = beginRoute()
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
        val process = EndingProcess()
        process.begin(this) {
            var kept by rememberSaveable(stateSaver = questionSaver) { mutableStateOf(PlacesQuestion()) }
            question = kept
            val actions = ProfileActions(contact = { kept = asked })
            MadridTheme {
                WithWords(words) { ProfileScreen(Block.Shown(profile()), AroundProfile(isEditing = true), actions) }
            }
        }
        onNode(hasSetTextAction() and hasText("+34600")).performTextReplacement("611")
        scrolledTo("Guardar").touch()
        waitForIdle()
        assertEquals(asked, question)
        process.endAndBegin(this)
        assertEquals(asked, question)
        onNode(hasSetTextAction() and hasText("611")).assertExists()
    }

    @Test
    fun `what one person wrote is not in the form of the next`() = runComposeUiTest {
        var person by mutableStateOf(profile())
        val process = EndingProcess()
        process.begin(this) {
            MadridTheme { WithWords(words) { ProfileScreen(Block.Shown(person), AroundProfile(isEditing = true)) } }
        }
        onNode(hasSetTextAction() and hasText("+34600")).performTextReplacement("611")
        waitForIdle()
        val next = person.contact?.copy(phone = "+34700")
        process.endAndBegin(this) { person = person.copy(contact = next) }
        onNode(hasSetTextAction() and hasText("611")).assertDoesNotExist()
        onNode(hasSetTextAction() and hasText("+34700")).assertExists()
    }

    @Test
    fun `a route that begins anew remembers nothing`() = runComposeUiTest {
        val route = beginRoute()
        route.turn(Tab.PLACES)
        waitForIdle()
        onNode(hasScrollToIndexAction()).performScrollToIndex(300)
        route.go(Screen.Place("1"))
        waitForIdle()
        route.begin()
        waitForIdle()
        assertEquals(Journey(), route.now)
        route.turn(Tab.PLACES)
        waitForIdle()
        onNodeWithContentDescription(spoken("0")).assertIsDisplayed()
    }
}

/** Draws [begin]'s content, keeps of it what Android would keep of a process that has ended, and draws it again. */
private class EndingProcess {
    private var registry: SaveableStateRegistry? by mutableStateOf(SaveableStateRegistry(emptyMap(), ::canBeKept))

    fun begin(test: ComposeUiTest, content: @Composable () -> Unit) = test.setContent {
        registry?.let { CompositionLocalProvider(LocalSaveableStateRegistry provides it, content = content) }
    }

    fun endAndBegin(test: ComposeUiTest, meanwhile: () -> Unit = {}) {
        val kept = test.runOnIdle { checkNotNull(registry).performSave().also { registry = null } }
        test.waitForIdle()
        meanwhile()
        test.runOnIdle { registry = SaveableStateRegistry(kept, ::canBeKept) }
        test.waitForIdle()
    }

    /** What goes into a Bundle. */
    private fun canBeKept(value: Any): Boolean = when (value) {
        is String, is Int, is Long, is Float, is Boolean -> true
        is List<*> -> value.all { it == null || canBeKept(it) }
        is Map<*, *> -> value.all { (name, kept) -> name != null && canBeKept(name) && (kept == null || canBeKept(kept)) }
        is MutableState<*> -> value.value.let { it == null || canBeKept(it) }
        else -> false
    }
}
