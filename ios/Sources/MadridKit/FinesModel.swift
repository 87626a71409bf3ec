// The state of the screens of fines: the list, one of them with what the person writes about it, and whether a paper is real.

import Foundation
import MadridCore
import Observation

/// The person's fines.
@MainActor
@Observable
public final class FinesModel {
    /// Every fine, as the phone knows it now. Loading, and nothing personal, while the data are locked.
    public private(set) var fines: Block<FinesView> = .loading
    /// The fine that is open.
    public private(set) var fine: Block<FineView> = .loading
    /// Its photos, each by its number, as far as they were fetched.
    public private(set) var photos: [UInt32: Block<Data>] = [:]
    /// What is typed against it. The disk has it a moment later, and what comes back from there replaces no letter.
    public private(set) var text = ""
    /// What is typed of who drove.
    public private(set) var driver: DriverDraft?
    /// Whether the paper is real that was asked for last; `nil` until the city was asked.
    public private(set) var verified: VerifyView?
    /// Why the last action did not work; `nil` when it did.
    public private(set) var failure: ExplanationView?
    /// Whether the city is being asked because the person wanted it.
    public private(set) var isAsking = false

    private let madrid: Madrid
    /// Whether the data are open. What arrives later is not shown any more.
    private var isOpen = false
    /// The fine whose texts are typed.
    private var typing: String?
    /// What was typed last and is not on the disk yet.
    private var typed: (@Sendable (Madrid) async throws -> FineView)?
    /// What is read and what is written about a fine takes turns: what was read before never replaces what came after.
    private var turn: Task<Void, Never>?

    /// The model of one open app.
    ///
    /// - Parameter madrid: the open app.
    public init(_ madrid: Madrid) {
        self.madrid = madrid
    }

    /// What is asked for to find out whether a paper is real.
    public var verifyForm: VerifyFormView { madrid.verifyForm }

    /// What to say of a photo that is none.
    public var unreadable: ExplanationView { madrid.unreadable }

    /// Keeps `fines` up to date until the task is cancelled, and everything empty while the data are locked.
    public func watch() async {
        do {
            try await madrid.whileOpen { [weak self] in
                self?.isOpen = true
                await self?.read()
            } close: {
                isOpen = false
                close()
            }
        } catch {
            fines = .failed(madrid.explain(error))
        }
    }

    /// Keeps `fine` up to date until the task is cancelled.
    ///
    /// - Parameter id: the number of the report.
    public func watch(_ id: String) async {
        if fine.view?.id != id {
            fine = .loading
            photos = [:]
        }
        do {
            try await madrid.whileOpen { [weak self] in
                self?.isOpen = true
                await self?.read(id)
            } close: {
                isOpen = false
            }
        } catch {
            fine = .failed(madrid.explain(error))
        }
    }

    /// Fetches the photos of a fine. One that cannot be had has words instead.
    ///
    /// - Parameter view: the fine.
    public func fetchPhotos(of view: FineView) async {
        for photo in view.evidence.photos {
            let fetched = await madrid.block { try await $0.evidence(view.id, number: photo.number) }
            guard !Task.isCancelled, fine.view?.id == view.id else { return }
            photos[photo.number] = fetched
        }
    }

    /// The person has typed something against the fine that is open. `keep` writes it down.
    ///
    /// - Parameter text: all of it.
    public func type(_ text: String) {
        guard let id = typing else { return }
        self.text = text
        typed = { try await $0.saveAllegations(id, text: text) }
    }

    /// The person has typed something about who drove. `keep` writes it down.
    ///
    /// - Parameter driver: all of it.
    public func type(_ driver: DriverDraft) {
        self.driver = driver
        typed = { try await $0.saveDriver(driver.request) }
    }

    /// Writes down what was typed last, however fast it was.
    public func keep() async {
        await inTurn { [weak self] in await self?.keepNow() }
    }

    /// A file goes with what is written.
    ///
    /// - Parameters:
    ///   - name: what it is called.
    ///   - bytes: what is in it.
    ///   - id: the number of the report.
    public func attach(_ name: String, _ bytes: Data, to id: String) async {
        await act { try await $0.attachPaper(AttachRequest(fine: id, name: name, bytes: bytes)) }
    }

    /// A file goes no longer with it.
    ///
    /// - Parameters:
    ///   - paper: the `id` of the file.
    ///   - id: the number of the report.
    public func detach(_ paper: Int64, from id: String) async {
        await act { try await $0.detachPaper(id, paper: paper) }
    }

