// The state of the screens of fines: the list, one of them with what the person writes about it, and whether a paper is real.

package es.madrid.kit

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.collectLatest
import kotlinx.coroutines.flow.distinctUntilChangedBy
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import java.util.concurrent.atomic.AtomicReference

/** The photos of the evidence of a [fine], each by its number. */
class FinePhotos(val fine: String, val photos: Map<UInt, Block<ByteArray>>)

/** The person's fines. */
class FinesModel(private val madrid: Madrid) {
    private val finesState = MutableStateFlow<Block<FinesView>>(Block.Loading)
    private val fineState = MutableStateFlow<Block<FineView>>(Block.Loading)
    private val photosState = MutableStateFlow(FinePhotos("", emptyMap()))
    private val verifiedState = MutableStateFlow<VerifyView?>(null)
    private val failureState = MutableStateFlow<ExplanationView?>(null)
    private val askingState = MutableStateFlow(false)
    private val discardsState = MutableStateFlow(0)

    /** What was typed last and is not on the disk yet. */
    private val typed = AtomicReference<(suspend Madrid.() -> FineView)?>(null)

    /** What is read and what is written about a fine takes turns: what was read before never replaces what came after. */
    private val turns = Mutex()

    /** Every fine. Failed, with words, while they are locked. */
    val fines: StateFlow<Block<FinesView>> = finesState.asStateFlow()

    /** The fine that is open. */
    val fine: StateFlow<Block<FineView>> = fineState.asStateFlow()

    /** Its photos, as far as they were fetched. */
    val photos: StateFlow<FinePhotos> = photosState.asStateFlow()

    /** Whether the paper is real that was asked for last; `null` until the city was asked. */
    val verified: StateFlow<VerifyView?> = verifiedState.asStateFlow()

    /** Why the last action did not work; `null` when it did. */
    val failure: StateFlow<ExplanationView?> = failureState.asStateFlow()

    /** Whether the city is being asked because the person wanted it. */
    val isAsking: StateFlow<Boolean> = askingState.asStateFlow()

    /** How often what was written was thrown away: the fields begin anew then. */
    val discards: StateFlow<Int> = discardsState.asStateFlow()

    /** What is asked for to find out whether a paper is real. */
    val verifyForm: VerifyFormView get() = madrid.verifyForm()

    /** What to say of a photo that is none. */
    val unreadable: ExplanationView get() = madrid.explain("net.wrong_content")

    /** Keeps [fines] up to date until it is cancelled. */
    suspend fun watch() = whoever(finesState) { madrid.fines().collect { finesState.value = Block.Shown(it) } }

    /** Keeps [fine] up to date until it is cancelled. */
    suspend fun watch(id: String) {
        if (known(id) == null) fineState.value = Block.Loading
        whoever(fineState) {
            // Whatever changes, the one that is open is read anew.
            madrid.fines().collect { turns.withLock { fineState.value = Block.Shown(madrid.fine(id)) } }
        }
    }

    /** Fetches the photos of a fine. One that cannot be had has words instead. */
    suspend fun fetchPhotos(view: FineView) {
        val numbers = view.evidence.photos.map { it.number }
        photosState.value = FinePhotos(view.id, numbers.associateWith { Block.Loading })
        for (number in numbers) {
            val photo = MutableStateFlow<Block<ByteArray>>(Block.Loading)
            madrid.publish(photo) { photo.value = Block.Shown(madrid.evidence(view.id, number)) }
            photosState.value = FinePhotos(view.id, photosState.value.photos + (number to photo.value))
        }
    }

    /** The person has typed something against a fine. [keep] writes it down. */
    fun type(id: String, text: String) = typed.set { saveAllegations(id, text) }

    /** The person has typed something about who drove. [keep] writes it down. */
    fun type(driver: DriverRequest) = typed.set { saveDriver(driver) }

    /** Writes down what was typed last, however fast it was. */
    suspend fun keep() = turns.withLock { typed.getAndSet(null)?.let { show(it) } }

    /** A file goes with what is written. */
    suspend fun attach(fine: String, file: ChosenFile) = act { attachPaper(AttachRequest(fine, file.name, file.bytes)) }

    /** A file goes no longer with it. */
    suspend fun detach(fine: String, paper: Long) = act { detachPaper(fine, paper) }

    /** Throws away what was written and not sent. */
    suspend fun discard(fine: String, kind: FineActionKind) {
        typed.set(null)
        act { discardDraft(fine, kind) }
        discardsState.value += 1
    }

    /** Sends what was written against a fine. */
    suspend fun send(fine: String) = ask { act { sendAllegations(fine) } }

    /** Tells the city who drove. */
    suspend fun nameDriver(driver: DriverRequest) = ask { act { tellDriver(driver) } }

    /** Asks whether the fine on a paper is real. */
    suspend fun verify(bulletin: String, plate: String) = ask {
        madrid.attempt(failureState) { verifiedState.value = verifyFine(bulletin, plate) }
    }

    /** The numbers are others now: what was said of those before is said no more. */
    fun forgetVerified() {
        verifiedState.value = null
    }

    /** What could not be done has been read: [failure] is `null` again. */
    fun forget() {
        failureState.value = null
    }

    private fun known(id: String) = (fineState.value as? Block.Shown)?.view?.takeIf { it.id == id }

    /** The flow of fines keeps its last ones when the data are locked. Asked anew it refuses, and nothing is left. */
    private suspend fun <V> whoever(state: MutableStateFlow<Block<V>>, read: suspend () -> Unit) = madrid.publish(state) {
        madrid.session().distinctUntilChangedBy { it.state }.collectLatest { madrid.publish(state, read) }
    }

    private suspend fun act(work: suspend Madrid.() -> FineView) {
        keep()
        turns.withLock { show(work) }
    }

    private suspend fun show(work: suspend Madrid.() -> FineView) {
        madrid.attempt(failureState) { fineState.value = Block.Shown(work()) }
    }

    /** One thing at a time: touched twice it is done once. */
    private suspend fun ask(work: suspend () -> Unit) {
        if (!askingState.compareAndSet(expect = false, update = true)) return
        try {
            work()
        } finally {
            askingState.value = false
        }
    }
}

/** A file that the person chose. */
class ChosenFile(val name: String, val bytes: ByteArray)
