// Views seen by a scenario: any record of the core as plain values, paths into them, and what may be expected.

import Foundation

/// A view, or a piece of a scenario.
enum Value: Equatable, Sendable {
    case none
    case bool(Bool)
    case number(Double)
    case text(String)
    case list([Value])
    case record([String: Value])

    var text: String? { if case .text(let text) = self { text } else { nil } }
    var number: Double? { if case .number(let number) = self { number } else { nil } }
    var bool: Bool? { if case .bool(let bool) = self { bool } else { nil } }
    var list: [Value]? { if case .list(let list) = self { list } else { nil } }
    var record: [String: Value]? { if case .record(let record) = self { record } else { nil } }

    /// The fields of a piece of a scenario, which may have no others than these.
    func fields(_ known: [String]) throws -> [String: Value] {
        if self == .none { return [:] }
        guard let record, record.keys.allSatisfy(known.contains) else {
            throw City.Failure(reason: "only \(known) may be said: \(self)")
        }
        return record
    }
}

extension Value: Codable {
    init(from decoder: any Decoder) throws {
        let all = try decoder.singleValueContainer()
        if all.decodeNil() {
            self = .none
        } else if let bool = try? all.decode(Bool.self) {
            self = .bool(bool)
        } else if let number = try? all.decode(Double.self) {
            self = .number(number)
        } else if let text = try? all.decode(String.self) {
            self = .text(text)
        } else if let list = try? all.decode([Value].self) {
            self = .list(list)
        } else {
            self = .record(try all.decode([String: Value].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var all = encoder.singleValueContainer()
        switch self {
        case .none: try all.encodeNil()
        case .bool(let bool): try all.encode(bool)
        case .number(let number): try all.encode(number)
        case .text(let text): try all.encode(text)
        case .list(let list): try all.encode(list)
        case .record(let record): try all.encode(record)
        }
    }
}

extension Value {
    /// A view by reflection: a record has the field names of `api.snapshot`, an enum without data is its name, one with
    /// data a record too, with its name under `case`. Numbers are all alike.
    init(of view: Any) {
        let mirror = Mirror(reflecting: view)
        switch (view, mirror.displayStyle) {
        case (let text as String, _): self = .text(text)
        case (let bool as Bool, _): self = .bool(bool)
        case (let number as Double, _): self = .number(number)
        case (let number as any BinaryInteger, _): self = .number(Double(number))
        case (_, .optional): self = mirror.children.first.map { Value(of: $0.value) } ?? .none
        case (_, .collection): self = .list(mirror.children.map { Value(of: $0.value) })
        case (_, .enum): self = Self.enumeration(view, mirror)
        default: self = .record(Self.fields(mirror))
        }
    }

    private static func enumeration(_ view: Any, _ mirror: Mirror) -> Value {
        guard let data = mirror.children.first else { return .text(snake("\(view)")) }
        var fields = fields(Mirror(reflecting: data.value))
        fields["case"] = .text(snake(data.label ?? ""))
        return .record(fields)
    }

    private static func fields(_ mirror: Mirror) -> [String: Value] {
        let named = mirror.children.map { (snake($0.label ?? ""), Value(of: $0.value)) }
        return Dictionary(named) { first, _ in first }
    }
}

/// `signedIn` as scenarios write it: `signed_in`.
func snake(_ name: String) -> String {
    let pieces = name.enumerated().map { place, letter in
        letter.isUppercase && place > 0 ? "_\(letter.lowercased())" : letter.lowercased()
    }
    return pieces.joined()
}

extension Value {
    /// What stands at `blocks[owe].items[0].title`; `none` where there is nothing. A field that a view does not have is a
    /// mistake of the scenario and throws.
    func find(_ path: String) throws -> Value {
        try follow(path.split { $0 == "." || $0 == "[" }.map(String.init)[...])
    }

    private func follow(_ steps: ArraySlice<String>) throws -> Value {
        guard self != .none, let step = steps.first else { return self }
        let rest = steps.dropFirst()
        let key = String(step.prefix { $0 != "]" })
        switch self {
        case .record(let fields) where key == step:
            guard let field = fields[key] else { throw City.Failure(reason: "no field \(key) in \(self)") }
            return try field.follow(rest)
        case .list(let elements) where key != step:
            if key == "*" { return .list(try elements.map { try $0.follow(rest) }) }
            let found = Int(key).map { elements.dropFirst($0).first } ?? elements.first { $0.isCalled(key) }
            return try found?.follow(rest) ?? .none
        default:
            throw City.Failure(reason: "\(step) does not fit \(self)")
        }
    }

    private func isCalled(_ key: String) -> Bool {
        self == .text(key) || record?.values.contains(.text(key)) == true
    }
}

/// Something expected of what stands at a path.
struct Check {
    static let kinds = ["is", "every", "contains", "absent", "count", "matches", "same_as", "differs_from"]

    let kind: String
    let wanted: Value

    /// Whether it holds of what was found, with what was kept before.
    func holds(_ found: Value, kept: [String: Value]) throws -> Bool {
        switch kind {
        case "is": return found != .none && found == wanted
        case "every": return found.list.map { !$0.isEmpty && $0.allSatisfy { $0 == wanted } } ?? false
        case "contains": return found.list?.contains(wanted) ?? contains(found.text, wanted.text)
        case "absent": return (found == .none) == wanted.bool
        case "count": return found.list.map { .number(Double($0.count)) == wanted } ?? false
        case "matches": return try found.text?.contains(Regex(wanted.text.known())) ?? false
        case "same_as": return found == (try before(kept))
        case "differs_from": return differs(found, try before(kept))
        default: throw City.Failure(reason: "not a check: \(kind)")
        }
    }

    private func contains(_ found: String?, _ wanted: String?) -> Bool {
        guard let found, let wanted else { return false }
        return found.contains(wanted)
    }

    private func before(_ kept: [String: Value]) throws -> Value {
        try kept[wanted.text.known()].known()
    }

    /// Lists differ when they are as long and no element is as before; what was absent may stay so.
    private func differs(_ found: Value, _ before: Value) -> Bool {
        guard let these = found.list, let those = before.list else { return found != before }
        return !these.isEmpty && these.count == those.count
            && zip(these, those).allSatisfy { $0 == .none || $0 != $1 }
    }
}

extension Optional {
    /// What must be there. Throws and reports nothing, unlike `XCTUnwrap`: some steps are to fail.
    func known() throws -> Wrapped {
        guard let self else { throw City.Failure(reason: "something is missing") }
        return self
    }
}
