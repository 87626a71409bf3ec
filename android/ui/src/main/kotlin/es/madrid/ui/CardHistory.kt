// What happened with cards, and taking them to another phone.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.unit.dp
import es.madrid.kit.Block
import es.madrid.kit.CardHistoryEntryView
import es.madrid.kit.CardHistoryView
import es.madrid.kit.ExplanationView
import es.madrid.kit.MovedView
import es.madrid.kit.MovingView

/** The code of the mistake that is about the phrase. */
private const val PHRASE = "input.passphrase"

/** What the person can do with what happened. */
class CardHistoryActions(
    val export: () -> Unit = {},
    val delete: () -> Unit = {},
    val around: PaymentsActions = PaymentsActions(),
)

/** All that happened with cards. */
@Composable
fun CardHistoryScreen(
    history: Block<CardHistoryView>,
    around: AroundPayments = AroundPayments(),
    actions: CardHistoryActions = CardHistoryActions(),
) = Own((history as? Block.Shown)?.view?.title ?: LocalWords.current.wallet, history, around, actions.around) { view ->
    view.damaged?.let { item(key = "damaged") { WideCard { Remark(listOf(it)) } } }
    if (view.linked.isNotEmpty()) item(key = "linked") { WideCard { Remark(view.linked) } }
    view.empty?.let { item(key = "empty") { Empty(it, Pictograms.clock) } }
    items(view.entries) { HistoryEntry(it, view.attributesTitle) }
    if (view.entries.isNotEmpty()) {
        item(key = "do") {
            Below {
                OtherChoice(view.exportLabel, Pictograms.share, page = Palette.page, done = actions.export)
                Surely(view.deleteLabel, view.delete, actions.delete)
            }
        }
    }
}

/** Something that happened. [title] stands above what somebody saw. */
@Composable
internal fun HistoryEntry(entry: CardHistoryEntryView, title: String? = null) = WideCard {
    Row(
        Modifier.semantics(mergeDescendants = true) { contentDescription = entry.accessibilityLabel },
        horizontalArrangement = Arrangement.spacedBy(12.dp),
    ) {
        if (entry.isTrouble) Icon(warning, contentDescription = null, Modifier.size(24.dp), tint = Palette.noticeMark)
        Column(verticalArrangement = Arrangement.spacedBy(4.dp)) {
            Text(entry.title, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
            Text(entry.whenLabel, style = MaterialTheme.typography.bodyMedium, color = Palette.quietInk)
            if (title != null && entry.attributes.isNotEmpty()) {
                Text(title, style = MaterialTheme.typography.labelLarge, color = Palette.ink)
            }
            entry.attributes.forEach { CardText(it) }
        }
    }
}

/** What the person can do there. Both get the phrase. */
class MovingActions(
    val out: (String) -> Unit = {},
    val into: (String) -> Unit = {},
    val around: PaymentsActions = PaymentsActions(),
)

/** A file for another phone is made, or the file of another one is opened. The phrase is the screen's own and is kept nowhere. */
@Composable
fun MovingScreen(
    form: MovingView,
    moved: MovedView? = null,
    mistake: ExplanationView? = null,
    isAsking: Boolean = false,
    around: AroundPayments = AroundPayments(),
    actions: MovingActions = MovingActions(),
) {
    var phrase by remember { mutableStateOf("") }
    Own(form.title, Block.Shown(form), around, actions.around, hasNews = false) { view ->
        mistake?.takeIf { it.code != PHRASE }?.let { item(key = "mistake") { Trouble(it) } }
        item(key = "form") {
            WideCard {
                CardText(view.body)
                Written(view.passphraseLabel, phrase, KeyboardType.Text, mistake?.takeIf { it.code == PHRASE }, {}) { phrase = it }
                CardText(view.passphraseHint, Palette.quietInk)
                if (isAsking) Asked() else {
                    OtherChoice(view.outLabel) { actions.out(phrase) }
                    OtherChoice(view.inLabel) { actions.into(phrase) }
                }
            }
        }
        moved?.let { item(key = "moved") { Moved(it) } }
    }
}

@Composable
private fun Moved(view: MovedView) = WideCard {
    Column(
        Modifier.semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Polite },
        verticalArrangement = Arrangement.spacedBy(12.dp),
    ) {
        Facts(view.facts)
        view.body?.let { CardText(it) }
    }
}
