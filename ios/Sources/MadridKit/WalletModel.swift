// The state of the screens of cards: those that are here, one of them, those that can be had or are offered, and what happened.

import Foundation
import MadridCore
import Observation

/// The person's cards, and the codes and links that lead to more of them or ask for one.
@MainActor
@Observable
public final class WalletModel {
    /// Every card, what is on its way and who asks. Loading, and nothing personal, while the data are locked.
    public private(set) var wallet: Block<WalletView> = .loading
    /// The card that is open.
    public private(set) var card: Block<CardDetailView> = .loading
    /// What the city has to give.
    public private(set) var addable: Block<AddCardView> = .loading
    /// What happened with cards.
    public private(set) var history: Block<HistoryView> = .loading
    /// Why the last thing the person asked for failed; `nil` when it went well.
    public private(set) var failure: ExplanationView?
    /// Whether somebody is being asked because the person wanted it.
    public private(set) var isAsking = false

    /// What to do when a link has led to a screen.
    @ObservationIgnored var whenFollowed: @MainActor (Route) -> Void = { _ in }
    /// Where browsers come back to the app from the page of an issuer.
    private static let way = "es.madrid.movil:"
    private let madrid: Madrid
    /// Whether the data are open. What arrives later is not shown any more.
    private var isOpen = false
    /// The offer that was answered last, until the cards say more of it: what has come is among those on their way no more.
    private var answered: OfferView?
    /// The link that was opened last, until the data are open.
    private var link: String?

    /// The model of one open app.
    ///
    /// - Parameter madrid: the open app.
    public init(_ madrid: Madrid) {
        self.madrid = madrid
    }

    /// The words of the screen where a code is read.
    public var scanForm: ScanFormView { madrid.scanForm }

    /// What to say of an offer that is not there.
    public var unknown: ExplanationView { madrid.explain(AppError.NotFound(code: "wallet.unknown")) }

    /// Keeps `wallet` up to date until the task is cancelled, and everything empty while the data are locked.
    public func watch() async {
        do {
            try await madrid.whileOpen { [weak self] in
                self?.isOpen = true
                Task { await self?.followNow() }
                await self?.read()
            } close: {
                isOpen = false
                close()
            }
        } catch {
            wallet = .failed(madrid.explain(error))
        }
    }

    /// Keeps `card` up to date until the task is cancelled.
    ///
    /// - Parameter id: its `id`.
    public func watchCard(_ id: Int64) async {
        if card.view?.card.id != id {
            card = .loading
        }
        await watch(\.card) { try await $0.card(id) }
    }

    /// Keeps `history` up to date until the task is cancelled.
    public func watchHistory() async {
        await watch(\.history) { try await $0.cardHistory() }
    }

    /// Asks what the city has to give.
    public func readAddable() async {
        let read = await madrid.block { try await $0.addableCards() }
        if isOpen, !Task.isCancelled {
            addable = read
        }
    }

    /// An offer as it stands now.
    ///
    /// - Parameter id: its `id`.
    /// - Returns: the offer; `nil` when there is none.
    public func offer(_ id: Int64) -> OfferView? {
        if let answered, answered.id == id { answered } else { wallet.view?.offers.first { $0.id == id } }
    }

    /// The person chose a card that can be had.
    ///
    /// - Parameter configuration: that of the card.
    /// - Returns: the screen of the offer; `nil` when it cannot be had, and `failure` says why.
    public func askFor(_ configuration: String) async -> Route? {
        answered = await ask { try await $0.askForCard(configuration) }
        return answered.map { .offer(id: $0.id) }
    }

    /// Reads what was scanned, typed or opened. What is no such code, or not to be trusted, is not kept.
    ///
    /// - Parameter text: all of it.
    /// - Returns: the screen it leads to; `nil` when it leads nowhere, and `failure` says why.
    public func scan(_ text: String) async -> Route? {
        guard let found = await ask({ try await $0.scan(text) }) else { return nil }
        answered = found.offer ?? answered
        return found.offer.map { .offer(id: $0.id) } ?? found.consent.map { .consent(id: $0.id) }
    }

    /// Follows a link that another app or a page has opened, now or as soon as the data are open.
    ///
    /// - Parameter link: the whole address.
    public func follow(_ link: String) async {
        self.link = link
        await followNow()
    }

