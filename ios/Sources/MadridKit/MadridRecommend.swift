// The door to the core: what the city has for the person, and what the phone thinks of them.

import MadridCore

extension Madrid {
    /// What the city has for the person, now and after every change. There with nobody signed in, too; it says so then.
    ///
    /// - Parameters:
    ///   - here: where the person is, if the phone may know; else the registered address stands in for it.
    ///   - limit: how many at most, 1 to 50.
    /// - Returns: the stream, with the current view already in it.
    /// - Throws: `AppError.Rejected` when `here` is not on the globe.
    public func forYou(here: HereRequest?, limit: UInt32) async throws -> AsyncStream<ForYouView> {
        try await live { try await recommend.observeForYou(here: here, limit: limit, listener: $0) }
    }

    /// Why something is where it is, or why it is missing.
    ///
    /// - Parameters:
    ///   - id: the `id` of the thing.
    ///   - here: where the person is, if the phone may know.
    /// - Returns: every part of the answer.
    /// - Throws: `AppError.NotFound` where there is no such thing, `AppError.Rejected` while recommendations are off.
    public func why(_ id: String, here: HereRequest?) async throws -> WhyView {
        try await recommend.why(id: id, here: here)
    }

    /// The person looked at something. Each call counts.
    ///
    /// - Parameters:
    ///   - id: the `id` of the thing.
    ///   - here: where the person is, if the phone may know.
    /// - Throws: `AppError` where there is nobody to learn from; nobody needs be told.
    public func opened(_ id: String, here: HereRequest?) async throws {
        try await recommend.opened(id: id, here: here)
    }

    /// Keeps something for later. Asking twice is safe.
    ///
    /// - Parameters:
    ///   - id: the `id` of the thing.
    ///   - here: where the person is, if the phone may know.
    /// - Throws: `AppError.SignInAgain` where nobody has signed in, `AppError.Locked` while the data are locked.
    public func save(_ id: String, here: HereRequest?) async throws { try await recommend.save(id: id, here: here) }

    /// Takes something off the saved ones. Asking twice is safe.
    ///
    /// - Parameter id: the `id` of the thing.
    /// - Throws: as `save`.
    public func unsave(_ id: String) async throws { try await recommend.unsave(id: id) }

    /// The person does not want something: it is not recommended again for months. Asking twice is safe.
    ///
    /// - Parameter id: the `id` of the thing.
    /// - Throws: as `save`.
    public func notThis(_ id: String) async throws { try await recommend.notThis(id: id) }

    /// What the person saved.
    ///
    /// - Parameter here: where the person is, if the phone may know.
    /// - Returns: the last saved first.
    /// - Throws: `AppError.SignInAgain` where nobody has signed in, `AppError.Locked` while the data are locked.
    public func saved(here: HereRequest?) async throws -> SavedView { try await recommend.saved(here: here) }

    /// Everything the phone thinks of the person, and what they told it.
    ///
    /// - Returns: all of it.
    /// - Throws: `AppError.SignInAgain` where nobody has signed in, `AppError.Locked` while the data are locked.
    public func interests() async throws -> InterestsView { try await recommend.interests() }

    /// More or less of something. Asking twice is safe.
    ///
    /// - Parameters:
    ///   - wish: what the person wants.
    ///   - tag: the `tag` of an interest.
    /// - Returns: what the phone thinks then.
    /// - Throws: `AppError` as `interests`.
    public func wish(_ wish: InterestWish, of tag: String) async throws -> InterestsView {
        try await recommend.wish(tag: tag, wish: wish)
    }

    /// Forgets what was learnt and wished of something. Asking twice is safe.
    ///
    /// - Parameter tag: the `tag` of an interest.
    /// - Returns: what the phone thinks then.
    /// - Throws: `AppError` as `interests`.
    public func forget(_ tag: String) async throws -> InterestsView { try await recommend.forget(tag: tag) }

    /// Replaces what the person told about themselves. Asking twice is safe.
    ///
    /// - Parameter request: all that they tell.
    /// - Returns: what the phone thinks then.
    /// - Throws: `AppError` as `interests`.
    public func tell(_ request: AboutRequest) async throws -> InterestsView {
        try await recommend.tell(request: request)
    }

    /// Forgets everything that was learnt and told. What was saved stays. Asking twice is safe.
    ///
    /// - Returns: what the phone thinks then.
    /// - Throws: `AppError` as `interests`.
    public func eraseInterests() async throws -> InterestsView { try await recommend.erase() }

    /// Switches recommendations on or off; nobody has to be signed in. Asking twice is safe.
    ///
    /// - Parameter isOn: whether things are recommended, and anything is learnt.
    /// - Throws: `AppError` when it cannot be written.
    public func switchRecommendations(_ isOn: Bool) async throws { try await recommend.switch(isOn: isOn) }
}
