// A few small values that outlive the app's process, in the system's own preferences.

package es.madrid.movil

import android.content.SharedPreferences
import es.madrid.kit.SecureSettings
import es.madrid.kit.SettingsUnavailable

/** Keeps values in [preferences], a file that is in no backup. Each is on the disk when the call returns. */
internal class PhoneSettings(private val preferences: SharedPreferences) : SecureSettings {
    override fun read(key: String): String? = try {
        preferences.getString(key, null)
    } catch (_: ClassCastException) {
        throw SettingsUnavailable()
    }

    override fun write(key: String, value: String) = keep { putString(key, value) }

    override fun remove(key: String) = keep { remove(key) }

    private fun keep(change: SharedPreferences.Editor.() -> SharedPreferences.Editor) {
        if (!preferences.edit().change().commit()) throw SettingsUnavailable()
    }
}
