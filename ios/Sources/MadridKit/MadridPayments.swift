// The door to the core: paying the city, and what was paid.

import MadridCore

extension Madrid {
    /// What paying a debt would mean. Nothing is paid. Where a payment of the same is under way, it is that one. Asking twice is
    /// safe.
    ///
    /// - Parameter request: what to pay.
    /// - Returns: the payment, to which the person has not said yes.
    /// - Throws: `AppError.Rejected` when it cannot be paid, `AppError.Offline` when the city cannot be asked.
    public func preparePayment(_ request: PayRequest) async throws -> PaymentView {
        try await till.prepare(request: request)
    }

    /// The person has chosen how to pay. It counts until the payment leaves the phone. Asking twice is safe.
    ///
    /// - Parameters:
    ///   - id: the `id` of a payment.
    ///   - method: how.
    /// - Returns: the payment.
    /// - Throws: `AppError.NotFound` when there is none.
    public func choosePayment(_ id: Int64, method: PaymentMethod) async throws -> PaymentView {
        try await till.choose(id: id, method: method)
    }

    /// The person says yes. Where the city could not be heard the view says so; nothing is paid twice. Asking twice is safe.
    ///
    /// - Parameter id: the `id` of a payment.
    /// - Returns: the payment; its `url` is the bank's page.
    /// - Throws: `AppError.Rejected` when the price is old, `AppError.StorageFull` before anything is sent.
    public func submitPayment(_ id: Int64) async throws -> PaymentView { try await till.submit(id: id) }

    /// Asks the city how a payment stands, whatever a browser brought back. Asking twice is safe.
    ///
    /// - Parameter id: the `id` of a payment.
    /// - Returns: the payment.
    /// - Throws: `AppError.Locked` while the data are locked.
    public func checkPayment(_ id: Int64) async throws -> PaymentView { try await till.check(id: id) }

    /// The person does not want to pay after all. The city closes it, unless it was paid meanwhile. Asking twice is safe.
    ///
    /// - Parameter id: the `id` of a payment.
    /// - Returns: the payment.
    /// - Throws: `AppError.Locked` while the data are locked.
    public func giveUpPayment(_ id: Int64) async throws -> PaymentView { try await till.giveUp(id: id) }

    /// Every payment, now and after every change. While the data are locked it says nothing new: the last view is then not to be
    /// shown.
    ///
    /// - Returns: the stream, with the current view already in it.
    /// - Throws: `AppError.Locked` while the data are locked.
    public func payments() async throws -> AsyncStream<PaymentsView> {
        try await live { try await till.observe(listener: $0) }
    }

    /// Every receipt on this phone.
    ///
    /// - Returns: the receipts; where there is none, it says why.
    /// - Throws: `AppError.Locked` while the data are locked.
    public func receipts() async throws -> ReceiptsView { try await till.receipts() }

    /// One receipt.
    ///
    /// - Parameter number: the city's number of it.
    /// - Returns: the receipt.
    /// - Throws: `AppError.NotFound` when there is none.
    public func receipt(_ number: String) async throws -> ReceiptView { try await till.receipt(number: number) }
}
