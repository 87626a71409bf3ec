// Several debts in one go: which, what they come to, and one after the other.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.lazy.items
import androidx.compose.foundation.selection.toggleable
import androidx.compose.material3.Checkbox
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import es.madrid.kit.Block
import es.madrid.kit.DebtRequest
import es.madrid.kit.HomeItemView
import es.madrid.kit.NotPayableView
import es.madrid.kit.SeveralOfferView
import es.madrid.kit.SeveralView

/** What the person can do there. [look] asks what the chosen ones come to, [payment] opens one by its `id`. */
class SeveralActions(
    val look: (List<DebtRequest>) -> Unit = {},
    val payment: (Long) -> Unit = {},
    val around: PaymentsActions = PaymentsActions(),
)

/** Which to pay. Nothing is ticked beforehand. */
@Composable
fun SeveralScreen(
    offer: Block<SeveralOfferView>,
    around: AroundPayments = AroundPayments(),
    actions: SeveralActions = SeveralActions(),
) {
    var chosen by rememberSaveable { mutableStateOf(emptyList<String>()) }
    val view = (offer as? Block.Shown)?.view
    val wanted = view?.debts.orEmpty().filter { it.id in chosen }.mapNotNull { it.pay }.map { DebtRequest(it.kind, it.debt) }
    val bottom: (@Composable () -> Unit)? = view?.takeIf { wanted.isNotEmpty() }?.let { shown ->
        { BottomChoice(shown.lookLabel) { actions.look(wanted) } }
    }
    Own(LocalWords.current.several, offer, around, actions.around, bottom) { shown ->
        item(key = "body") { WideCard { CardText(shown.body) } }
        items(shown.debts, key = { it.id }) { debt ->
            Ticked(debt, debt.id in chosen) { on -> chosen = if (on) chosen + debt.id else chosen - debt.id }
        }
    }
}

@Composable
private fun Ticked(debt: HomeItemView, isOn: Boolean, change: (Boolean) -> Unit) =
    WideCard(line = if (isOn) Palette.accent else Palette.line) {
        Row(
            Modifier
                .fillMaxWidth()
                .heightIn(min = touch)
                .clip(Corners.badge)
                .toggleable(isOn, role = Role.Checkbox, onValueChange = change)
                .semantics { contentDescription = debt.accessibilityLabel },
            horizontalArrangement = Arrangement.spacedBy(12.dp),
            verticalAlignment = Alignment.CenterVertically,
        ) {
            Checkbox(isOn, onCheckedChange = null)
            Box(Modifier.weight(1f)) { ItemText(debt) }
        }
    }

/** What they come to, how far the person has come, and which is next. */
@Composable
fun TogetherScreen(
    several: Block<SeveralView>,
    around: AroundPayments = AroundPayments(),
    actions: SeveralActions = SeveralActions(),
) {
    val view = (several as? Block.Shown)?.view
    val bottom: (@Composable () -> Unit)? = view?.next?.let { next ->
        { BottomChoice(view.nextLabel) { actions.payment(next) } }
    }
    Own(LocalWords.current.several, several, around, actions.around, bottom) { shown ->
        item(key = "total") { Together(shown) }
        items(shown.payments, key = { it.id }) { PaymentCard(it, actions.payment) }
        items(shown.notPayable, key = { "not ${it.kind} ${it.debt}" }) { NotPayable(it) }
    }
}

/** It is read out when it changes. */
@Composable
private fun Together(view: SeveralView) = WideCard {
    Column(
        Modifier.semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Polite },
        verticalArrangement = Arrangement.spacedBy(6.dp),
    ) {
        Amount(view.total)
        CardText(view.headline)
    }
}

@Composable
private fun NotPayable(view: NotPayableView) = WideCard(page = Palette.noticePage, line = Palette.noticeMark) {
    Column(Modifier.semantics(mergeDescendants = true) {}, verticalArrangement = Arrangement.spacedBy(6.dp)) {
        CardText(view.about, Palette.quietInk)
        CardTitle(view.why.title)
        CardText(view.why.body)
        CardText(view.why.nextStep)
    }
}
