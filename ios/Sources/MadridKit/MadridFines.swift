// The door to the core: the person's fines, what they answer, and whether a paper is real.

import Foundation
import MadridCore

extension Madrid {
    /// Every fine, now and after every change. While the data are locked it says nothing new: the last view is then not to be
    /// shown.
    ///
    /// - Returns: the stream, with the current view already in it.
    /// - Throws: `AppError.Locked` while the data are locked.
    public func fines() async throws -> AsyncStream<FinesView> {
        try await live { try await fineDesk.observe(listener: $0) }
    }

    /// One fine, with what the person wrote about it.
    ///
    /// - Parameter id: the number of its report.
    /// - Returns: the fine.
    /// - Throws: `AppError.NotFound` when there is none.
    public func fine(_ id: String) async throws -> FineView { try await fineDesk.one(id: id) }

    /// Keeps what the person has typed against a fine. Asking twice is safe.
    ///
    /// - Parameters:
    ///   - id: the number of the report.
    ///   - text: all of it.
    /// - Returns: the fine.
    /// - Throws: `AppError.Rejected` when it was sent already.
    public func saveAllegations(_ id: String, text: String) async throws -> FineView {
        try await fineDesk.saveDraft(id: id, text: text)
    }

    /// Keeps a file to go with it. Twice is two files.
    ///
    /// - Parameter request: the file.
    /// - Returns: the fine.
    /// - Throws: `AppError.Rejected` when the city would not take it.
    public func attachPaper(_ request: AttachRequest) async throws -> FineView {
        try await fineDesk.attach(request: request)
    }

    /// Takes a file away again. Asking twice is safe.
    ///
    /// - Parameters:
    ///   - id: the number of the report.
    ///   - paper: the `id` of the file.
    /// - Returns: the fine.
    /// - Throws: `AppError.Rejected` when it was sent already.
    public func detachPaper(_ id: String, paper: Int64) async throws -> FineView {
        try await fineDesk.detach(id: id, paper: paper)
    }

    /// Sends what was written: kept at once, sent once when there is a network. Asking twice is safe.
    ///
    /// - Parameter id: the number of the report.
    /// - Returns: the fine, which says how it ended.
    /// - Throws: `AppError.Rejected` when it cannot be sent.
    public func sendAllegations(_ id: String) async throws -> FineView { try await fineDesk.send(id: id) }

    /// Keeps who drove, as far as it is typed. Asking twice is safe.
    ///
    /// - Parameter request: what is typed.
    /// - Returns: the fine.
    /// - Throws: `AppError.Rejected` when it was sent already.
    public func saveDriver(_ request: DriverRequest) async throws -> FineView {
        try await fineDesk.saveDriver(request: request)
    }

    /// Tells the city who drove: kept at once, sent once when there is a network. Asking twice is safe.
    ///
    /// - Parameter request: who.
    /// - Returns: the fine, which says how it ended.
    /// - Throws: `AppError.Rejected` when something is missing or wrong, or it cannot be sent.
    public func tellDriver(_ request: DriverRequest) async throws -> FineView {
        try await fineDesk.nameDriver(request: request)
    }

    /// Throws away what was written and not sent. Asking twice is safe.
    ///
    /// - Parameters:
    ///   - id: the number of the report.
    ///   - kind: the allegations, or who drove.
    /// - Returns: the fine.
    /// - Throws: `AppError.NotFound` when there is no such fine.
    public func discardDraft(_ id: String, kind: FineActionKind) async throws -> FineView {
        try await fineDesk.discard(id: id, kind: kind)
    }

    /// A photo of the evidence, as a PNG. The city is asked once; then it is kept. Asking twice is safe.
    ///
    /// - Parameters:
    ///   - id: the number of the report.
    ///   - number: the number of the photo.
    /// - Returns: the bytes.
    /// - Throws: `AppError.Offline` when it was never fetched and the city cannot be asked.
    public func evidence(_ id: String, number: UInt32) async throws -> Data {
        try await fineDesk.evidence(id: id, number: number)
    }

    /// What `verifyFine` asks for, in words. Ask again in a new language.
    public var verifyForm: VerifyFormView { fineDesk.verifyForm() }

    /// What to say of a photo that is none.
    var unreadable: ExplanationView { explainCode(code: "net.wrong_content", language: language) }

    /// Whether the fine on a paper is real: for anybody, signed in or not. Asking twice is safe.
    ///
    /// - Parameters:
    ///   - bulletin: the number of the report.
    ///   - plate: the plate.
    /// - Returns: the answer; that nobody could be asked is one too.
    /// - Throws: nothing that the person could do something about.
    public func verifyFine(bulletin: String, plate: String) async throws -> VerifyView {
        try await fineDesk.verify(bulletin: bulletin, plate: plate)
    }
}
