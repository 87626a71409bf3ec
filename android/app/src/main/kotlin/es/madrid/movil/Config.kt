// What the build says about the city, out of the manifest: which address, and how surely it must be the city.

package es.madrid.movil

import android.content.Context
import android.content.pm.ApplicationInfo
import android.content.pm.PackageManager
import es.madrid.kit.AppConfig
import java.io.File

private const val CITY = "es.madrid.movil.CITY"
private const val PINS = "es.madrid.movil.PINS"
private const val ROOTS = "roots.pem"
private const val PINS_EXPIRE = "es.madrid.movil.PINS_EXPIRE"

/** Where the core keeps its files: a folder that no backup takes along, since its keys stay on this phone. */
internal fun config(context: Context): AppConfig {
    val info = context.packageManager.getApplicationInfo(context.packageName, PackageManager.GET_META_DATA)
    val says = { name: String -> info.metaData.getString(name).orEmpty() }
    return AppConfig(
        homeDir = File(context.noBackupFilesDir, "madrid").path,
        cityUrl = says(CITY),
        language = language(context.resources.configuration),
        rootsPem = roots(context),
        pins = says(PINS).split(' ').filter { it.isNotEmpty() },
        pinsExpire = says(PINS_EXPIRE).ifEmpty { null },
    )
}

/** The roots that the city's certificate must come from. A build for the mock city ships none: it is on loopback. */
private fun roots(context: Context): String? =
    if (ROOTS in context.assets.list("").orEmpty()) context.assets.open(ROOTS).bufferedReader().use { it.readText() } else null

/** Whether this is a developer's build. */
internal val Context.isDebuggable: Boolean get() = applicationInfo.flags and ApplicationInfo.FLAG_DEBUGGABLE != 0

/** Whether keys can be kept in a chip of their own. */
internal val Context.hasStrongBox: Boolean
    get() = packageManager.hasSystemFeature(PackageManager.FEATURE_STRONGBOX_KEYSTORE)
