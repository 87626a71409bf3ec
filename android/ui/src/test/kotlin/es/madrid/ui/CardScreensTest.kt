// The screens of cards: what can be read, what is as easy to touch as the other thing, and what codes look like.

package es.madrid.ui

import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.toPixelMap
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.getUnclippedBoundsInRoot
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performTextInput
import androidx.compose.ui.test.v2.runComposeUiTest
import es.madrid.kit.Block
import es.madrid.kit.EmptyView
import es.madrid.kit.OfferStage
import es.madrid.kit.ReaderVerdict
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

@OptIn(ExperimentalTestApi::class)
class CardScreensTest {
    private val done = mutableListOf<String>()

    @Test
    fun `an issuer's colours are taken where they can be read, and ours where not`() {
        val ours = CardColours(Color.Black, Color.White)
        assertEquals(Color(10, 92, 74), cardColours("#0a5c4a", "#ffffff", ours).ground)
        val unreadable = listOf("#ffff00" to "#ffffff", "#777777" to "#888888", null to "#ffffff", "#0a5c4a" to null)
        val none = listOf("green" to "#ffffff", "#0a5c4" to "#ffffff", "#0a5cxx" to "#ffffff")
        for ((ground, ink) in unreadable + none) assertEquals(ours, cardColours(ground, ink, ours), "$ground on $ink")
    }

    @Test
    fun `every card, every offer and whoever asks opens, and so does the rest`() = stage(
        {
            WalletScreen(
                Block.Shown(wallet),
                actions = WalletActions(
                    open = { done += "card $it" },
                    offer = { done += "offer $it" },
                    answer = { done += "answer $it" },
                    add = { done += "add" },
                    scan = { done += "scan" },
                    reader = { done += "reader" },
                    history = { done += "history" },
                    moving = { done += "moving" },
                ),
            )
        },
    ) {
        scrolledToPicture("Piscina de la Elipa. Responder").performClick()
        scrolledToPicture(offer.accessibilityLabel).performClick()
        scrolledToPicture(card().accessibilityLabel).performClick()
        for (label in with(wallet) { listOf(addLabel, scanLabel, readerLabel, historyLabel, movingLabel) }) scrolledTo(label).touch()
        assertEquals(listOf("answer 5", "offer 4", "card 3", "add", "scan", "reader", "history", "moving"), done)
    }

    @Test
    fun `a card is taken off only once the person was told what that means`() = stage(
        { CardScreen(Block.Shown(cardDetail), actions = WalletActions(delete = { done += "delete $it" })) },
    ) {
        scrolledTo("Quitar del móvil").touch()
        assertEquals(emptyList(), done)
        scrolledTo("Se borra de este móvil.")
        scrolledTo("Quitar del móvil").touch()
        assertEquals(listOf("delete 3"), done)
    }

    @Test
    fun `a yes to an offer brings the code that was typed`() = stage(
        {
            val actions = OffersActions(accept = { id, code -> done += "$id $code" }, cancel = { done += "no $it" })
            OfferScreen(Block.Shown(offer), actions = actions)
        },
    ) {
        onNodeWithContentDescription("Código que te han dado").performScrollTo().performTextInput("123456")
        scrolledTo("Recibirla").touch()
        scrolledTo("No, gracias").touch()
        assertEquals(listOf("4 123456", "no 4"), done)
    }

    @Test
    fun `a card that is here leads to it`() = stage(
        {
            val kept = offer.copy(stage = OfferStage.KEPT, card = 9, acceptLabel = null, code = null, cancelLabel = "Entendido")
            OfferScreen(Block.Shown(kept), actions = OffersActions(open = { done += "open $it" }))
        },
    ) {
        scrolledTo("Entendido").touch()
        assertEquals(listOf("open 9"), done)
    }

    @Test
    fun `yes and no are as large as each other and look the same, below everything there is to know`() = stage(
        {
            val actions = ShareActions({ id, _ -> done += "other $id" }, share = { done += "yes" }, refuse = { done += "no" })
            ShareScreen(Block.Shown(consent), actions = actions)
        },
    ) {
        assertShown("Piscina de la Elipa", "Nadie responde por quien te pregunta.")
        scrolledTo("No tenían permiso para pedirlo")
        scrolledTo("Sin ella").touch()
        scrolledTo("No se sabe quién es.")
        val (yes, no) = listOf("Compartir", "No compartir").map { label ->
            val node = scrolledTo(label)
            val bounds = node.getUnclippedBoundsInRoot()
            node.touch()
            val pixels = node.captureToImage().toPixelMap()
            Triple(bounds.right - bounds.left, bounds.bottom - bounds.top, pixels[pixels.width / 8, pixels.height / 2])
        }
        assertEquals(yes, no)
        assertEquals(listOf("other 5", "yes", "no"), done)
    }

    @Test
    fun `who has nothing to show can only say no`() = stage(
        {
            val nothing = EmptyView("No la tienes", "Nada sale de tu móvil.")
            ShareScreen(Block.Shown(consent.copy(choice = null, cards = emptyList(), nothing = nothing)))
        },
    ) {
        scrolledTo("No compartir")
        onNodeWithText("Compartir").assertDoesNotExist()
    }

    @Test
    fun `a code is black on white with a border of four squares, in the dark too`() = runComposeUiTest {
        setContent { MadridTheme(dark = true) { WithWords(words) { SharedScreen(shared) } } }
        val pixels = onNodeWithContentDescription(shared.headline).captureToImage().toPixelMap()
        val side = pixels.width / 29
        val edge = (pixels.width - side * 21) / 2
        fun at(x: Int, y: Int) = pixels[edge + x * side + side / 2, edge + y * side + side / 2]
        assertEquals(listOf(Color.White, Color.Black, Color.White), listOf(at(0, 0), at(1, 0), at(2, 0)))
        assertEquals(Color.Black, at(0, 1))
        for (place in -4..-1) assertEquals(Color.White, at(place, 10), "$place")
        assertTrue(edge >= 4 * side)
    }

    @Test
    fun `what is pasted is read once, and the field is empty again`() = stage(
        { ScanScreen(scanForm, actions = ScanActions(read = { done += it }, picture = { done += "picture" })) },
    ) {
        onNode(hasSetTextAction()).performTextInput("openid4vp://?x")
        scrolledTo("Seguir").touch()
        scrolledTo("Seguir").touch()
        scrolledTo("Abrir una imagen").touch()
        assertEquals(listOf("openid4vp://?x", "picture"), done)
    }

    @Test
    fun `a verdict says it in words, and the question is gone`() = stage(
        { ReaderAskScreen(Block.Shown(cardQuestion), scanForm, ReadSoFar("Leído 3 de 3", reading.copy(verdict = ReaderVerdict.BAD))) },
    ) {
        assertShown("Parece buena", "No se sabe si la retiraron.")
        onNodeWithContentDescription(cardQuestion.code.text).assertDoesNotExist()
    }

    @Test
    fun `a file wants the phrase`() = stage(
        { MovingScreen(moving, moved, actions = MovingActions(out = { done += "out $it" }, into = { done += "in $it" })) },
    ) {
        onNode(hasSetTextAction()).performTextInput("cuatro gatos")
        scrolledTo("Hacer el archivo").touch()
        scrolledTo("Abrir el archivo").touch()
        assertEquals(listOf("out cuatro gatos", "in cuatro gatos"), done)
    }
}
