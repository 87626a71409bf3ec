// What only the phone can do. The screens ask for it here, so that they know nothing of Android or of a desktop.

package es.madrid.ui

import androidx.compose.ui.graphics.ImageBitmap
import es.madrid.kit.Browser
import es.madrid.kit.ChosenFile
import es.madrid.kit.HereRequest
import kotlinx.coroutines.flow.Flow

/** The phone, as the screens need it. */
interface PhoneHands {
    /** Where the person signs in. */
    val browser: Browser

    /** Links into the app (`madrid://...`) that were followed while it was open. */
    val links: Flow<String>

    /** Where the person is; asks them first, where the phone wants that. `null` when it may not or cannot be known. */
    suspend fun here(): HereRequest?

    /** Lets another app take over: the telephone, the mail, a browser, a map. */
    fun open(url: String)

    /** Hands an event to the phone's own calendar: a file of the type `text/calendar`. */
    fun addToCalendar(fileName: String, text: String)

    /** Opens a document (a PDF) with the phone's own reader, from where it can be shared, kept and printed. */
    fun openDocument(fileName: String, mediaType: String, bytes: ByteArray)

    /** Lets the person keep a file, or send it, wherever they choose. */
    fun keep(fileName: String, bytes: ByteArray)

    /** Tells somebody of something, with whatever the person chooses for that. */
    fun share(text: String)

    /** Lets the person choose a file, or a photo. `null` when they chose none, or it cannot be read. */
    suspend fun chooseFile(): ChosenFile?

    /** The picture in a PNG. `null` when there is none in it. */
    fun picture(png: ByteArray): ImageBitmap?

    /** What reads barcodes; `null` on a phone that has no such thing. */
    val scanner: CodeScanner? get() = null

    /** What reads a code in a picture that the person opens; `null` where there is no such thing. */
    val pictures: CodeScanner? get() = null
}

/** Reads a code: of a letter, of a card. */
fun interface CodeScanner {
    /** What the code says; `null` when the person came back without one. */
    suspend fun scan(): String?
}
