// Ways out of the app: a telephone number, an e-mail, a page, a place on the map.

package es.madrid.movil

import android.content.ActivityNotFoundException
import android.content.Intent
import android.net.Uri

/**
 * What opens [url], by what it begins with. A number is only put into the telephone: the person calls. Anything the
 * views do not hold leads nowhere, so that no text from outside can start another app.
 */
internal fun door(url: String): Intent? = when (url.substringBefore(':')) {
    "tel" -> Intent(Intent.ACTION_DIAL, Uri.parse(url))
    "mailto" -> Intent(Intent.ACTION_SENDTO, Uri.parse(url))
    "geo" -> Intent(Intent.ACTION_VIEW, Uri.parse(url))
    // Some pages of the City have no other address yet.
    "https", "http" -> tab(url)
    else -> null
}

/** Opens [url] over the screen in front. A phone without an app for it stays where it is. */
internal fun Front.open(url: String) {
    // A tablet has no telephone. The number is on the screen.
    door(url)?.let(::start)
}

/** Tells somebody of something, with the app that the person chooses. */
internal fun Front.share(text: String) {
    val told = Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(Intent.EXTRA_TEXT, text)
    start(Intent.createChooser(told, null))
}

/** Hands the file at [file] to the app that reads such [kind]: the calendar, a reader. Without one, to whatever the person chooses. */
internal fun Front.show(file: Uri, kind: String) {
    val seen = Intent(Intent.ACTION_VIEW).setDataAndType(file, kind).addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION)
    if (start(seen)) return
    val sent = Intent(Intent.ACTION_SEND).setType(kind).putExtra(Intent.EXTRA_STREAM, file)
    start(Intent.createChooser(sent.addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION), null))
}

/** Hands the file at [file] to whatever the person chooses: to be kept, or sent. */
internal fun Front.send(file: Uri) {
    val sent = Intent(Intent.ACTION_SEND).setType(ANY_FILE).putExtra(Intent.EXTRA_STREAM, file)
    start(Intent.createChooser(sent.addFlags(Intent.FLAG_GRANT_READ_URI_PERMISSION), null))
}

/** A file that no app reads (RFC 2046, 4.5.1). */
internal const val ANY_FILE = "application/octet-stream"

/** What an event for a calendar is (RFC 5545). */
internal const val CALENDAR = "text/calendar"

/** What a paper is (RFC 8118). */
internal const val PDF = "application/pdf"

private fun Front.start(way: Intent): Boolean = try {
    activity?.startActivity(way)
    true
} catch (_: ActivityNotFoundException) {
    false
}
