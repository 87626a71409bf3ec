// What is recommended says why, can be kept, sent away and asked about; what the phone thinks can be seen, changed and erased.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.ui

import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.assertIsOff
import androidx.compose.ui.test.assertIsOn
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import es.madrid.kit.AboutRequest
import es.madrid.kit.Block
import es.madrid.kit.EmptyView
import es.madrid.kit.ExplanationView
import es.madrid.kit.ForYouActionKind
import es.madrid.kit.ForYouView
import es.madrid.kit.HeldCard
import es.madrid.kit.InterestWish
import es.madrid.kit.SavedView
import es.madrid.kit.SessionState
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals

class ForYouScreenTest {
    private val done = mutableListOf<Any>()
    private val trouble = ExplanationView("Sin conexión", "Ves lo último.", "Comprueba tu red.", "net.unreachable")
    private val actions = ForYouActions(
        act = { item, kind -> done += "$kind ${item.id}" },
        switch = { done += "switch $it" },
        here = { done += "here $it" },
        map = { done += "map" },
        saved = { done += "saved" },
        interests = { done += "interests" },
        refresh = { done += "refresh" },
        again = { done += "again" },
        back = { done += "back" },
    )
    private val own = OwnActions(
        act = { item, kind -> done += "$kind ${item.id}" },
        switch = { done += "switch $it" },
        wish = { tag, wish -> done += "$wish $tag" },
        forget = { done += "forget $it" },
        tell = { done += it },
        erase = { done += "erase" },
        session = { done += it },
        again = { done += "again" },
        back = { done += "back" },
    )

    private fun screen(
        list: Block<ForYouView>,
        around: AroundForYou = AroundForYou(),
        check: ComposeUiTest.() -> Unit,
    ) = stage({ ForYouScreen(list, around, actions) }, check)

    private fun did(vararg what: Any) = assertEquals(what.toList(), done).also { done.clear() }

    @Test
    fun `each thing says what, why and how far, and each of its buttons says of what it is`() = screen(Block.Shown(forYou)) {
        assertShown("Para ti", "Al día", "Se calcula en tu móvil.", "Esta lista solo mira", "Distancias desde tu casa")
        scrolledToPicture("Cosa 1 entera").touch()
        did("${ForYouActionKind.SEE} place:1")
        for ((label, kind) in listOf(
            "Guardar" to ForYouActionKind.SAVE,
            "No me interesa" to ForYouActionKind.NOT_THIS,
            "¿Por qué lo veo?" to ForYouActionKind.WHY,
        )) {
            scrolledToPicture("$label: Cosa 1").touch()
            did("$kind place:1")
        }
        scrolledToPicture("Quitar de guardados: Cosa 2")
    }

    @Test
    fun `off, it says so and has its switch`() {
        val off = forYou.copy(
            switch = switch("Propuestas para ti", isOn = false), items = emptyList(), freshness = null, from = null,
            empty = EmptyView("Propuestas apagadas", "Puedes activarlas."),
        )
        screen(Block.Shown(off)) {
            scrolledTo("Propuestas apagadas")
            scrolledToPicture(off.switch.accessibilityLabel).assertIsOff().touch()
            did("switch true")
        }
    }

    @Test
    fun `loading, a failure and what is missing besides`() {
        screen(Block.Loading) { onNodeWithContentDescription("Cargando").assertIsDisplayed() }
        screen(Block.Failed(trouble)) {
            scrolledTo("Otra vez").touch()
            touchPicture("Volver")
            did("again", "back")
        }
        screen(Block.Shown(forYou), AroundForYou(troubles = listOf(trouble))) { assertShown(trouble.title, "Otra vez") }
    }

    @Test
    fun `who is nobody has no doors to what would be theirs`() {
        screen(Block.Shown(forYou)) { assertNotThere("Guardados", "Lo que te interesa") }
        screen(Block.Shown(forYou), AroundForYou("Cerca de mí", isHere = false, hasPerson = true)) {
            onNodeWithText("Cerca de mí").assertIsOff().touch()
            for (door in listOf("Mapa", "Guardados", "Lo que te interesa")) touch(door)
            did("here true", "map", "saved", "interests")
        }
    }

    @Test
    fun `why lists every part`() = stage({ WhyScreen(Block.Shown(why)) { } }) {
        assertShown("Por qué lo ves", "Cosa 1", "Estas son todas")
        onNodeWithContentDescription("Distancia. Suma mucho. Está cerca").assertIsDisplayed()
    }

    @Test
    fun `what is kept can be let go, and an empty list says what it is for`() {
        stage({ SavedScreen(Block.Shown(saved), session(SessionState.SIGNED_IN), actions = own) }) {
            assertShown("Algo que guardaste ya no está.")
            scrolledToPicture("Quitar de guardados: Cosa 2").touch()
            did("${ForYouActionKind.UNSAVE} place:2")
        }
        val empty = SavedView("Guardados", emptyList(), null, EmptyView("Nada guardado", "Guarda lo que quieras."))
        stage({ SavedScreen(Block.Shown(empty), session(SessionState.SIGNED_IN)) }) { assertShown("Nada guardado", "Guarda lo") }
    }

    @Test
    fun `nothing of the person is drawn while it is locked`() {
        stage({ SavedScreen(Block.Shown(saved), session(SessionState.LOCKED), actions = own) }) {
            assertNotThere("Cosa 2")
            touch("Desbloquear")
        }
        stage({ InterestsScreen(Block.Shown(interests), session(SessionState.LOCKED), actions = own) }) {
            assertNotThere("Música", "Sobre ti")
        }
    }

    private fun mine(check: ComposeUiTest.() -> Unit) =
        stage({ InterestsScreen(Block.Shown(interests), session(SessionState.SIGNED_IN), actions = own) }, check)

    @Test
    fun `more, less and forget, and a wish is taken back by a second touch`() = mine {
        scrolledToPicture("Más: Música").assertIsOn().performClick()
        did("forget music")
        scrolledToPicture("Menos: Música").assertIsOff().touch()
        did("${InterestWish.LESS} music")
        scrolledToPicture("Olvidar: Música").touch()
        did("forget music")
        scrolledToPicture("Más: Danza").touch()
        did("${InterestWish.MORE} dance")
        onNodeWithContentDescription("Olvidar: Danza").assertDoesNotExist()
    }

    @Test
    fun `what a person tells replaces what they told, and an age is told once`() = mine {
        scrolledTo("Salgo con niños").touch()
        scrolledTo("De 27 a 64 años").assertIsOn().touch()
        scrolledTo("Familia numerosa").touch()
        assertEquals(true, about.told.copy(withChildren = true) == done[0])
        assertEquals(null, (done[1] as AboutRequest).age)
        assertEquals(listOf(HeldCard.LARGE_FAMILY), (done[2] as AboutRequest).cards)
    }

    @Test
    fun `everything is erased only after it was said what that means`() = mine {
        scrolledTo("Borrar lo aprendido").touch()
        did()
        scrolledTo("Se borra lo que la app ha aprendido.")
        onAllNodes(hasText("Borrar lo aprendido"))[1].performScrollTo().touch()
        did("erase")
    }
}
