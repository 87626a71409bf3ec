// Where the phone is, if the person lets us know. Roughly is enough: the core rounds it before anything leaves the phone.

package es.madrid.movil

import android.Manifest.permission.ACCESS_COARSE_LOCATION
import android.content.Context
import android.content.pm.PackageManager.PERMISSION_GRANTED
import android.location.Location
import android.location.LocationManager
import android.os.Build
import android.os.CancellationSignal
import es.madrid.kit.HereRequest
import kotlinx.coroutines.suspendCancellableCoroutine
import kotlinx.coroutines.withTimeoutOrNull
import kotlin.coroutines.resume
import kotlin.time.Duration.Companion.seconds

/** Longer than this nobody waits for a list. */
private val PATIENCE = 10.seconds

/** Asks the phone where it is. [permission] asks the person whether it may, and is called only if that is not known. */
internal class Position(private val context: Context, private val permission: suspend () -> Boolean) {
    /** `null` when the person says no, or the phone does not know. Nothing is told then: the list begins elsewhere. */
    suspend fun here(): HereRequest? {
        val allowed = context.checkSelfPermission(ACCESS_COARSE_LOCATION) == PERMISSION_GRANTED || permission()
        if (!allowed) return null
        val locations = context.getSystemService(LocationManager::class.java) ?: return null
        val provider = provider(locations) ?: return null
        val place = try {
            withTimeoutOrNull(PATIENCE) { current(locations, provider) } ?: locations.getLastKnownLocation(provider)
        } catch (_: SecurityException) {
            // The person has taken the permission back meanwhile.
            null
        }
        return place?.let { HereRequest(it.latitude, it.longitude) }
    }

    /** The one that costs the least: the satellites need a finer permission on older phones. */
    private fun provider(locations: LocationManager): String? {
        val known = locations.getProviders(true)
        val wanted = buildList {
            if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.S) add(LocationManager.FUSED_PROVIDER)
            add(LocationManager.NETWORK_PROVIDER)
        }
        return wanted.firstOrNull { it in known }
    }

    /** Older systems can only be asked to begin telling, which goes on: there, the last place they knew will do. */
    private suspend fun current(locations: LocationManager, provider: String): Location? {
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.R) return null
        return suspendCancellableCoroutine { waiting ->
            val signal = CancellationSignal()
            waiting.invokeOnCancellation { signal.cancel() }
            locations.getCurrentLocation(provider, signal, context.mainExecutor) { waiting.resume(it) }
        }
    }
}
