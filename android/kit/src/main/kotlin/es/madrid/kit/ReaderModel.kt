// The state of the screens where somebody else's card is checked. Nothing of it is kept.

package es.madrid.kit

import es.madrid.core.CodeReader
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow

/** Checks somebody else's card, also without a network. */
class ReaderModel(private val madrid: Madrid) {
    private val questionState = MutableStateFlow<Block<ReaderAskView>>(Block.Loading)
    private val progressState = MutableStateFlow<String?>(null)
    private val readingState = MutableStateFlow<ReadingView?>(null)
    private val failureState = MutableStateFlow<ExplanationView?>(null)
    private var codes = CodeReader()
    private var asked: ReaderQuestion? = null

    /** What can be asked. */
    val form: ReaderView get() = madrid.readerForm()

    /** The question that was asked last. */
    val question: StateFlow<Block<ReaderAskView>> = questionState.asStateFlow()

    /** How many codes of the answer were read; `null` before the first. */
    val progress: StateFlow<String?> = progressState.asStateFlow()

    /** What was made of the answer; `null` until all of it was read. */
    val reading: StateFlow<ReadingView?> = readingState.asStateFlow()

    /** Why the last code was none; `null` when it was one. */
    val failure: StateFlow<ExplanationView?> = failureState.asStateFlow()

    /** Asks, unless that is being asked: what was read so far stays. */
    suspend fun show(question: ReaderQuestion) {
        if (asked != question) ask(question)
    }

    /** Asks anew: what was read before is gone. */
    suspend fun ask(question: ReaderQuestion) {
        begin()
        madrid.publish(questionState) {
            questionState.value = Block.Shown(madrid.askNeighbour(question))
            asked = question
        }
    }

    /** Takes what codes of the other phone said, in any order. */
    suspend fun take(texts: List<String>) {
        val question = (questionState.value as? Block.Shown)?.view ?: return
        madrid.attempt(failureState) {
            val whole = texts.map { codes.take(it) }.lastOrNull()
            progressState.value = codes.progress(language)
            if (whole != null) readingState.value = readNeighbour(question.question, whole)
        }
    }

    /** What could not be done has been read, and what was read is gone. */
    fun forget() = begin()

    private fun begin() {
        codes.close()
        codes = CodeReader()
        asked = null
        questionState.value = Block.Loading
        progressState.value = null
        readingState.value = null
        failureState.value = null
    }
}
