// The door to the core: the person's cards, who gives and who asks for them, and the card of somebody else.

import Foundation
import MadridCore

extension Madrid {
    /// Every card, what is on its way and who asks, now and after every change. While the data are locked it says nothing new: the
    /// last view is then not to be shown.
    ///
    /// - Returns: the stream, with the current view already in it.
    /// - Throws: `AppError.Locked` while the data are locked.
    public func cards() async throws -> AsyncStream<WalletView> {
        try await live { try await cardCase.observe(listener: $0) }
    }

    /// One card. Read from the phone.
    ///
    /// - Parameter id: its `id`.
    /// - Returns: the card.
    /// - Throws: `AppError.NotFound` when there is none.
    public func card(_ id: Int64) async throws -> CardDetailView { try await cardCase.card(id: id) }

    /// Asks for news of every card, and fetches new copies of those that run out of them. Asking twice is safe.
    ///
    /// - Returns: the cards afterwards.
    /// - Throws: `AppError.Offline` when nobody could be asked; each card says itself how fresh the word on it is.
    public func refreshCards() async throws -> WalletView { try await cardCase.refresh() }

    /// Deletes a card and destroys its keys. Nobody is told. Asking twice is safe.
    ///
    /// - Parameter id: its `id`.
    /// - Returns: the cards afterwards.
    /// - Throws: `AppError.Locked` while the data are locked.
    public func deleteCard(_ id: Int64) async throws -> WalletView { try await cardCase.delete(id: id) }

    /// What the city has to give. Nothing of the person is said. Asking twice is safe.
    ///
    /// - Returns: the cards that can be asked for.
    /// - Throws: `AppError.Offline` when it cannot be asked.
    public func addableCards() async throws -> AddCardView { try await cardCase.addable() }

    /// The person chose one of those: it is offered to them. Asking twice is safe.
    ///
    /// - Parameter configuration: that of the card.
    /// - Returns: the offer.
    /// - Throws: `AppError` when it cannot be had.
    public func askForCard(_ configuration: String) async throws -> OfferView {
        try await cardCase.askFor(configuration: configuration)
    }

    /// The words of the screen where a code is read. Ask again in a new language.
    public var scanForm: ScanFormView { cardCase.scanForm() }

    /// Reads what was scanned, or a link that was opened. Nothing of the person leaves the phone.
    ///
    /// - Parameter text: all of it.
    /// - Returns: the card that is offered, or asked for.
    /// - Throws: `AppError.Rejected` when it is no such thing, or not to be trusted. It is not kept then.
    func scan(_ text: String) async throws -> ScannedView { try await cardCase.scan(text: text) }

    /// The person wants an offered card, or goes on with one: the browser opens where its issuer has a page. From here on it goes on by
    /// itself, whatever happens to the phone. Asking twice is safe.
    ///
    /// - Parameters:
    ///   - id: the `id` of the offer.
    ///   - code: what the person typed, where there is a field for it.
    /// - Returns: the offer, with how far it has come.
    /// - Throws: `AppError.Rejected` when the code is wrong or the issuer does not give it to this phone; the offer stays.
    public func acceptCard(_ id: Int64, code: String?) async throws -> OfferView {
        try await cardCase.accept(id: id, code: code, browser: browser)
    }

    /// The browser came back while nobody waited for it.
    ///
    /// - Parameter callback: the whole address.
    /// - Returns: the cards afterwards.
    /// - Throws: `AppError.NotFound` when it is nobody's.
    func returnedFromIssuer(_ callback: String) async throws -> WalletView {
        try await cardCase.returned(callback: callback)
    }

    /// The person does not want an offered card, or has read why it does not come. A card that is here stays. Asking twice is safe.
    ///
    /// - Parameter id: the `id` of the offer.
    /// - Returns: the cards afterwards.
    /// - Throws: `AppError.Locked` while the data are locked.
    public func cancelOffer(_ id: Int64) async throws -> WalletView { try await cardCase.cancel(id: id) }

