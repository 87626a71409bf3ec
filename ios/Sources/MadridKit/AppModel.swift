// The state that outlives every screen: how fresh the phone is, and what the last refresh could not do.

import MadridCore
import Observation

/// The model of the whole app. Make one when the app has been opened, and keep it.
@MainActor
@Observable
public final class AppModel {
    /// What the phone holds.
    public private(set) var status: Block<StatusView> = .loading
    /// Why the last refresh failed, in plain words; `nil` when it went well, and when the session has ended or the
    /// data are locked: the session says that itself, once.
    public private(set) var refreshFailure: ExplanationView?
    /// The language of every text.
    public private(set) var language: Language
    /// The words of controls that belong to no view.
    public private(set) var words: WordsView
    /// The very first screen; `nil` once the person has left it.
    public private(set) var welcome: WelcomeView?
    /// Why what the person chose here could not be kept; `nil` when it was.
    public private(set) var failure: ExplanationView?
    /// Whether what was in front before must stay covered: from leaving until the core has looked whether the data are to be
    /// locked.
    public private(set) var isCovered = false
    /// How often the person tried again. A stream that could not be read has ended: screens watch anew when this changes.
    public private(set) var attempts = 0
    /// Who the person is to the city.
    public let session: SessionModel
    /// The first screen.
    public let home: HomeModel
    /// What the city knows of the person.
    public let profile: ProfileModel
    /// Baths and courts.
    public let bookings: BookingsModel
    /// What the person pays and has paid.
    public let payments: PaymentsModel
    /// The person's fines, and whether a paper is real.
    public let fines: FinesModel
    /// The person's taxes.
    public let taxes: TaxModel
    /// Letters, paid by their reference.
    public let letters: LettersModel
    /// Several debts in one go.
    public let several: SeveralModel
    /// The money that comes back.
    public let refunds: RefundsModel
    /// The person's cards.
    public let wallet: WalletModel
    /// Saying yes or no to showing one.
    public let consent: ConsentModel
    /// Cards that change phones.
    public let moving: MovingModel
    /// Looking at somebody else's card.
    public let reader: ReaderModel
    /// The places screens.
    public let places: PlacesModel
    /// The agenda's screens.
    public let agenda: AgendaModel
    /// The events that the search of the places finds under the same words.
    public let found: AgendaModel
    /// What the city has for the person.
    public let forYou: ForYouModel
    /// What the phone thinks of the person.
    public let interests: InterestsModel
    /// The map's screen.
    public let map: MapModel
    /// What the person decides about the app.
    public let settings: SettingsModel
    /// Which screen is in front.
    public let route: RouteModel

    private let madrid: Madrid
    /// The last coming or going that was asked for: each waits for the one before.
    private var turn: Task<Void, Never>?

    /// The models of one open app.
    ///
    /// - Parameter madrid: the open app.
    public init(_ madrid: Madrid) {
        self.madrid = madrid
        language = madrid.language
        words = madrid.words
        welcome = madrid.welcome
        session = SessionModel(madrid)
        home = HomeModel(madrid)
        profile = ProfileModel(madrid, session: session)
        bookings = BookingsModel(madrid)
        payments = PaymentsModel(madrid)
        fines = FinesModel(madrid)
        taxes = TaxModel(madrid)
        letters = LettersModel(madrid)
        several = SeveralModel(madrid)
        refunds = RefundsModel(madrid)
        wallet = WalletModel(madrid)
        consent = ConsentModel(madrid)
        moving = MovingModel(madrid)
        reader = ReaderModel(madrid)
        places = PlacesModel(madrid)
        agenda = AgendaModel(madrid)
        found = AgendaModel(madrid)
        forYou = ForYouModel(madrid, places: places)
        interests = InterestsModel(madrid)
        map = MapModel(madrid)
        settings = SettingsModel(madrid)
        route = RouteModel(madrid, places: places)
        session.whenGone = { [weak self] in self?.beginAnew() }
        session.whenClosed = { [weak self] in self?.close() }
        route.whenMoved = { [weak self] in self?.forget() }
        route.whenOpened = { [weak self] in self?.learn(from: $0) }
        route.whenAboutCards = { [weak self] in await self?.wallet.follow($0) }
        wallet.whenFollowed = { [weak self] in self?.route.go($0) }
    }

    /// Changes the language of every text, now and at the next start.
    ///
    /// - Parameter language: one of the choices.
    public func choose(_ language: Language) async {
        forget()
        // Its words are in the language of before; what has not changed will be said again by the next refresh.
        refreshFailure = nil
        failure = await madrid.attempt { try await $0.chooseLanguage(language) }
        self.language = madrid.language
        words = madrid.words
        welcome = madrid.welcome
        places.translate()
    }

