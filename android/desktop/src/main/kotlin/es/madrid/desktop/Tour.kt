// The citizen's tour: people whom the mock city knows take new phones into their hands, and every screen they come to is
// shown, also when something is missing.

package es.madrid.desktop

import es.madrid.kit.AppConfig
import es.madrid.kit.AppException
import es.madrid.kit.Destination
import es.madrid.kit.ExplanationView
import es.madrid.kit.Language
import es.madrid.kit.Madrid
import es.madrid.kit.Platform
import es.madrid.ui.FailureScreen
import kotlinx.coroutines.flow.first
import kotlin.io.path.Path
import kotlin.io.path.createDirectories
import kotlin.io.path.writeText

/** The hour of the tour: the day of the City's published agenda. The city's clock stands still there too. */
internal const val TOUR_HOUR = "2025-10-25T10:00:00Z"

/** Where no city is: a port that nobody may listen at, so that every connection is refused at once, as without a network. */
private const val NOWHERE = "http://127.0.0.1:1"

/** Shows [guest] everything. The phones keep their files below the folder of [config]. */
internal class Tour(private val config: AppConfig, private val city: MockCity, private val guest: Guest) {
    private val people = city.personas().associateBy { it.id }
    private val carmen = somebody("p-carmen")
    private val marta = somebody("p-marta")

    /** The whole tour. Throws [TourEnds], [NeverCame] or [NoMockCity] when something did not happen. */
    suspend fun walk() {
        stopClock(TOUR_HOUR)
        try {
            error()
            newPhone()
            emptyPhone()
            phone("nobody", carmen) { forYouOfNobody() }
            phone("carmen", carmen) {
                signIn(carmen)
                home()
                places()
                agenda()
                map()
                forYou()
                booking()
                bookingToPay()
                profile()
                leaving(marta)
            }
            phone("acting", carmen) { acting(carmen) }
            phone("offline", carmen) { signIn(carmen) }
            // The same phone without a network.
            phone("offline", carmen, NOWHERE) { offline() }
            bookingElsewhere()
            phone("missing", marta) { partDown(marta, city) }
            phone("never", marta) { partSilent(marta, city) }
            phone("changes", carmen) { signIn(carmen) }
            phone("changes", carmen, NOWHERE) { changeOffline() }
            phone("changes", carmen) { changes(carmen, city) }
            phone("ended", carmen) { ended(carmen, city) }
            // Carmen's home has been seen in all its looks.
            for (persona in people.values - carmen) phone(persona.id, persona) { homeOf(persona) }
            cards()
            fines()
            // Last, for what is paid is owed no more.
            severalAndRefunds()
            money()
            letters()
            bills()
        } finally {
            stopClock(null)
        }
    }

    /** Fines are looked at with the network, and answered without one: what is sent would change them. */
    private suspend fun fines() {
        val rafael = somebody("p-rafael")
        lateinit var paper: Pair<String, String>
        phone("fines", rafael) {
            signIn(rafael)
            paper = fines()
        }
        phone("fines", rafael, NOWHERE) { sendingOffline() }
        phone("no-fines", somebody("p-lucia")) {
            signIn(somebody("p-lucia"))
            noFines()
        }
        phone("paper", marta) { paper(paper.first, paper.second) }
        phone("paper-offline", marta, NOWHERE) { paperOffline(paper.first, paper.second) }
    }

    /** Carmen has no cards on one phone, and takes hers on another. */
    private suspend fun cards() {
        phone("no-cards", carmen) {
            signIn(carmen)
            noCards(city)
        }
        phone("cards", carmen) {
            signIn(carmen)
            cards(city, carmen)
        }
    }

    /** A fine is looked at with the network, and the yes is said without one. */
    private suspend fun money() {
        phone("money", marta) {
            signIn(marta)
            beforePaying()
        }
        phone("money", marta, NOWHERE) { payingOffline() }
        phone("money", marta) {
            paying()
            paid()
        }
    }

    /** Bills of all kinds; the bank is charged without a network. */
    private suspend fun bills() {
        phone("taxes-nobody", carmen) { taxesOfNobody() }
        phone("taxes-change", somebody("p-elena")) { taxesOfElena(somebody("p-elena")) }
        phone("taxes-late", somebody("p-antonio")) { taxesOfAntonio(somebody("p-antonio")) }
        phone("taxes-never", somebody("p-antonio")) { taxesThatNeverCame(somebody("p-antonio"), city) }
        phone("taxes-empty", somebody("p-lucia")) { noTaxes(somebody("p-lucia")) }
        phone("taxes", carmen) {
            signIn(carmen)
            taxes()
        }
        phone("taxes", carmen, NOWHERE) { taxesOffline() }
        phone("taxes", carmen) { taxesSent() }
    }

    /** Several debts are chosen, and money is asked back. */
    private suspend fun severalAndRefunds() {
        phone("several", marta) {
            signIn(marta)
            several()
        }
        phone("refunds", carmen) {
            signIn(carmen)
            refunds(city.account(carmen.id), city.account(marta.id))
        }
        phone("refunds", carmen, NOWHERE) { refundOffline(city.account(carmen.id)) }
    }

    /** A letter of Marta's is paid by nobody: she has paid before, and Carmen's bills are still to be seen unpaid. */
    private suspend fun letters() {
        phone("letters", carmen) { letters(city.letter(marta.id, "tax")) }
        phone("letters", carmen, NOWHERE) { lettersOffline() }
    }

    /** A court is looked at with the network, and booked without one. */
    private suspend fun bookingElsewhere() {
        lateinit var time: String
        phone("booking", carmen) {
            signIn(carmen)
            time = laterTime()
        }
        phone("booking", carmen, NOWHERE) { bookingOffline(time) }
    }

    private suspend fun error() {
        for (language in Sights.error.languages) {
            val why = whyNot(language)
            Stage(Sights.error.papers.first()) { FailureScreen(why) }.use {
                it.await(why.title) { say(why.title) }
                guest.seeAll(Sights.error, language, it)
            }
        }
    }

    /** What an app says that cannot be opened, because there is a file where its folder should be. */
    private suspend fun whyNot(language: Language): ExplanationView {
        val file = Path(config.homeDir).createDirectories().resolve("file").apply { writeText("") }
        try {
            Madrid.open(config.copy(homeDir = "$file"), Platform.desktop(config.homeDir)).close()
        } catch (failure: AppException) {
            return Madrid.explain(failure, language)
        }
        throw TourEnds("an app was opened in $file")
    }

    private suspend fun newPhone() = phone("new", carmen) {
        show(Sights.welcome) { await(checkNotNull(madrid.welcome()).title) }
        app.settings.endWelcome()
        show(Sights.gate) { await(madrid.session().first().title) }
        show(Sights.signIn, Destination.SignIn) { await(checkNotNull(madrid.session().first().invitation).title) }
    }

    /** A phone that has never had a network. */
    private suspend fun emptyPhone() = phone("empty", carmen, NOWHERE) {
        app.settings.endWelcome()
        showAtOnce(Sights.loading)
        show(Sights.empty, Destination.Places()) { refreshInVain() }
    }

    private suspend fun phone(
        name: String,
        person: Persona,
        cityUrl: String = config.cityUrl,
        visit: suspend TourPhone.() -> Unit,
    ) {
        val home = Path(config.homeDir).resolve("tour").resolve(name)
        val own = config.copy(homeDir = "$home", cityUrl = cityUrl, language = Language.ES)
        TourPhone.open(own, person, guest).use { it.visit() }
    }

    private fun somebody(id: String) = people[id] ?: throw TourEnds("there is no $id")
}
