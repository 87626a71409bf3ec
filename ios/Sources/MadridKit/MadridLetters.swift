// The door to the core: letters, several debts in one go, papers, and the money that comes back.

import MadridCore

extension Madrid {
    /// The words of the screen where a letter is paid.
    public var letterForm: LetterFormView { till.letterForm() }

    /// What is wrong with the reference of a letter.
    ///
    /// - Parameter text: what was written or read.
    /// - Returns: the sentence; `nil` when the city can be asked about it.
    public func referenceProblem(_ text: String) -> String? { till.referenceProblem(text: text) }

    /// What paying the letter with this reference would mean. Nobody need be signed in, and nothing is paid. Asking twice is safe.
    ///
    /// - Parameter text: the reference.
    /// - Returns: the payment, to which nobody has said yes.
    /// - Throws: `AppError.Rejected` when it is copied wrong or cannot be paid, `AppError.NotFound` when there is no such letter.
    public func prepareLetter(_ text: String) async throws -> PaymentView {
        // A way to pay is chosen with the yes: until then it does not matter which.
        try await till.prepareByReference(text: text, method: .card)
    }

    /// Every payment of a letter that was made on this phone, signed in or not.
    ///
    /// - Returns: the payments.
    /// - Throws: `AppError` where the disk cannot be read.
    public func letterPayments() async throws -> PaymentsView { try await till.byReference() }

    /// Every receipt of a letter that was paid on this phone, signed in or not.
    ///
    /// - Returns: the receipts.
    /// - Throws: `AppError` where the disk cannot be read.
    public func letterReceipts() async throws -> ReceiptsView { try await till.receiptsByReference() }

    /// What paying each of several debts would mean. Nothing is paid. Asking twice is safe.
    ///
    /// - Parameter debts: which.
    /// - Returns: the payments, with what cannot be paid beside them.
    /// - Throws: `AppError.Offline` when the city cannot be asked about any.
    public func prepareSeveral(_ debts: [DebtRequest]) async throws -> SeveralView {
        try await till.prepareAll(debts: debts, method: .card)
    }

    /// How several payments stand now.
    ///
    /// - Parameter ids: their `id`s, in this order.
    /// - Returns: the payments.
    /// - Throws: `AppError.Locked` while the data are locked.
    public func severalPayments(_ ids: [Int64]) async throws -> SeveralView { try await till.several(ids: ids) }

    /// The official paper of a receipt. It is kept on the phone once it was fetched.
    ///
    /// - Parameter number: the city's number of the receipt.
    /// - Returns: the file.
    /// - Throws: `AppError.Offline` where it was never fetched and the city cannot be asked.
    public func receiptPdf(_ number: String) async throws -> ReceiptPdf { try await till.receiptPdf(number: number) }

    /// The words of the screen where something is asked back.
    public var refundForm: RefundFormView { refundDesk.form() }

    /// All the money that comes back, now and after every change.
    ///
    /// - Returns: the stream, with the current view already in it.
    /// - Throws: `AppError.Locked` while the data are locked.
    public func refunds() async throws -> AsyncStream<RefundsView> {
        try await live { try await refundDesk.observe(listener: $0) }
    }

    /// Asks the city to give back what a receipt is of. Kept on the phone before this returns, and sent once. Asking twice is safe.
    ///
    /// - Parameter request: what, why and where to.
    /// - Returns: the requests with this one in them.
    /// - Throws: `AppError.Rejected` when the number of the account is wrong.
    public func askRefund(_ request: RefundRequest) async throws -> RefundsView {
        try await refundDesk.ask(request: request)
    }

    /// The person has read that a request was not taken: it goes from the list. Asking twice is safe.
    ///
    /// - Parameter id: the `id` of the request.
    /// - Returns: the requests afterwards.
    /// - Throws: `AppError.Locked` while the data are locked.
    public func dismissRefund(_ id: Int64) async throws -> RefundsView { try await refundDesk.dismiss(id: id) }
}
