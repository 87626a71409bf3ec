// The door to the core: everything a model asks goes through here, and nothing generated goes further up.

package es.madrid.kit

import es.madrid.core.Agenda
import es.madrid.core.App
import es.madrid.core.AppException
import es.madrid.core.Bookings
import es.madrid.core.CityMap
import es.madrid.core.Fines
import es.madrid.core.Home
import es.madrid.core.InternalException
import es.madrid.core.Payments
import es.madrid.core.Places
import es.madrid.core.Profile
import es.madrid.core.Recommend
import es.madrid.core.Refunds
import es.madrid.core.Session
import es.madrid.core.Tax
import es.madrid.core.Wallet
import es.madrid.core.explainCode
import es.madrid.core.explainError
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.runBlocking
import java.util.concurrent.atomic.AtomicBoolean

/**
 * One open app: the database on this phone and the city it follows.
 *
 * Every suspending call works off the caller's thread and may be called from any. [close] lets the core go; what is
 * called afterwards throws [IllegalStateException].
 */
class Madrid private constructor(private val app: App) : AutoCloseable {
    private val places: Places = app.places()
    private val session: Session = app.session()
    private val profile: Profile = app.profile()
    private val home: Home = app.home()
    internal val agenda: Agenda = app.agenda()
    internal val cityMap: CityMap = app.map()
    internal val recommend: Recommend = app.recommend()
    private val bookings: Bookings = app.bookings()
    internal val payments: Payments = app.payments()
    internal val fineDesk: Fines = app.fines()
    internal val tax: Tax = app.tax()
    internal val refunds: Refunds = app.refunds()
    internal val wallet: Wallet = app.wallet()
    private val closed = AtomicBoolean()

    /** Where what the person began goes on, until this is closed. */
    internal val begun = CoroutineScope(SupervisorJob() + Dispatchers.Default)

    /** The language of every text: the one the person chose, else the one the app was opened with. */
    val language: Language get() = app.language()

    /**
     * The language of every text from now on, and after the next start. Flows give their view again in it.
     *
     * @throws AppException when the phone cannot keep the choice.
     */
    suspend fun chooseLanguage(language: Language) = app.chooseLanguage(language)

    /** The words of controls that belong to no view. Ask again after [chooseLanguage]. */
    fun words(): WordsView = app.words()

    /** What to show at the very first start; `null` once [endWelcome] was called on this phone. */
    fun welcome(): WelcomeView? = app.welcome()

    /**
     * The person has seen the welcome: it does not come again. Safe to repeat.
     *
     * @throws AppException when the phone cannot keep it.
     */
    suspend fun endWelcome() = app.endWelcome()

    /**
     * Where a link into the app leads.
     *
     * @throws AppException of kind `Rejected` when it is none of ours.
     */
    fun openLink(url: String): Destination = destination(app.openLink(url))

    /** What the person can set on this phone, now and after every change. It can be read signed out as well. */
    fun settings(): Flow<SettingsView> = live { app.observeSettings(SettingsTo(it)) }

    /**
     * Fetches what changed in the city and gives what the phone holds afterwards. Asking while it runs joins the
     * running one; a cancelled caller does not stop it. What is on the phone stays whatever happens, and trying again
     * is safe.
     *
     * @throws AppException when the city could not be followed to the end.
     */
    suspend fun sync(): StatusView = app.sync()

    /** The same when nobody asked, for when the app comes to the front: does nothing if the data are recent. */
    suspend fun syncIfDue(): StatusView = app.syncIfDue()

    /** What the phone holds, now and after every change. Collecting throws [AppException] when it cannot be read. */
    fun status(): Flow<StatusView> = live { app.observeStatus(StatusTo(it)) }

    /** The places near a point, now and after every change. Collecting throws [AppException] if it cannot be read. */
    fun near(request: NearRequest): Flow<PlaceListView> = live { places.observeNear(request, PlaceListTo(it)) }

    /**
     * The places whose name or address matches, best first; accents do not matter.
     *
     * @throws AppException when the request makes no sense or the database cannot be read.
     */
    suspend fun search(request: SearchRequest): PlaceListView = places.search(request)

    /**
     * Everything the city says about one place, by the `id` of a row.
     *
     * @throws AppException of kind `NotFound` when the city no longer lists it.
     */
    suspend fun show(id: String): PlaceView = places.show(id)

    /** What places can be chosen by, with its words. Ask again after [chooseLanguage]. */
    fun filter(): PlacesFilterView = places.filter()

    /** How the session stands, now and after every change. It can always be read: also signed out, also locked. */
    fun session(): Flow<SessionView> = live { session.observe(SessionTo(it)) }

    /**
     * Shows the person the login page in [browser]. The one question a session ever asks: only where the person wants
     * it. What they wrote before is sent afterwards by itself. Whatever happens, nothing on the phone is lost.
     *
     * @throws AppException of kind `Cancelled` when the person changed their mind, `Rejected` when the phone holds the
     *   data of somebody else.
     */
    suspend fun signIn(request: SignInRequest, browser: Browser): SessionView =
        session.signIn(request, BrowserOf(browser))

    /** Ends the session and locks the data, which stay for the same person. Safe to repeat. */
    suspend fun signOut(): SessionView = session.signOut()

    /** Locks the person's data: nothing personal can be read until [unlock]. Safe to repeat. */
    fun lock() = session.lock()

    /**
     * Unlocks the person's data; with the app lock on, the phone asks. Safe to repeat.
     *
     * @throws AppException of kind `Locked` when it was not the person or they said no.
     */
    suspend fun unlock(): SessionView = session.unlock()

    /** Switches on or off whether the phone asks before it shows the person's data. It asks once more. */
    suspend fun setAppLock(on: Boolean): SessionView = session.setAppLock(on)

