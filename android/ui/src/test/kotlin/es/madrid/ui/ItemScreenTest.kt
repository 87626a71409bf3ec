// One thing of the first screen: all of it, and never a dead end.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.ui

import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import es.madrid.kit.Block
import es.madrid.kit.BlockId
import es.madrid.kit.DebtKind
import es.madrid.kit.ExplanationView
import es.madrid.kit.HomeItem
import es.madrid.kit.PayOfferView
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals

class ItemScreenTest {
    private val done = mutableListOf<Any>()

    private fun screen(item: Block<HomeItem>, check: ComposeUiTest.() -> Unit) {
        val actions = ItemActions({ done += it.debt }, { done += it }, { done += "again" }, { done += "back" })
        stage({ ItemScreen(item, help, actions) }, check)
    }

    @Test
    fun `it says everything about the thing, and where the rest is done`() {
        val thing = item("1", pressing = true)
        screen(Block.Shown(HomeItem(thing, block(BlockId.OWE, listOf(thing))))) {
            assertShown("Bloque OWE", "Multa 1", "101,00 €", "Corre prisa", "Hasta el día 1", "Nota 1", "Al día")
            scrolledTo("Abrir la sede").touch()
            scrolledTo("Llamar al 010").touch()
            touchPicture("Volver")
            assertEquals(listOf<Any>("https://sede.example.org", "tel:010", "back"), done)
        }
    }

    @Test
    fun `what can be paid here has a button, and nothing else has`() {
        val debt = item("1").copy(pay = PayOfferView(DebtKind.FINE, "482190375", "Pagar", "Pagar: Multa 1"))
        screen(Block.Shown(HomeItem(debt, block(BlockId.OWE, listOf(debt))))) {
            scrolledToPicture("Pagar: Multa 1").touch()
            assertEquals(listOf<Any>("482190375"), done)
        }
        screen(Block.Shown(HomeItem(item("1"), block(BlockId.DO)))) { assertNotThere("Pagar") }
    }

    @Test
    fun `what is gone says so, and help stays`() {
        val gone = ExplanationView("Ya no está", "No existe.", "Vuelve a la lista.", "net.gone")
        screen(Block.Failed(gone)) {
            assertShown(gone.title, gone.nextStep)
            scrolledTo("Llamar al 010").touch()
            assertEquals(listOf<Any>("tel:010"), done)
        }
    }
}
