// The door to the core: the person's fines, what they answer, and whether a paper is real.

package es.madrid.kit

import kotlinx.coroutines.flow.Flow

/** Every fine, now and after every change. Collecting throws `AppException` of kind `Locked` while it is locked. */
fun Madrid.fines(): Flow<FinesView> = live { fineDesk.observe(FinesTo(it)) }

/** One fine, by the number of its report. Throws `AppException` of kind `NotFound` where there is none. */
suspend fun Madrid.fine(id: String): FineView = fineDesk.one(id)

/** Keeps what the person has typed against a fine. Safe to repeat. */
suspend fun Madrid.saveAllegations(id: String, text: String): FineView = fineDesk.saveDraft(id, text)

/** Keeps a file to go with it. Twice is two files. Throws `AppException` of kind `Rejected` where it cannot be taken. */
suspend fun Madrid.attachPaper(request: AttachRequest): FineView = fineDesk.attach(request)

/** Takes a file away again, by its `id`. Safe to repeat. */
suspend fun Madrid.detachPaper(id: String, paper: Long): FineView = fineDesk.detach(id, paper)

/** Sends what was written: kept at once, sent once. Throws `AppException` of kind `Rejected` where it cannot be. Safe to repeat. */
suspend fun Madrid.sendAllegations(id: String): FineView = fineDesk.send(id)

/** Keeps who drove, as far as it is typed. Safe to repeat. */
suspend fun Madrid.saveDriver(request: DriverRequest): FineView = fineDesk.saveDriver(request)

/** Tells the city who drove: kept at once, sent once. Throws `AppException` as [sendAllegations] does. Safe to repeat. */
suspend fun Madrid.tellDriver(request: DriverRequest): FineView = fineDesk.nameDriver(request)

/** Throws away what was written and not sent. Safe to repeat. */
suspend fun Madrid.discardDraft(id: String, kind: FineActionKind): FineView = fineDesk.discard(id, kind)

/** A photo of the evidence, as a PNG. The city is asked once; then it is kept. Throws `AppException` of kind `Offline`. */
suspend fun Madrid.evidence(id: String, number: UInt): ByteArray = fineDesk.evidence(id, number)

/** What [verifyFine] asks for, in words. Ask again in a new language. */
fun Madrid.verifyForm(): VerifyFormView = fineDesk.verifyForm()

/** Whether the fine on a paper is real. For anybody, signed in or not; that nobody could be asked is an answer too. */
suspend fun Madrid.verifyFine(bulletin: String, plate: String): VerifyView = fineDesk.verify(bulletin, plate)