    /// The person leaves the very first screen, and does not see it again.
    public func endWelcome() async {
        failure = await madrid.attempt { try await $0.endWelcome() }
        welcome = madrid.welcome
    }

    /// Keeps `status` up to date until the task is cancelled.
    public func watch() async {
        do {
            for await view in try await madrid.status() {
                status = .shown(view)
            }
        } catch {
            status = .failed(madrid.explain(error))
        }
    }

    /// Fetches what changed in the city. What is on the phone stays readable whatever happens.
    public func refresh() async {
        await attempt { try await $0.sync() }
    }

    /// The person tries again after something could not be read or fetched.
    public func tryAgain() async {
        forget()
        await comeBack()
        attempts += 1
        await refresh()
    }

    /// The person has gone on: what could not be done before is said no more. What a refresh could not do, still is.
    public func forget() {
        failure = nil
        session.forget()
        home.forget()
        profile.forget()
        bookings.forget()
        payments.forget()
        fines.forget()
        taxes.forget()
        letters.forget()
        several.forget()
        refunds.forget()
        wallet.forget()
        consent.forget()
        moving.forget()
        reader.forget()
        places.forget()
        agenda.forget()
        forYou.forget()
        interests.forget()
    }

    /// The screen of something that is recommended or saved.
    ///
    /// - Parameter item: the thing.
    /// - Returns: its screen. What can be asked for at a desk has none of its own: its desk is shown.
    public func screen(of item: ForYouItemView) -> Route {
        switch item.screen {
        case .place: .place(id: item.target)
        case .event: .event(id: item.target)
        // One that is not there any more has words of its own.
        case .errand: .item(block: home.block(of: item.target) ?? .do, id: item.target)
        }
    }

    /// Looks for events under the words that the places are searched by, until the task is cancelled.
    public func lookForEvents() async {
        guard places.question.isSearch else { return }
        found.question.time = .coming
        found.question.text = places.question.text
        found.question.here = places.question.here
        await found.follow()
    }

    /// To be called when the app leaves the screen: what is in front is covered at once, and the files are closed. Nobody
    /// is there to be told that they could not be.
    public func enterBackground() async {
        isCovered = true
        let madrid = madrid
        await inTurn { try? await madrid.suspend() }.value
    }

    /// To be called when the app comes back: the files are opened, the cover is taken away, and the city is asked when it is
    /// time to; at once where a payment is not over, for the person may come from the bank. Whoever leaves meanwhile does not
    /// wait for the city.
    public func enterForeground() async {
        await comeBack()
        payments.comeBack()
        letters.comeBack()
        let isPaying = home.home.view?.payments.isEmpty == false
        await attempt { isPaying ? try await $0.sync() : try await $0.syncIfDue() }
    }

    private func comeBack() async {
        let mine = inTurn { [weak self] in await self?.reopen() }
        await mine.value
        // Whoever has left again meanwhile finds it covered until they are back.
        if turn == mine {
            isCovered = false
        }
    }

    /// Nothing of before may be seen again until it is known whether it may.
    private func reopen() async {
        do {
            try await madrid.resume()
            let now = try await madrid.sessionNow()
            session.take(now)
            home.comeBack(to: now)
        } catch {
            let words = madrid.explain(error)
            session.fail(words)
            home.fail(words)
        }
    }

    private func inTurn(_ work: @escaping @MainActor () async -> Void) -> Task<Void, Never> {
        let before = turn
        let mine = Task {
            await before?.value
            await work()
        }
        turn = mine
        return mine
    }

    /// What was found with the person's data goes with them.
    private func close() {
        forYou.close()
        interests.close()
        several.close()
        consent.close()
        moving.close()
        reader.beginAnew()
    }

    /// What a person opens is learnt from, by the phone alone.
    private func learn(from route: Route) {
        let id: String? =
            switch route {
            case .place(let id): ForYouModel.id(ofPlace: id)
            case .event(let id): ForYouModel.id(ofEvent: id)
            default: nil
            }
        if let id {
            let forYou = forYou
            Task { await forYou.opened(id) }
        }
    }

    /// Whoever comes next finds nothing of the person who went: not what they typed, where they were or what they had open.
    private func beginAnew() {
        profile.beginAnew()
        wallet.beginAnew()
        places.beginAnew()
        agenda.beginAnew()
        found.beginAnew()
        map.beginAnew()
        route.beginAnew()
    }

    private func attempt<Answer: Sendable>(_ work: @Sendable (Madrid) async throws -> Answer) async {
        refreshFailure = await madrid.attempt { madrid in
            do {
                _ = try await work(madrid)
            } catch AppError.SignInAgain {
            } catch AppError.Locked {}
        }
    }
}