    /// What the person is asked, with a choice of theirs. Asking twice is safe.
    ///
    /// - Parameters:
    ///   - id: the `id` of the question.
    ///   - choice: that of an alternative; `nil` for what is proposed.
    /// - Returns: the question.
    /// - Throws: `AppError.NotFound` when nobody waits for the answer any more.
    public func question(_ id: Int64, choice: ConsentChoice? = nil) async throws -> ConsentView {
        try await cardCase.look(id: id, choice: choice)
    }

    /// The person says yes to what a view showed. It leaves the phone once, and is in the history whatever comes of it.
    ///
    /// - Parameters:
    ///   - id: the `id` of the question.
    ///   - choice: that of the view.
    ///   - accepts: the view's, since the person has read its warnings.
    /// - Returns: what became of it.
    /// - Throws: `AppError.Rejected`: `wallet.presentation_unwarned` when something has changed since, and others when it was not taken.
    public func share(_ id: Int64, choice: ConsentChoice, accepts: [String]) async throws -> SharedView {
        try await cardCase.approve(id: id, choice: choice, accepts: accepts)
    }

    /// The person says no, or has nothing to show; who asks cannot tell which. Asking twice is safe.
    ///
    /// - Parameter id: the `id` of the question.
    /// - Returns: the words for it.
    /// - Throws: `AppError.Locked` while the data are locked.
    public func refuse(_ id: Int64) async throws -> SharedView { try await cardCase.decline(id: id) }

    /// All that happened with cards. Read from the phone.
    ///
    /// - Returns: the history.
    /// - Throws: `AppError.Locked` while the data are locked.
    public func cardHistory() async throws -> HistoryView { try await cardCase.history() }

    /// The same for others to check: names of what was seen, never what it says.
    ///
    /// - Returns: the text of a JSON file.
    /// - Throws: `AppError.Locked` while the data are locked.
    func exportCardHistory() async throws -> String { try await cardCase.exportHistory() }

    /// Deletes all of it. Cards stay. Asking twice is safe.
    ///
    /// - Returns: the history afterwards.
    /// - Throws: `AppError.Locked` while the data are locked.
    public func deleteCardHistory() async throws -> HistoryView { try await cardCase.deleteHistory() }

    /// The words of the screen where cards change phones. Ask again in a new language.
    public var movingWords: MovingView { cardCase.moving() }

    /// A file of the cards for a new phone. Takes a second.
    ///
    /// - Parameter passphrase: a phrase of the person's.
    /// - Returns: the bytes.
    /// - Throws: `AppError.Rejected` when the phrase is too short: `input.passphrase`.
    func moveCardsOut(_ passphrase: String) async throws -> Data {
        try await cardCase.moveOut(passphrase: passphrase)
    }

    /// Opens such a file of an older phone: each of its cards waits for the person to say yes. Asking twice is safe.
    ///
    /// - Parameters:
    ///   - file: the bytes.
    ///   - passphrase: the phrase it was made with.
    /// - Returns: what came of it.
    /// - Throws: `AppError.Rejected` when it does not open. Nothing is kept then.
    func moveCardsIn(_ file: Data, passphrase: String) async throws -> MovedView {
        try await cardCase.moveIn(file: file, passphrase: passphrase)
    }

    /// What can be asked of somebody who stands there. Ask again in a new language.
    public var reader: ReaderView { cardCase.reader() }

    /// A question to be held to the other phone. Each is good for one answer.
    ///
    /// - Parameter question: which.
    /// - Returns: what to show.
    /// - Throws: `AppError` when the phone has no random numbers.
    func askNeighbour(_ question: ReaderQuestion) async throws -> ReaderAskView {
        try await cardCase.askNeighbour(question: question)
    }

    /// What to make of what the other phone showed. Works without a network; nothing of the other person is kept. Asking twice is safe.
    ///
    /// - Parameters:
    ///   - question: that of the `ReaderAskView`.
    ///   - shown: the whole text of the codes.
    /// - Returns: whether the card counts.
    /// - Throws: `AppError.Rejected` when the question is none.
    func readNeighbour(_ question: String, shown: String) async throws -> ReadingView {
        try await cardCase.readNeighbour(question: question, shown: shown)
    }
}
