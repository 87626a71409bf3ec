// The door to the core: the person's cards, who asks for them, and checking somebody else's.

package es.madrid.kit

import kotlinx.coroutines.flow.Flow

/** Every card, now and after every change. Collecting throws `AppException` of kind `Locked` while they are locked. */
fun Madrid.cards(): Flow<WalletView> = live { wallet.observe(WalletTo(it)) }

/** One card, by its `id`. Throws `AppException` of kind `NotFound` where there is none. */
suspend fun Madrid.card(id: Long): CardDetailView = wallet.card(id)

/** Asks for news of every card. Safe to repeat. */
suspend fun Madrid.refreshCards(): WalletView = wallet.refresh()

/** Takes a card off this phone, and its keys with it. Safe to repeat. */
suspend fun Madrid.deleteCard(id: Long): WalletView = wallet.delete(id)

/** The cards that the City has to give. Throws `AppException` of kind `Offline`. */
suspend fun Madrid.addableCards(): AddCardView = wallet.addable()

/** The person chose one of those. Nothing is asked for until [acceptCard]. Safe to repeat. */
suspend fun Madrid.askForCard(configuration: String): OfferView = wallet.askFor(configuration)

/** The words around reading a code. Ask again in a new language. */
fun Madrid.scanForm(): ScanFormView = wallet.scanForm()

/** Reads a code or a link. Throws `AppException` of kind `Rejected` where it is none of a card, or not to be trusted. */
suspend fun Madrid.scan(text: String): ScannedView = wallet.scan(text)

/**
 * The person wants an offered card; [browser] shows its issuer's page where there is one. Safe to repeat.
 *
 * Throws `AppException` of kind `Rejected` (`wallet.tx_code`, `wallet.not_attested`) and `Offline`; the offer stays.
 */
suspend fun Madrid.acceptCard(id: Long, code: String?, browser: Browser): OfferView =
    wallet.accept(id, code, BrowserOf(browser))

/** The browser came back while nobody waited. Throws `AppException` of kind `NotFound` where it is nobody's. */
suspend fun Madrid.returned(callback: String): WalletView = wallet.returned(callback)

/** The person does not want an offered card, or has read why it does not come. Safe to repeat. */
suspend fun Madrid.cancelCard(id: Long): WalletView = wallet.cancel(id)

/** What the person is asked, with this choice. Throws `AppException` of kind `NotFound` where nobody waits any more. */
suspend fun Madrid.look(id: Long, choice: ConsentChoice? = null): ConsentView = wallet.look(id, choice)

/** The person says yes to what [view] shows. Throws `AppException` of kind `Rejected` where it cannot be, or has changed. */
suspend fun Madrid.approve(view: ConsentView, choice: ConsentChoice): SharedView =
    wallet.approve(view.id, choice, view.accepts)

/** The person says no. Safe to repeat. */
suspend fun Madrid.decline(id: Long): SharedView = wallet.decline(id)

/** All that happened with cards. */
suspend fun Madrid.cardHistory(): CardHistoryView = wallet.history()

/** The same as a text (JSON): names of what was seen, never what it says. */
suspend fun Madrid.exportCardHistory(): String = wallet.exportHistory()

/** Deletes all of it. Cards stay. Safe to repeat. */
suspend fun Madrid.deleteCardHistory(): CardHistoryView = wallet.deleteHistory()

/** The words of the screen where cards change phones. */
fun Madrid.movingForm(): MovingView = wallet.moving()

/** A file for a new phone. Throws `AppException` of kind `Rejected` where the phrase is too short. */
suspend fun Madrid.moveOut(passphrase: String): ByteArray = wallet.moveOut(passphrase)

/** Opens such a file. Throws `AppException` of kind `Rejected` where it does not open. Safe to repeat. */
suspend fun Madrid.moveIn(file: ByteArray, passphrase: String): MovedView = wallet.moveIn(file, passphrase)

/** What can be asked of somebody who stands there. */
fun Madrid.readerForm(): ReaderView = wallet.reader()

/** A question for them. It is good for one answer. */
suspend fun Madrid.askNeighbour(question: ReaderQuestion): ReaderAskView = wallet.askNeighbour(question)

/** What to make of their answer. Works without a network. */
suspend fun Madrid.readNeighbour(question: String, shown: String): ReadingView = wallet.readNeighbour(question, shown)
