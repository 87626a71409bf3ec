// Files for other apps (a date, a receipt): one may read what the person has just handed to it, and nothing else of ours.

package es.madrid.movil

import android.content.ContentProvider
import android.content.ContentValues
import android.content.Context
import android.database.Cursor
import android.net.Uri
import android.os.ParcelFileDescriptor
import java.io.File
import java.io.FileNotFoundException

/** Named in the manifest: nobody may ask it without having been handed an address. */
class HandedFiles : ContentProvider() {
    override fun onCreate() = true

    override fun getType(uri: Uri) = when (uri.lastPathSegment.orEmpty().substringAfterLast('.')) {
        "pdf" -> PDF
        "ics" -> CALENDAR
        else -> ANY_FILE
    }

    override fun openFile(uri: Uri, mode: String): ParcelFileDescriptor {
        val folder = context?.let(::folder) ?: throw FileNotFoundException()
        // Only a name: no way leads out of the folder.
        val file = File(folder, File(uri.lastPathSegment.orEmpty()).name)
        return ParcelFileDescriptor.open(file, ParcelFileDescriptor.MODE_READ_ONLY)
    }

    override fun query(uri: Uri, all: Array<String>?, which: String?, with: Array<String>?, order: String?): Cursor? = null

    override fun insert(uri: Uri, values: ContentValues?): Uri? = null

    override fun delete(uri: Uri, which: String?, with: Array<String>?) = 0

    override fun update(uri: Uri, values: ContentValues?, which: String?, with: Array<String>?) = 0

    companion object {
        /** Writes a file, in place of the one before, and says where another app may read it. */
        internal fun write(context: Context, name: String, bytes: ByteArray): Uri {
            val own = folder(context)
            own.listFiles()?.forEach { it.delete() }
            File(own, File(name).name).writeBytes(bytes)
            return Uri.Builder().scheme("content").authority("${context.packageName}.files").appendPath(name).build()
        }

        private fun folder(context: Context) = File(context.cacheDir, "handed").apply { mkdirs() }
    }
}
