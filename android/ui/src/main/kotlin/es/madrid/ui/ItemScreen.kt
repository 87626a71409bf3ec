// One thing of the first screen in full, and what can be done about it: here, and outside the app.

package es.madrid.ui

import androidx.compose.runtime.Composable
import es.madrid.kit.Block
import es.madrid.kit.HelpView
import es.madrid.kit.HomeItem
import es.madrid.kit.PayOfferView

/**
 * What the person can do there. [pay] shows what paying would mean, [open] lets another app take over.
 */
class ItemActions(
    val pay: (PayOfferView) -> Unit = {},
    val open: (String) -> Unit = {},
    val again: () -> Unit = {},
    val back: () -> Unit = {},
)

/** The screen of one thing. [help] says where the rest can be done. */
@Composable
fun ItemScreen(item: Block<HomeItem>, help: HelpView?, actions: ItemActions = ItemActions()) {
    val shown = (item as? Block.Shown)?.view
    Page(
        top = { Bar(shown?.block?.title, before = { BackDoor(actions.back) }) },
        isLoading = item is Block.Loading,
    ) {
        if (item is Block.Failed) item { Failure(item.explanation, actions.again) }
        shown?.let {
            item(key = "item") {
                WideCard {
                    ItemText(it.item, isAlone = true)
                    CardFreshness(it.block.freshness)
                    // No larger than the ways to the City's own desks below: whoever disagrees goes there.
                    it.item.pay?.let { offer ->
                        OtherChoice(offer.label, Pictograms.euro, spoken = offer.accessibilityLabel) { actions.pay(offer) }
                    }
                }
            }
        }
        help?.let { item(key = "help") { Help(it, actions.open) } }
    }
}
