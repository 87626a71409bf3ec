// Letters twice as large on a narrow phone: every word of every screen is there in full, within the screen.

@file:OptIn(ExperimentalTestApi::class)

package es.madrid.ui

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.requiredSize
import androidx.compose.runtime.Composable
import androidx.compose.runtime.CompositionLocalProvider
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.test.ExperimentalTestApi
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.getUnclippedBoundsInRoot
import androidx.compose.ui.test.v2.runComposeUiTest
import androidx.compose.ui.text.TextLayoutResult
import androidx.compose.ui.unit.Density
import androidx.compose.ui.unit.dp
import es.madrid.kit.AgendaQuestion
import es.madrid.kit.Block
import es.madrid.kit.BlockId
import es.madrid.kit.ExplanationView
import es.madrid.kit.HomeItem
import es.madrid.kit.PaymentStage
import es.madrid.kit.PlaceKind
import es.madrid.kit.PlaceNeed
import es.madrid.kit.PlacesQuestion
import es.madrid.kit.SessionState
import es.madrid.kit.SubjectView
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** Longer than any of these screens, so that everything is drawn. */
private val long = 6_000.dp
private val narrow = 320.dp

class LargeLettersTest {
    private val thing = item("1", pressing = true)
    private val owe = block(BlockId.OWE, listOf(thing), notice = "Multas: no contesta", next = "1")
    private val subjects =
        listOf("Carmen Ortega Ruiz" to "Tú", "Hugo Marín Ortega" to "Menor a tu cargo").map { (name, relation) ->
            SubjectView(name, name, relation, isCurrent = relation == "Tú")
        }
    private val trouble =
        ExplanationView("Sin conexión", "Ves lo último que guardamos.", "Comprueba tu red.", "net.unreachable")

    private val screens: Map<String, @Composable () -> Unit> = mapOf(
        "welcome" to { WelcomeScreen(welcome, trouble) },
        "sign-in" to { SignInScreen(invitation, trouble = trouble) },
        "gate" to {
            val out = home(SessionState.SIGNED_OUT)
            HomeScreen(Block.Shown(out.copy(session = out.session.copy(title = "Entra", body = "Para ver lo tuyo."))))
        },
        "home" to {
            val view = home(
                blocks = listOf(owe), subjects = subjects, actingFor = "Actúas por Hugo", pending = listOf(change),
            )
            HomeScreen(Block.Shown(view), Around(listOf(trouble)))
        },
        "item" to { ItemScreen(Block.Shown(HomeItem(thing, owe)), help) },
        "arrange" to { ArrangeScreen(arrange) },
        "subjects" to { SubjectsScreen(Block.Shown(home(subjects = subjects))) },
        "places" to {
            val question = PlacesQuestion("piscina", PlaceKind.LIBRARY, listOf(PlaceNeed.WIFI))
            PlacesScreen(Block.Shown(list(List(3) { row("$it", PlaceKind.PARK) })), AroundPlaces(filter, question))
        },
        "filter" to { FilterScreen(filter, PlacesQuestion()) },
        "place" to { PlaceScreen(Block.Shown(place)) },
        "profile" to {
            ProfileScreen(Block.Shown(profile()), AroundProfile(session(SessionState.SIGNED_IN), isEditing = true))
        },
        "consents" to { ConsentsScreen(Block.Shown(profile()), session(SessionState.SIGNED_IN)) },
        "settings" to { SettingsScreen(Block.Shown(settings), AroundSettings(session(SessionState.SIGNED_IN))) },
        "for-you" to { ForYouScreen(Block.Shown(forYou), AroundForYou("Cerca de mí", hasPerson = true)) },
        "why" to { WhyScreen(Block.Shown(why)) },
        "saved" to { SavedScreen(Block.Shown(saved), session(SessionState.SIGNED_IN)) },
        "interests" to { InterestsScreen(Block.Shown(interests), session(SessionState.SIGNED_IN)) },
        "agenda" to { AgendaScreen(Block.Shown(agenda), AroundAgenda(agendaFilter)) },
        "agenda-filter" to { AgendaFilterScreen(Block.Shown(agendaFilter), AgendaQuestion()) },
        "event" to { EventScreen(Block.Shown(event), Keeping(isKept = true) {}) },
        "map" to { MapScreen(Block.Shown(cityMap), AroundMap("Cerca de mí")) },
        "bookables" to { BookablesScreen(Block.Shown(bookables)) },
        "times" to { TimesScreen(Block.Shown(slots)) },
        "bookings" to { BookingsScreen(Block.Shown(bookings), AroundBookings(session(SessionState.SIGNED_IN))) },
        "payment" to { PaymentScreen(Block.Shown(payment(PaymentStage.PREPARED))) },
        "payment-open" to { PaymentScreen(Block.Shown(payment(PaymentStage.AWAITING_PAYER)), AroundPayment(isAsking = true)) },
        "payments" to { PaymentsScreen(Block.Shown(payments)) },
        "receipts" to { ReceiptsScreen(Block.Shown(receipts)) },
        "receipt" to { ReceiptScreen(Block.Shown(receipt)) },
        "fines" to { FinesScreen(Block.Shown(fines)) },
        "fine" to { FineScreen(Block.Shown(fine())) },
        "fine-allege" to { AllegeScreen(Block.Shown(fine())) },
        "fine-driver" to { NameDriverScreen(Block.Shown(fine())) },
        "verify-fine" to { VerifyFineScreen(verifyForm, verified) },
        "taxes" to { TaxesScreen(Block.Shown(taxes), AroundTaxes(session(SessionState.SIGNED_IN))) },
        "tax" to { TaxScreen(Block.Shown(bill), AroundTaxes(session(SessionState.SIGNED_IN), listOf(trouble))) },
        "tax-by-bank" to { TaxScreen(Block.Shown(charged), AroundTaxes(session(SessionState.SIGNED_IN))) },
        "tax-calendar" to { TaxCalendarScreen(Block.Shown(taxCalendar), AroundTaxes(session(SessionState.SIGNED_IN))) },
        "tax-certificate" to { TaxCertificateScreen(Block.Shown(certificate), AroundTaxes(session(SessionState.SIGNED_IN))) },
        "cards" to { WalletScreen(Block.Shown(wallet)) },
        "card" to { CardScreen(Block.Shown(cardDetail)) },
        "card-add" to { AddCardScreen(Block.Shown(addCard)) },
        "card-offer" to { OfferScreen(Block.Shown(offer)) },
        "card-scan" to { ScanScreen(scanForm, actions = ScanActions(camera = {}, picture = {})) },
        "card-share" to { ShareScreen(Block.Shown(consent)) },
        "card-codes" to { SharedScreen(shared) },
        "card-history" to { CardHistoryScreen(Block.Shown(cardHistory)) },
        "card-moving" to { MovingScreen(moving, moved) },
        "card-reader" to { ReaderScreen(cardReader) },
        "card-question" to { ReaderAskScreen(Block.Shown(cardQuestion), scanForm, ReadSoFar("Leído 1 de 3")) },
        "card-reading" to { ReaderAskScreen(Block.Shown(cardQuestion), scanForm, ReadSoFar(null, reading)) },
        "failure" to { FailureScreen(trouble) },
        "tabs" to { Frame(Tab.HOME, {}) {} },
    )

