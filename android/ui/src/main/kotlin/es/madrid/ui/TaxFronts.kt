// The screens of taxes, each with the state that it draws.

package es.madrid.ui

import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import es.madrid.kit.AppModel
import es.madrid.kit.Block
import es.madrid.kit.ExplanationView

@Composable
internal fun TaxesOf(app: AppModel, hands: Hands, round: Int) {
    LaunchedEffect(app, round) { app.taxes.watch() }
    val folder by app.taxes.folder.collectAsState()
    TaxesScreen(folder, aroundTaxes(app), hands.tax.taxes)
}

@Composable
internal fun TaxOf(id: String, app: AppModel, hands: Hands, round: Int) {
    LaunchedEffect(app, id, round) { app.taxes.show(id) }
    val opened by app.taxes.opened.collectAsState()
    // Until it is asked for, the model may still have the one before.
    val asked = if (opened.shown?.let { it.row.id != id } == true) Block.Loading else opened
    TaxScreen(asked, aroundTaxes(app), hands.tax.tax)
}

@Composable
internal fun TaxCalendarOf(app: AppModel, hands: Hands, round: Int) {
    ReadAnew(app, round) { app.taxes.readCalendar() }
    val calendar by app.taxes.calendar.collectAsState()
    TaxCalendarScreen(calendar, aroundTaxes(app), hands.tax.calendar)
}

@Composable
internal fun TaxCertificateOf(app: AppModel, hands: Hands, round: Int) {
    val session by app.session.session.collectAsState()
    LaunchedEffect(app, session.shown?.state, LocalWords.current, round) { app.taxes.readCertificate() }
    val certificate by app.taxes.certificate.collectAsState()
    TaxCertificateScreen(certificate, aroundTaxes(app), hands.tax.certificate)
}

@Composable
private fun aroundTaxes(app: AppModel): AroundTaxes {
    val session by app.session.session.collectAsState()
    val failure by app.taxes.failure.collectAsState()
    val refresh by app.refreshFailure.collectAsState()
    val isRefreshing by app.isRefreshing.collectAsState()
    // What is wrong with an account is said where it is written.
    val mistake = failure?.takeIf { it.isAboutAccount }
    return AroundTaxes(session.shown, once(failure.takeIf { mistake == null }, refresh), mistake, isRefreshing)
}

private val ExplanationView.isAboutAccount: Boolean get() = code == "input.iban"
