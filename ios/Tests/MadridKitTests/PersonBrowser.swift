// A browser with a person in front of it: it fills in the login page as that person would, over plain HTTP.

import Foundation
import MadridCore

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// Signs in as whoever sits in front of it, and counts how often it was opened.
final class PersonBrowser: Browser, @unchecked Sendable {
    private let lock = NSLock()
    private var sitting: Persona?
    private var opened: [String] = []

    /// The addresses it was opened with.
    var visits: [String] { lock.withLock { opened } }

    /// Somebody sits down. With nobody there, whoever was there closes the browser.
    func seat(_ person: Persona?) {
        lock.withLock { sitting = person }
    }

    func visit(url: String, callbackScheme: String) throws -> String {
        let person = lock.withLock {
            opened.append(url)
            return sitting
        }
        guard let person else { throw BrowserError.Cancelled }
        // Who gives cards sends people to the login page, and takes them back from there.
        guard let asked = URL(string: url), let page = Visit.arrive(asked).page else { throw BrowserError.Unavailable }
        let answer = Visit.post(page, form: try filledIn(page, by: person))
        guard let next = Visit.next(answer, from: page) else {
            throw City.Failure(reason: "the login page did not lead back: \(answer)")
        }
        let end = next.scheme == callbackScheme ? next : Visit.arrive(next).left
        guard let end, end.scheme == callbackScheme else {
            throw City.Failure(reason: "nothing led back to the app: \(answer)")
        }
        return end.absoluteString
    }

    /// The page's own fields travel with the person's. The code is only given where it is asked for.
    private func filledIn(_ page: URL, by person: Persona) throws -> [URLQueryItem] {
        let asked = URLComponents(url: page, resolvingAgainstBaseURL: false)?.queryItems ?? []
        let isStrong = asked.contains { $0.name == "acr_values" && $0.value?.hasSuffix("/substantial") == true }
        let own = [
            "method": "password", "document": person.nif, "password": person.password,
            "otp": isStrong ? person.otp : nil,
        ]
        return asked + own.compactMapValues { $0 }.map { URLQueryItem(name: $0.key, value: $0.value) }
    }
}

/// A browser whose code throws what nobody declared.
final class BrokenBrowser: Browser {
    func visit(url: String, callbackScheme: String) throws -> String { throw Surprise() }
}

/// One request that follows no redirect, since the last one leads back into the app, and that waits for its answer, as a
/// browser's caller does.
final class Visit: NSObject, URLSessionDataDelegate, @unchecked Sendable {
    struct Answer {
        var status: Int?
        var location: String?
        var text = ""
    }

    private var body = Data()
    private let done = DispatchSemaphore(value: 0)
    private var answer = Answer()

    static func get(_ url: URL) -> Answer {
        Visit().answer(to: URLRequest(url: url))
    }

    /// Goes where one page leads to the next: the page where that ends, or the address that is none of the web's.
    static func arrive(_ first: URL) -> (page: URL?, left: URL?) {
        var page = first
        for _ in 0..<8 {
            let answer = get(page)
            guard let next = next(answer, from: page) else { return (answer.status == 200 ? page : nil, nil) }
            guard next.scheme == "http" else { return (nil, next) }
            page = next
        }
        return (nil, nil)
    }

    /// Where an answer sends whoever asked.
    static func next(_ answer: Answer, from page: URL) -> URL? {
        answer.location.flatMap { URL(string: $0, relativeTo: page)?.absoluteURL }
    }

    /// To the same page, without its query.
    static func post(_ page: URL, form: [URLQueryItem]) -> Answer {
        var address = URLComponents(url: page, resolvingAgainstBaseURL: false)
        address?.query = nil
        guard let url = address?.url else { return Answer() }
        var request = URLRequest(url: url)
        request.httpMethod = "POST"
        request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
        let pairs = form.map { "\(encoded($0.name))=\(encoded($0.value ?? ""))" }
        request.httpBody = Data(pairs.joined(separator: "&").utf8)
        return Visit().answer(to: request)
    }

    static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }

    /// Any request.
    static func send(_ request: URLRequest) -> Answer {
        Visit().answer(to: request)
    }

    private func answer(to request: URLRequest) -> Answer {
        let session = URLSession(configuration: .ephemeral, delegate: self, delegateQueue: nil)
        session.dataTask(with: request).resume()
        done.wait()
        session.finishTasksAndInvalidate()
        answer.text = String(bytes: body, encoding: .utf8) ?? ""
        return answer
    }

    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
    ) {
        read(response)
        completionHandler(nil)
    }

    func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
        body.append(data)
    }

    func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
        if let response = task.response as? HTTPURLResponse, answer.status == nil {
            read(response)
        }
        done.signal()
    }

    private func read(_ response: HTTPURLResponse) {
        answer = Answer(status: response.statusCode, location: response.value(forHTTPHeaderField: "Location"))
    }
}
