// The person's cards: all of them, and one with what it says and where it was used.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import es.madrid.kit.Block
import es.madrid.kit.CardDetailView
import es.madrid.kit.ConfirmView
import es.madrid.kit.WalletView

/** What the person can do there. [open], [delete], [offer] and [answer] get the `id` of a card, of an offer, of who asks. */
class WalletActions(
    val open: (Long) -> Unit = {},
    val delete: (Long) -> Unit = {},
    val check: () -> Unit = {},
    val offer: (Long) -> Unit = {},
    val answer: (Long) -> Unit = {},
    val add: () -> Unit = {},
    val scan: () -> Unit = {},
    val reader: () -> Unit = {},
    val history: () -> Unit = {},
    val moving: () -> Unit = {},
    val around: PaymentsActions = PaymentsActions(),
)

/** Every card, what is on its way, and who asks. */
@Composable
fun WalletScreen(
    cards: Block<WalletView>,
    around: AroundPayments = AroundPayments(),
    actions: WalletActions = WalletActions(),
) = Own(LocalWords.current.wallet, cards, around, actions.around) { view ->
view.torn?.let { item(key = "torn") { WideCard { Remark(listOf(it)) } } }
waiting(view, actions)
view.empty?.let { item(key = "empty") { Empty(it, Pictograms.card) } }
items(view.cards, key = { "card ${it.id}" }) { CardFace(it) { actions.open(it.id) } }
item(key = "do") {
    Below {
        FirstChoice(view.addLabel, done = actions.add)
        OtherChoice(view.scanLabel, page = Palette.page, done = actions.scan)
    }
}
item(key = "reader") { Door(Pictograms.identity, view.readerLabel, actions.reader) }
item(key = "history") { Door(Pictograms.clock, view.historyLabel, actions.history) }
item(key = "moving") { Door(Pictograms.share, view.movingLabel, actions.moving) }
}

private fun LazyListScope.waiting(view: WalletView, actions: WalletActions) {
if (view.asked.isNotEmpty()) item(key = "asked-title") { GroupTitle(view.askedTitle) }
items(view.asked, key = { "asked ${it.id}" }) { asked ->
    Touched("${asked.who}. ${view.answerLabel}", { actions.answer(asked.id) }) {
        Text(asked.who, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
        Text(view.answerLabel, style = MaterialTheme.typography.labelLarge, color = Palette.accent)
    }
}
if (view.offers.isNotEmpty()) item(key = "offers-title") { GroupTitle(view.offersTitle) }
items(view.offers, key = { "offer ${it.id}" }) { offer ->
    Touched(offer.accessibilityLabel, { actions.offer(offer.id) }) {
        Text(offer.name, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
        CardText(offer.issuer, Palette.quietInk)
        Text(offer.headline, style = MaterialTheme.typography.labelLarge, color = Palette.accent)
    }
}
}

/** Buttons below each other, at the end of a screen. */
@Composable
internal fun Below(content: @Composable () -> Unit) = Column(
Modifier.padding(start = 12.dp, end = 12.dp, top = 20.dp),
verticalArrangement = Arrangement.spacedBy(12.dp),
) { content() }

/** One card. */
@Composable
fun CardScreen(
    card: Block<CardDetailView>,
    around: AroundPayments = AroundPayments(),
    actions: WalletActions = WalletActions(),
) = Own(LocalWords.current.wallet, card, around, actions.around) { detail ->
    item(key = "card") { CardFace(detail.card) }
    // Beside what it changes.
    item(key = "check") { Below { OtherChoice(detail.refreshLabel, page = Palette.page, done = actions.check) } }
    if (detail.changes.isNotEmpty()) {
        item(key = "changes") {
            WideCard {
                CardTitle(detail.changesTitle)
                Remark(detail.changes)
            }
        }
    }
    item(key = "claims") {
        WideCard {
            CardTitle(detail.claimsTitle)
            Facts(detail.claims)
        }
    }
    item(key = "facts") {
        WideCard {
            CardTitle(detail.factsTitle)
            detail.about?.let { CardText(it) }
            Facts(detail.facts)
        }
    }
    used(detail)
    item(key = "do") { Below { Surely(detail.deleteLabel, detail.delete) { actions.delete(detail.card.id) } } }
}

private fun LazyListScope.used(detail: CardDetailView) {
    if (detail.linked.isNotEmpty()) item(key = "linked") { WideCard { Remark(detail.linked) } }
    if (detail.history.isNotEmpty()) item(key = "history-title") { GroupTitle(detail.historyTitle) }
    items(detail.history) { HistoryEntry(it) }
}

/** A button; touched, it says what that means, and only then it can be done. */
@Composable
internal fun Surely(label: String, confirm: ConfirmView, done: () -> Unit) {
    var isAsked by rememberSaveable { mutableStateOf(false) }
    if (isAsked) {
        Sure(label, confirm, { isAsked = false }) {
            isAsked = false
            done()
        }
    } else {
        OtherChoice(label, page = Palette.page) { isAsked = true }
    }
}
