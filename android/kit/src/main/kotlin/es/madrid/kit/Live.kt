// Turns `observe_x(listener) -> Subscription` of the core into a Flow.

package es.madrid.kit

import es.madrid.core.AgendaListener
import es.madrid.core.BookingsListener
import es.madrid.core.EventListener
import es.madrid.core.FinesListener
import es.madrid.core.ForYouListener
import es.madrid.core.HomeListener
import es.madrid.core.MapListener
import es.madrid.core.PaymentsListener
import es.madrid.core.PlaceListListener
import es.madrid.core.ProfileListener
import es.madrid.core.RefundsListener
import es.madrid.core.SessionListener
import es.madrid.core.SettingsListener
import es.madrid.core.StatusListener
import es.madrid.core.Subscription
import es.madrid.core.TaxListener
import es.madrid.core.WalletListener
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.callbackFlow
import kotlinx.coroutines.flow.conflate

/**
 * A flow of whole snapshots, the current one first; of several that the collector was too slow for, only the newest is
 * kept. Each collector has a subscription of its own, which ends with the collecting. What [observe] throws reaches the
 * collector; nothing is subscribed then, and collecting again is safe.
 */
internal fun <V> live(observe: suspend (listener: (V) -> Unit) -> Subscription): Flow<V> = callbackFlow {
    val subscription = observe { view -> trySend(view) }
    awaitClose { subscription.use { it.cancel() } }
}.conflate()

/** Hands every list to a function. */
internal class PlaceListTo(private val receive: (PlaceListView) -> Unit) : PlaceListListener {
    override fun onChange(view: PlaceListView) = receive(view)
}

/** Hands every status to a function. */
internal class StatusTo(private val receive: (StatusView) -> Unit) : StatusListener {
    override fun onChange(view: StatusView) = receive(view)
}

/** Hands every state of the session to a function. */
internal class SessionTo(private val receive: (SessionView) -> Unit) : SessionListener {
    override fun onChange(view: SessionView) = receive(view)
}

/** Hands every first screen to a function. */
internal class HomeTo(private val receive: (HomeView) -> Unit) : HomeListener {
    override fun onChange(view: HomeView) = receive(view)
}

/** Hands every profile to a function. */
internal class ProfileTo(private val receive: (ProfileView) -> Unit) : ProfileListener {
    override fun onChange(view: ProfileView) = receive(view)
}

/** Hands the person's bookings to a function. */
internal class BookingsTo(private val receive: (BookingsView) -> Unit) : BookingsListener {
    override fun onChange(view: BookingsView) = receive(view)
}

/** Hands the person's payments to a function. */
internal class PaymentsTo(private val receive: (PaymentsView) -> Unit) : PaymentsListener {
    override fun onChange(view: PaymentsView) = receive(view)
}

/** Hands the person's fines to a function. */
internal class FinesTo(private val receive: (FinesView) -> Unit) : FinesListener {
    override fun onChange(view: FinesView) = receive(view)
}

/** Hands the person's taxes to a function. */
internal class TaxTo(private val receive: (TaxFolderView) -> Unit) : TaxListener {
    override fun onChange(view: TaxFolderView) = receive(view)
}

/** Hands the money that comes back to a function. */
internal class RefundsTo(private val receive: (RefundsView) -> Unit) : RefundsListener {
    override fun onChange(view: RefundsView) = receive(view)
}

/** Hands the person's cards to a function. */
internal class WalletTo(private val receive: (WalletView) -> Unit) : WalletListener {
    override fun onChange(view: WalletView) = receive(view)
}

/** Hands every state of the settings to a function. */
internal class SettingsTo(private val receive: (SettingsView) -> Unit) : SettingsListener {
    override fun onChange(view: SettingsView) = receive(view)
}

/** Hands every list of events to a function. */
internal class AgendaTo(private val receive: (AgendaListView) -> Unit) : AgendaListener {
    override fun onChange(view: AgendaListView) = receive(view)
}

/** Hands every state of an event to a function. */
internal class EventTo(private val receive: (EventView) -> Unit) : EventListener {
    override fun onChange(view: EventView) = receive(view)
}

/** Hands every map to a function. */
internal class MapTo(private val receive: (MapView) -> Unit) : MapListener {
    override fun onChange(view: MapView) = receive(view)
}

/** Hands every list of what is recommended to a function. */
internal class ForYouTo(private val receive: (ForYouView) -> Unit) : ForYouListener {
    override fun onChange(view: ForYouView) = receive(view)
}
