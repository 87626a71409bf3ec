// The only screen of the app: Compose draws everything in it.

package es.madrid.movil

import android.content.Intent
import android.os.Build
import android.os.Bundle
import android.view.WindowManager.LayoutParams.FLAG_SECURE
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.activity.enableEdgeToEdge

/** Named in the manifest. There is one at most (`singleTask`), so what comes from outside comes to the one that is there. */
class MainActivity : ComponentActivity() {
    private val madrid get() = application as MadridApplication

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        enableEdgeToEdge()
        keepOutOfRecents(true)
        // A screen that is made anew has taken its link before.
        if (savedInstanceState == null) madrid.phone.inwards.take(intent)
        setContent { Screen(madrid.start, madrid.presence.cover, madrid.phone, ::keepOutOfRecents) }
    }

    /** A picture of a person's data in the list of recent apps would be seen by whoever holds the phone. */
    private fun keepOutOfRecents(isPersonal: Boolean) {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
            setRecentsScreenshotEnabled(!isPersonal)
        } else {
            // Older systems know no finer way: this forbids the person's own screenshots too.
            window.setFlags(if (isPersonal) FLAG_SECURE else 0, FLAG_SECURE)
        }
    }

    override fun onNewIntent(intent: Intent) {
        super.onNewIntent(intent)
        madrid.phone.inwards.take(intent)
    }

    // As below.
    @Suppress("OVERRIDE_DEPRECATION", "DEPRECATION")
    override fun onActivityResult(requestCode: Int, resultCode: Int, data: Intent?) {
        super.onActivityResult(requestCode, resultCode, data)
        if (requestCode == CHOOSE_FILE) madrid.phone.papers.answered(resultCode, data)
    }

    // The newer way to ask needs more of AndroidX than it saves here.
    @Suppress("OVERRIDE_DEPRECATION", "DEPRECATION")
    override fun onRequestPermissionsResult(requestCode: Int, permissions: Array<String>, grantResults: IntArray) {
        super.onRequestPermissionsResult(requestCode, permissions, grantResults)
        madrid.phone.permissions.answered(grantResults)
    }
}
