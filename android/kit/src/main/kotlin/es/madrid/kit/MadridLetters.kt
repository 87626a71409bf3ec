// The door to the core: letters, several debts in one go, papers, and the money that comes back.

package es.madrid.kit

import kotlinx.coroutines.flow.Flow

/** The words of the screen where a letter is paid. */
val Madrid.letterForm: LetterFormView get() = payments.letterForm()

/** What is wrong with the reference of a letter, in words; `null` when the city can be asked about it. */
fun Madrid.referenceProblem(text: String): String? = payments.referenceProblem(text)

/**
 * What paying the letter with this reference would mean. Nobody need be signed in, and nothing is paid. Safe to repeat.
 *
 * Throws `AppException` of kind `Rejected` when it is copied wrong or cannot be paid, `NotFound` when the city has no such letter.
 */
suspend fun Madrid.prepareLetter(text: String): PaymentView =
    // A way to pay is chosen with the yes: until then it does not matter which.
    payments.prepareByReference(text, PaymentMethod.CARD)

/** Every payment of a letter that was made on this phone, signed in or not. */
suspend fun Madrid.letterPayments(): PaymentsView = payments.byReference()

/** Every receipt of a letter that was paid on this phone, signed in or not. */
suspend fun Madrid.letterReceipts(): ReceiptsView = payments.receiptsByReference()

/**
 * What paying each of several debts would mean. Nothing is paid. What cannot be paid is said beside the others. Safe to repeat.
 *
 * Throws `AppException` of kind `Offline` when the city cannot be asked about any.
 */
suspend fun Madrid.prepareSeveral(debts: List<DebtRequest>): SeveralView = payments.prepareAll(debts, PaymentMethod.CARD)

/** How several payments stand now. Throws `AppException` of kind `Locked` while it is locked. */
suspend fun Madrid.severalPayments(ids: List<Long>): SeveralView = payments.several(ids)

/** The official paper of a receipt: kept on the phone once it was fetched. Throws `AppException` of kind `Offline`. */
suspend fun Madrid.receiptPdf(number: String): ReceiptPdf = payments.receiptPdf(number)

/** The words of the screen where something is asked back. */
val Madrid.refundForm: RefundFormView get() = refunds.form()

/** All the money that comes back, now and after every change. Collecting throws `AppException` of kind `Locked`. */
fun Madrid.refunds(): Flow<RefundsView> = live { refunds.observe(RefundsTo(it)) }

/**
 * Asks the city to give back what a receipt is of. Kept on the phone before this returns, and sent once. Safe to repeat.
 *
 * Throws `AppException` of kind `Rejected` when the number of the account is wrong.
 */
suspend fun Madrid.askRefund(request: RefundRequest): RefundsView = refunds.ask(request)

/** The person has read that a request was not taken: it goes from the list. Safe to repeat. */
suspend fun Madrid.dismissRefund(id: Long): RefundsView = refunds.dismiss(id)
