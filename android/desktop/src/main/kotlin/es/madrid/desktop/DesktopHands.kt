// What a phone can do, done by a desktop.

package es.madrid.desktop

import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.toComposeImageBitmap
import es.madrid.kit.Browser
import es.madrid.kit.ChosenFile
import es.madrid.kit.HereRequest
import es.madrid.ui.CodeScanner
import es.madrid.ui.PhoneHands
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.emptyFlow
import kotlinx.coroutines.withContext
import org.jetbrains.skia.Image
import java.awt.Desktop
import java.awt.FileDialog
import java.awt.Frame
import java.awt.GraphicsEnvironment
import java.awt.Toolkit
import java.awt.datatransfer.StringSelection
import java.io.File
import java.io.IOException
import java.net.URI

/** A desktop: it is where it was told to be, nobody sends it links, and its own programs open what the app cannot. */
internal class DesktopHands(override val browser: Browser, private val here: HereRequest?) : PhoneHands {
    override val links: Flow<String> = emptyFlow()

    override suspend fun here(): HereRequest? = here

    override fun open(url: String) {
        try {
            Desktop.getDesktop().browse(URI(url))
        } catch (nobody: UnsupportedOperationException) {
            complainAbout(url, nobody)
        } catch (failed: IOException) {
            complainAbout(url, failed)
        }
    }

    /** A desktop's calendar takes a file too: it is written where its programs look. */
    override fun addToCalendar(fileName: String, text: String) = openDocument(fileName, "text/calendar", text.encodeToByteArray())

    /** A desktop goes by the end of the name, not by the [mediaType]. */
    override fun openDocument(fileName: String, mediaType: String, bytes: ByteArray) {
        val file = File(System.getProperty("java.io.tmpdir"), File(fileName).name)
        file.writeBytes(bytes)
        open("${file.toURI()}")
    }

    /** Nobody is told: what would be said is put into the clipboard. */
    override fun share(text: String) {
        if (!GraphicsEnvironment.isHeadless()) Toolkit.getDefaultToolkit().systemClipboard.setContents(StringSelection(text), null)
    }

    override fun keep(fileName: String, bytes: ByteArray) {
        if (GraphicsEnvironment.isHeadless()) return
        val dialog = FileDialog(null as Frame?, null, FileDialog.SAVE).apply { file = File(fileName).name }
        dialog.isVisible = true
        dialog.files.firstOrNull()?.writeBytes(bytes)
    }

    /** A picture without a code says nothing, and so the app says that it is none. */
    override val pictures = CodeScanner { chooseFile()?.let { codesIn(it.bytes).orEmpty() } }

    override suspend fun chooseFile(): ChosenFile? = withContext(Dispatchers.IO) {
        if (GraphicsEnvironment.isHeadless()) return@withContext null
        val dialog = FileDialog(null as Frame?).apply { isVisible = true }
        dialog.files.firstOrNull()?.let { ChosenFile(it.name, it.readBytes()) }
    }

    override fun picture(png: ByteArray): ImageBitmap? = try {
        Image.makeFromEncoded(png).toComposeImageBitmap()
    } catch (_: IllegalArgumentException) {
        null
    }

    private fun complainAbout(url: String, why: Exception) = System.err.println("$url cannot be opened: ${why.message}")
}
