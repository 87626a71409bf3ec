// The screens of cards, each with the state that it draws.

package es.madrid.ui

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.remember
import es.madrid.kit.AppModel
import es.madrid.kit.Block
import es.madrid.kit.OfferView
import es.madrid.kit.ReaderQuestion

/** The screen in front, if it is one of cards. */
@Composable
internal fun WalletFront(screen: Screen, app: AppModel, hands: Hands, round: Int) = when (screen) {
    is Screen.Wallet -> WalletOf(app, hands, round)
    is Screen.Card -> CardOf(screen.id, app, hands, round)
    is Screen.AddCard -> AddCardOf(app, hands, round)
    is Screen.Offer -> OfferOf(screen.id, app, hands, round)
    is Screen.Scan -> ScanOf(app, hands)
    is Screen.Share -> ShareOf(screen.id, app, hands, round)
    is Screen.Shared -> SharedOf(app, hands)
    is Screen.CardHistory -> CardHistoryOf(app, hands, round)
    is Screen.Moving -> MovingOf(app, hands)
    is Screen.Reader -> ReaderOf(app, hands)
    is Screen.ReaderAsk -> ReaderAskOf(screen.question, app, hands)
    else -> Unit
}

@Composable
private fun WalletOf(app: AppModel, hands: Hands, round: Int) {
    LaunchedEffect(app, round) { app.wallet.watch() }
    val cards by app.wallet.cards.collectAsState()
    val link by hands.wallet.link.collectAsState()
    LaunchedEffect(link, cards is Block.Shown) { if (cards is Block.Shown) hands.wallet.follow() }
    WalletScreen(cards, aroundCards(app), hands.wallet.cards)
}

@Composable
private fun CardOf(id: Long, app: AppModel, hands: Hands, round: Int) {
    LaunchedEffect(app, id, round) { app.wallet.watch(id) }
    val card by app.wallet.card.collectAsState()
    // Until it is asked for, the model may still have the one before.
    val asked = if (card.shown?.let { it.card.id != id } == true) Block.Loading else card
    CardScreen(asked, aroundCards(app), hands.wallet.cards)
}

@Composable
private fun AddCardOf(app: AppModel, hands: Hands, round: Int) {
    ReadAnew(app, round) { app.wallet.readAddable() }
    val addable by app.wallet.addable.collectAsState()
    AddCardScreen(addable, aroundCards(app), hands.wallet.offers)
}

/** An offer that is there no more, because it was refused or came by itself, has no screen. */
@Composable
private fun OfferOf(id: Long, app: AppModel, hands: Hands, round: Int) {
    LaunchedEffect(app, round) { app.wallet.watch() }
    val cards by app.wallet.cards.collectAsState()
    val taken by app.wallet.taken.collectAsState()
    val isAsking by app.wallet.isAsking.collectAsState()
    val offer: Block<OfferView> = when (val all = cards) {
        is Block.Loading -> all
        is Block.Failed -> all
        is Block.Shown -> app.wallet.offer(all.view, taken, id)?.let { Block.Shown(it) } ?: Block.Loading
    }
    val isOver = cards is Block.Shown && offer is Block.Loading && !isAsking
    LaunchedEffect(isOver) { if (isOver) hands.wallet.leave(Screen.Offer(id)) }
    OfferScreen(offer, isAsking, aroundCards(app), hands.wallet.offers)
}

@Composable
private fun ScanOf(app: AppModel, hands: Hands) {
    val isAsking by app.wallet.isAsking.collectAsState()
    ScanScreen(rememberScanForm(app), isAsking, aroundCards(app), hands.wallet.scan)
}

@Composable
private fun ShareOf(id: Long, app: AppModel, hands: Hands, round: Int) {
    ReadAnew(app, round, id) { app.wallet.look(id) }
    val consent by app.wallet.consent.collectAsState()
    val isAsking by app.wallet.isAsking.collectAsState()
    val asked = if (consent.shown?.let { it.id != id } == true) Block.Loading else consent
    ShareScreen(asked, isAsking, aroundCards(app), hands.wallet.share)
}

/** What was shown is shown once: after the process was ended there is nothing to show any more. */
@Composable
private fun SharedOf(app: AppModel, hands: Hands) {
    val shared by app.wallet.shared.collectAsState()
    LeaveWhen(shared == null, hands)
    shared?.let { SharedScreen(it, aroundCards(app), hands.wallet.share) }
}

@Composable
private fun CardHistoryOf(app: AppModel, hands: Hands, round: Int) {
    ReadAnew(app, round) { app.wallet.readHistory() }
    val history by app.wallet.history.collectAsState()
    CardHistoryScreen(history, aroundCards(app), hands.wallet.history)
}

@Composable
private fun MovingOf(app: AppModel, hands: Hands) {
    val form = LocalWords.current.let { remember(app, it) { app.wallet.moving } }
    val moved by app.wallet.moved.collectAsState()
    val failure by app.wallet.failure.collectAsState()
    val isAsking by app.wallet.isAsking.collectAsState()
    val session by app.session.session.collectAsState()
    MovingScreen(form, moved, failure, isAsking, AroundPayments(session.shown), hands.wallet.moving)
}

@Composable
private fun ReaderOf(app: AppModel, hands: Hands) {
    val form = LocalWords.current.let { remember(app, it) { app.reader.form } }
    ReaderScreen(form, aroundCards(app), hands.wallet.around, hands.wallet::ask)
}

@Composable
private fun ReaderAskOf(asked: ReaderQuestion, app: AppModel, hands: Hands) {
    val session by app.session.session.collectAsState()
    LaunchedEffect(app, asked, session.shown?.state) { app.reader.show(asked) }
    val question by app.reader.question.collectAsState()
    val progress by app.reader.progress.collectAsState()
    val reading by app.reader.reading.collectAsState()
    val failure by app.reader.failure.collectAsState()
    val around = AroundPayments(session.shown, once(failure))
    ReaderAskScreen(question, rememberScanForm(app), ReadSoFar(progress, reading), around, hands.wallet.answer)
}

/** The words around reading a code: anew in a new language. */
@Composable
private fun rememberScanForm(app: AppModel) = LocalWords.current.let { remember(app, it) { app.wallet.scanForm } }

@Composable
private fun aroundCards(app: AppModel): AroundPayments {
    val session by app.session.session.collectAsState()
    val failure by app.wallet.failure.collectAsState()
    val isAsking by app.wallet.isAsking.collectAsState()
    return AroundPayments(session.shown, once(failure), isAsking)
}
