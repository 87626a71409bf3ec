// The thread that draws. Compose keeps its record of where things lie on Swing's thread, some time after the layout,
// whatever thread has laid out: two threads at once break that record, and with it a later frame.

package es.madrid.desktop

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.swing.Swing

/** Does [work] on the thread that draws, and waits for its end. Not to be called on that thread. */
internal fun <T> drawing(work: suspend CoroutineScope.() -> T): T = runBlocking(Dispatchers.Swing, work)
