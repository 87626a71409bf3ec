// The thread of a screen that nobody sees: what it is asked to do waits until its turn comes, so a picture is never taken
// half-way.

package es.madrid.desktop

import androidx.compose.ui.platform.InfiniteAnimationPolicy
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Runnable
import java.util.concurrent.ConcurrentLinkedQueue
import kotlin.coroutines.CoroutineContext
import kotlin.time.Duration
import kotlin.time.TimeSource

/** Work for one thread, which does it when [run] is called. Work may come from any thread. */
internal class Turns : CoroutineDispatcher() {
    private val waiting = ConcurrentLinkedQueue<Runnable>()
    private var lastWork = TimeSource.Monotonic.markNow()

    /** How long there has been nothing to do. */
    val quiet: Duration get() = lastWork.elapsedNow()

    override fun dispatch(context: CoroutineContext, block: Runnable) {
        waiting.add(block)
    }

    /** Does what is waiting, and not what comes of it: that is for the next turn. */
    fun run() {
        repeat(waiting.size) {
            waiting.poll()?.run()
            lastWork = TimeSource.Monotonic.markNow()
        }
    }
}

/** What moves for ever stands still: a picture has no end to wait for. */
internal object NothingMovesForEver : InfiniteAnimationPolicy {
    override suspend fun <R> onInfiniteOperation(block: suspend () -> R): R =
        throw CancellationException("nothing moves for ever on a picture")
}
