// The core's log lines in the system's log. They hold no personal data, so they may be read there.

import MadridKit
import os

/// The phone's log.
final class SystemLog: LogSink {
    func write(record: LogRecord) {
        let logger = Logger(subsystem: "es.madrid.movil", category: record.target)
        logger.log(level: record.level.type, "\(record.text, privacy: .public)")
    }
}

extension LogLevel {
    fileprivate var type: OSLogType {
        switch self {
        case .error: .fault
        case .warn: .error
        case .info: .default
        case .debug: .debug
        }
    }
}
