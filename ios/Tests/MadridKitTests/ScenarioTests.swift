// Plays the files of tests/scenarios: a test for each, as the Rust and Kotlin runners do.

import Foundation
import MadridCore
import XCTest

final class ScenarioTests: XCTestCase, @unchecked Sendable {
    func testActingForAChild() async throws { try await play() }
    func testAppLockSwitched() async throws { try await play() }
    func testArrangeWithButtons() async throws { try await play() }
    func testBackground() async throws { try await play() }
    func testBlocksArranged() async throws { try await play() }
    func testCityOutOfReach() async throws { try await play() }
    func testConflictKeepMine() async throws { try await play() }
    func testConflictKeepTheirs() async throws { try await play() }
    func testConsentsChanged() async throws { try await play() }
    func testContactChangedOffline() async throws { try await play() }
    func testCourtBookedOffline() async throws { try await play() }
    func testLanguageChangesEveryWord() async throws { try await play() }
    func testLanguageSurvivesRestart() async throws { try await play() }
    func testLinks() async throws { try await play() }
    func testListFiltered() async throws { try await play() }
    func testLockAndUnlock() async throws { try await play() }
    func testNeedsStrongerSignIn() async throws { try await play() }
    func testNobodyIsAsked() async throws { try await play() }
    func testNothingOwed() async throws { try await play() }
    func testPartOfTheCityDown() async throws { try await play() }
    func testPlaceNotFound() async throws { try await play() }
    func testRemoveMyData() async throws { try await play() }
    func testSearchForgivesAccents() async throws { try await play() }
    func testSessionRevoked() async throws { try await play() }
    func testShortAbsence() async throws { try await play() }
    func testSignOutLocks() async throws { try await play() }
    func testWelcomeSeenOnce() async throws { try await play() }
    func testWhatIOwe() async throws { try await play() }
    func testWrongNumberRejected() async throws { try await play() }

    /// The methods above are compared with the folder by their names: without Objective-C nobody else can list them.
    func testEveryFileIsPlayed() throws {
        let source = try String(contentsOfFile: #filePath, encoding: .utf8)
        let tests = source.matches(of: /func test(\w+)\(\) async throws { try await play\(\) }/)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder().path).filter { $0.hasSuffix(".json") }
        XCTAssertEqual(tests.map { snake("\($0.1)") + ".json" }.sorted(), files.sorted())
    }

    func testWhatIsBrokenFails() async throws {
        let all = try read("runner/broken").fields(["before", "broken"])
        try await onStage(language: .es, patience: Play.glance) { play in
            for step in try (all["before"]?.list).known() {
                try await play.step(step)
            }
            for step in try (all["broken"]?.list).known() {
                do {
                    try await play.step(step)
                } catch {
                    continue
                }
                XCTFail("it went well: \(step)")
            }
        }
    }

    /// `testWhatIOwe` plays `what_i_owe.json`.
    private func play(_ function: String = #function) async throws {
        let script = try read(snake(function.replacing(/^test|\(\)$/, with: ""))).fields(["name", "given", "steps"])
        let given = try script["given"]?.fields(["language", "signed_in"]) ?? [:]
        let steps = begin(given["signed_in"]) + (try (script["steps"]?.list).known())
        try await onStage(language: try given["language"]?.language() ?? .es, patience: Play.patience) { play in
            for (number, step) in steps.enumerated() {
                do {
                    try await play.step(step)
                } catch {
                    XCTFail("«\(script["name"]?.text ?? function)», step \(number + 1), \(step): \(error)")
                    return
                }
            }
        }
    }

    private func onStage(language: Language, patience: Duration, _ play: (Play) async throws -> Void) async throws {
        let stage = try Stage(language: language)
        defer { stage.end() }
        try await stage.open()
        try await play(Play(stage: stage, patience: patience))
    }

