// A phone in the hands of a test: an app with a folder of its own and, when wanted, a city of its own.

import Foundation
import MadridCore
import MadridKit

/// An open app beside its city. Call `end` when done.
struct Phone {
    let madrid: Madrid
    let city: City
    let home: URL

    /// A phone that has been opened once and has not asked the city yet.
    static func start(
        language: Language = .es, browser: any Browser = NoBrowser(), keyStore: (any KeyStore)? = nil
    ) async throws -> Phone {
        let city = try City()
        let home = try newHome()
        let platform = Platform(
            keyStore: try keyStore ?? softwareKeyStore(), deviceKeys: softwareDeviceKeys(),
            settings: try softwareSettings(homeDir: home.path), browser: browser, log: SilentLog())
        let madrid = try await Madrid.open(config(home: home, city: city.url, language: language), platform: platform)
        return Phone(madrid: madrid, city: city, home: home)
    }

    /// A phone that holds the city's places.
    static func synced(language: Language = .es) async throws -> Phone {
        let phone = try await start(language: language)
        _ = try await phone.madrid.sync()
        return phone
    }

    /// Stops the city and removes the folder.
    func end() {
        city.stop()
        try? FileManager.default.removeItem(at: home)
    }

    static func newHome() throws -> URL {
        let home = FileManager.default.temporaryDirectory.appendingPathComponent("phone-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: false)
        return home
    }

    static func config(home: URL, city: String, language: Language = .es) -> AppConfig {
        AppConfig(
            homeDir: home.path, cityUrl: city, language: language, rootsPem: nil, pins: [],
            pinsExpire: nil)
    }
}

extension NearRequest {
    /// Around the Puerta del Sol.
    static func sol(kind: PlaceKind? = nil, limit: UInt32 = 10) -> NearRequest {
        let here = HereRequest(lat: 40.4169, lon: -3.7035)
        return NearRequest(here: here, kinds: [kind].compactMap { $0 }, needs: [], limit: limit)
    }
}

/// What listeners and sinks were told, kept for the test; safe from any thread.
final class Recorder<Value: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var kept: [Value] = []

    var values: [Value] { lock.withLock { kept } }

    func add(_ value: Value) {
        lock.withLock { kept.append(value) }
    }
}

/// Waits until `condition` holds, for things that happen on other threads. `false` after five seconds.
func eventually(
    isolation: isolated (any Actor)? = #isolation, _ condition: () -> Bool
) async throws -> Bool {
    for _ in 0..<500 {
        if condition() { return true }
        try await Task.sleep(for: .milliseconds(10))
    }
    return condition()
}
