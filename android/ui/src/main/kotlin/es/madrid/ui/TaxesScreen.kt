// The person's taxes, by what has to be done about them.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.ReadOnlyComposable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import es.madrid.kit.Block
import es.madrid.kit.ExplanationView
import es.madrid.kit.SessionActionKind
import es.madrid.kit.SessionView
import es.madrid.kit.TaxChangeView
import es.madrid.kit.TaxFolderView
import es.madrid.kit.TaxRowView
import es.madrid.kit.TaxState

/** What the person can do there. [open] gets the `id` of a bill. */
class TaxesActions(
    val open: (String) -> Unit = {},
    val calendar: () -> Unit = {},
    val certificate: () -> Unit = {},
    val session: (SessionActionKind) -> Unit = {},
    val refresh: () -> Unit = {},
    val again: () -> Unit = {},
    val back: () -> Unit = {},
)

/**
 * What stands around the screens of taxes.
 *
 * @property session how the session stands: closed, nothing of the person is shown.
 * @property troubles what could not be fetched or done.
 * @property mistake what is wrong with the account that was written last.
 * @property isRefreshing whether the city is being asked.
 */
class AroundTaxes(
    val session: SessionView? = null,
    val troubles: List<ExplanationView> = emptyList(),
    val mistake: ExplanationView? = null,
    val isRefreshing: Boolean = false,
) {
    internal val closed: SessionView? get() = session?.takeIf { it.isClosed }

    /** Whether there is somebody for whom something can be kept. */
    internal val hasPerson: Boolean get() = session?.isClosed == false
}

/** The folder in each of its states. The dates of the year are for everybody. */
@Composable
fun TaxesScreen(
    folder: Block<TaxFolderView>,
    around: AroundTaxes = AroundTaxes(),
    actions: TaxesActions = TaxesActions(),
) {
    val closed = around.closed
    val view = (folder as? Block.Shown)?.view.takeIf { closed == null }
    val refresh = Refresh(around.isRefreshing, actions.refresh)
    Page(
        top = {
            val title = view?.title ?: LocalWords.current.taxes
            Bar(title, view?.freshness, before = { BackDoor(actions.back) }, after = { RefreshDoor(refresh) })
        },
        isLoading = folder is Block.Loading && closed == null,
        refresh = refresh,
    ) {
        val troubles = (around.troubles + listOfNotNull(view?.trouble)).distinctBy { it.code }
        items(troubles, key = { it.code }) { Trouble(it) }
        when {
            closed != null -> item(key = "gate") { Gate(closed, actions.session) }
            folder is Block.Failed -> item(key = "failed") { Failure(folder.explanation, actions.again) }
            view != null -> body(view, actions)
        }
        item(key = "calendar") { Door(Pictograms.calendar, LocalWords.current.taxCalendar, actions.calendar) }
        if (closed == null) {
            item(key = "certificate") { Door(Pictograms.document, LocalWords.current.taxCertificate, actions.certificate) }
        }
    }
}

private fun LazyListScope.body(view: TaxFolderView, actions: TaxesActions) {
    view.empty?.let { item(key = "empty") { Empty(it, Pictograms.document) } }
    view.groups.forEach { group ->
        item(key = "group ${group.id}") { GroupTitle(group.title) }
        items(group.rows, key = { "bill ${it.id}" }, contentType = { "bill" }) { Bill(it, actions.open) }
    }
    if (view.changes.isNotEmpty()) {
        item(key = "changes") { GroupTitle(view.changesTitle) }
        items(view.changes) { TaxChange(it) }
    }
}

/** One bill in a few words. Touching it opens its screen. */
@Composable
private fun Bill(row: TaxRowView, open: (String) -> Unit) = Touched(row.accessibilityLabel, { open(row.id) }) { BillText(row) }

/** What a bill says of itself, in the list and on its own screen. */
@Composable
internal fun BillText(row: TaxRowView) {
    Text(row.title, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
    row.`object`?.let { Text(it, style = MaterialTheme.typography.bodyMedium, color = Palette.quietInk) }
    Amount(row.amount)
    CardText(row.`when`)
    Text(row.label, style = MaterialTheme.typography.labelLarge, color = ink(row.state))
    row.waiting?.let { CardText(it, Palette.quietInk) }
    row.trouble?.let { Text(it.title, style = MaterialTheme.typography.labelLarge, color = Palette.noticeMark) }
}

@Composable
private fun TaxChange(change: TaxChangeView) = WideCard {
    Column(
        Modifier.semantics(mergeDescendants = true) { contentDescription = change.accessibilityLabel },
        verticalArrangement = Arrangement.spacedBy(4.dp),
    ) {
        Text(change.title, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
        Text(change.`object`, style = MaterialTheme.typography.bodyMedium, color = Palette.quietInk)
        CardText(change.body)
    }
}

/** The colour of the words that say how a bill stands. */
@Composable
@ReadOnlyComposable
internal fun ink(state: TaxState) = when (state) {
    TaxState.ENFORCEMENT -> Palette.noticeMark
    TaxState.VOLUNTARY -> Palette.ink
    TaxState.DIRECT_DEBIT, TaxState.INSTALMENTS, TaxState.PAID -> Palette.accent
}
