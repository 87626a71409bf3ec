// The state that outlives every screen: how fresh the phone is, and what the last refresh could not do.

package es.madrid.kit

import es.madrid.core.AppException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch

/**
 * The model of the whole app. Make one when the app has been opened, and keep it.
 *
 * What the person sets going runs in [scope]: it goes on when the screen that began it is left or the phone is turned.
 * Without another one it ends with the app.
 */
class AppModel(private val madrid: Madrid, private val scope: CoroutineScope = madrid.begun) {
    private val statusState = MutableStateFlow<Block<StatusView>>(Block.Loading)
    private val refreshFailureState = MutableStateFlow<ExplanationView?>(null)
    private val refreshingState = MutableStateFlow(false)
    private val linkFailureState = MutableStateFlow<ExplanationView?>(null)

    /** What the phone holds. */
    val status: StateFlow<Block<StatusView>> = statusState.asStateFlow()

    /**
     * Why the last refresh failed, in plain words; `null` when it went well. That the session has ended or the data are
     * locked is not said here: [session] says it, once, with its button.
     */
    val refreshFailure: StateFlow<ExplanationView?> = refreshFailureState.asStateFlow()

    /** Whether the city is being asked because the person wanted it. */
    val isRefreshing: StateFlow<Boolean> = refreshingState.asStateFlow()

    /** Why the last link leads nowhere; `null` when it did. */
    val linkFailure: StateFlow<ExplanationView?> = linkFailureState.asStateFlow()

    /** Who the person is to the city. */
    val session: SessionModel = SessionModel(madrid)

    /** The first screen. */
    val home: HomeModel = HomeModel(madrid)

    /** The person's own data. */
    val profile: ProfileModel = ProfileModel(madrid)

    /** Baths and courts. */
    val bookings: BookingsModel = BookingsModel(madrid)

    /** What the person pays and has paid. */
    val payments: PaymentsModel = PaymentsModel(madrid)

    /** The person's fines, and whether a paper is real. */
    val fines: FinesModel = FinesModel(madrid)

    /** The person's taxes. */
    val taxes: TaxModel = TaxModel(madrid)

    /** Letters, paid by their reference. */
    val letters: LettersModel = LettersModel(madrid)

    /** Several debts in one go. */
    val several: SeveralModel = SeveralModel(madrid)

    /** The money that comes back. */
    val refunds: RefundsModel = RefundsModel(madrid)

    /** The person's cards. */
    val wallet: WalletModel = WalletModel(madrid)

    /** Somebody else's card, to be checked. */
    val reader: ReaderModel = ReaderModel(madrid)

    /** The places screens. */
    val places: PlacesModel = PlacesModel(madrid)

    /** The agenda's screens. */
    val agenda: AgendaModel = AgendaModel(madrid)

    /** The map's screen. */
    val map: MapModel = MapModel(madrid)

    /** What the city has for the person. */
    val forYou: ForYouModel = ForYouModel(madrid)

    /** What the phone thinks of the person. */
    val interests: InterestsModel = InterestsModel(madrid)

    /** This phone, and the words around every screen. */
    val settings: SettingsModel = SettingsModel(madrid)

    /** Begins something that the person wants. Its failures become the words of the model that does it. */
    fun begin(work: suspend () -> Unit) {
        scope.launch { work() }
    }

    /** Keeps [status] up to date until it is cancelled. */
    suspend fun watch() =
        madrid.publish(statusState) { madrid.status().collect { statusState.value = Block.Shown(it) } }

    /** Fetches what changed in the city: the person asked. What is on the phone stays readable whatever happens. */
    suspend fun refresh() {
        refreshingState.value = true
        try {
            following { sync() }
        } finally {
            refreshingState.value = false
        }
    }

    /** To be called when another app takes over for a moment while ours works on: the browser of a sign-in. */
    fun stepAway() = madrid.stepAway()

    /** To be called when the app leaves the screen: the files are closed. */
    suspend fun enterBackground(): Boolean = following { suspend() }

    /**
     * To be called when the app comes back: opens the files, and locks what is the person's after a long absence. Until it
     * has ended, what was shown before stays covered. `false` when the files could not be opened; calling again is safe.
     */
    suspend fun comeBack(): Boolean = following { resume() }

    /**
     * To be called after [comeBack]: asks the city what changed, if it is time. How a payment stands that is not over is asked at
     * once: the person may come from the bank.
     */
    suspend fun enterForeground() {
        if (!comeBack()) return
        payments.comeBack()
        letters.comeBack()
        following { if (home.isPaying) sync() else syncIfDue() }
    }

    /** Where a link leads; `null` when it leads nowhere, and [linkFailure] says so. */
    suspend fun open(link: String): Destination? {
        var found: Destination? = null
        madrid.attempt(linkFailureState) { found = openLink(link) }
        return found
    }

    /** The person has gone on: what could not be done before is said no more. What a refresh could not do, still is. */
    fun forgetFailures() {
        linkFailureState.value = null
        session.forget()
        home.forget()
        profile.forget()
        bookings.forget()
        payments.forget()
        fines.forget()
        taxes.forget()
        letters.forget()
        several.forget()
        refunds.forget()
        wallet.forget()
        reader.forget()
        places.forget()
        agenda.forget()
        forYou.forget()
        interests.forget()
        settings.forget()
    }

    private suspend fun following(work: suspend Madrid.() -> Unit): Boolean =
        madrid.attempt(refreshFailureState) {
            try {
                work()
            } catch (_: AppException.SignInAgain) {
                // The session's own view says so.
            } catch (_: AppException.Locked) {
                // As above.
            }
        }
}
