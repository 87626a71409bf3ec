// What the buttons of the screens of cards set going.

package es.madrid.ui

import es.madrid.kit.AppModel
import es.madrid.kit.ReaderQuestion
import es.madrid.kit.SessionActionKind
import es.madrid.kit.isWayBack
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.getAndUpdate
import kotlinx.coroutines.launch

/** What the file for another phone is called. */
private const val MOVING_FILE = "tarjetas.madrid"

/** What the file of what happened is called. */
private const val HISTORY_FILE = "tarjetas.json"

/** What a question says whose data are locked. */
private const val LOCKED = "store.locked"

/** The hands of the person with their cards. [session] and [retry] as in [CityHands]; [screen] is where the route is moved. */
internal class WalletHands(
    private val app: AppModel,
    private val phone: PhoneHands,
    private val route: Route,
    private val screen: CoroutineScope,
    session: (SessionActionKind) -> Unit,
    retry: () -> Unit,
) {
    val around = PaymentsActions(
        session = session,
        refresh = { app.begin { app.wallet.refresh() } },
        again = retry,
        back = route::back,
    )

    val cards = WalletActions(
        open = { route.go(Screen.Card(it)) },
        delete = { id -> app.begin { if (app.wallet.delete(id)) onScreen { leave(Screen.Card(id)) } } },
        check = { app.begin { app.wallet.refresh() } },
        offer = { route.go(Screen.Offer(it)) },
        answer = { route.go(Screen.Share(it)) },
        add = { route.go(Screen.AddCard) },
        scan = { route.go(Screen.Scan) },
        reader = { route.go(Screen.Reader) },
        history = { route.go(Screen.CardHistory) },
        moving = { route.go(Screen.Moving) },
        around = around,
    )

    val offers = OffersActions(
        choose = { kind -> app.begin { app.wallet.askFor(kind)?.let { onScreen { route.go(Screen.Offer(it)) } } } },
        accept = { id, code -> app.begin { app.wallet.accept(id, code, phone.browser) } },
        cancel = { id -> app.begin { if (app.wallet.cancel(id)) onScreen { leave(Screen.Offer(id)) } } },
        open = { card ->
            wallet()
            route.go(Screen.Card(card))
        },
        around = around,
    )

    val share = ShareActions(
        choose = { id, choice -> app.begin { app.wallet.look(id, choice) } },
        share = { view -> app.begin { if (app.wallet.approve(view)) shared(view.id) } },
        refuse = { id -> app.begin { if (app.wallet.decline(id)) shared(id) } },
        open = phone::open,
        around = around,
    )

    val scan = scanning { text -> app.begin { follow(text) } }

    val answer = scanning { text -> app.begin { app.reader.take(text.lines()) } }

    val history = CardHistoryActions(
        export = { app.begin { app.wallet.exportHistory()?.let { phone.keep(HISTORY_FILE, it.encodeToByteArray()) } } },
        delete = { app.begin { app.wallet.deleteHistory() } },
        around = around,
    )

    val moving = MovingActions(
        out = { phrase -> app.begin { app.wallet.moveOut(phrase)?.let { phone.keep(MOVING_FILE, it) } } },
        into = { phrase -> app.begin { phone.chooseFile()?.let { app.wallet.moveIn(it, phrase) } } },
        around = around,
    )

    /** Asks somebody who stands there. */
    fun ask(question: ReaderQuestion) = route.go(Screen.ReaderAsk(question))

    /** A link about cards that was followed and not read yet: it waits until the cards can be read. */
    val link = MutableStateFlow<String?>(null)

    /** Reads the link that waits. */
    fun follow() {
        val waiting = link.getAndUpdate { null } ?: return
        app.begin {
            if (waiting.isWayBack) app.wallet.returned(waiting) else follow(waiting)
            // The data were locked meanwhile: the link waits on.
            if (app.wallet.failure.value?.code == LOCKED) link.value = waiting
        }
    }

    /** Leaves a screen that has nothing to show any more, if it is still in front. */
    fun leave(over: Screen) {
        if (route.now.screen == over) route.back()
    }

    /** Reads what a code says, and opens what it leads to. What it cannot read is said where the person is. */
    private suspend fun follow(text: String) {
        val found = app.wallet.scan(text) ?: return
        val next = found.offer?.let { Screen.Offer(it.id) } ?: found.consent?.let { Screen.Share(it.id) } ?: return
        onScreen {
            leave(Screen.Scan)
            route.go(next)
        }
    }

    private fun scanning(read: (String) -> Unit) = ScanActions(
        read = read,
        camera = phone.scanner?.let { reading(it, read) },
        picture = phone.pictures?.let { reading(it, read) },
        around = around,
    )

    private fun reading(scanner: CodeScanner, read: (String) -> Unit): () -> Unit =
        { app.begin { scanner.scan()?.let(read) } }

    /** The question is answered: there is no way back to it. */
    private fun shared(id: Long) = onScreen {
        leave(Screen.Share(id))
        route.go(Screen.Shared(id))
    }

    /** Back among the cards, if the person came from there. */
    private fun wallet() {
        while (route.now.screen.let { it is Screen.Offer || it is Screen.AddCard }) route.back()
    }

    private fun onScreen(move: () -> Unit) {
        screen.launch { move() }
    }
}
