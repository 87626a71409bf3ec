// The door to the core: the person's taxes, the dates of the year and the certificate of debts.

package es.madrid.kit

import kotlinx.coroutines.flow.Flow

/** The whole folder, now and after every change. Collecting throws `AppException` of kind `Locked` while it is locked. */
fun Madrid.taxes(): Flow<TaxFolderView> = live { tax.observe(TaxTo(it)) }

/** One tax bill, by the `id` of a row. Throws `AppException` of kind `NotFound` where there is none. */
suspend fun Madrid.taxReceipt(id: String): TaxReceiptView = tax.one(id)

/** The dates of the year, signed in or not. Read from the phone. */
suspend fun Madrid.taxCalendar(): TaxCalendarView = tax.calendar()

/** Chooses when to be told of a bill or a date. Nothing of it leaves the phone. Safe to repeat. */
suspend fun Madrid.remindOfTax(request: ReminderRequest): TaxFolderView = tax.setReminder(request)

/**
 * Has a bill charged to an account. It is kept before this returns, offline too, and sent once. Safe to repeat.
 *
 * Throws `AppException` of kind `Rejected` when the phone knows that it cannot be: `input.iban`, `tax.too_late`.
 */
suspend fun Madrid.setDirectDebit(request: DirectDebitRequest): TaxReceiptView = tax.setDirectDebit(request)

/** Has a bill charged no longer. As [setDirectDebit]. */
suspend fun Madrid.cancelDirectDebit(receipt: String): TaxReceiptView = tax.cancelDirectDebit(receipt)

/** Asks to pay a bill in parts. As [setDirectDebit]. */
suspend fun Madrid.askInstalments(request: InstalmentsRequest): TaxReceiptView = tax.askInstalments(request)

/** The person has read that something about a bill was refused. Safe to repeat. */
suspend fun Madrid.dismissTax(receipt: String): TaxReceiptView = tax.dismiss(receipt)

/**
 * What the city says of debts. Where it cannot be asked, what it said the last time, and why. Safe to repeat.
 *
 * Throws `AppException` of kind `Offline` where it never said anything.
 */
suspend fun Madrid.taxCertificate(): TaxCertificateView = tax.certificate()

/** The days to come, one's own and the city's, for the phone's own calendar. */
suspend fun Madrid.taxDates(): CalendarFileView = tax.datesAsIcalendar()
