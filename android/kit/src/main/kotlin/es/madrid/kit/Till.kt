// What every kind of payment does once the person has seen what it would mean.

package es.madrid.kit

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow

/** Asks the city about payments, one thing at a time. What could not be done, or heard, is put into [failure]. */
internal class Till(private val madrid: Madrid, private val failure: MutableStateFlow<ExplanationView?>) {
    private val askingState = MutableStateFlow(false)

    /** Whether the city is being asked because the person wanted it. */
    val isAsking: StateFlow<Boolean> = askingState.asStateFlow()

    /** The person says yes, to pay in this way. */
    suspend fun pay(id: Long, method: PaymentMethod): PaymentView? = ask {
        choosePayment(id, method)
        submitPayment(id)
    }

    /** Sends once more what has never reached the city. */
    suspend fun send(id: Long): PaymentView? = ask { submitPayment(id) }

    /** Asks how a payment stands. */
    suspend fun check(id: Long): PaymentView? = ask { checkPayment(id) }

    /** The person does not want to pay after all. */
    suspend fun giveUp(id: Long): PaymentView? = ask { giveUpPayment(id) }

    /** Touched twice it is done once. */
    suspend fun ask(work: suspend Madrid.() -> PaymentView): PaymentView? {
        if (!askingState.compareAndSet(expect = false, update = true)) return null
        return try {
            var view: PaymentView? = null
            if (madrid.attempt(failure) { view = work() }) failure.value = view?.trouble
            view
        } finally {
            askingState.value = false
        }
    }
}
