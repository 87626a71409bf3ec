// The first screen shows what the view says, in every state, and every button does what it says.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.ui

import androidx.compose.foundation.layout.requiredWidth
import androidx.compose.foundation.layout.Box
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertHeightIsAtLeast
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.assertIsNotSelected
import androidx.compose.ui.test.assertIsSelected
import androidx.compose.ui.test.getUnclippedBoundsInRoot
import androidx.compose.ui.test.hasScrollToNodeAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollToNode
import androidx.compose.ui.test.v2.runComposeUiTest
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.dp
import es.madrid.kit.Block
import es.madrid.kit.BlockId
import es.madrid.kit.ExplanationView
import es.madrid.kit.HiddenBlockView
import es.madrid.kit.HomeView
import es.madrid.kit.PendingActionKind
import es.madrid.kit.SessionActionKind
import es.madrid.kit.SessionState
import es.madrid.kit.SubjectView
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

class HomeScreenTest {
    private val done = mutableListOf<Any>()
    private val actions = HomeActions(
        session = { done += it },
        pending = { change, kind -> done += change.id to kind },
        actFor = { done += it },
        next = { done += it.item },
        show = { done += it },
        again = { done += "again" },
        profile = { done += "profile" },
        places = { done += "places" },
    )

    private fun screen(view: HomeView, around: Around = Around(), check: ComposeUiTest.() -> Unit) =
        screen(Block.Shown(view), around, check)

    private fun screen(home: Block<HomeView>, around: Around = Around(), check: ComposeUiTest.() -> Unit) =
        runComposeUiTest {
            setContent { MadridTheme { HomeScreen(home, around, actions) } }
            check()
        }

    private fun ComposeUiTest.assertShown(vararg texts: String) =
        texts.forEach { onNodeWithText(it, substring = true).assertIsDisplayed() }

    private fun ComposeUiTest.assertNotThere(vararg texts: String) =
        texts.forEach { onNodeWithText(it, substring = true).assertDoesNotExist() }

    private fun ComposeUiTest.touch(text: String) {
        onNodeWithText(text).assertHeightIsAtLeast(48.dp).performClick()
    }

    @Test
    fun `signed out there is the gate, and what needs no session`() =
        screen(home(SessionState.SIGNED_OUT), Around(profileTitle = "Tus datos", placesTitle = "Cerca de ti")) {
            assertShown("Título de SIGNED_OUT", "Texto de SIGNED_OUT")
            onNodeWithContentDescription("Tus datos").assertDoesNotExist()
            touch("Entrar con Cl@ve")
            touch("Cerca de ti")
            assertEquals(listOf<Any>(SessionActionKind.SIGN_IN, "places"), done)
        }

    @Test
    fun `locked there is the gate, and nothing of the person even if the view had it`() =
        screen(home(SessionState.LOCKED, listOf(block(BlockId.OWE, listOf(item("1")))))) {
            onNodeWithContentDescription("Multa 1 entera").assertDoesNotExist()
            assertNotThere("Bloque OWE")
            touch("Desbloquear")
            assertEquals(listOf<Any>(SessionActionKind.UNLOCK), done)
        }

    @Test
    fun `a session that ended is one banner above a readable screen`() =
        screen(home(SessionState.SIGN_IN_AGAIN, listOf(block(BlockId.OWE, listOf(item("1")))))) {
            assertShown("Título de SIGN_IN_AGAIN", "Texto de SIGN_IN_AGAIN", "Bloque OWE")
            onNodeWithContentDescription("Multa 1 entera").assertIsDisplayed()
            assertNotThere("Salir")
            assertEquals(emptyList(), done)
            touch("Entrar otra vez")
            assertEquals(listOf<Any>(SessionActionKind.SIGN_IN), done)
        }

    @Test
    fun `blocks stand in the person's order, each with its title, freshness and words`() {
        val blocks = listOf(block(BlockId.HAVE), block(BlockId.OWE, listOf(item("1", pressing = true)), next = "1"))
        screen(home(blocks = blocks)) {
            assertShown("Hola, Carmen", "Bloque HAVE", "Nada en HAVE", "Bloque OWE", "Por pagar: 1 €")
            val (first, second) = blocks.map { onNodeWithText(it.title).getUnclippedBoundsInRoot().top }
            assertTrue(first < second)
            onNodeWithContentDescription("Multa 1 entera").assertIsDisplayed()
            onNodeWithContentDescription("Ver la multa 1").assertHeightIsAtLeast(48.dp).performClick()
            assertEquals(listOf<Any>("1"), done)
        }
    }

