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
}

internal fun destination(core: CoreDestination): Destination = when (core) {
    is CoreDestination.Home -> Destination.Home
    is CoreDestination.Places -> Destination.Places(core.text, core.kind)
    is CoreDestination.Place -> Destination.Place(core.id)
    is CoreDestination.Profile -> Destination.Profile
    is CoreDestination.Consents -> Destination.Consents
    is CoreDestination.Settings -> Destination.Settings
    is CoreDestination.SignIn -> Destination.SignIn
}
