// The screen that is in front: the core knows of none, but the phone asks and opens pages only over one.

package es.madrid.movil

import android.app.Activity

/** Where the activity that the person sees can be found, from any thread. */
internal class Front {
    /** The one in front; `null` while the person is elsewhere. */
    @Volatile
    var activity: Activity? = null
        private set

    /** It has come to the front. */
    fun entered(entered: Activity) {
        activity = entered
    }

    /** It is no longer there. Another may have come first. */
    fun left(left: Activity) {
        if (activity === left) activity = null
    }
}
