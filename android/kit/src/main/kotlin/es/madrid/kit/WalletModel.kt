// The state of the screens of cards: those that are here, those that are on their way, and who asks for them.

package es.madrid.kit

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.collectLatest
import kotlinx.coroutines.flow.distinctUntilChangedBy

/** The code of what is said when something has changed since the person looked at it. */
private const val CHANGED = "wallet.presentation_unwarned"

/** The person's cards. */
class WalletModel(private val madrid: Madrid) {
    private val cardsState = MutableStateFlow<Block<WalletView>>(Block.Loading)
    private val cardState = MutableStateFlow<Block<CardDetailView>>(Block.Loading)
    private val addableState = MutableStateFlow<Block<AddCardView>>(Block.Loading)
    private val takenState = MutableStateFlow<OfferView?>(null)
    private val consentState = MutableStateFlow<Block<ConsentView>>(Block.Loading)
    private val sharedState = MutableStateFlow<SharedView?>(null)
    private val historyState = MutableStateFlow<Block<CardHistoryView>>(Block.Loading)
    private val movedState = MutableStateFlow<MovedView?>(null)
    private val failureState = MutableStateFlow<ExplanationView?>(null)
    private val askingState = MutableStateFlow(false)

    /** Every card. Failed, with words, while they are locked. */
    val cards: StateFlow<Block<WalletView>> = cardsState.asStateFlow()

    /** The card that was opened last. Failed, with words, while it is locked. */
    val card: StateFlow<Block<CardDetailView>> = cardState.asStateFlow()

    /** The cards that the City has to give. */
    val addable: StateFlow<Block<AddCardView>> = addableState.asStateFlow()

    /** What became of the offer that was accepted last: once the card is here, it is among the offers no more. */
    val taken: StateFlow<OfferView?> = takenState.asStateFlow()

    /** What the person is asked. */
    val consent: StateFlow<Block<ConsentView>> = consentState.asStateFlow()

    /** What became of their last answer; `null` before the first. */
    val shared: StateFlow<SharedView?> = sharedState.asStateFlow()

    /** What happened with cards. */
    val history: StateFlow<Block<CardHistoryView>> = historyState.asStateFlow()

    /** What came of the last file of another phone; `null` before the first. */
    val moved: StateFlow<MovedView?> = movedState.asStateFlow()

    /** Why the last action did not work; `null` when it did. */
    val failure: StateFlow<ExplanationView?> = failureState.asStateFlow()

    /** Whether something is under way that the person wanted. */
    val isAsking: StateFlow<Boolean> = askingState.asStateFlow()

    /** The words around reading a code. */
    val scanForm: ScanFormView get() = madrid.scanForm()

    /** The words of the screen where cards change phones. */
    val moving: MovingView get() = madrid.movingForm()

    /** Keeps [cards] up to date until it is cancelled. */
    suspend fun watch() = whoever(cardsState) { madrid.cards().collect { cardsState.value = Block.Shown(it) } }

    /** Keeps [card] up to date with one card until it is cancelled. */
    suspend fun watch(id: Long) {
        if ((cardState.value as? Block.Shown)?.view?.card?.id != id) cardState.value = Block.Loading
        // Whatever changes, the one that is open is read anew. One that was deleted is said to be none.
        whoever(cardState) { madrid.cards().collect { cardState.value = Block.Shown(madrid.card(id)) } }
    }

    /** Asks for news of every card. */
    suspend fun refresh() = ask { cardsState.value = Block.Shown(refreshCards()) }

    /** Takes a card off this phone. `true` when it is gone. */
    suspend fun delete(id: Long): Boolean = ask { cardsState.value = Block.Shown(deleteCard(id)) }

    /** Asks the City what it has to give. */
    suspend fun readAddable() = madrid.publish(addableState) { addableState.value = Block.Shown(madrid.addableCards()) }

    /** The person chose one of those. Gives the number of the offer; `null` when it cannot be, and [failure] says why. */
    suspend fun askFor(configuration: String): Long? {
        var offer: Long? = null
        ask { offer = askForCard(configuration).also { takenState.value = it }.id }
        return offer
    }