    /** What [removeMyData] would take away. Throws [AppException] of kind `Locked` while the data are locked. */
    suspend fun removal(): RemovalView = session.removal()

    /** Removes everything of the person from this phone for good. The city keeps what it has. Safe to repeat. */
    suspend fun removeMyData(): SessionView = session.removeMyData()

    /**
     * The first screen, now and after every change. Without [here], what is near is measured from the registered
     * address. While nobody is signed in or the data are locked it has no blocks, and its session says what to do.
     */
    fun home(here: HereRequest? = null): Flow<HomeView> = live { home.observe(here, HomeTo(it)) }

    /** Shows the screen of somebody the person acts for, by the `id` of a subject; the person's own leads back. */
    suspend fun actFor(id: String) = home.actFor(id)

    /** Puts these blocks first, in this order; the others follow as they were. */
    suspend fun order(first: List<BlockId>) = home.order(first)

    /** Moves a block of the first screen one place up. Safe to repeat. */
    suspend fun raise(block: BlockId) = home.raise(block)

    /** Moves it one place down. */
    suspend fun lower(block: BlockId) = home.lower(block)

    /** Hides a block of the first screen, or shows it again. */
    suspend fun hide(block: BlockId, hidden: Boolean) = home.hide(block, hidden)

    /** What the city knows of the person. Collecting throws [AppException] of kind `Locked` while it is locked. */
    fun profile(): Flow<ProfileView> = live { profile.observe(ProfileTo(it)) }

    /**
     * Asks the city to reach the person elsewhere. It is kept before this returns, offline too, and sent once.
     *
     * @throws AppException of kind `Rejected`, with the code `input.phone` or `input.email`, when it is none.
     */
    suspend fun changeContact(request: ContactRequest): ProfileView = profile.changeContact(request)

    /** Asks the city to keep what the person likes and allows. As [changeContact]. */
    suspend fun changePreferences(request: PreferencesRequest): ProfileView = profile.changePreferences(request)

    /** The person insists on a change in conflict, by the `id` of a pending one. Safe to repeat. */
    suspend fun keepMine(id: Long): ProfileView = profile.keepMine(id)

    /** The person lets a change go that is in conflict or was refused. Safe to repeat. */
    suspend fun discard(id: Long): ProfileView = profile.discard(id)

    /** What can be booked at a place, by its `id`, or anywhere. Read from the phone. */
    suspend fun bookables(place: String? = null): BookablesView = bookings.bookables(place)

    /**
     * The times of something on a day, as the city has them now.
     *
     * @throws AppException of kind `Offline` when the city cannot be asked.
     */
    suspend fun slots(request: SlotsRequest): SlotsView = bookings.slots(request)

    /** What the person has booked. Collecting throws [AppException] of kind `Locked` while it is locked. */
    fun bookings(): Flow<BookingsView> = live { bookings.observe(BookingsTo(it)) }

    /**
     * Books a time. It is kept before this returns, offline too, and sent once. Safe to repeat.
     *
     * @throws AppException of kind `Rejected` when the phone knows that it cannot be: `booking.paper`, `booking.gone`.
     */
    suspend fun book(request: BookRequest): BookingsView = bookings.book(request)

    /** Calls a booking off, by its `id`. Safe to repeat. Throws [AppException] of kind `Rejected` when it is too late. */
    suspend fun cancelBooking(id: Long): BookingsView = bookings.cancel(id)

    /** Puts a booking aside that was refused. Safe to repeat. */
    suspend fun dismissBooking(id: Long): BookingsView = bookings.dismiss(id)

    /** The person turned to another app, if only to the browser. Never waits; safe to repeat. */
    fun stepAway() = app.stepAway()

    /** Closes the files in the background. Until [resume], other calls fail with `TryAgain`. Safe to repeat. */
    suspend fun suspend() = app.suspendStorage()

    /** Opens the files again. Safe to repeat. Throws [AppException] as opening does. */
    suspend fun resume() = app.resumeStorage()

    /** The words for a [code] of the core, in the current language. */
    fun explain(code: String): ExplanationView = explainCode(code, language)

    /** A failure in plain words, in the current language. Anything thrown by the calls above may be given. */
    fun explain(error: Throwable): ExplanationView = app.explain(error.asAppException())

    /** Lets the core go. When it returns the files are closed, so the folder may be opened again. Safe to repeat. */
    override fun close() {
        if (closed.getAndSet(true)) return
        begun.cancel()
        try {
            // A run under way would keep the files open after the core has been let go: without them it ends.
            runBlocking { app.suspendStorage() }
        } finally {
            val city = listOf(places, cityMap, agenda, recommend, bookings)
            val person = listOf(session, profile, home, payments, fineDesk, tax, refunds, wallet)
            (city + person + app).forEach { it.close() }
        }
    }

    companion object {
        /**
         * Opens the database, or makes it, and is ready to answer from it. The city is not asked yet. Open one per
         * folder.
         *
         * @throws AppException for instance `UpdateRequired` when a newer app wrote the files. They are left as they
         *   were, so trying again is safe.
         */
        suspend fun open(config: AppConfig, platform: Platform): Madrid =
            Madrid(App.open(config, platform.keyStore, platform.deviceKeys, platform.settings, platform.log))

        /** The same words as of an open app, for what [open] or [Platform.software] threw. */
        fun explain(error: Throwable, language: Language): ExplanationView =
            explainError(error.asAppException(), language)
    }
}

/**
 * What was thrown, as an error that can be explained. A panic in Rust arrives as [InternalException]: it is a bug of
 * ours, whatever it says, and so is anything else.
 */
private fun Throwable.asAppException(): AppException = this as? AppException ?: AppException.Bug("bug.panic")
