// One thing of the first screen in full, and what can be done about it outside the app.

package es.madrid.ui

import androidx.compose.runtime.Composable
import es.madrid.kit.Block
import es.madrid.kit.HelpView
import es.madrid.kit.HomeItem

/**
 * The screen of one thing. [help] says where the rest can be done; [open] lets another app take over, [again] asks the
 * city once more, [back] leaves.
 */
@Composable
fun ItemScreen(
    item: Block<HomeItem>,
    help: HelpView?,
    open: (String) -> Unit = {},
    again: () -> Unit = {},
    back: () -> Unit = {},
) {
    val shown = (item as? Block.Shown)?.view
    Page(
        top = { Bar(shown?.block?.title, before = { BackDoor(back) }) },
        isLoading = item is Block.Loading,
    ) {
        if (item is Block.Failed) item { Failure(item.explanation, again) }
        shown?.let {
            item(key = "item") {
                WideCard {
                    ItemText(it.item, isAlone = true)
                    CardFreshness(it.block.freshness)
                }
            }
        }
        help?.let { item(key = "help") { Help(it, open) } }
    }
}
