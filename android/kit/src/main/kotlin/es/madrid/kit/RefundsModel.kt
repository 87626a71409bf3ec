// The state of the screens of refunds: what comes back, how far it has come, and asking for it.

package es.madrid.kit

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.collectLatest
import kotlinx.coroutines.flow.distinctUntilChangedBy

/** The money that comes back to the person. */
class RefundsModel(private val madrid: Madrid) {
    private val refundsState = MutableStateFlow<Block<RefundsView>>(Block.Loading)
    private val failureState = MutableStateFlow<ExplanationView?>(null)

    /** The words of the screen where something is asked back. */
    val form: RefundFormView get() = madrid.refundForm

    /** Every request, as the phone knows it now. Failed, with words, while it is locked. */
    val refunds: StateFlow<Block<RefundsView>> = refundsState.asStateFlow()

    /** Why the last action did not work, in plain words; `null` when it did. */
    val failure: StateFlow<ExplanationView?> = failureState.asStateFlow()

    /** Keeps [refunds] up to date until it is cancelled. */
    suspend fun watch() = madrid.publish(refundsState) {
        // The flow of refunds keeps its last ones when the data are locked. Asked anew it refuses, and nothing is left.
        madrid.session().distinctUntilChangedBy { it.state }.collectLatest {
            madrid.publish(refundsState) { madrid.refunds().collect { refundsState.value = Block.Shown(it) } }
        }
    }

    /** Asks for what a receipt is of. `true` when it is kept on the phone; it is sent by itself, and [refunds] says how it goes. */
    suspend fun ask(receipt: String, cause: RefundCause, iban: String): Boolean =
        madrid.attempt(failureState) { askRefund(RefundRequest(receipt, cause, iban)) }

    /** The person has read that a request was not taken. */
    suspend fun dismiss(id: Long) {
        madrid.attempt(failureState) { dismissRefund(id) }
    }

    /** One request of [view] by its `id`. Failed, with words, when there is none. */
    fun refund(view: RefundsView, id: Long): Block<RefundView> =
        view.refunds.firstOrNull { it.id == id }?.let { Block.Shown(it) } ?: Block.Failed(madrid.explain("refund.unknown"))

    /** What could not be done has been read: [failure] is `null` again. */
    fun forget() {
        failureState.value = null
    }
}
