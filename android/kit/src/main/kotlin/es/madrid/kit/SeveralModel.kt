// The state of the screen where several debts are paid, one after the other.

package es.madrid.kit

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow

/** Several payments in one go, each with an end of its own. */
class SeveralModel(private val madrid: Madrid) {
    private val severalState = MutableStateFlow<Block<SeveralView>>(Block.Loading)
    private val failureState = MutableStateFlow<ExplanationView?>(null)

    /** What was asked for last, as it stands. Failed, with words, while it is locked and where nobody could be asked. */
    val several: StateFlow<Block<SeveralView>> = severalState.asStateFlow()

    /** Why the city could not be asked about what was chosen; `null` when it could. */
    val failure: StateFlow<ExplanationView?> = failureState.asStateFlow()

    /** Asks what the chosen debts come to. The `id` of each payment; `null` when nobody could be asked, and [failure] says why. */
    suspend fun prepare(debts: List<DebtRequest>): List<Long>? {
        var view: SeveralView? = null
        madrid.attempt(failureState) { view = prepareSeveral(debts) }
        view?.let { severalState.value = Block.Shown(it) }
        return view?.payments?.map { it.id }
    }

    /** Reads how they stand. That one cannot be paid was said when they were asked for, and still is. */
    suspend fun read(ids: List<Long>) = madrid.publish(severalState) {
        val said = (severalState.value as? Block.Shown)?.view?.takeIf { before -> before.payments.map { it.id } == ids }
        severalState.value = Block.Shown(madrid.severalPayments(ids).copy(notPayable = said?.notPayable.orEmpty()))
    }

    /** What could not be done has been read: [failure] is `null` again. */
    fun forget() {
        failureState.value = null
    }
}
