// Where a link leads. The core reads links; a screen cannot see inside an alias of the core's own type.

package es.madrid.kit

import es.madrid.core.Destination as CoreDestination

/** A screen that can be opened from outside the app. */
sealed interface Destination {
    /** The first screen. */
    data object Home : Destination

    /** The places, perhaps already searched for [text] or kept to a [kind]. */
    data class Places(val text: String = "", val kind: PlaceKind? = null) : Destination

    /** One place, by the `id` of its row. */
    data class Place(val id: String) : Destination

    /** The person's own data. */
    data object Profile : Destination

    /** What the person likes and allows. */
    data object Consents : Destination

    /** This phone. */
    data object Settings : Destination

    /** What signing in is for, and its button. */
    data object SignIn : Destination

    /** What is on. */
    data object Agenda : Destination

    /** One event, by the `id` of its row. */
    data class Event(val id: String) : Destination

    /** What the city has for the person. */
    data object ForYou : Destination

    /** What is near, on a map. */
    data object Map : Destination

    /** What the person keeps for later. */
    data object Saved : Destination

    /** What the phone thinks of the person. */
    data object Interests : Destination

    /** What the person has booked. */
    data object Bookings : Destination

    /** What the person pays and has paid. */
    data object Payments : Destination

    /** The proofs of it. */
    data object Receipts : Destination

    /** The person's fines. */
    data object Fines : Destination

    /** Whether a fine is real. */
    data object VerifyFine : Destination

    /** The person's taxes. */
    data object Taxes : Destination

    /** The dates of the year, for everybody. */
    data object TaxCalendar : Destination

    /** The certificate of debts. */
    data object TaxCertificate : Destination

    /** Paying a letter by its reference. */
    data object Letters : Destination

    /** The money that comes back. */
    data object Refunds : Destination

    /** The person's cards. */
    data object Wallet : Destination
}

/** The schemes of links that offer a card or ask for one (OpenID4VCI 1.0, OpenID4VP 1.0, HAIP 1.0). */
private val CARD_SCHEMES = setOf("openid-credential-offer", "haip-vci", "openid4vp", "haip-vp")

/** Where an issuer's page returns to. */
private const val WAY_BACK = "es.madrid.movil:/wallet"

/** Whether a link is the way back from an issuer's page. Whose it is, the core says. */
val String.isWayBack: Boolean get() = substringBefore('?') == WAY_BACK

/** Whether a link is about cards. What it wants, the core says. */
val String.isOfCards: Boolean get() = isWayBack || substringBefore(':') in CARD_SCHEMES

internal fun destination(core: CoreDestination): Destination = when (core) {
    is CoreDestination.Home -> Destination.Home
    is CoreDestination.Places -> Destination.Places(core.text, core.kind)
    is CoreDestination.Place -> Destination.Place(core.id)
    is CoreDestination.Profile -> Destination.Profile
    is CoreDestination.Consents -> Destination.Consents
    is CoreDestination.Settings -> Destination.Settings
    is CoreDestination.SignIn -> Destination.SignIn
    is CoreDestination.Agenda -> Destination.Agenda
    is CoreDestination.Event -> Destination.Event(core.id)
    is CoreDestination.ForYou -> Destination.ForYou
    is CoreDestination.Map -> Destination.Map
    is CoreDestination.Saved -> Destination.Saved
    is CoreDestination.Interests -> Destination.Interests
    is CoreDestination.Bookings -> Destination.Bookings
    is CoreDestination.Payments -> Destination.Payments
    is CoreDestination.Receipts -> Destination.Receipts
    is CoreDestination.Fines -> Destination.Fines
    is CoreDestination.VerifyFine -> Destination.VerifyFine
    is CoreDestination.Taxes -> Destination.Taxes
    is CoreDestination.TaxCalendar -> Destination.TaxCalendar
    is CoreDestination.TaxCertificate -> Destination.TaxCertificate
    is CoreDestination.Letters -> Destination.Letters
    is CoreDestination.Refunds -> Destination.Refunds
}
