// The state of the screens of taxes: what has to be paid, one bill, the dates of the year and the certificate.

import Foundation
import MadridCore
import Observation

/// The person's taxes, and what they ask for about them.
@MainActor
@Observable
public final class TaxModel {
    /// Every tax bill, as the phone knows it now. Loading, and nothing personal, while the data are locked.
    public private(set) var folder: Block<TaxFolderView> = .loading
    /// The bill that was opened last. Loading, and nothing personal, while the data are locked.
    public private(set) var opened: Block<TaxReceiptView> = .loading
    /// The dates of the year.
    public private(set) var calendar: Block<TaxCalendarView> = .loading
    /// What the city said of debts when it was asked last.
    public private(set) var certificate: Block<TaxCertificateView> = .loading
    /// Why the last action did not work; `nil` when it did. Its code says when the account has to change (`input.iban`).
    public private(set) var failure: ExplanationView?

    private let madrid: Madrid

    /// The model of one open app.
    ///
    /// - Parameter madrid: the open app.
    public init(_ madrid: Madrid) {
        self.madrid = madrid
    }

    /// Keeps `folder` up to date until the task is cancelled, and empty while the data are locked.
    public func watch() async {
        await follow { [self] in
            folder = .loading
            certificate = .loading
            failure = nil
        } take: { [self] folder in
            self.folder = folder
        }
    }

    /// Keeps `opened` up to date with one bill until the task is cancelled, and empty while the data are locked.
    ///
    /// - Parameter id: the `id` of a row.
    public func show(_ id: String) async {
        if opened.view?.row.id != id {
            opened = .loading
        }
        await follow { [self] in
            opened = .loading
        } take: { [self] folder in
            guard folder.view != nil else {
                opened = folder.failure.map { .failed($0) } ?? .loading
                return
            }
            let bill = await madrid.block { try await $0.taxReceipt(id) }
            if !Task.isCancelled {
                opened = bill
            }
        }
    }

    /// Reads the dates of the year.
    public func readCalendar() async {
        let read = await madrid.block { try await $0.taxCalendar() }
        if !Task.isCancelled {
            calendar = read
        }
    }

    /// Asks the city for the certificate.
    public func readCertificate() async {
        certificate = .loading
        let read = await madrid.block { try await $0.taxCertificate() }
        if !Task.isCancelled {
            certificate = read
        }
    }

    /// Has a bill charged to an account. Offline is fine.
    ///
    /// - Parameter request: which bill, the account as it was typed, and how.
    /// - Returns: whether it is kept on the phone; else `failure` says why.
    @discardableResult
    public func setDirectDebit(_ request: DirectDebitRequest) async -> Bool {
        await ask { try await $0.setDirectDebit(request) }
    }

    /// Has a bill charged no longer. Offline is fine.
    ///
    /// - Parameter receipt: the `id` of a row.
    /// - Returns: whether it is kept on the phone; else `failure` says why.
    @discardableResult
    public func cancelDirectDebit(_ receipt: String) async -> Bool {
        await ask { try await $0.cancelDirectDebit(receipt) }
    }

    /// Asks to pay a bill in parts. Offline is fine.
    ///
    /// - Parameters:
    ///   - receipt: the `id` of a row.
    ///   - parts: in how many.
    /// - Returns: whether it is kept on the phone; else `failure` says why.
    @discardableResult
    public func askInstalments(_ receipt: String, parts: UInt32) async -> Bool {
        await ask { try await $0.askInstalments(InstalmentsRequest(receipt: receipt, parts: parts)) }
    }

    /// The person has read that something about a bill was refused.
    ///
    /// - Parameter receipt: the `id` of a row.
    /// - Returns: whether it is gone; else `failure` says why.
    @discardableResult
    public func dismiss(_ receipt: String) async -> Bool { await ask { try await $0.dismissTax(receipt) } }

    /// Chooses when to be told.
    ///
    /// - Parameters:
    ///   - about: the `id` of a bill or of a date.
    ///   - days: how many days before; `nil` is not at all.
    /// - Returns: whether it is kept on the phone; else `failure` says why.
    @discardableResult
    public func remind(of about: String, daysBefore days: UInt32?) async -> Bool {
        let isKept = await ask { try await $0.remindOfTax(ReminderRequest(about: about, daysBefore: days)) }
        // The dates are for everybody, so nobody watches them for a person's sake.
        if isKept {
            await readCalendar()
        }
        return isKept
    }

    /// The days to come as a file that the phone's own calendar reads.
    ///
    /// - Parameter folder: where to put the file.
    /// - Returns: where it is; `nil` when it cannot be had, and `failure` says why.
    public func dates(in folder: URL) async -> URL? {
        let file = await madrid.block { try await $0.taxDates() }
        failure = file.failure
        return file.view.flatMap { write(Data($0.text.utf8), as: $0.fileName, in: folder) }
    }

    /// The paper of a certificate as a file.
    ///
    /// - Parameters:
    ///   - paper: the paper.
    ///   - folder: where to put the file.
    /// - Returns: where it is; `nil` when there is no room for it, and `failure` says so.
    public func file(of paper: TaxPaperView, in folder: URL) -> URL? {
        write(paper.bytes, as: paper.fileName, in: folder)
    }

    /// What could not be done has been read, or the person has gone on.
    public func forget() {
        failure = nil
    }

    private func write(_ bytes: Data, as name: String, in folder: URL) -> URL? {
        // Only a name: no way leads out of the folder.
        let place = folder.appendingPathComponent(URL(fileURLWithPath: name).lastPathComponent)
        do {
            try bytes.write(to: place, options: .atomic)
            return place
        } catch {
            failure = madrid.explain(AppError.StorageFull(code: "store.full"))
            return nil
        }
    }

    /// Follows the folder while the data are open.
    private func follow(
        close: @MainActor () -> Void, take: @escaping @MainActor (Block<TaxFolderView>) async -> Void
    ) async {
        do {
            try await madrid.whileOpen { [weak self] in
                await self?.read(take)
            } close: {
                close()
            }
        } catch {
            await take(.failed(madrid.explain(error)))
        }
    }

    private func read(_ take: @MainActor (Block<TaxFolderView>) async -> Void) async {
        do {
            for await view in try await madrid.taxes() where !Task.isCancelled {
                await take(.shown(view))
            }
        } catch {
            guard !Task.isCancelled else { return }
            await take(.failed(madrid.explain(error)))
        }
    }

    private func ask<Answer: Sendable>(_ work: @Sendable (Madrid) async throws -> Answer) async -> Bool {
        failure = await madrid.attempt(work)
        return failure == nil
    }
}
