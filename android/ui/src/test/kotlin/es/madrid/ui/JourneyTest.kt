// The way through the app: forward, back, from tab to tab, along a link, and after the process has ended.

package es.madrid.ui

import androidx.compose.runtime.saveable.SaverScope
import es.madrid.kit.BlockId
import es.madrid.kit.DebtKind
import es.madrid.kit.Destination
import es.madrid.kit.PlaceKind
import es.madrid.kit.ReaderQuestion
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertNotEquals
import kotlin.test.assertNotNull
import kotlin.test.assertNull
import kotlin.test.assertTrue

class JourneyTest {
    private val start = Journey()

    @Test
    fun `back leads to the screen before, then to the first tab, then out`() {
        val deep = start.turn(Tab.PLACES).go(Screen.Place("1"))
        assertEquals(Screen.Place("1"), deep.screen)
        val places = assertNotNull(deep.back())
        assertEquals(Screen.Places, places.screen)
        val home = assertNotNull(places.back())
        assertEquals(Screen.Home, home.screen)
        assertNull(home.back())
    }

    @Test
    fun `a tab is found as it was left, and touched again it begins anew`() {
        val left = start.turn(Tab.PLACES).go(Screen.Place("1")).turn(Tab.PROFILE).turn(Tab.PLACES)
        assertEquals(Screen.Place("1"), left.screen)
        assertEquals(Screen.Places, left.turn(Tab.PLACES).screen)
    }

    @Test
    fun `a screen is not opened above itself`() {
        val once = start.go(Screen.Item(BlockId.OWE, "1"))
        assertEquals(once, once.go(Screen.Item(BlockId.OWE, "1")))
        assertEquals(3, once.go(Screen.Item(BlockId.OWE, "2")).trail.size)
    }

    @Test
    fun `a link has the way back that a person would have come`() {
        val links = mapOf(
            Destination.Home to listOf(Screen.Home),
            Destination.Places("piscina", PlaceKind.LIBRARY) to listOf(Screen.Places),
            Destination.Place("7") to listOf(Screen.Places, Screen.Place("7")),
            Destination.Profile to listOf(Screen.Profile),
            Destination.Consents to listOf(Screen.Profile, Screen.Consents),
            Destination.Settings to listOf(Screen.Profile, Screen.Settings),
            Destination.Agenda to listOf(Screen.Agenda),
            Destination.Event("9") to listOf(Screen.Agenda, Screen.Event("9")),
            Destination.ForYou to listOf(Screen.Home, Screen.ForYou),
            Destination.Map to listOf(Screen.Places, Screen.Map),
            Destination.Saved to listOf(Screen.Profile, Screen.Saved),
            Destination.Interests to listOf(Screen.Profile, Screen.Interests),
            Destination.Bookings to listOf(Screen.Profile, Screen.Bookings),
            Destination.Payments to listOf(Screen.Profile, Screen.Payments),
            Destination.Receipts to listOf(Screen.Profile, Screen.Payments, Screen.Receipts),
            Destination.Fines to listOf(Screen.Profile, Screen.Fines),
            Destination.VerifyFine to listOf(Screen.Profile, Screen.VerifyFine),
            Destination.Taxes to listOf(Screen.Profile, Screen.Taxes),
            Destination.TaxCalendar to listOf(Screen.Profile, Screen.Taxes, Screen.TaxCalendar),
            Destination.TaxCertificate to listOf(Screen.Profile, Screen.Taxes, Screen.TaxCertificate),
            Destination.Letters to listOf(Screen.Profile, Screen.Letters),
            Destination.Refunds to listOf(Screen.Profile, Screen.Refunds),
        )
        for ((link, trail) in links) assertEquals(trail, start.go(Screen.Arrange).follow(link).trail, "$link")
        assertEquals(start, start.follow(Destination.SignIn), "the invitation comes above what is there")
    }

    @Test
    fun `every screen has a key of its own, also the same one in two places`() {
        val twice = start.go(Screen.Place("1")).turn(Tab.PLACES).go(Screen.Place("1"))
        assertEquals(Tab.entries.size + 2, twice.keys.size)
        assertTrue(twice.key in twice.keys)
        assertNotEquals(start.go(Screen.Place("1")).key, start.go(Screen.Place("2")).key)
    }

    @Test
    fun `the journey is there again after the process has ended`() {
        val screens = listOf(
            Screen.Item(BlockId.DO, "debt 1"), Screen.Arrange, Screen.Subjects, Screen.Place("a b c"), Screen.Filter,
            Screen.Consents, Screen.Settings, Screen.SignIn, Screen.Agenda, Screen.AgendaFilter, Screen.Event("9"), Screen.Map,
            Screen.ForYou, Screen.Why("place:12"), Screen.Saved, Screen.Interests, Screen.Bookings, Screen.Bookables("7"),
            Screen.Times("75"), Screen.Pay(DebtKind.FINE, "482 190"), Screen.Payment(7), Screen.Payments, Screen.Receipts,
            Screen.Receipt("R-2026-0000001"), Screen.Fines, Screen.Fine("482190375"), Screen.Allege("482190375"),
            Screen.NameDriver("482190375"), Screen.VerifyFine,
            Screen.Taxes, Screen.Tax("0004417203391"), Screen.TaxCalendar,
            Screen.TaxCertificate,
            Screen.Letters, Screen.Letter(7), Screen.LetterReceipt("R-1"), Screen.Several,
            Screen.Together(listOf(7, 9)), Screen.Refunds, Screen.Refund(2), Screen.AskRefund("R-2026-0000001"),
            Screen.Wallet, Screen.Card(3), Screen.AddCard, Screen.Offer(4), Screen.Scan, Screen.Share(5), Screen.Shared(5),
            Screen.CardHistory, Screen.Moving, Screen.Reader, Screen.ReaderAsk(ReaderQuestion.SENIOR),
        )
        val journey = screens.fold(start.turn(Tab.PROFILE), Journey::go).turn(Tab.PLACES)
        val kept = assertNotNull(with(Journey.saver) { SaverScope { it is String }.save(journey) })
        assertEquals(journey, Journey.saver.restore(kept))
    }
}
