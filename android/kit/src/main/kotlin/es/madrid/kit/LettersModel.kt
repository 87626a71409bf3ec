// The state of the screens of letters: a reference, what paying it would mean, and what was paid so on this phone.

package es.madrid.kit

import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlin.time.Duration.Companion.seconds

/** Letters, paid by their reference by whoever holds them: nobody need be signed in, and what was paid is nobody's. */
class LettersModel(private val madrid: Madrid) : Paying {
    private val paymentsState = MutableStateFlow<Block<PaymentsView>>(Block.Loading)
    private val receiptsState = MutableStateFlow<Block<ReceiptsView>>(Block.Loading)
    private val receiptState = MutableStateFlow<Block<ReceiptView>>(Block.Loading)
    private val failureState = MutableStateFlow<ExplanationView?>(null)
    private val comingsState = MutableStateFlow(0)
    private val till = Till(madrid, failureState)

    /** Why what nobody asked for did not work: nobody is told. */
    private val unsaid = MutableStateFlow<ExplanationView?>(null)

    /** The words of the screen. */
    val form: LetterFormView get() = madrid.letterForm

    /** Every payment of a letter on this phone. */
    val payments: StateFlow<Block<PaymentsView>> = paymentsState.asStateFlow()

    /** Every receipt of a letter on this phone. */
    val receipts: StateFlow<Block<ReceiptsView>> = receiptsState.asStateFlow()

    /** The receipt that was opened last. */
    val receipt: StateFlow<Block<ReceiptView>> = receiptState.asStateFlow()

    /** Why the last action did not work, or why the city could not be heard; `null` when it was. */
    val failure: StateFlow<ExplanationView?> = failureState.asStateFlow()

    /** Whether the city is being asked because the person wanted it. */
    val isAsking: StateFlow<Boolean> = till.isAsking

    /** How often the person has come back to the app: whoever shows a payment asks anew then. */
    val comings: StateFlow<Int> = comingsState.asStateFlow()

    /** What is wrong with a reference, to the sign; `null` when the city can be asked about it. */
    fun problem(text: String): ExplanationView? =
        madrid.referenceProblem(text)?.let { madrid.explain("input.reference_check").copy(body = it) }

    /** Reads what was paid on this phone with letters. */
    suspend fun read() {
        madrid.publish(paymentsState) { paymentsState.value = Block.Shown(madrid.letterPayments()) }
        madrid.publish(receiptsState) { receiptsState.value = Block.Shown(madrid.letterReceipts()) }
    }

    /** Reads a receipt by its number. */
    suspend fun readReceipt(number: String) = madrid.publish(receiptState) {
        receiptState.value = Block.Loading
        receiptState.value = Block.Shown(madrid.receipt(number))
    }

    /** Asks what paying a letter would mean. The `id` of the payment; `null` when it cannot be paid, and [failure] says why. */
    suspend fun prepare(text: String): Long? = reading { till.ask { prepareLetter(text) } }?.id

    override suspend fun pay(id: Long, method: PaymentMethod): String? = reading { till.pay(id, method) }?.url

    override suspend fun send(id: Long): String? = reading { till.send(id) }?.url

    override suspend fun check(id: Long) {
        reading { till.check(id) }
    }

    override suspend fun giveUp(id: Long) {
        reading { till.giveUp(id) }
    }

    /** Asks the city about a payment by itself, as often as the payment says, until it is over or this is cancelled. */
    suspend fun follow(id: Long) {
        do {
            madrid.attempt(unsaid) { checkPayment(id) }
            read()
            val all = (paymentsState.value as? Block.Shown)?.view?.payments
            val wait = all?.firstOrNull { it.id == id }?.lookAgainSeconds ?: return
            delay(wait.toInt().seconds)
        } while (true)
    }

    /** One payment of [view] by its `id`. Failed, with words, when there is none. */
    fun payment(view: PaymentsView, id: Long): Block<PaymentView> =
        view.payments.firstOrNull { it.id == id }?.let { Block.Shown(it) } ?: Block.Failed(madrid.explain("payment.unknown"))

    /** The official paper of a receipt; `null` where it cannot be had, and [failure] says why. */
    suspend fun paper(number: String): ReceiptPdf? {
        var paper: ReceiptPdf? = null
        madrid.attempt(failureState) { paper = receiptPdf(number) }
        return paper
    }

    /** The person is back, from the bank or from anywhere. */
    internal fun comeBack() {
        comingsState.value += 1
    }

    /** What could not be done has been read: [failure] is `null` again. */
    fun forget() {
        failureState.value = null
    }

    /** Nobody tells of what is nobody's: after each thing that was done it is read anew. */
    private suspend fun reading(work: suspend () -> PaymentView?): PaymentView? = work().also { read() }
}
