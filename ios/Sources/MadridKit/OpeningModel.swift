// Opening the core, once, and again when it failed.

import MadridCore
import Observation

/// The app before and after it is open.
@MainActor
@Observable
public final class OpeningModel {
    /// The open app, or why it could not be opened.
    public private(set) var app: Block<AppModel> = .loading

    /// Whether it is being opened: two cores on one folder would be in each other's way.
    private var isOpening = false
    /// The link that started the app, until there is somebody to follow it.
    private var link: String?
    private let language: Language
    private let make: @Sendable () async throws -> Madrid

    /// An app that is not open yet.
    ///
    /// - Parameters:
    ///   - language: the phone's own, for the words of a failure: there is no app yet to ask.
    ///   - make: opens the core.
    public init(in language: Language, _ make: @escaping @Sendable () async throws -> Madrid) {
        self.language = language
        self.make = make
    }

    /// Opens it, unless it is open. What is on the phone is left as it is where that fails, so asking again is safe.
    public func open() async {
        guard app.view == nil, !isOpening else { return }
        isOpening = true
        defer { isOpening = false }
        do {
            let model = AppModel(try await make())
            app = .shown(model)
            if let link {
                self.link = nil
                await model.route.open(link)
            }
        } catch {
            app = .failed(Madrid.explain(error, in: language))
        }
    }

    /// Follows a link, now or as soon as the app is open.
    ///
    /// - Parameter link: the whole address.
    public func follow(_ link: String) async {
        if let model = app.view {
            await model.route.open(link)
        } else {
            self.link = link
        }
    }
}
