// What a person is typing of how the city reaches them.

import MadridCore

/// A form that is being filled in, and what was known when it was opened: the city may learn something else meanwhile.
public struct ContactDraft: Equatable, Sendable {
    /// The telephone.
    public var phone: String
    /// The e-mail; empty for none.
    public var email: String

    private let knownPhone: String
    private let knownEmail: String

    /// A form that says what is known.
    ///
    /// - Parameter known: how the city reaches the person now.
    public init(_ known: ContactView) {
        phone = known.phone
        email = known.email ?? ""
        knownPhone = phone
        knownEmail = email
    }

    /// What to ask for: only what the person has changed. `nil` when that is nothing.
    public var request: ContactRequest? {
        let request = ContactRequest(
            phone: phone == knownPhone ? nil : phone, email: email == knownEmail ? nil : email)
        return request.phone == nil && request.email == nil ? nil : request
    }
}
