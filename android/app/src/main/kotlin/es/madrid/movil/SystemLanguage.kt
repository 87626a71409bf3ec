// The language of this app alone, which newer systems let a person choose in their settings. It is the same choice as in
// ours, so each is told of the other: when the person comes, ours; when they go, the system's.

package es.madrid.movil

import android.app.LocaleManager
import android.content.Context
import android.content.res.Configuration
import android.os.Build
import android.os.LocaleList
import es.madrid.kit.Language

/** The system's choice; older systems (before Android 13) have none. */
internal class SystemLanguage(private val context: Context) {
    private val manager: LocaleManager?
        get() = if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
            context.getSystemService(LocaleManager::class.java)
        } else {
            null
        }

    /** What the person chose in the system's settings; `null` when they chose nothing there. */
    fun chosen(): Language? = manager?.applicationLocales?.takeIf { !it.isEmpty }?.let { language(it) }

    /** The person has chosen [language] in ours. */
    fun follow(language: Language) {
        if (language == language(context.resources.configuration)) return
        manager?.applicationLocales = LocaleList.forLanguageTags(language.tag)
    }
}

/** The first of the phone's languages that the core speaks. */
internal fun language(configuration: Configuration): Language = language(configuration.locales)

private fun language(locales: LocaleList): Language {
    val first = locales.getFirstMatch(Language.entries.map { it.tag }.toTypedArray())
    return Language.entries.firstOrNull { it.tag == first?.language } ?: Language.ES
}

private val Language.tag: String
    get() = when (this) {
        Language.ES -> "es"
        Language.EN -> "en"
    }
