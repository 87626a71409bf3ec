// A stand-in, not AndroidX: just the names of `androidx.activity` 1.13.0 that the app uses, with the same signatures and
// nothing behind them. With it the compiler checks the app where Google's repository is out of reach. Gradle never sees it.

package androidx.activity

import android.app.Activity
import android.content.Intent

/** Stands in for the activity that Compose draws in. */
open class ComponentActivity : Activity() {
    override fun onNewIntent(intent: Intent) = Unit

    @Deprecated("standin")
    override fun onActivityResult(requestCode: Int, resultCode: Int, data: Intent?) = Unit

    @Deprecated("standin")
    override fun onRequestPermissionsResult(requestCode: Int, permissions: Array<String>, grantResults: IntArray) = Unit
}

/** Stands in for drawing behind the system's bars. */
fun ComponentActivity.enableEdgeToEdge() = Unit
