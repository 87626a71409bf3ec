// The open app, told of coming and going. Its language and the one the system keeps for it stay the same.

package es.madrid.movil

import es.madrid.kit.AppModel
import es.madrid.kit.ExplanationView
import es.madrid.kit.Madrid

/** Hands everything on to [app], which stands on [madrid]; [system] is where the person may choose a language too. */
internal class AppHost(
    private val madrid: Madrid,
    private val app: AppModel,
    private val system: SystemLanguage,
) : Host {
    override fun stepAway() = app.stepAway()

    override suspend fun leave() {
        app.enterBackground()
        system.follow(madrid.language)
    }

    override suspend fun comeBack(): ExplanationView? {
        if (!app.comeBack()) return app.refreshFailure.value
        val chosen = system.chosen()
        if (chosen != null && chosen != madrid.language) app.settings.chooseLanguage(chosen)
        return null
    }

    override suspend fun stay() {
        app.enterForeground()
    }
}