    @Test
    fun `a part that does not answer speaks on its block only`() {
        val blocks = listOf(block(BlockId.OWE, listOf(item("1")), notice = "Multas: no contesta"), block(BlockId.DO))
        screen(home(blocks = blocks)) {
            // One node each: a second notice would make this fail.
            assertShown("Multas: no contesta")
            onNodeWithContentDescription("Multa 1 entera").assertIsDisplayed()
        }
    }

    @Test
    fun `for whom the person acts is always in sight, and so is the switch`() {
        val me = SubjectView("me", "C. Ortega", "Tú", isCurrent = false)
        val subjects = listOf(me, SubjectView("h", "Hugo", "Menor a tu cargo", isCurrent = true))
        val many = BlockId.entries.map { id -> block(id, List(20) { item("$id$it") }) }
        screen(home(blocks = many, subjects = subjects, actingFor = "Actúas por Hugo")) {
            onNode(hasScrollToNodeAction())
                .performScrollToNode(hasText("Bloque NEAR"))
            assertShown("Actúas por Hugo", "Tú", "Menor a tu cargo")
            onNodeWithText("Menor a tu cargo", substring = true).assertIsSelected()
            onNodeWithText("Tú", substring = true).assertIsNotSelected().assertHeightIsAtLeast(48.dp).performClick()
            assertEquals(listOf<Any>("me"), done)
        }
    }

    @Test
    fun `one alone needs no switch`() =
        screen(home(subjects = listOf(SubjectView("me", "C. Ortega", "Tú", isCurrent = true)))) {
            assertNotThere("C. Ortega")
        }

    @Test
    fun `a pending change says how it stands and what can be done`() = screen(home(pending = listOf(change))) {
        assertShown("Nuevo teléfono", "Cambió en dos sitios", "hoy a las 10:00")
        touch("Quedarme con el mío")
        touch("Dejar el otro")
        assertEquals(listOf<Any>(7L to PendingActionKind.KEEP_MINE, 7L to PendingActionKind.DISCARD), done)
    }

    @Test
    fun `a hidden block comes back with a touch, and near opens the places`() {
        val hidden = HiddenBlockView(BlockId.HAVE, "Lo que tienes")
        val view = home(blocks = listOf(block(BlockId.NEAR)), hidden = listOf(hidden))
        screen(view, Around(profileTitle = "Tus datos")) {
            touch("Lo que tienes")
            onNodeWithText("Bloque NEAR").performClick()
            onNodeWithContentDescription("Tus datos").assertHeightIsAtLeast(48.dp).performClick()
            assertEquals(listOf<Any>(BlockId.HAVE, "places", "profile"), done)
        }
    }

    @Test
    fun `trouble stands above the blocks, and touching it tries again`() {
        val trouble = ExplanationView("Sin conexión", "Ves lo último.", "Prueba otra vez.", "net.unreachable")
        // The view and the refresh speak of the same: it is said once, or the node would not be one.
        val view = home(blocks = listOf(block(BlockId.OWE, listOf(item("1")))), trouble = trouble)
        screen(view, Around(listOf(trouble))) {
            assertShown("Sin conexión", "Bloque OWE")
            onNodeWithText("Sin conexión", substring = true).performClick()
            assertEquals(listOf<Any>("again"), done)
        }
    }

    @Test
    fun `on a narrow phone with letters twice as large everything is still there`() = runComposeUiTest {
        val view = home(blocks = listOf(block(BlockId.OWE, listOf(item("1", pressing = true)), next = "1")))
        setContent {
            CompositionLocalProvider(LocalDensity provides Density(1f, fontScale = 2f)) {
                Box(Modifier.requiredWidth(360.dp)) { MadridTheme { HomeScreen(Block.Shown(view)) } }
            }
        }
        for (text in listOf("Bloque OWE", "Al día: hoy a las 11:00", "Por pagar: 1 €", "Ver la multa")) {
            val bounds = onNodeWithText(text, substring = true).getUnclippedBoundsInRoot()
            assertTrue(bounds.right - bounds.left <= 360.dp, "$text is wider than the phone: $bounds")
        }
    }

    @Test
    fun `a failure says what happened and its code`() =
        screen(Block.Failed(ExplanationView("Hemos fallado", "No es culpa tuya.", "Prueba otra vez.", "bug.panic"))) {
            assertShown("Hemos fallado", "No es culpa tuya.", "Prueba otra vez.", "bug.panic")
        }
}
