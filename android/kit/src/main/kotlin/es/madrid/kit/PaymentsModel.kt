// The state of the screens of paying: what it would mean, how it goes, and what was paid.

package es.madrid.kit

import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.collectLatest
import kotlinx.coroutines.flow.distinctUntilChangedBy
import kotlin.time.Duration.Companion.seconds

/** What a person does about a payment once they know what it would mean. */
interface Paying {
    /** The person says yes, to pay in this way. The bank's page; `null` where there is none to go to. */
    suspend fun pay(id: Long, method: PaymentMethod): String?

    /** Sends once more what has never reached the city. The bank's page; `null` where there is none to go to. */
    suspend fun send(id: Long): String?

    /** Asks the city how a payment stands: the person wants to know. */
    suspend fun check(id: Long)

    /** The person does not want to pay after all. */
    suspend fun giveUp(id: Long)
}

/** The person's payments and their receipts. */
class PaymentsModel(private val madrid: Madrid) : Paying {
    private val paymentsState = MutableStateFlow<Block<PaymentsView>>(Block.Loading)
    private val preparedState = MutableStateFlow<Block<PaymentView>>(Block.Loading)
    private val receiptsState = MutableStateFlow<Block<ReceiptsView>>(Block.Loading)
    private val receiptState = MutableStateFlow<Block<ReceiptView>>(Block.Loading)
    private val failureState = MutableStateFlow<ExplanationView?>(null)
    private val till = Till(madrid, failureState)
    private val comingsState = MutableStateFlow(0)

    /** Why what nobody asked for did not work: nobody is told. */
    private val unsaid = MutableStateFlow<ExplanationView?>(null)

    /** Every payment, as the phone knows it now. Failed, with words, while it is locked. */
    val payments: StateFlow<Block<PaymentsView>> = paymentsState.asStateFlow()

    /** What was asked for last to be paid. Failed, with words, when it cannot be. */
    val prepared: StateFlow<Block<PaymentView>> = preparedState.asStateFlow()

    /** Every receipt on this phone. */
    val receipts: StateFlow<Block<ReceiptsView>> = receiptsState.asStateFlow()

    /** The receipt that was opened last. */
    val receipt: StateFlow<Block<ReceiptView>> = receiptState.asStateFlow()

    /** Why the last action did not work, or why the city could not be heard; `null` when it was. */
    val failure: StateFlow<ExplanationView?> = failureState.asStateFlow()

    /** Whether the city is being asked because the person wanted it. */
    val isAsking: StateFlow<Boolean> = till.isAsking

    /** How often the person has come back to the app: whoever shows a payment asks anew then. */
    val comings: StateFlow<Int> = comingsState.asStateFlow()

    /** Keeps [payments] up to date until it is cancelled. */
    suspend fun watch() = madrid.publish(paymentsState) {
        // The flow of payments keeps its last ones when the data are locked. Asked anew it refuses, and nothing is left.
        madrid.session().distinctUntilChangedBy { it.state }.collectLatest {
            madrid.publish(paymentsState) { madrid.payments().collect { paymentsState.value = Block.Shown(it) } }
        }
    }

    /** Asks what paying a debt would mean. The `id` of the payment; `null` when it cannot be paid, and [prepared] says why. */
    suspend fun prepare(kind: DebtKind, debt: String): Long? {
        preparedState.value = Block.Loading
        madrid.publish(preparedState) {
            // A way to pay is chosen with the yes: until then it does not matter which.
            preparedState.value = Block.Shown(madrid.preparePayment(PayRequest(kind, debt, PaymentMethod.CARD)))
        }
        return (preparedState.value as? Block.Shown)?.view?.id
    }

    override suspend fun pay(id: Long, method: PaymentMethod): String? = till.pay(id, method)?.url

    override suspend fun send(id: Long): String? = till.send(id)?.url

    override suspend fun check(id: Long) {
        till.check(id)
    }

    override suspend fun giveUp(id: Long) {
        till.giveUp(id)
    }

    /**
     * Asks the city about a payment by itself, now and then as often as the payment says, until it is over or this is
     * cancelled. What cannot be heard meanwhile is no failure of the person's: the payment says that nobody knows.
     */
    suspend fun follow(id: Long) {
        do {
            madrid.attempt(unsaid) { checkPayment(id) }
            val wait = known(id)?.lookAgainSeconds ?: return
            delay(wait.toInt().seconds)
        } while (true)
    }

    /** Reads every receipt. */
    suspend fun readReceipts() = madrid.publish(receiptsState) {
        receiptsState.value = Block.Shown(madrid.receipts())
    }

    /** Reads a receipt by its number. */
    suspend fun readReceipt(number: String) = madrid.publish(receiptState) {
        receiptState.value = Block.Loading
        receiptState.value = Block.Shown(madrid.receipt(number))
    }

    /** The official paper of a receipt; `null` where it cannot be had, and [failure] says why. */
    suspend fun paper(number: String): ReceiptPdf? {
        var paper: ReceiptPdf? = null
        madrid.attempt(failureState) { paper = receiptPdf(number) }
        return paper
    }

    /** One payment of [view] by its `id`. Failed, with words, when there is none. */
    fun payment(view: PaymentsView, id: Long): Block<PaymentView> =
        view.payments.firstOrNull { it.id == id }?.let { Block.Shown(it) } ?: Block.Failed(madrid.explain("payment.unknown"))

    /** The person is back, from the bank or from anywhere. Whatever came with them is not looked at. */
    internal fun comeBack() {
        comingsState.value += 1
    }

    /** What could not be done has been read: [failure] is `null` again. */
    fun forget() {
        failureState.value = null
    }

    private fun known(id: Long) = (paymentsState.value as? Block.Shown)?.view?.payments?.firstOrNull { it.id == id }
}