    /// The person wants an offered card, or goes on with one.
    ///
    /// - Parameters:
    ///   - id: the `id` of the offer.
    ///   - code: what they typed, where there is a field for it.
    public func accept(_ id: Int64, code: String? = nil) async {
        answered = offer(id)
        answered = await ask { try await $0.acceptCard(id, code: code) } ?? answered
    }

    /// The person does not want an offered card, or has read how it ended.
    ///
    /// - Parameter id: the `id` of the offer.
    public func cancel(_ id: Int64) async {
        if let view = await ask({ try await $0.cancelOffer(id) }) {
            answered = nil
            wallet = .shown(view)
        }
    }

    /// Asks for news of every card.
    public func refresh() async {
        await ask { try await $0.refreshCards() }
    }

    /// Deletes a card from the phone.
    ///
    /// - Parameter id: its `id`.
    /// - Returns: whether it is gone; else `failure` says why.
    public func delete(_ id: Int64) async -> Bool {
        await ask { try await $0.deleteCard(id) } != nil
    }

    /// Deletes all that happened.
    public func deleteHistory() async {
        if let view = await ask({ try await $0.deleteCardHistory() }) {
            history = .shown(view)
        }
    }

    /// What happened as a file that others can check.
    ///
    /// - Parameter folder: where to put the file.
    /// - Returns: where it is; `nil` when it cannot be had, and `failure` says why.
    public func historyFile(in folder: URL) async -> URL? {
        await ask { madrid in
            let text = try await madrid.exportCardHistory()
            return try folder.keep(Data(text.utf8), as: "historial.json")
        }
    }

    /// What could not be done has been read, or the person has gone on.
    func forget() {
        failure = nil
    }

    /// Whoever comes next finds no link of the person who went.
    func beginAnew() {
        link = nil
    }

    /// Nothing personal stays where nobody may see it.
    private func close() {
        (wallet, card, addable, history) = (.loading, .loading, .loading, .loading)
        answered = nil
        failure = nil
    }

    private func followNow() async {
        guard isOpen, let link else { return }
        self.link = nil
        if link.hasPrefix(Self.way) {
            await ask { try await $0.returnedFromIssuer(link) }
        } else if let route = await scan(link) {
            whenFollowed(route)
        }
    }

    private func read() async {
        do {
            for await view in try await madrid.cards() where !Task.isCancelled {
                wallet = .shown(view)
                forgetAnswered()
            }
        } catch {
            guard !Task.isCancelled else { return }
            wallet = .failed(madrid.explain(error))
        }
    }

    /// The cards know more of an offer than its answer did, unless it has come: then it is among them.
    private func forgetAnswered() {
        if let offer = answered, offer.stage != .kept, !isAsking {
            answered = nil
        }
    }

    /// Whatever changes, what is open is read anew.
    private func watch<View: Sendable>(
        _ place: ReferenceWritableKeyPath<WalletModel, Block<View>>,
        _ look: @escaping @Sendable (Madrid) async throws -> View
    ) async {
        do {
            try await madrid.whileOpen { [weak self] in
                await self?.read(place, look)
            } close: {
                self[keyPath: place] = .loading
            }
        } catch {
            self[keyPath: place] = .failed(madrid.explain(error))
        }
    }

    private func read<View: Sendable>(
        _ place: ReferenceWritableKeyPath<WalletModel, Block<View>>,
        _ look: @Sendable (Madrid) async throws -> View
    ) async {
        do {
            for await _ in try await madrid.cards() where !Task.isCancelled {
                let read = await madrid.block(look)
                guard !Task.isCancelled else { return }
                self[keyPath: place] = read
            }
        } catch {
            guard !Task.isCancelled else { return }
            self[keyPath: place] = .failed(madrid.explain(error))
        }
    }

    /// One thing at a time: touched twice it is done once.
    @discardableResult
    private func ask<Answer: Sendable>(_ work: @Sendable (Madrid) async throws -> Answer) async -> Answer? {
        guard !isAsking else { return nil }
        isAsking = true
        defer { isAsking = false }
        do {
            let answer = try await work(madrid)
            failure = nil
            return isOpen ? answer : nil
        } catch {
            failure = isOpen ? madrid.words(for: error) : nil
            return nil
        }
    }
}
