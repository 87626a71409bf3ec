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
import androidx.compose.ui.test.assertIsDisplayed
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
import es.madrid.kit.PaymentStage
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
        payment = { done += it },
        open = { block, id -> done += block to id },
        show = { done += it },
        refresh = { done += "refresh" },
        again = { done += "again" },
        places = { done += "places" },
        subjects = { done += "subjects" },
        arrange = { done += "arrange" },
    )

    private fun screen(view: HomeView, around: Around = Around(), check: ComposeUiTest.() -> Unit) =
        screen(Block.Shown(view), around, check)

    private fun screen(home: Block<HomeView>, around: Around = Around(), check: ComposeUiTest.() -> Unit) =
        stage({ HomeScreen(home, around, actions) }, check)

    @Test
    fun `signed out there is the gate`() = screen(home(SessionState.SIGNED_OUT)) {
        assertShown("Inicio", "Título de SIGNED_OUT", "Texto de SIGNED_OUT")
        assertNotThere("Ordenar")
        touch("Entrar con Cl@ve")
        assertEquals(listOf<Any>(SessionActionKind.SIGN_IN), done)
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
            touchPicture("Ver la multa 1")
            touchPicture("Multa 1 entera")
            assertEquals(List<Any>(2) { BlockId.OWE to "1" }, done)
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
    fun `for whom the person acts is always in sight, and so is the way to the others`() {
        val me = SubjectView("me", "C. Ortega", "Tú", isCurrent = false)
        val subjects = listOf(me, SubjectView("h", "Hugo", "Menor a tu cargo", isCurrent = true))
        val many = BlockId.entries.map { id -> block(id, List(20) { item("$id$it") }) }
        screen(home(blocks = many, subjects = subjects, actingFor = "Actúas por Hugo")) {
            onNode(hasScrollToNodeAction())
                .performScrollToNode(hasText("Bloque NEAR"))
            assertShown("Actúas por Hugo", "Menor a tu cargo")
            assertNotThere("C. Ortega")
            onNodeWithText("Menor a tu cargo", substring = true).touch()
            assertEquals(listOf<Any>("subjects"), done)
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
    fun `a payment that is not over stands above the blocks and opens its screen`() {
        val view = home(blocks = listOf(block(BlockId.OWE)), payments = listOf(payment(PaymentStage.UNKNOWN)))
        screen(view) {
            assertShown("Estado unknown", "Bloque OWE")
            onNodeWithContentDescription("Pago 7 entero").touch()
            assertEquals(listOf<Any>(7L), done)
        }
    }

    @Test
    fun `a hidden block comes back with a touch, near opens the places, and the order has a door`() {
        val hidden = HiddenBlockView(BlockId.HAVE, "Lo que tienes")
        screen(home(blocks = listOf(block(BlockId.NEAR)), hidden = listOf(hidden))) {
            touch("Lo que tienes")
            onNodeWithText("Bloque NEAR").performClick()
            scrolledTo("Ordenar la pantalla").touch()
            touchPicture("Actualizar")
            assertEquals(listOf<Any>(BlockId.HAVE, "places", "arrange", "refresh"), done)
        }
    }

    @Test
    fun `trouble stands above the blocks, and its button tries again`() {
        val trouble = ExplanationView("Sin conexión", "Ves lo último.", "Prueba otra vez.", "net.unreachable")
        // The view and the refresh speak of the same: it is said once, or the node would not be one.
        val view = home(blocks = listOf(block(BlockId.OWE, listOf(item("1")))), trouble = trouble)
        screen(view, Around(listOf(trouble))) {
            assertShown("Sin conexión", "Bloque OWE")
            touch("Otra vez")
            assertEquals(listOf<Any>("again"), done)
        }
    }

    @Test
    fun `what was refused is said without a button, for asking again changes nothing`() {
        val refused = ExplanationView("Enlace desconocido", "No lleva a nada.", "Ve a Inicio.", "input.link")
        screen(home(blocks = listOf(block(BlockId.OWE))), Around(refusals = listOf(refused))) {
            assertShown("Enlace desconocido", "Ve a Inicio.", "Bloque OWE")
            assertNotThere("Otra vez")
        }
    }

    @Test
    fun `while it loads it says so, and the bar is there`() = screen(Block.Loading) {
        assertShown("Inicio")
        onNodeWithContentDescription("Cargando").assertIsDisplayed()
    }

    @Test
    fun `on a narrow phone with letters twice as large everything is still there`() = runComposeUiTest {
        val view = home(blocks = listOf(block(BlockId.OWE, listOf(item("1", pressing = true)), next = "1")))
        setContent {
            CompositionLocalProvider(LocalDensity provides Density(1f, fontScale = 2f)) {
                Box(Modifier.requiredWidth(360.dp)) { MadridTheme { WithWords(words) { HomeScreen(Block.Shown(view)) } } }
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
