// Somebody at the bank's page: they press its buttons over plain HTTP, as in a browser without script.

import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Pays with a card at the page that the city names.
enum Payer {
    /// A card that the bank takes at once.
    static let good = "4548812049400004"
    /// One that it refuses.
    static let refused = "4111111111111111"

    private struct Page {
        let address: URL
        let text: String
    }

    /// From the city's page to the bank's answer.
    static func pay(at url: String, card: String) throws {
        let city = try send(URLRequest(url: try URL(string: url).unwrapped()))
        let bank = try press(city, typing: [:])
        _ = try press(bank, typing: ["number": card, "expiry": "12/34", "cvv": "123"])
    }

    /// Presses the first button of a page, after typing into its form.
    private static func press(_ page: Page, typing typed: [String: String]) throws -> Page {
        let form = page.text.components(separatedBy: "<form").dropFirst().first ?? ""
        let action = said(form, "action")
        let inputs = page.text.components(separatedBy: "<input").dropFirst().map { tag($0) }
        let hidden = inputs.filter { said($0, "type") == "hidden" }.map { (said($0, "name"), said($0, "value")) }
        let fields = hidden + typed.map { ($0.key, $0.value) }
        let address = action.isEmpty ? page.address : URL(string: action, relativeTo: page.address)
        var request = URLRequest(url: try address.unwrapped().absoluteURL)
        request.httpMethod = "POST"
        request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
        request.httpBody = Data(fields.map { "\(Visit.encoded($0))=\(Visit.encoded($1))" }.joined(separator: "&").utf8)
        return try send(request)
    }

    /// One request, and those it is sent on to. Foundation on Linux takes a relative way on for one from the root.
    private static func send(_ request: URLRequest) throws -> Page {
        let answer = Visit.send(request)
        let address = try request.url.unwrapped()
        if let location = answer.location {
            return try send(URLRequest(url: try URL(string: location, relativeTo: address).unwrapped().absoluteURL))
        }
        guard answer.status == 200 else { throw City.Failure(reason: "the bank's page is not there: \(answer)") }
        return Page(address: address, text: answer.text)
    }

    private static func tag(_ text: String) -> String { text.components(separatedBy: ">").first ?? "" }

    /// An attribute of the tag that a text begins with.
    private static func said(_ text: String, _ name: String) -> String {
        let rest = tag(text).components(separatedBy: " \(name)=\"").dropFirst().first ?? ""
        let value = rest.components(separatedBy: "\"").first ?? ""
        return value.replacingOccurrences(of: "&quot;", with: "\"").replacingOccurrences(of: "&amp;", with: "&")
    }
}
