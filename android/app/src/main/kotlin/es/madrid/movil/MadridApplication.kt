// The app's process: it opens the core once, whichever screen comes first.

package es.madrid.movil

import android.app.Activity
import android.app.Application
import android.os.Bundle
import es.madrid.kit.AppModel
import es.madrid.kit.ExplanationView
import es.madrid.kit.Madrid
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.MainScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext

/** How far the app is. */
internal sealed interface Start {
    /** The files are being opened. */
    data object Opening : Start

    /** It can be used. */
    class Open(val madrid: Madrid) : Start {
        /** What the screens show. */
        val app = AppModel(madrid)
    }

    /** It cannot be opened, and why, in plain words. */
    class Failed(val why: ExplanationView) : Start
}

/** Named in the manifest. It is never let go: the system ends the process when it likes, and the files bear it. */
class MadridApplication : Application() {
    private val scope: CoroutineScope = MainScope()
    private val startState = MutableStateFlow<Start>(Start.Opening)
    private var opening: Job? = null

    /** How far the app is. */
    internal val start: StateFlow<Start> = startState.asStateFlow()

    /** The phone. */
    internal val phone: Phone by lazy { Phone(this) { presence.cover.first { it is Cover.None } } }

    /** Whether the person is here. */
    internal val presence: Presence by lazy { Presence(phone.visits) }

    override fun onCreate() {
        super.onCreate()
        registerActivityLifecycleCallbacks(Screens(phone, presence, ::retry))
        begin()
    }

    /** Opens the files. What kept them shut may be over when the person comes back: room was made, the phone was unlocked. */
    private fun begin() {
        opening?.cancel()
        opening = scope.launch {
            startState.value = Start.Opening
            val opened = open()
            startState.value = opened
            if (opened is Start.Open) presence.tell(AppHost(opened.madrid, opened.app, SystemLanguage(this@MadridApplication)))
        }
    }

    /** The person is back. */
    private fun retry() {
        if (startState.value is Start.Failed) begin()
    }

    private suspend fun open(): Start = withContext(Dispatchers.IO) {
        val context = this@MadridApplication
        try {
            Start.Open(Madrid.open(config(context), platform(context, phone.front)))
        } catch (cancelled: CancellationException) {
            throw cancelled
        } catch (failure: Exception) {
            Start.Failed(Madrid.explain(failure, language(context.resources.configuration)))
        }
    }
}

/** Notes which screen is in front. */
private class Screens(
    private val phone: Phone,
    private val presence: Presence,
    private val retry: () -> Unit,
) : Application.ActivityLifecycleCallbacks {
    override fun onActivityStarted(activity: Activity) {
        retry()
        phone.front.entered(activity)
        presence.screenCame()
    }

    override fun onActivityResumed(activity: Activity) = phone.visits.returned()

    override fun onActivityPaused(activity: Activity) = phone.visits.left()

    override fun onActivityStopped(activity: Activity) {
        phone.front.left(activity)
        presence.screenWent(isTurning = activity.isChangingConfigurations)
    }

    override fun onActivityCreated(activity: Activity, savedInstanceState: Bundle?) = Unit

    override fun onActivitySaveInstanceState(activity: Activity, outState: Bundle) = Unit

    override fun onActivityDestroyed(activity: Activity) = Unit
}
