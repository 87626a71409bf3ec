// What goes wrong in Rust, in the phone's own parts or in the city becomes an error with words, never a crash.

import Foundation
import MadridCore
import XCTest

@testable import MadridKit

final class FailureTests: XCTestCase {
    func testAPanicInRustIsAnErrorAndTheLibraryLivesOn() async throws {
        let core = try await Core.start()
        defer { core.end() }
        do {
            try await provokePanic()
            XCTFail("a panic on the core's own threads went unnoticed")
        } catch AppError.Bug(let code) {
            XCTAssertEqual(code, "bug.panic")
        }
        XCTAssertThrowsError(try provokePanicHere()) { error in
            XCTAssertEqual(AppError(error), .Bug(code: "bug.unexpected"))
            XCTAssertFalse(core.app.explain(error: AppError(error)).body.isEmpty)
        }
        let status = try await core.app.sync()
        XCTAssertEqual(status.places.freshness.state, .fresh)
    }

    func testAKeyStoreThatFailsIsAnErrorOfTheCallThatNeededIt() async throws {
        for fault in BrokenKeyStore.faults {
            let core = try await Core.start(keyStore: BrokenKeyStore(fault))
            defer { core.end() }
            do {
                try await core.app.checkPlatform()
                XCTFail("a key store that fails passed the contract: \(fault)")
            } catch AppError.Bug(let code) {
                XCTAssertTrue(code.hasPrefix("platform.key_store"), code)
            }
        }
    }

    func testAKeyStoreThatReturnsSomethingElseBreaksTheContract() async throws {
        let core = try await Core.start(keyStore: ForgetfulKeyStore())
        defer { core.end() }
        do {
            try await core.app.checkPlatform()
            XCTFail("a key store that loses secrets passed the contract")
        } catch AppError.Bug(let code) {
            XCTAssertTrue(code.hasPrefix("platform.key_store"), code)
        }
    }

    func testSettingsThatFailAreAnErrorOfTheCallThatNeededThem() async throws {
        let core = try await Core.start(settings: BrokenSettings())
        defer { core.end() }
        do {
            try await core.app.checkPlatform()
            XCTFail("settings that fail passed the contract")
        } catch AppError.Bug(let code) {
            XCTAssertTrue(code.hasPrefix("platform.settings"), code)
        }
    }

    func testALogThatFailsStopsNobody() async throws {
        let core = try await Core.start(log: BrokenLog())
        defer { core.end() }
        let status = try await core.app.sync()
        XCTAssertEqual(status.places.freshness.state, .fresh)
    }

    func testAListenerThatFailsIsAnErrorOfTheObservingCall() async throws {
        let core = try await Core.synced()
        defer { core.end() }
        do {
            _ = try await core.app.places().observeNear(request: .sol(), listener: BrokenListener())
            XCTFail("the first view was refused, and nobody was told")
        } catch AppError.Bug(let code) {
            XCTAssertEqual(code, "bug.listener")
        }
        let list = try await core.app.places().near(request: .sol())
        XCTAssertFalse(list.items.isEmpty)
    }

    func testAFolderThatCannotBeUsedIsAnError() async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("not-a-folder-\(UUID().uuidString)")
        try Data("x".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        do {
            let platform = try Platform.software(homeDir: file.path)
            _ = try await Madrid.open(Phone.config(home: file, city: City.nobody), platform: platform)
            XCTFail("a file was opened as a folder")
        } catch let error as AppError {
            XCTAssertFalse(Madrid.explain(error, in: .es).body.isEmpty)
            XCTAssertNotEqual(Madrid.explain(error, in: .es), Madrid.explain(error, in: .en))
        }
    }

    func testEveryErrorHasWordsInBothLanguages() async throws {
        let phone = try await Phone.start()
        defer { phone.end() }
        for error in AppError.each {
            try await phone.madrid.chooseLanguage(.es)
            let spanish = phone.madrid.explain(error)
            try await phone.madrid.chooseLanguage(.en)
            let english = phone.madrid.explain(error)
            for words in [spanish, english] {
                let texts = [words.title, words.body, words.nextStep]
                XCTAssertFalse(texts.contains(""), "\(error): \(words)")
            }
            XCTAssertNotEqual(spanish.title, english.title, "\(error)")
            XCTAssertNotEqual(spanish.body, english.body, "\(error)")
            XCTAssertNotEqual(spanish.nextStep, english.nextStep, "\(error)")
        }
    }

    func testAnErrorThatNobodyDeclaredIsABugWithWords() {
        XCTAssertEqual(AppError(Surprise()), .Bug(code: "bug.unexpected"))
        XCTAssertEqual(AppError(AppError.Offline(code: "x")), .Offline(code: "x"))
    }
}

/// An error that no trait of the boundary declares.
struct Surprise: Error {}

/// Throws what it was given, whatever it is asked.
final class BrokenKeyStore: KeyStore {
    static let faults: [any Error] = [KeyStoreError.Unavailable, KeyStoreError.NoScreenLock, Surprise()]
    private let fault: any Error

    init(_ fault: any Error) {
        self.fault = fault
    }

    func wrap(secret: Data, guard: KeyGuard) throws -> Data { throw fault }
    func unwrap(wrapped: Data, prompt: String) throws -> Data { throw fault }
}

/// Gives back something else than it was given.
final class ForgetfulKeyStore: KeyStore {
    func wrap(secret: Data, guard: KeyGuard) throws -> Data { Data(secret.reversed()) }
    func unwrap(wrapped: Data, prompt: String) throws -> Data { Data(count: wrapped.count) }
}

final class BrokenSettings: SecureSettings {
    func read(key: String) throws -> String? { throw Surprise() }
    func write(key: String, value: String) throws { throw Surprise() }
    func remove(key: String) throws { throw Surprise() }
}

final class BrokenLog: LogSink {
    func write(record: LogRecord) throws { throw Surprise() }
}

final class BrokenListener: PlaceListListener {
    func onChange(view: PlaceListView) throws { throw Surprise() }
}

extension AppError {
    /// One of each case, with a code that the core gives it.
    static let each: [AppError] = [
        .Offline(code: "net.unreachable"), .ServerBusy(code: "net.busy", retryAfterSeconds: 30),
        .NotTheCity(code: "net.wrong_content"), .NotFound(code: "place.unknown"), .Rejected(code: "input.location"),
        .SignInAgain(code: "session.expired"), .Locked(code: "store.locked"), .Cancelled(code: "session.cancelled"),
        .UpdateRequired(code: "store.newer"), .StorageFull(code: "store.full"), .TryAgain(code: "store.damaged"),
        .Bug(code: "bug.panic"),
    ]
}
