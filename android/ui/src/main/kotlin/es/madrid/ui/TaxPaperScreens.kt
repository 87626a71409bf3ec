// The dates of the year, for everybody, and what the city says of debts, with its paper.

package es.madrid.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import es.madrid.kit.Block
import es.madrid.kit.ReminderRequest
import es.madrid.kit.SessionActionKind
import es.madrid.kit.TaxCalendarView
import es.madrid.kit.TaxCertificateView
import es.madrid.kit.TaxDateView
import es.madrid.kit.TaxPaperView

/** What the person can do with the dates. */
class TaxCalendarActions(
    val remind: (ReminderRequest) -> Unit = {},
    val calendar: () -> Unit = {},
    val refresh: () -> Unit = {},
    val again: () -> Unit = {},
    val back: () -> Unit = {},
)

/** The dates of the year. Reminders and the file for the phone's calendar are for who is signed in. */
@Composable
fun TaxCalendarScreen(
    calendar: Block<TaxCalendarView>,
    around: AroundTaxes = AroundTaxes(),
    actions: TaxCalendarActions = TaxCalendarActions(),
) {
    val view = (calendar as? Block.Shown)?.view
    val refresh = Refresh(around.isRefreshing, actions.refresh)
    Page(
        top = {
            val title = view?.title ?: LocalWords.current.taxCalendar
            Bar(title, view?.freshness, before = { BackDoor(actions.back) }, after = { RefreshDoor(refresh) })
        },
        isLoading = calendar is Block.Loading,
        refresh = refresh,
    ) {
        val troubles = (around.troubles + listOfNotNull(view?.trouble)).distinctBy { it.code }
        items(troubles, key = { it.code }) { Trouble(it) }
        if (calendar is Block.Failed) item(key = "failed") { Failure(calendar.explanation, actions.again) }
        view?.let { dates(it, around.hasPerson, actions) }
    }
}

private fun LazyListScope.dates(view: TaxCalendarView, hasPerson: Boolean, actions: TaxCalendarActions) {
    view.empty?.let { item(key = "empty") { Empty(it, Pictograms.calendar) } }
    items(view.dates, key = { "date ${it.id}" }) { Date(it, hasPerson, actions) }
    if (hasPerson && view.dates.isNotEmpty()) {
        item(key = "calendar") {
            Column(Modifier.padding(start = 12.dp, end = 12.dp, top = 20.dp)) {
                OtherChoice(view.toCalendarLabel, Pictograms.calendar, page = Palette.page, done = actions.calendar)
            }
        }
    }
}

@Composable
private fun Date(date: TaxDateView, hasPerson: Boolean, actions: TaxCalendarActions) = WideCard {
    Column(Modifier.semantics(mergeDescendants = true) {}, verticalArrangement = Arrangement.spacedBy(4.dp)) {
        Text(date.title, style = MaterialTheme.typography.titleMedium, color = Palette.ink)
        CardText(date.detail)
    }
    if (hasPerson) {
        Reminding(date.reminders, date.reminder, date.remindLabel, date.remindSpoken) {
            actions.remind(ReminderRequest(date.id, it))
        }
    }
}

/** What the person can do with the certificate. */
class TaxCertificateActions(
    val open: (TaxPaperView) -> Unit = {},
    val session: (SessionActionKind) -> Unit = {},
    val again: () -> Unit = {},
    val back: () -> Unit = {},
)

/** What the city says of debts. */
@Composable
fun TaxCertificateScreen(
    certificate: Block<TaxCertificateView>,
    around: AroundTaxes = AroundTaxes(),
    actions: TaxCertificateActions = TaxCertificateActions(),
) {
    val closed = around.closed
    val view = (certificate as? Block.Shown)?.view.takeIf { closed == null }
    Page(
        top = { Bar(LocalWords.current.taxCertificate, before = { BackDoor(actions.back) }) },
        isLoading = certificate is Block.Loading && closed == null,
    ) {
        val troubles = (around.troubles + listOfNotNull(view?.trouble)).distinctBy { it.code }
        items(troubles, key = { it.code }) { Trouble(it, actions.again) }
        when {
            closed != null -> item(key = "gate") { Gate(closed, actions.session) }
            certificate is Block.Failed -> item(key = "failed") { Failure(certificate.explanation, actions.again) }
            view != null -> item(key = "certificate") { Certificate(view, actions) }
        }
    }
}

@Composable
private fun Certificate(view: TaxCertificateView, actions: TaxCertificateActions) = WideCard {
    Column(
        Modifier.semantics(mergeDescendants = true) { contentDescription = view.accessibilityLabel },
        verticalArrangement = Arrangement.spacedBy(12.dp),
    ) {
        CardText(view.body)
        Facts(view.facts + view.owed)
        CardText(view.asOfLabel, Palette.quietInk)
    }
    view.paper?.let { paper -> FirstChoice(paper.openLabel) { actions.open(paper) } }
}
