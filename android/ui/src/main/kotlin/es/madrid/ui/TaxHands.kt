// What the buttons of the screens of taxes set going.

package es.madrid.ui

import es.madrid.kit.AppModel
import es.madrid.kit.DebtKind
import es.madrid.kit.SessionActionKind

/** What the paper of a certificate is (RFC 8118). */
private const val PDF = "application/pdf"

/** The hands of the person with their taxes. [session], [refresh] and [retry] as in [CityHands]. */
internal class TaxHands(
    private val app: AppModel,
    private val phone: PhoneHands,
    private val route: Route,
    session: (SessionActionKind) -> Unit,
    refresh: () -> Unit,
    retry: () -> Unit,
) {
    val taxes = TaxesActions(
        open = { route.go(Screen.Tax(it)) },
        calendar = { route.go(Screen.TaxCalendar) },
        certificate = { route.go(Screen.TaxCertificate) },
        session = session,
        refresh = refresh,
        again = retry,
        back = route::back,
    )

    val tax = TaxActions(
        pay = { route.go(Screen.Pay(DebtKind.TAX, it)) },
        write = app.taxes::forget,
        debit = { app.begin { app.taxes.setDirectDebit(it.receipt, it.iban, it.mode) } },
        end = { app.begin { app.taxes.cancelDirectDebit(it) } },
        instalments = { app.begin { app.taxes.askInstalments(it.receipt, it.parts) } },
        dismiss = { app.begin { app.taxes.dismiss(it) } },
        remind = { app.begin { app.taxes.remind(it.about, it.daysBefore) } },
        calendar = ::addToCalendar,
        proof = { route.go(Screen.Receipt(it)) },
        session = session,
        refresh = refresh,
        again = retry,
        back = route::back,
    )

    val calendar = TaxCalendarActions(
        remind = { app.begin { app.taxes.remind(it.about, it.daysBefore) } },
        calendar = ::addToCalendar,
        refresh = refresh,
        again = retry,
        back = route::back,
    )

    val certificate = TaxCertificateActions(
        open = { phone.openDocument(it.fileName, PDF, it.bytes) },
        session = session,
        again = retry,
        back = route::back,
    )

    private fun addToCalendar() = app.begin { app.taxes.dates()?.let { phone.addToCalendar(it.fileName, it.text) } }
}