    private func read(_ name: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(contentsOf: folder().appending(path: "\(name).json")))
    }

    private func folder() throws -> URL {
        URL(fileURLWithPath: try ProcessInfo.processInfo.environment["MADRID_SCENARIOS"].known())
    }

    /// What it takes until that person sees what is theirs.
    private func begin(_ who: Value?) -> [Value] {
        guard let who else { return [] }
        return [
            .record(["do": .text("sign_in"), "with": who]),
            .record(["do": .text("sync")]),
            .record(["see": .text("home.blocks[*].freshness.state"), "every": .text("fresh")]),
        ]
    }
}

/// A scenario under way.
private final class Play {
    /// How long something may take to be seen.
    static let patience = Duration.seconds(20)
    /// How often a screen is looked at.
    static let glance = Duration.milliseconds(20)
    /// How long something must stay unseen when nothing is under way any more.
    private static let calm = Duration.milliseconds(300)

    private let stage: Stage
    private let patience: Duration
    private var kept: [String: Value] = [:]

    init(stage: Stage, patience: Duration) {
        self.stage = stage
        self.patience = patience
    }

    func step(_ step: Value) async throws {
        let words = try step.record.known()
        if let verb = words["do"]?.text {
            let step = try step.fields(["do", "with", "fails"])
            try await perform(verb, step["with"] ?? .none, fails: step["fails"])
        } else if let request = words["city"]?.text {
            _ = try await stage.admin(request, step.fields(["city", "body"])["body"])
        } else if let path = words["keep"]?.text {
            try await see(path, Check(kind: "absent", wanted: .bool(false)))
            let name = try step.fields(["keep", "as"])["as"]?.text
            kept[try name.known()] = try await find(path)
        } else if let path = words["see"]?.text {
            try await see(path, check(step, "see"))
        } else if let path = words["never"]?.text {
            try await see("status.running", Check(kind: "is", wanted: .bool(false)))
            try await staysUnseen(path, check(step, "never"))
        } else {
            throw City.Failure(reason: "not a step")
        }
    }

    private func check(_ step: Value, _ name: String) throws -> Check {
        let checks = try step.fields([name] + Check.kinds).filter { $0.key != name }
        guard checks.count == 1, let (kind, wanted) = checks.first else {
            throw City.Failure(reason: "one thing at a time")
        }
        return Check(kind: kind, wanted: wanted)
    }

    private func perform(_ verb: String, _ with: Value, fails: Value?) async throws {
        let wanted = try fails?.fields(["kind", "code"])
        var ended: [String: Value]?
        do {
            try await stage.perform(verb, with)
        } catch let error as AppError {
            ended = Value(of: error).record
        }
        guard ended?["case"] == wanted?["kind"], wanted?["code"] == nil || wanted?["code"] == ended?["code"] else {
            throw City.Failure(reason: "it ended with \(String(describing: ended))")
        }
    }

    private func see(_ path: String, _ check: Check) async throws {
        let until = ContinuousClock.now + patience
        while try await !check.holds(find(path), kept: kept) {
            guard ContinuousClock.now < until else {
                throw City.Failure(reason: "there is \(try await find(path))")
            }
            try await Task.sleep(for: Self.glance)
        }
    }

    private func staysUnseen(_ path: String, _ check: Check) async throws {
        let until = ContinuousClock.now + Self.calm
        while ContinuousClock.now < until {
            let found = try await find(path)
            guard try !check.holds(found, kept: kept) else { throw City.Failure(reason: "there is \(found)") }
            try await Task.sleep(for: Self.glance)
        }
    }

    /// What stands at `home.blocks`, or in the city's own books at `city.ledger.entries`.
    private func find(_ path: String) async throws -> Value {
        let (name, rest) = first(path)
        guard name == "city" else { return try await stage.view(name).find(rest) }
        let (book, inside) = first(rest)
        return try await stage.admin("GET \(book)").find(inside)
    }

    /// The first name of a path, and what follows.
    private func first(_ path: String) -> (String, String) {
        let parts = path.split(separator: ".", maxSplits: 1).map(String.init)
        return (parts[0], parts.dropFirst().first ?? "")
    }
}