    /** An offer by its number: as it is among the cards on their way, or what became of it. `null` when there is none any more. */
    fun offer(view: WalletView, taken: OfferView?, id: Long): OfferView? =
        taken?.takeIf { it.id == id && it.stage == OfferStage.KEPT }
            ?: view.offers.firstOrNull { it.id == id }
            ?: taken?.takeIf { it.id == id && it.stage == OfferStage.OFFERED }

    /** The person wants an offered card, with the code that they typed. `true` when nothing went wrong. */
    suspend fun accept(id: Long, code: String?, browser: Browser): Boolean =
        ask { takenState.value = acceptCard(id, code, browser) }

    /** The person does not want it, or has read why it does not come. */
    suspend fun cancel(id: Long): Boolean = ask {
        cardsState.value = Block.Shown(cancelCard(id))
        takenState.value = null
    }

    /** The issuer's page came back while nobody waited. */
    suspend fun returned(callback: String): Boolean = ask { cardsState.value = Block.Shown(returned(callback)) }

    /** Reads a code or a link. `null` when it is none, and [failure] says so. What it asks for is in [consent]. */
    suspend fun scan(text: String): ScannedView? {
        var scanned: ScannedView? = null
        ask {
            val found = scan(text)
            found.offer?.let { takenState.value = it }
            found.consent?.let { consentState.value = Block.Shown(it) }
            scanned = found
        }
        return scanned
    }

    /** What the person is asked, with this choice; without one, as it is proposed. */
    suspend fun look(id: Long, choice: ConsentChoice? = null) {
        if (known(id) == null) consentState.value = Block.Loading
        madrid.publish(consentState) { consentState.value = Block.Shown(madrid.look(id, choice)) }
    }

    /** The person says yes to what [view] shows. `true` when [shared] says what became of it. */
    suspend fun approve(view: ConsentView): Boolean {
        val choice = view.choice ?: return false
        val isSent = ask { sharedState.value = approve(view, choice) }
        // There is something new to warn of: they see it before they can say yes again.
        if (failureState.value?.code == CHANGED) look(view.id, choice)
        return isSent
    }

    /** The person says no. `true` as above. */
    suspend fun decline(id: Long): Boolean = ask { sharedState.value = decline(id) }

    /** Reads what happened. */
    suspend fun readHistory() = madrid.publish(historyState) { historyState.value = Block.Shown(madrid.cardHistory()) }

    /** What happened as a text; `null` when it cannot be had. */
    suspend fun exportHistory(): String? {
        var text: String? = null
        ask { text = exportCardHistory() }
        return text
    }

    /** Deletes what happened. */
    suspend fun deleteHistory() = ask { historyState.value = Block.Shown(deleteCardHistory()) }

    /** A file for a new phone; `null` when there is none, and [failure] says why. */
    suspend fun moveOut(passphrase: String): ByteArray? {
        var file: ByteArray? = null
        ask { file = moveOut(passphrase) }
        return file
    }

    /** Opens the file of another phone. */
    suspend fun moveIn(file: ChosenFile, passphrase: String) = ask { movedState.value = moveIn(file.bytes, passphrase) }

    /** What could not be done has been read: [failure] is `null` again. */
    fun forget() {
        failureState.value = null
        movedState.value = null
    }

    private fun known(id: Long) = (consentState.value as? Block.Shown)?.view?.takeIf { it.id == id }

    /** The flow of cards keeps its last ones when the data are locked. Asked anew it refuses, and nothing is left. */
    private suspend fun <V> whoever(state: MutableStateFlow<Block<V>>, read: suspend () -> Unit) = madrid.publish(state) {
        madrid.session().distinctUntilChangedBy { it.state }.collectLatest { madrid.publish(state, read) }
    }

    /** One thing at a time: touched twice it is done once. */
    private suspend fun ask(work: suspend Madrid.() -> Unit): Boolean {
        if (!askingState.compareAndSet(expect = false, update = true)) return false
        return try {
            madrid.attempt(failureState, work)
        } finally {
            askingState.value = false
        }
    }
}
