// What the city's counter and desk do with cards, as officials do it.

import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// What the desk made of an answer.
struct DeskResult: Decodable {
    struct Card: Decodable {
        /// What the question calls it.
        let id: String
        let disclosed: [[String]]
    }

    let state: String
    let counts: Bool?
    let error: String?
    let cards: [Card]?
}

/// What a desk may write into a question.
enum CardCity {
    /// One claim of a card of this kind.
    static func asked(_ kind: String, _ claim: String, isBound: Bool) -> String {
        let meta = #""meta":{"vct_values":["es.madrid.\#(kind).1"]}"#
        let bound = #""require_cryptographic_holder_binding":\#(isBound)"#
        return #"{"id":"\#(kind)","format":"dc+sd-jwt",\#(meta),\#(bound),"claims":[{"path":["\#(claim)"]}]}"#
    }
}

extension City {
    /// An official gives a card to somebody who stands there: the link of the code, and what the official says aloud.
    func offerAtCounter(_ card: String, to person: String) throws -> (link: String, code: String) {
        let counter = try URL(string: "\(url)/mostrador").unwrapped()
        let fields = ["lang": "es", "person": person, "card": card]
        let page = Visit.post(counter, form: fields.map { URLQueryItem(name: $0.key, value: $0.value) })
        let link = try Self.text(page.text, after: #"id="offer" href=""#, until: "\"")
        return (link, try Self.text(page.text, after: #"id="tx-code">"#, until: "<"))
    }

    /// An official asks for a card: the number of the question, and the link of its code.
    func askAtDesk(_ question: String) async throws -> (id: String, link: String) {
        try await ask(#"{"question":"\#(question)"}"#)
    }

    /// The same with a question of one's own (DCQL).
    func askAtDesk(query: String) async throws -> (id: String, link: String) {
        try await ask(#"{"dcql_query":\#(query)}"#)
    }

    private func ask(_ body: String) async throws -> (id: String, link: String) {
        struct Asked: Decodable { let id, cross_device: String }
        let asked = try await admin("POST", "questions", body)
        let read = try JSONDecoder().decode(Asked.self, from: asked)
        return (read.id, read.cross_device)
    }

    /// What the official sees of it.
    func atDesk(_ id: String) async throws -> DeskResult {
        try JSONDecoder().decode(DeskResult.self, from: try await admin("GET", "questions/\(id)"))
    }

    private static func text(_ page: String, after start: String, until end: String) throws -> String {
        let rest = page.components(separatedBy: start)
        guard rest.count == 2, let found = rest.last?.components(separatedBy: end).first else {
            throw Failure(reason: "the counter's page has no \(start)")
        }
        return found.replacingOccurrences(of: "&amp;", with: "&")
    }
}
