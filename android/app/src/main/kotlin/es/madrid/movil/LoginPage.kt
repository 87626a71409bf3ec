// The login page in a tab of the person's own browser, above our screen. Never in a view of ours: it could read the
// password, and the person could not see whose page it is (RFC 8252, 8.12).

package es.madrid.movil

import android.app.Activity
import android.content.Intent
import android.net.Uri
import android.os.Bundle
import android.os.IBinder
import es.madrid.kit.Browser
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ExecutionException

/** What makes a browser show a page as a tab above the app that asks (the contract of Custom Tabs). */
private const val TAB_SESSION = "android.support.customtabs.extra.SESSION"

/** Opens pages over the activity that is in front. A browser that knows no such tabs opens the page as any other. */
internal class LoginPage(private val front: Front, private val visits: Visits) : Browser {
    override fun visit(url: String, callbackScheme: String): String? {
        val activity = checkNotNull(front.activity)
        // The manifest lets nothing else in.
        check(WAY_BACK.startsWith("$callbackScheme:"))
        return visits.visit(url) { show(activity, tab(url)) }
    }

    /** Waits until it is on its way: that there is no browser is known then. */
    private fun show(activity: Activity, page: Intent) {
        val begun = CompletableFuture<Unit>()
        activity.mainExecutor.execute {
            try {
                activity.startActivity(page)
                begun.complete(Unit)
            } catch (error: RuntimeException) {
                begun.completeExceptionally(error)
            }
        }
        try {
            begun.get()
        } catch (failed: ExecutionException) {
            throw failed.cause ?: failed
        }
    }
}

/** A page above our screen. */
internal fun tab(url: String): Intent {
    val noSession = Bundle().apply { putBinder(TAB_SESSION, null as IBinder?) }
    return Intent(Intent.ACTION_VIEW, Uri.parse(url)).putExtras(noSession)
}
