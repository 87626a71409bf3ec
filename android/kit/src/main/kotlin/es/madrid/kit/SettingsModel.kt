// The state of the settings screen, and of the words around every screen: they change with the language.

package es.madrid.kit

import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow

/** What the person can set on this phone, also before they have signed in. */
class SettingsModel(private val madrid: Madrid) {
    private val settingsState = MutableStateFlow<Block<SettingsView>>(Block.Loading)
    private val wordsState = MutableStateFlow(madrid.words())
    private val welcomeState = MutableStateFlow(madrid.welcome())
    private val failureState = MutableStateFlow<ExplanationView?>(null)

    /** What can be set, and what the phone holds. */
    val settings: StateFlow<Block<SettingsView>> = settingsState.asStateFlow()

    /** The words of controls that belong to no view. */
    val words: StateFlow<WordsView> = wordsState.asStateFlow()

    /** What to show at the very first start; `null` when it has been seen. */
    val welcome: StateFlow<WelcomeView?> = welcomeState.asStateFlow()

    /** Why the last action did not work, in plain words; `null` when it did. */
    val failure: StateFlow<ExplanationView?> = failureState.asStateFlow()

    /** Keeps [settings] up to date until it is cancelled. */
    suspend fun watch() =
        madrid.publish(settingsState) { madrid.settings().collect { settingsState.value = Block.Shown(it) } }

    /** The language of every text from now on. */
    suspend fun chooseLanguage(language: Language): Boolean =
        madrid.attempt(failureState) { chooseLanguage(language) }.also { read() }

    /** The person has seen the welcome. Where the phone cannot keep that, it goes all the same, and comes once more. */
    suspend fun endWelcome() {
        madrid.attempt(failureState) { endWelcome() }
        welcomeState.value = null
    }

    /** What could not be done has been read: [failure] is `null` again. */
    fun forget() {
        failureState.value = null
    }

    private fun read() {
        wordsState.value = madrid.words()
        if (welcomeState.value != null) welcomeState.value = madrid.welcome()
    }
}
