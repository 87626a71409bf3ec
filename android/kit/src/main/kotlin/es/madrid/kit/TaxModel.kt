// The state of the screens of taxes: what has to be paid, one bill, the dates of the year and the certificate.

package es.madrid.kit

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.collectLatest
import kotlinx.coroutines.flow.distinctUntilChangedBy

/** The person's taxes, and what they ask for about them. */
class TaxModel(private val madrid: Madrid) {
    private val folderState = MutableStateFlow<Block<TaxFolderView>>(Block.Loading)
    private val openedState = MutableStateFlow<Block<TaxReceiptView>>(Block.Loading)
    private val calendarState = MutableStateFlow<Block<TaxCalendarView>>(Block.Loading)
    private val certificateState = MutableStateFlow<Block<TaxCertificateView>>(Block.Loading)
    private val failureState = MutableStateFlow<ExplanationView?>(null)

    /** Every tax bill, as the phone knows it now. Failed, with words, while it is locked. */
    val folder: StateFlow<Block<TaxFolderView>> = folderState.asStateFlow()

    /** The bill that was opened last. Failed, with words, while it is locked. */
    val opened: StateFlow<Block<TaxReceiptView>> = openedState.asStateFlow()

    /** The dates of the year. */
    val calendar: StateFlow<Block<TaxCalendarView>> = calendarState.asStateFlow()

    /** What the city said of debts when it was asked last. */
    val certificate: StateFlow<Block<TaxCertificateView>> = certificateState.asStateFlow()

    /** Why the last action did not work; `null` when it did. Its code says when the account has to change (`input.iban`). */
    val failure: StateFlow<ExplanationView?> = failureState.asStateFlow()

    /** Keeps [folder] up to date until it is cancelled. */
    suspend fun watch() = whileOpen(folderState) { folderState.value = Block.Shown(it) }

    /** Keeps [opened] up to date with one bill, by the `id` of its row, until it is cancelled. */
    suspend fun show(id: String) {
        if ((openedState.value as? Block.Shown)?.view?.row?.id != id) openedState.value = Block.Loading
        whileOpen(openedState) { openedState.value = Block.Shown(madrid.taxReceipt(id)) }
    }

    /** Reads the dates of the year. */
    suspend fun readCalendar() = madrid.publish(calendarState) { calendarState.value = Block.Shown(madrid.taxCalendar()) }

    /** Asks the city for the certificate. */
    suspend fun readCertificate() = madrid.publish(certificateState) {
        certificateState.value = Block.Loading
        certificateState.value = Block.Shown(madrid.taxCertificate())
    }

    /** Has a bill charged to an account. `true` when it is kept on the phone; it is sent by itself. */
    suspend fun setDirectDebit(receipt: String, iban: String, mode: DebitMode): Boolean =
        madrid.attempt(failureState) { setDirectDebit(DirectDebitRequest(receipt, iban, mode)) }

    /** Has a bill charged no longer. `true` as above. */
    suspend fun cancelDirectDebit(receipt: String): Boolean = madrid.attempt(failureState) { cancelDirectDebit(receipt) }

    /** Asks to pay a bill in parts. `true` as above. */
    suspend fun askInstalments(receipt: String, parts: UInt): Boolean =
        madrid.attempt(failureState) { askInstalments(InstalmentsRequest(receipt, parts)) }

    /** The person has read that something about a bill was refused. */
    suspend fun dismiss(receipt: String): Boolean = madrid.attempt(failureState) { dismissTax(receipt) }

    /** Chooses when to be told of a bill or a date, by its `id`; `null` is not at all. */
    suspend fun remind(about: String, daysBefore: UInt?): Boolean {
        val isKept = madrid.attempt(failureState) { remindOfTax(ReminderRequest(about, daysBefore)) }
        // The dates are for everybody, so nobody watches them for a person's sake.
        if (isKept) readCalendar()
        return isKept
    }

    /** The days to come for the phone's own calendar; `null` when they cannot be had, and [failure] says why. */
    suspend fun dates(): CalendarFileView? {
        var file: CalendarFileView? = null
        madrid.attempt(failureState) { file = taxDates() }
        return file
    }

    /** What could not be done has been read: [failure] is `null` again. */
    fun forget() {
        failureState.value = null
    }

    /** The flow of taxes keeps its last ones when the data are locked. Asked anew it refuses, and nothing is left. */
    private suspend fun whileOpen(state: MutableStateFlow<in Block.Failed>, take: suspend (TaxFolderView) -> Unit) =
        madrid.publish(state) {
            madrid.session().distinctUntilChangedBy { it.state }.collectLatest {
                madrid.publish(state) { madrid.taxes().collect(take) }
            }
        }
}
