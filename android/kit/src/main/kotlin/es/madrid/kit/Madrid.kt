// The door to the core: everything a model asks goes through here, and nothing generated goes further up.

package es.madrid.kit

import es.madrid.core.App
import es.madrid.core.AppException
import es.madrid.core.InternalException
import es.madrid.core.Places
import es.madrid.core.SearchRequest
import es.madrid.core.explainError
import kotlinx.coroutines.flow.Flow

/**
 * One open app: the database on this phone and the city it follows.
 *
 * Every suspending call works off the caller's thread and may be called from any. [close] lets the core go; what is
 * called afterwards throws [IllegalStateException].
 */
class Madrid private constructor(private val app: App) : AutoCloseable {
    private val places: Places = app.places()

    /** The language of every text from now on. Flows give their view again in a new one. */
    var language: Language
        get() = app.language()
        set(value) = app.setLanguage(value)

    /**
     * Fetches what changed in the city and gives what the phone holds afterwards. Asking while it runs joins the
     * running one; a cancelled caller does not stop it. What is on the phone stays whatever happens, and trying again
     * is safe.
     *
     * @throws AppException when the city could not be followed to the end.
     */
    suspend fun sync(): StatusView = app.sync()

    /** The same when nobody asked, for when the app comes to the front: does nothing if the data are recent. */
    suspend fun syncIfDue(): StatusView = app.syncIfDue()

    /** What the phone holds, now and after every change. Collecting throws [AppException] when it cannot be read. */
    fun status(): Flow<StatusView> = live { app.observeStatus(StatusTo(it)) }

    /** The places near a point, now and after every change. Collecting throws [AppException] if it cannot be read. */
    fun near(request: NearRequest): Flow<PlaceListView> = live { places.observeNear(request, PlaceListTo(it)) }

    /**
     * The places whose name or address matches, best first; accents do not matter. [limit] is how many at most.
     *
     * @throws AppException when the limit makes no sense or the database cannot be read.
     */
    suspend fun search(text: String, limit: UInt): PlaceListView = places.search(SearchRequest(text, limit))

    /**
     * Everything the city says about one place, by the `id` of a row.
     *
     * @throws AppException of kind `NotFound` when the city no longer lists it.
     */
    suspend fun show(id: String): PlaceView = places.show(id)

    /** The kinds of places to choose from, with their labels. */
    val kinds: List<KindView> get() = places.kinds()

    /** The needs to choose from, with their labels. */
    val needs: List<NeedView> get() = places.needs()

    /** Closes the files in the background. Until [resume], other calls fail with `TryAgain`. Safe to repeat. */
    suspend fun suspend() = app.suspendStorage()

    /** Opens the files again. Safe to repeat. Throws [AppException] as opening does. */
    suspend fun resume() = app.resumeStorage()

    /** A failure in plain words, in the current language. Anything thrown by the calls above may be given. */
    fun explain(error: Throwable): ExplanationView = app.explain(error.asAppException())

    /** Lets the core go. Safe to repeat. */
    override fun close() {
        places.close()
        app.close()
    }

    companion object {
        /**
         * Opens the database, or makes it, and is ready to answer from it. The city is not asked yet. Open one per
         * folder.
         *
         * @throws AppException for instance `UpdateRequired` when a newer app wrote the files. They are left as they
         *   were, so trying again is safe.
         */
        suspend fun open(config: AppConfig, platform: Platform): Madrid =
            Madrid(App.open(config, platform.keyStore, platform.settings, platform.log))

        /** The same words as of an open app, for what [open] or [Platform.software] threw. */
        fun explain(error: Throwable, language: Language): ExplanationView =
            explainError(error.asAppException(), language)
    }
}

/**
 * What was thrown, as an error that can be explained. A panic in Rust arrives as [InternalException]: it is a bug of
 * ours, whatever it says, and so is anything else.
 */
private fun Throwable.asAppException(): AppException = this as? AppException ?: AppException.Bug("bug.panic")
