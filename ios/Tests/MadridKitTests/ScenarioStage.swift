// What a scenario plays on: a city, a phone with a person in front of it, and the screens that phone shows.

import Foundation
import MadridCore

@testable import MadridKit

/// A city and a phone. Call `end` when done.
final class Stage: @unchecked Sendable {
    let city: City
    /// The person's answer when the phone asks.
    let keys: AskingKeyStore
    /// The browser, with whoever sits before it.
    let browser = PersonBrowser()
    private let home: URL
    private let settings: any SecureSettings
    private let language: Language
    private let lock = NSLock()
    private var views: [String: Value] = [:]
    private var following: [Subscription] = []
    private var opened: App?
    /// The time that was found last.
    var time: String?

    init(language: Language) throws {
        self.language = language
        city = try City()
        home = try Phone.newHome()
        keys = try AskingKeyStore()
        settings = try softwareSettings(homeDir: home.path)
    }

    var app: App {
        get throws { try opened.known() }
    }

    /// Switches the phone on.
    func open() async throws {
        let config = Phone.config(home: home, city: city.url, language: language)
        let app = try await App.open(
            config: config, keyStore: keys, deviceKeys: softwareDeviceKeys(), settings: settings, log: SilentLog())
        opened = app
        following = [
            try await app.home().observe(here: nil, listener: screen("home") as Listener<HomeView>),
            try await app.session().observe(listener: screen("session") as Listener<SessionView>),
            try await app.observeStatus(listener: screen("status") as Listener<StatusView>),
            try await app.observeSettings(listener: screen("settings") as Listener<SettingsView>),
        ]
    }

    /// Switches it off and on again.
    func restart() async throws {
        following.forEach { $0.cancel() }
        following = []
        try await app.suspendStorage()
        opened = nil
        lock.withLock { views = [:] }
        try await open()
    }

    /// What was asked for is on the screen.
    func show(_ name: String, _ view: Any) {
        lock.withLock { views[name] = Value(of: view) }
    }

    /// The view with this name as it is now; `none` where the core gives none.
    func view(_ name: String) async throws -> Value {
        switch name {
        case "words": return Value(of: try app.words())
        case "welcome": return Value(of: try app.welcome() as Any)
        case "filter": return Value(of: try app.places().filter())
        case "profile": return try await unlessRefused { try await $0.profile().show() }
        case "bookings": return try await unlessRefused { try await $0.bookings().show() }
        case "removal": return try await unlessRefused { try await $0.session().removal() }
        default:
            guard let view = lock.withLock({ views[name] }) else {
                throw City.Failure(reason: "there is no view \(name)")
            }
            return view
        }
    }

    /// A request to the city's administration: `PUT sectors`.
    func admin(_ request: String, _ body: Value? = nil) async throws -> Value {
        let words = request.split(separator: " ").map(String.init)
        let sent = try body.map { String(decoding: try JSONEncoder().encode($0), as: UTF8.self) }
        let answer = try await city.admin(words[0], words[1], sent)
        return answer.isEmpty ? .none : try JSONDecoder().decode(Value.self, from: answer)
    }

    func end() {
        following.forEach { $0.cancel() }
        city.stop()
        try? FileManager.default.removeItem(at: home)
    }

    private func screen<View>(_ name: String) -> Listener<View> {
        Listener { [self] in show(name, $0) }
    }

    private func unlessRefused(_ ask: (App) async throws -> Any) async throws -> Value {
        do {
            return Value(of: try await ask(try app))
        } catch is AppError {
            return .none
        }
    }
}
