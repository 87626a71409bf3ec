// The door to the core: paying the city, and what was paid.

package es.madrid.kit

import kotlinx.coroutines.flow.Flow

/**
 * What paying a debt would mean. Nothing is paid. Where a payment of the same is under way it is that one. Safe to repeat.
 *
 * Throws `AppException` of kind `Rejected` when it cannot be paid, `Offline` when the city cannot be asked.
 */
suspend fun Madrid.preparePayment(request: PayRequest): PaymentView = payments.prepare(request)

/** The person has chosen how to pay: it counts until the payment leaves the phone. Safe to repeat. */
suspend fun Madrid.choosePayment(id: Long, method: PaymentMethod): PaymentView = payments.choose(id, method)

/**
 * The person says yes. The view says where to go on: its `url` is the bank's page. Where the city could not be heard the view
 * says so too; nothing is paid twice. Safe to repeat.
 *
 * Throws `AppException` of kind `Rejected` when the price is old, `StorageFull` before anything is sent.
 */
suspend fun Madrid.submitPayment(id: Long): PaymentView = payments.submit(id)

/** Asks the city how a payment stands, whatever a browser brought back. Safe to repeat. */
suspend fun Madrid.checkPayment(id: Long): PaymentView = payments.check(id)

/** The person does not want to pay after all. The city closes it, unless it was paid meanwhile. Safe to repeat. */
suspend fun Madrid.giveUpPayment(id: Long): PaymentView = payments.giveUp(id)

/** Every payment, now and after every change. Collecting throws `AppException` of kind `Locked` while it is locked. */
fun Madrid.payments(): Flow<PaymentsView> = live { payments.observe(PaymentsTo(it)) }

/** Every receipt on this phone. Throws `AppException` of kind `Locked` while it is locked. */
suspend fun Madrid.receipts(): ReceiptsView = payments.receipts()

/** One receipt, by its number. Throws `AppException` of kind `NotFound` where there is none. */
suspend fun Madrid.receipt(number: String): ReceiptView = payments.receipt(number)
