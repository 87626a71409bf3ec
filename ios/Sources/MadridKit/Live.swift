// Turns `observe_x(listener) -> Subscription` of the core into an AsyncStream.

import MadridCore

/// Hands every view that the core pushes to a closure. One class serves all listener traits.
final class Listener<View: Sendable>: Sendable {
    private let receive: @Sendable (View) -> Void

    init(_ receive: @escaping @Sendable (View) -> Void) {
        self.receive = receive
    }

    func onChange(view: View) {
        receive(view)
    }
}

extension Listener: PlaceListListener where View == PlaceListView {}
extension Listener: StatusListener where View == StatusView {}
extension Listener: SessionListener where View == SessionView {}
extension Listener: ProfileListener where View == ProfileView {}
extension Listener: BookingsListener where View == BookingsView {}
extension Listener: PaymentsListener where View == PaymentsView {}
extension Listener: FinesListener where View == FinesView {}
extension Listener: TaxListener where View == TaxFolderView {}
extension Listener: RefundsListener where View == RefundsView {}
extension Listener: WalletListener where View == WalletView {}
extension Listener: HomeListener where View == HomeView {}
extension Listener: SettingsListener where View == SettingsView {}
extension Listener: AgendaListener where View == AgendaListView {}
extension Listener: EventListener where View == EventView {}
extension Listener: MapListener where View == MapView {}
extension Listener: ForYouListener where View == ForYouView {}

/// A stream of whole snapshots. The current one is in it when this returns; of several that the reader was too slow for,
/// only the newest is kept. The subscription ends when the reading task is cancelled, the loop is left or the stream is
/// let go.
///
/// - Parameter observe: subscribes the listener it is given.
/// - Returns: the stream, which ends only by the reader's doing.
/// - Throws: what `observe` throws. Nothing is subscribed then, and asking again is safe.
func live<View: Sendable>(
    _ observe: (Listener<View>) async throws -> Subscription
) async throws -> AsyncStream<View> {
    let (stream, continuation) = AsyncStream.makeStream(of: View.self, bufferingPolicy: .bufferingNewest(1))
    let subscription = try await observe(Listener { continuation.yield($0) })
    continuation.onTermination = { _ in subscription.cancel() }
    return stream
}
