// What there is to see on the tour.

package es.madrid.desktop

/** How much of a list is shown, in dp. */
private const val SOME_ROWS = 1_600

/** Everything but the first screens of single persons. */
internal object Sights {
    val welcome = Sight("welcome", "Welcome", isMain = true)
    val gate = Sight("signed-out", "Signed out", isMain = true)
    val signIn = Sight("sign-in", "Before signing in", isMain = true)
    val loading = Sight("loading", "Loading", isMain = true)
    val empty = Sight("empty", "A new phone that has not reached the city", isMain = true)
    val error = Sight("error", "The app cannot be opened", isMain = true)

    val home = Sight("home", "Home", isMain = true)
    val subjects = Sight("subjects", "For whom to act", isMain = true)
    val item = Sight("item", "One thing of home", isMain = true)
    val arrange = Sight("arrange", "Arranging home", isMain = true)
    val places = Sight("places", "Places", isMain = true, longest = SOME_ROWS)
    val filter = Sight("filter", "Filter of places", isMain = true)
    val found = Sight("search-found", "Places found", isMain = true, longest = SOME_ROWS)
    val notFound = Sight("search-empty", "No place found", isMain = true)
    val place = Sight("place", "One place", isMain = true)
    val profile = Sight("profile", "Profile", isMain = true)
    val mistake = Sight("contact-mistake", "A wrong telephone number", isMain = true)
    val consents = Sight("consents", "Consents", isMain = true)
    val settings = Sight("settings", "Settings", isMain = true)
    val locked = Sight("locked", "Locked", isMain = true)
    val offline = Sight("offline", "Offline, with data of three days ago", isMain = true)
    val ended = Sight("session-ended", "The session has ended", isMain = true)

    val forYou = Sight("for-you", "For you", isMain = true, longest = SOME_ROWS)
    val why = Sight("why", "Why something is recommended", isMain = true)
    val forYouOff = Sight("for-you-off", "Recommendations are off")
    val forYouOfNobody = Sight("for-you-nobody", "For you, without a person", longest = SOME_ROWS)
    val saved = Sight("saved", "Kept for later", isMain = true)
    val nothingSaved = Sight("saved-empty", "Nothing kept for later")
    val interests = Sight("interests", "My interests", isMain = true, longest = SOME_ROWS)
    val agenda = Sight("agenda", "Agenda", isMain = true, longest = SOME_ROWS)
    val agendaFilter = Sight("agenda-filter", "Filter of the agenda", isMain = true, longest = SOME_ROWS)
    val noEvents = Sight("agenda-empty", "Nothing in the agenda")
    val event = Sight("event", "One event", isMain = true)
    val map = Sight("map", "Map", isMain = true, longest = SOME_ROWS)
    val mapNear = Sight("map-near", "Map of what is near", longest = SOME_ROWS)
    val bookable = Sight("book", "What can be booked at a place", isMain = true)
    val times = Sight("book-times", "Times to book", isMain = true, longest = SOME_ROWS)
    val confirming = Sight("book-confirm", "A time is chosen")
    val bookings = Sight("bookings", "Bookings", isMain = true)
    val noBookings = Sight("bookings-empty", "No bookings")
    val callingOff = Sight("bookings-call-off", "Before calling a booking off")
    val bookedOffline = Sight("bookings-waiting", "A booking waits for the network")
    val timesOffline = Sight("book-offline", "Times without the network")

    val acting = Sight("acting", "Acting for a child")
    val filtered = Sight("places-filtered", "Places of one kind", longest = SOME_ROWS)
    val removal = Sight("removal", "What removing my data takes away")
    val left = Sight("left", "Signed out, the data stay locked")
    val hidden = Sight("block-hidden", "A block is hidden")
    val partDown = Sight("part-down", "A part of the city does not answer")
    val partSilent = Sight("part-silent", "A part of the city has never answered")
    val waiting = Sight("change-waiting", "A change waits for the network")
    val toConfirm = Sight("change-to-confirm", "A change waits for the person")
    val conflict = Sight("change-conflict", "A change was made in two places")
    val conflictAtHome = Sight("change-conflict-home", "The same, on home")
    val stranger = Sight("other-person", "The phone holds somebody else's data")
    val badLink = Sight("bad-link", "A link that leads nowhere")

    /** The first screen of somebody whom the city knows. */
    fun homeOf(persona: Persona) = Sight("home-${persona.name}", "Home of ${persona.name}")
}
