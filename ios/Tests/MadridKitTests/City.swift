// The mock city, really running: one of its own for each test that needs it.

import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A started city. End it with `stop`; it also ends when this process does.
final class City: Sendable {
    /// Where it answers, e.g. `http://127.0.0.1:40123`.
    let url: String
    /// An address where nobody answers.
    static let nobody = "http://127.0.0.1:9"
    private let process: Process
    private let stdin = Pipe()
    private let stdout = Pipe()

    private struct Ready: Decodable {
        let http: String
    }

    struct Failure: Error {
        let reason: String
    }

    /// Starts a city with the hand-written catalogue and waits until it says that it is ready.
    init() throws {
        guard let program = ProcessInfo.processInfo.environment["MADRID_CITY"] else {
            throw Failure(reason: "MADRID_CITY does not name the city's program: run `cargo xtask test --only swift`")
        }
        process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments =
            ["serve", "--port", "0", "--seed", "7", "--data", "memory", "--exit-with-stdin"]
        process.standardInput = stdin
        process.standardOutput = stdout
        try process.run()
        url = try JSONDecoder().decode(Ready.self, from: Self.firstLine(of: stdout)).http
    }

    /// Stops it: from now on nobody answers there. Stopping twice is harmless.
    ///
    /// By closing its standard input: it inherits the signal mask of the thread that started it, and those of Swift's
    /// tasks keep SIGTERM away.
    func stop() {
        try? stdin.fileHandleForWriting.close()
        // Its output ends when it does. `waitUntilExit` would need the run loop of the thread that started it.
        _ = try? stdout.fileHandleForReading.readToEnd()
    }

    private static func firstLine(of pipe: Pipe) throws -> Data {
        var line = Data()
        while !line.contains(UInt8(ascii: "\n")) {
            let more = pipe.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Failure(reason: "the city ended before it was ready") }
            line.append(more)
        }
        return line
    }
}