    /// Throws away what was written and not sent: the fields begin anew.
    ///
    /// - Parameters:
    ///   - kind: the allegations, or who drove.
    ///   - id: the number of the report.
    public func discard(_ kind: FineActionKind, of id: String) async {
        typed = nil
        await act { try await $0.discardDraft(id, kind: kind) }
        typing = nil
        if let view = fine.view {
            take(view)
        }
    }

    /// Sends what was written against a fine.
    ///
    /// - Parameter id: the number of the report.
    public func send(_ id: String) async {
        await ask { await self.act { try await $0.sendAllegations(id) } }
    }

    /// Tells the city who drove.
    ///
    /// - Parameter driver: who.
    public func nameDriver(_ driver: DriverDraft) async {
        await ask { await self.act { try await $0.tellDriver(driver.request) } }
    }

    /// Asks whether the fine on a paper is real.
    ///
    /// - Parameters:
    ///   - bulletin: the number of the report.
    ///   - plate: the plate.
    public func verify(_ bulletin: String, _ plate: String) async {
        await ask {
            let answer = await self.madrid.block { try await $0.verifyFine(bulletin: bulletin, plate: plate) }
            self.verified = answer.view
            self.failure = answer.failure
        }
    }

    /// The numbers are others now: what was said of those before is said no more.
    public func forgetVerified() {
        verified = nil
    }

    /// What could not be done has been read, or the person has gone on.
    func forget() {
        failure = nil
    }

    /// Nothing personal stays where nobody may see it.
    private func close() {
        fines = .loading
        fine = .loading
        photos = [:]
        text = ""
        driver = nil
        typing = nil
        failure = nil
    }

    private func read() async {
        do {
            for await view in try await madrid.fines() where !Task.isCancelled {
                fines = .shown(view)
            }
        } catch {
            guard !Task.isCancelled else { return }
            fines = .failed(madrid.explain(error))
        }
    }

    /// Whatever changes, the one that is open is read anew.
    private func read(_ id: String) async {
        do {
            for await _ in try await madrid.fines() where !Task.isCancelled {
                await inTurn { [weak self] in await self?.readNow(id) }
            }
        } catch {
            guard !Task.isCancelled else { return }
            fine = .failed(madrid.explain(error))
        }
    }

    private func readNow(_ id: String) async {
        let answer = await madrid.block { try await $0.fine(id) }
        if isOpen {
            show(answer)
        }
    }

    private func show(_ read: Block<FineView>) {
        fine = read
        if let view = read.view {
            take(view)
        }
    }

    /// The fields begin with what the disk has, once for each fine.
    private func take(_ view: FineView) {
        guard typing != view.id else { return }
        typing = view.id
        text = view.allegations.text
        let known = view.driver
        driver = DriverDraft(
            fine: view.id, name: known.name, document: known.document, address: known.address, licence: known.licence)
    }

    private func act(_ work: @escaping @Sendable (Madrid) async throws -> FineView) async {
        await inTurn { [weak self] in
            await self?.keepNow()
            await self?.perform(work)
        }
    }

    private func keepNow() async {
        guard let work = typed else { return }
        typed = nil
        await perform(work)
    }

    private func perform(_ work: @Sendable (Madrid) async throws -> FineView) async {
        let answer = await madrid.block(work)
        failure = answer.failure
        if isOpen, answer.view != nil {
            show(answer)
        }
    }

    private func inTurn(_ work: @escaping @MainActor () async -> Void) async {
        let before = turn
        let mine = Task {
            await before?.value
            await work()
        }
        turn = mine
        await mine.value
    }

    /// One thing at a time: touched twice it is done once.
    private func ask(_ work: () async -> Void) async {
        guard !isAsking else { return }
        isAsking = true
        defer { isAsking = false }
        await work()
    }
}

/// Who drove, as far as it is typed.
public struct DriverDraft: Equatable, Sendable {
    /// The number of the report.
    public let fine: String
    /// The name.
    public var name: String
    /// NIF or NIE.
    public var document: String
    /// Where letters reach them.
    public var address: String
    /// The number of the driving licence.
    public var licence: String

    fileprivate var request: DriverRequest {
        DriverRequest(fine: fine, name: name, document: document, address: address, licence: licence)
    }
}
