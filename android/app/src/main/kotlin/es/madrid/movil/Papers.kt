// Files that the person chooses, and pictures for the screens.

package es.madrid.movil

import android.app.Activity
import android.content.ActivityNotFoundException
import android.content.Context
import android.content.Intent
import android.graphics.BitmapFactory
import android.net.Uri
import android.provider.OpenableColumns
import androidx.compose.ui.graphics.ImageBitmap
import androidx.compose.ui.graphics.asImageBitmap
import es.madrid.kit.ChosenFile
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import java.io.ByteArrayOutputStream
import java.io.IOException
import java.io.InputStream

/** What the request is called when its answer comes. */
internal const val CHOOSE_FILE = 7

/** More than the core ever takes: what is larger is cut off here, so that the phone bears it, and refused there, with words. */
private const val ENOUGH_BYTES = 8 shl 20

/**
 * The system's own list of files, over the screen in front. The app asks for no access to any other file. [isBack] waits until
 * the person is back in the app. When the system ended the process meanwhile the answer is lost, and they choose again.
 */
internal class Papers(private val context: Context, private val front: Front, private val isBack: suspend () -> Unit) {
    private var waiting: CompletableDeferred<Uri?>? = null

    /** A file. `null` when none was chosen, or it cannot be read. */
    suspend fun choose(): ChosenFile? {
        val chosen = ask() ?: return null
        isBack()
        return withContext(Dispatchers.IO) { read(chosen) }
    }

    /** The answer of the system: what was chosen, if anything. */
    fun answered(result: Int, data: Intent?) {
        waiting?.complete(data?.data.takeIf { result == Activity.RESULT_OK })
        waiting = null
    }

    private suspend fun ask(): Uri? = withContext(Dispatchers.Main) {
        val activity = front.activity ?: return@withContext null
        // Whoever asks again has let the first question go.
        waiting?.complete(null)
        val answer = CompletableDeferred<Uri?>().also { waiting = it }
        try {
            activity.startActivityForResult(
                Intent(Intent.ACTION_OPEN_DOCUMENT).addCategory(Intent.CATEGORY_OPENABLE).setType("*/*"),
                CHOOSE_FILE,
            )
        } catch (_: ActivityNotFoundException) {
            answered(Activity.RESULT_CANCELED, null)
        }
        answer.await()
    }

    private fun read(file: Uri): ChosenFile? = try {
        context.contentResolver.openInputStream(file)?.use { ChosenFile(name(file), it.atMost(ENOUGH_BYTES)) }
    } catch (_: IOException) {
        null
    } catch (_: SecurityException) {
        // Whoever lent it has taken it back.
        null
    }

    private fun name(file: Uri): String {
        val names = context.contentResolver.query(file, arrayOf(OpenableColumns.DISPLAY_NAME), null, null, null)
        val name = names?.use { if (it.moveToFirst()) it.getString(0) else null }
        return name ?: file.lastPathSegment.orEmpty()
    }
}

/** What a file begins with. Older phones have no call for it. */
private fun InputStream.atMost(bytes: Int): ByteArray {
    val all = ByteArrayOutputStream()
    val part = ByteArray(64 shl 10)
    while (all.size() < bytes) {
        val count = read(part)
        if (count < 0) break
        all.write(part, 0, count)
    }
    return all.toByteArray()
}

/** The picture in a PNG. */
internal fun picture(png: ByteArray): ImageBitmap? = BitmapFactory.decodeByteArray(png, 0, png.size)?.asImageBitmap()
