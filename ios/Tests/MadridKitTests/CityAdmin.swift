// What a tester may do to the city: change places, break the way, bring a sector down, end a session, count effects.

import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// One of the people the city knows. Children have no password: they cannot sign in.
struct Persona: Decodable {
    let id: String
    let name: String
    let nif: String
    let password: String?
    let otp: String?
}

/// One effect that a phone's change had in the city.
struct LedgerEntry: Decodable {
    let person: String
    let kind: String
    let effects: Int
}

extension City {
    /// Changes random places, as a day at the city would.
    func churn(upserts: Int) async throws {
        try await admin("POST", "churn", #"{"upserts":\#(upserts),"deletes":0,"inserts":0}"#)
    }

    /// The way to the city breaks before it hears anything, on the paths that an app uses.
    func goOffline() async throws {
        let rules = ["/v1", "/idp", "/.well-known"].map { #"{"fault":"drop_before","path":"\#($0)"}"# }
        try await admin("PUT", "faults", #"{"rules":[\#(rules.joined(separator: ","))]}"#)
    }

    /// The city answers after five seconds only.
    func answerSlowly() async throws {
        try await admin("PUT", "faults", #"{"rules":[{"fault":"delay","delay_ms":5000,"path":"/v1"}]}"#)
    }

    /// Nothing is in the way any more.
    func comeBack() async throws {
        try await admin("DELETE", "faults")
    }

    /// A sectoral system: `ok`, `slow` or `down`.
    func set(sector: String, to mood: String) async throws {
        try await admin("PUT", "sectors", #"{"\#(sector)":"\#(mood)"}"#)
    }

    /// The city ends every session of a person.
    func endSessions(of person: Persona) async throws {
        try await admin("POST", "sessions", #"{"person":"\#(person.id)","action":"revoke"}"#)
    }

    /// As if the person had changed it at a counter.
    func setContact(of person: String, phone: String) async throws {
        try await admin("PUT", "people/\(person)/contact", #"{"phone":"\#(phone)","email":null}"#)
    }

    /// The persona whose first name this is.
    func persona(_ givenName: String) async throws -> Persona {
        try await personas().first { $0.name.hasPrefix(givenName) }.unwrapped()
    }

    /// The persona with this key: `p-carmen`.
    func persona(id: String) async throws -> Persona {
        try await personas().first { $0.id == id }.unwrapped()
    }

    private func personas() async throws -> [Persona] {
        try JSONDecoder().decode([Persona].self, from: try await admin("GET", "personas"))
    }

    /// The reference on the letter about somebody's debt of a kind.
    func letter(of person: String, kind: String) async throws -> String {
        struct Letter: Decodable { let person, kind, reference: String }
        struct Letters: Decodable { let references: [Letter] }
        let all = try JSONDecoder().decode(Letters.self, from: try await admin("GET", "references")).references
        return try all.first { $0.person == person && $0.kind == kind }.unwrapped().reference
    }

    /// The number of an account in somebody's name.
    func account(of person: String) async throws -> String {
        struct Account: Decodable { let person, iban: String }
        let all = try JSONDecoder().decode([Account].self, from: try await admin("GET", "accounts"))
        return try all.first { $0.person == person }.unwrapped().iban
    }

    /// Every effect that phones' changes had.
    func ledger() async throws -> [LedgerEntry] {
        struct Ledger: Decodable { let entries: [LedgerEntry] }
        return try JSONDecoder().decode(Ledger.self, from: try await admin("GET", "ledger")).entries
    }

    /// A request to the administration, and what it answers.
    @discardableResult
    func admin(_ method: String, _ path: String, _ body: String? = nil) async throws -> Data {
        var request = URLRequest(url: try URL(string: "\(url)/admin/\(path)").unwrapped())
        request.httpMethod = method
        if let body {
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
            request.httpBody = Data(body.utf8)
        }
        let (data, response) = try await URLSession.shared.data(for: request)
        guard let status = (response as? HTTPURLResponse)?.statusCode, (200..<300).contains(status) else {
            throw Failure(reason: "the city refused \(method) \(path): \(response)")
        }
        return data
    }
}
