// A letter: its reference is written or read, and what was paid so on this phone stands below.

package es.madrid.ui

import androidx.compose.foundation.lazy.LazyListScope
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.CircularProgressIndicator
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.KeyboardType
import es.madrid.kit.Block
import es.madrid.kit.ExplanationView
import es.madrid.kit.LetterFormView
import es.madrid.kit.PaymentsView
import es.madrid.kit.ReceiptsView

/**
 * What can be done with a letter. [look] asks what paying the one with this reference would mean, [scan] reads a barcode and hands
 * on what it says; without it the phone has no such thing.
 */
class LettersActions(
    val look: (String) -> Unit = {},
    val scan: (((String) -> Unit) -> Unit)? = null,
    val open: (Long) -> Unit = {},
    val receipt: (String) -> Unit = {},
    val again: () -> Unit = {},
    val back: () -> Unit = {},
)

/**
 * What stands around the reference.
 *
 * @property payments what was paid with letters on this phone.
 * @property receipts the proofs of it.
 * @property troubles why the letter cannot be paid.
 * @property isAsking whether the city is being asked about it.
 */
class AroundLetters(
    val payments: Block<PaymentsView> = Block.Loading,
    val receipts: Block<ReceiptsView> = Block.Loading,
    val troubles: List<ExplanationView> = emptyList(),
    val isAsking: Boolean = false,
)

/** A letter is paid here, signed in or not. [problem] says what is wrong with a reference before anybody is asked. */
@Composable
fun LettersScreen(
    form: LetterFormView,
    around: AroundLetters = AroundLetters(),
    actions: LettersActions = LettersActions(),
    problem: (String) -> ExplanationView? = { null },
) {
    var text by rememberSaveable { mutableStateOf("") }
    // What is wrong is said once the person is done, and no more once they write on.
    var isJudged by rememberSaveable { mutableStateOf(false) }
    val mistake = if (isJudged) problem(text) else null
    val look = {
        isJudged = true
        if (problem(text) == null) actions.look(text)
    }
    Page(top = { Bar(form.title, before = { BackDoor(actions.back) }) }) {
        items(around.troubles, key = { it.code }) { Trouble(it) }
        item(key = "form") {
            WideCard {
                CardText(form.body)
                Written(form.fieldLabel, text, KeyboardType.Ascii, mistake, look) {
                    text = it
                    isJudged = false
                }
                if (around.isAsking) Asked() else FirstChoice(form.lookLabel, done = look)
                actions.scan?.let { scan ->
                    OtherChoice(form.scanLabel) {
                        scan {
                            text = it
                            isJudged = true
                        }
                    }
                }
            }
        }
        payments(around.payments, actions)
        receipts(around.receipts, actions)
    }
}

/** The city is being asked: touching again would do nothing, so there is no button. */
@Composable
internal fun Asked() {
    val loading = LocalWords.current.loading
    CircularProgressIndicator(Modifier.semantics { contentDescription = loading }, color = Palette.accent)
}

private fun LazyListScope.payments(payments: Block<PaymentsView>, actions: LettersActions) = when (payments) {
    is Block.Loading -> Unit
    is Block.Failed -> item(key = "payments") { Trouble(payments.explanation, actions.again) }
    is Block.Shown -> {
        item(key = "payments") {
            WideCard {
                CardTitle(payments.view.title)
                payments.view.empty?.let { CardText(it.body, Palette.quietInk) }
            }
        }
        items(payments.view.payments, key = { "payment-${it.id}" }) { PaymentCard(it, actions.open) }
    }
}

/** That there is none is said by the payments. */
private fun LazyListScope.receipts(receipts: Block<ReceiptsView>, actions: LettersActions) = when (receipts) {
    is Block.Loading -> Unit
    is Block.Failed -> item(key = "receipts") { Trouble(receipts.explanation, actions.again) }
    is Block.Shown -> if (receipts.view.empty != null) Unit else {
        item(key = "receipts") {
            WideCard {
                CardTitle(receipts.view.title)
                receipts.view.torn?.let { Remark(listOf(it)) }
            }
        }
        items(receipts.view.receipts, key = { "receipt-${it.number}" }) { ReceiptCard(it, actions.receipt) }
    }
}
