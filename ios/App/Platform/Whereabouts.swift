// Where the person is, asked of the phone once, and only when they pressed the button for it.

import CoreLocation
import MadridKit

/// The phone's location, while the app is in use.
@MainActor
final class Whereabouts: NSObject, CLLocationManagerDelegate {
    /// Everybody who asked and has no answer yet: whoever presses the button twice gets the same one twice.
    private var waiting: [CheckedContinuation<HereRequest?, Never>] = []
    /// Made when the person first asks: SwiftUI makes a screen, and what it holds, more often than it shows it.
    private lazy var manager: CLLocationManager = {
        let manager = CLLocationManager()
        manager.delegate = self
        // As near as a neighbour: more would cost battery and tell nothing more.
        manager.desiredAccuracy = kCLLocationAccuracyHundredMeters
        return manager
    }()

    /// The point; `nil` when the person does not want to tell, or the phone does not know.
    func here() async -> HereRequest? {
        await withCheckedContinuation { continuation in
            waiting.append(continuation)
            if waiting.count == 1 {
                goOn()
            }
        }
    }

    /// The question to the person comes first; its answer leads here again.
    private func goOn() {
        guard !waiting.isEmpty else { return }
        switch manager.authorizationStatus {
        case .notDetermined: manager.requestWhenInUseAuthorization()
        case .authorizedWhenInUse, .authorizedAlways: manager.requestLocation()
        default: answer(nil)
        }
    }

    private func answer(_ here: HereRequest?) {
        let answered = waiting
        waiting = []
        answered.forEach { $0.resume(returning: here) }
    }

    // The manager calls on the thread that made it, which is the main one.

    nonisolated func locationManagerDidChangeAuthorization(_ manager: CLLocationManager) {
        MainActor.assumeIsolated { goOn() }
    }

    nonisolated func locationManager(_ manager: CLLocationManager, didUpdateLocations locations: [CLLocation]) {
        let point = locations.last?.coordinate
        let here = point.map { HereRequest(lat: $0.latitude, lon: $0.longitude) }
        MainActor.assumeIsolated { answer(here) }
    }

    nonisolated func locationManager(_ manager: CLLocationManager, didFailWithError error: any Error) {
        MainActor.assumeIsolated { answer(nil) }
    }
}
