// A card from the counter's screen to the phone and to the desk's screen: both screens are a real browser's, and the phone reads their codes
// as a camera would.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.desktop

import androidx.compose.ui.graphics.asSkiaBitmap
import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.captureToImage
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.onRoot
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performTextReplacement
import es.madrid.kit.ChosenFile
import org.jetbrains.skia.Image
import org.junit.jupiter.api.Test
import java.nio.file.Path
import kotlin.io.path.writeBytes
import kotlin.test.assertFalse
import kotlin.test.assertTrue

class CardDesksTest : OnScreen() {
    private val pictures: Path = Path.of(checkNotNull(System.getProperty("madrid.pictures")) { "madrid.pictures is not set" })

    private fun ComposeUiTest.picture(name: String) {
        waitForIdle()
        val drawn = Image.makeFromBitmap(onRoot().captureToImage().asSkiaBitmap())
        pictures.resolve("$name.png").writeBytes(checkNotNull(drawn.encodeToData()) { "no picture" }.bytes)
    }

    /** From the cards: the screen with the code is held before the camera. */
    private fun ComposeUiTest.read(screen: Screenful) {
        chosen = ChosenFile("screen.png", screen.bytes())
        scrollAndTouch("Leer un código")
        touch("Abrir una imagen")
    }

    private fun ComposeUiTest.take(offer: Screenful) {
        read(offer)
        await("Una tarjeta para ti")
        val code = checkNotNull(Regex("\"code\":\"([0-9]+)\"").find(offer.told)) { "the counter says no code" }.groupValues[1]
        onNode(hasSetTextAction()).performTextReplacement(code)
        picture("phone-offer")
        scrollAndTouch("Recibir")
        await("Ya está en tu móvil")
        scrollAndTouch("Entendido")
        await("Lo que dice")
        picture("phone-card")
        touchPicture("Volver")
    }

    private fun ComposeUiTest.share(question: Screenful) {
        read(question)
        await("Te piden una tarjeta")
        picture("phone-question")
        scrollAndTouch("Compartir")
        await("Enviada")
        picture("phone-sent")
        touchPicture("Volver")
    }

    private fun ComposeUiTest.refuse(question: Screenful) {
        read(question)
        await("Te piden una tarjeta")
        scrollAndTouch("No compartir")
        await("No se ha compartido nada")
        touchPicture("Volver")
    }

    @Test
    fun `a card comes from the counter's screen, is shown at the desk's, is refused, and is taken back`() = app("p-antonio") { city ->
        signIn()
        hearWhomToTrust()
        touch("Perfil")
        scrollAndTouch("Tarjetas")
        CityDesk(city.url, pictures).use { desk ->
            take(desk.counter("p-antonio", "senior_card_sd_jwt"))
            share(desk.ask("senior_curious"))
            val seen = desk.answer("desk-answer").told
            assertTrue("Vale." in seen && "Mayor de 65" in seen && "Fecha de nacimiento" in seen, seen)
            assertFalse("Antonio" in seen, "the first name was not asked for: $seen")
            refuse(desk.ask("senior_curious"))
            val nothing = desk.answer("desk-refused").told
            assertTrue("la persona ha dicho que no" in nothing, nothing)
            assertTrue("revoked" in desk.revoke().told)
        }
        val card = hasContentDescription("Tarjeta madridmayor", substring = true) and hasClickAction()
        await(card)
        onNode(card).performClick()
        scrollAndTouch("Comprobar ahora")
        await("Anulada.")
        picture("phone-revoked")
    }
}
