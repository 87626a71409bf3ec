// The state of the settings: what the person decides about the app itself.

import MadridCore
import Observation

/// The settings as the core words them. The app lock is switched by `SessionModel`, the language by `AppModel`.
@MainActor
@Observable
public final class SettingsModel {
    /// The newest settings.
    public private(set) var settings: Block<SettingsView> = .loading

    private let madrid: Madrid

    /// The model of one open app.
    ///
    /// - Parameter madrid: the open app.
    public init(_ madrid: Madrid) {
        self.madrid = madrid
    }

    /// Keeps `settings` up to date until the task is cancelled.
    public func watch() async {
        do {
            for await view in try await madrid.settings() {
                settings = .shown(view)
            }
        } catch {
            settings = .failed(madrid.explain(error))
        }
    }
}