    @Test
    fun `nothing is cut off, no word is broken, and nothing is wider than the phone`() {
        val cut = screens.flatMap { (name, screen) -> cutOff(screen).map { "$name: $it" } }
        assertEquals(emptyList(), cut)
    }

    @Test
    fun `the test sees a word that is broken`() {
        val broken = cutOff { Box(Modifier.requiredSize(60.dp, 400.dp)) { CardText("Documentación") } }
        assertEquals(listOf("Documentación is broken inside a word"), broken)
    }

    @Test
    fun `the test sees what is cut off`() {
        val cut = cutOff { Box(Modifier.requiredSize(120.dp, 20.dp)) { CardText("de la que sea") } }
        assertEquals(listOf("de la que sea is cut off"), cut)
    }

    private fun cutOff(screen: @Composable () -> Unit): List<String> {
        val cut = mutableListOf<String>()
        runComposeUiTest {
            setContent {
                CompositionLocalProvider(LocalDensity provides Density(1f, fontScale = 2f)) {
                    Box(Modifier.requiredSize(narrow, long)) { MadridTheme { WithWords(words, screen) } }
                }
            }
            val texts = onAllNodes(hasLayout, useUnmergedTree = true)
            val nodes = texts.fetchSemanticsNodes()
            assertTrue(nodes.isNotEmpty())
            nodes.forEachIndexed { place, node ->
                val layouts = mutableListOf<TextLayoutResult>()
                node.config[SemanticsActions.GetTextLayoutResult].action?.invoke(layouts)
                val bounds = texts[place].getUnclippedBoundsInRoot()
                val words = layouts.joinToString { it.layoutInput.text.text }
                if (layouts.any { it.breaksAWord }) cut += "$words is broken inside a word"
                if (layouts.any { it.isCutOff }) cut += "$words is cut off"
                if (bounds.right - bounds.left > narrow) cut += "$words is wider than the phone"
            }
        }
        return cut
    }

    /** A part of a pixel is lost where lengths are made whole ones; more is not. */
    private val TextLayoutResult.isCutOff: Boolean
        get() = multiParagraph.didExceedMaxLines || multiParagraph.height > size.height + 1 ||
            (0 until lineCount).any { getLineRight(it) - getLineLeft(it) > size.width + 1 }

    /** An address is one long word: it has to break somewhere. */
    private val TextLayoutResult.breaksAWord: Boolean
        get() = '@' !in layoutInput.text && (0 until lineCount - 1).map { getLineEnd(it) }.any { end ->
            layoutInput.text[end - 1].isLetter() && layoutInput.text[end].isLetter()
        }

    private val hasLayout = SemanticsMatcher("has a text layout") { SemanticsActions.GetTextLayoutResult in it.config }
}
