// The generated objects themselves, for tests of what the kit hides from a screen.

import Foundation
import MadridCore

@testable import MadridKit

/// An open core beside its city. Call `end` when done.
struct Core {
    let app: App
    let city: City
    let home: URL

    static func start(
        keyStore: (any KeyStore)? = nil, settings: (any SecureSettings)? = nil, log: any LogSink = SilentLog()
    ) async throws -> Core {
        let city = try City()
        let home = try Phone.newHome()
        let app = try await App.open(
            config: Phone.config(home: home, city: city.url), keyStore: keyStore ?? softwareKeyStore(),
            deviceKeys: softwareDeviceKeys(), settings: settings ?? softwareSettings(homeDir: home.path), log: log)
        return Core(app: app, city: city, home: home)
    }

    static func synced() async throws -> Core {
        let core = try await start()
        _ = try await core.app.sync()
        return core
    }

    /// The kit's stream and the Rust subscription behind it.
    func live(_ request: NearRequest) async throws -> (stream: AsyncStream<PlaceListView>, subscription: Subscription) {
        let subscriptions = Recorder<Subscription>()
        let stream = try await MadridKit.live { (listener: Listener<PlaceListView>) in
            let subscription = try await app.places().observeNear(request: request, listener: listener)
            subscriptions.add(subscription)
            return subscription
        }
        return (stream, try subscriptions.values.first.unwrapped())
    }

    func end() {
        city.stop()
        try? FileManager.default.removeItem(at: home)
    }
}
