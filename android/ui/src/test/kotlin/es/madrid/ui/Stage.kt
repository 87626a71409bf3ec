// Where the tests draw a screen, and what they ask of it.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.ui

import androidx.compose.runtime.Composable
import androidx.compose.ui.test.ComposeUiTest
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsNodeInteraction
import androidx.compose.ui.test.assertHeightIsAtLeast
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.assertWidthIsAtLeast
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasScrollToNodeAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollToNode
import androidx.compose.ui.test.v2.runComposeUiTest
import androidx.compose.ui.unit.dp
import es.madrid.kit.WordsView

/** The words around every screen. */
internal val words = WordsView(
    home = "Inicio",
    places = "Lugares",
    profile = "Perfil",
    settings = "Ajustes",
    consents = "Permisos",
    back = "Volver",
    close = "Cerrar",
    retry = "Otra vez",
    refresh = "Actualizar",
    loading = "Cargando",
    agenda = "Agenda",
    forYou = "Para ti",
    map = "Mapa",
    saved = "Guardados",
    interests = "Lo que te interesa",
    bookings = "Tus reservas",
    payments = "Pagos",
    receipts = "Pagos hechos",
    fines = "Multas",
    verifyFine = "¿Es real esta multa?",
    taxes = "Tus impuestos",
    taxCalendar = "Calendario de impuestos",
    taxCertificate = "Certificado de deudas",
    letters = "Pagar una carta",
    refunds = "Dinero de vuelta",
    wallet = "Tarjetas",
    several = "Pagar varios",
    times = "Ver horas",
    keep = "Guardar",
    unkeep = "Quitar de guardados",
)

/** Draws [screen] with its words, and does [check]. */
internal fun stage(screen: @Composable () -> Unit, check: ComposeUiTest.() -> Unit) = runComposeUiTest {
    setContent { MadridTheme { WithWords(words, screen) } }
    check()
}

internal fun ComposeUiTest.assertShown(vararg texts: String) =
    texts.forEach { onNodeWithText(it, substring = true).assertIsDisplayed() }

internal fun ComposeUiTest.assertNotThere(vararg texts: String) =
    texts.forEach { onNodeWithText(it, substring = true).assertDoesNotExist() }

/** What can be touched is large enough for a finger. */
internal fun SemanticsNodeInteraction.touch() {
    assertIsDisplayed().assertHeightIsAtLeast(48.dp).assertWidthIsAtLeast(48.dp).performClick()
}

internal fun ComposeUiTest.touch(text: String) = onNodeWithText(text).touch()

/** The same for a button that has a picture instead of words. */
internal fun ComposeUiTest.touchPicture(words: String) = onNodeWithContentDescription(words).touch()

internal fun ComposeUiTest.scrolledTo(text: String): SemanticsNodeInteraction {
    onNode(hasScrollToNodeAction()).performScrollToNode(hasText(text))
    return onNodeWithText(text).assertIsDisplayed()
}

/** The same for something with a picture or a sentence of its own. */
internal fun ComposeUiTest.scrolledToPicture(words: String): SemanticsNodeInteraction {
    onNode(hasScrollToNodeAction()).performScrollToNode(hasContentDescription(words))
    return onNodeWithContentDescription(words).assertIsDisplayed()
}
