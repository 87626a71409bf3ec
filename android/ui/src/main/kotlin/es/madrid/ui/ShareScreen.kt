// Somebody asks for a card: who, what for, exactly what they would see; and what became of a yes or a no.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.itemsIndexed
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import es.madrid.kit.Block
import es.madrid.kit.ConsentCardView
import es.madrid.kit.ConsentCertainty
import es.madrid.kit.ConsentChoice
import es.madrid.kit.ConsentClaimView
import es.madrid.kit.ConsentView
import es.madrid.kit.SharedView

/** What the person can do about who asks. [choose] looks at another way to answer. */
class ShareActions(
    val choose: (Long, ConsentChoice) -> Unit = { _, _ -> },
    val share: (ConsentView) -> Unit = {},
    val refuse: (Long) -> Unit = {},
    val open: (String) -> Unit = {},
    val around: PaymentsActions = PaymentsActions(),
)

/** The person says yes or no. Both are as easy to touch; what must be known before stands above them, so that nobody passes it by. */
@Composable
fun ShareScreen(
    consent: Block<ConsentView>,
    isAsking: Boolean = false,
    around: AroundPayments = AroundPayments(),
    actions: ShareActions = ShareActions(),
) = Own((consent as? Block.Shown)?.view?.title ?: LocalWords.current.wallet, consent, around, actions.around, hasNews = false) { view ->
    item(key = "who") { Who(view) }
    if (view.why != null || view.policyUrl != null) {
        item(key = "why") {
            WideCard {
                CardTitle(view.whyTitle)
                view.why?.let { CardText(it) }
                view.policyUrl?.let { url -> OtherChoice(view.policyLabel, Pictograms.web) { actions.open(url) } }
            }
        }
    }
    view.nothing?.let { item(key = "nothing") { Empty(it, Pictograms.card) } }
    if (view.cards.isNotEmpty()) item(key = "sees") { GroupTitle(view.seesTitle) }
    itemsIndexed(view.cards) { _, card -> Seen(card) }
    alternatives(view, actions)
    if (view.warnings.isNotEmpty()) {
        item(key = "warnings") {
            WideCard {
                CardTitle(view.warningsTitle)
                view.warnings.forEach { Remark(listOf(it)) }
            }
        }
    }
    item(key = "do") {
        if (isAsking) Below { Asked() } else Below {
            if (view.choice != null) OtherChoice(view.shareLabel, page = Palette.page) { actions.share(view) }
            OtherChoice(view.refuseLabel, page = Palette.page) { actions.refuse(view.id) }
        }
    }
}

/** Who asks, how sure that is, and where the answer goes. The words say it; picture and colour repeat it for the eye. */
@Composable
private fun Who(view: ConsentView) {
    val isUnknown = view.certainty == ConsentCertainty.UNKNOWN
    StandingCard(view.accessibilityLabel, isUnknown) {
        CardTitle(view.who)
        Row(horizontalArrangement = Arrangement.spacedBy(10.dp)) {
            Icon(
                if (isUnknown) warning else check,
                contentDescription = null,
                Modifier.size(24.dp),
                tint = if (isUnknown) Palette.noticeMark else Palette.accent,
            )
            CardText(view.certaintyLabel)
        }
        CardText(view.toLabel, Palette.quietInk)
    }
}

@Composable
private fun Seen(card: ConsentCardView) = WideCard {
    val colours = cardColours(card.background, card.foreground)
    CardName(card.name, colours)
    card.claims.forEach { Claim(it) }
    card.cardOnly?.let { CardText(it) }
    if (card.also.isNotEmpty()) {
        Text(card.alsoTitle, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
        Facts(card.also)
    }
}

@Composable
private fun Claim(claim: ConsentClaimView) = Column(verticalArrangement = Arrangement.spacedBy(6.dp)) {
    Fact(claim.label, claim.value)
    claim.note?.let { if (claim.isBeyond) Remark(listOf(it)) else CardText(it, Palette.quietInk) }
}

private fun LazyListScope.alternatives(view: ConsentView, actions: ShareActions) {
    if (view.alternatives.isEmpty()) return
    item(key = "alternatives") {
        WideCard {
            CardTitle(view.alternativesTitle)
            view.alternatives.forEach { other -> OtherChoice(other.label) { actions.choose(view.id, other.choice) } }
        }
    }
}

/** What became of it; where there is no network between the two phones, the codes that the other one reads. */
@Composable
fun SharedScreen(
    shared: SharedView,
    around: AroundPayments = AroundPayments(),
    actions: ShareActions = ShareActions(),
) = Own(shared.headline, Block.Shown(shared), around, actions.around, hasNews = false) { view ->
    item(key = "body") {
        WideCard {
            Column(Modifier.semantics { liveRegion = LiveRegionMode.Polite }) { CardText(view.body) }
            view.pageLabel?.let { CardText(it) }
            view.pageUrl?.let { url -> FirstChoice(view.pageActionLabel) { actions.open(url) } }
        }
    }
    if (view.codes.isNotEmpty()) item(key = "codes") { QrTurns(view.codes, view.headline) }
    item(key = "close") { Below { OtherChoice(LocalWords.current.close, page = Palette.page, done = actions.around.back) } }
}
