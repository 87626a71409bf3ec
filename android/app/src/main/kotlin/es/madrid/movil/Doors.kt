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
    val way = door(url) ?: return
    try {
        activity?.startActivity(way)
    } catch (_: ActivityNotFoundException) {
        // A tablet has no telephone. The number is on the screen.
    }
}
