// The door to the core: the person's taxes, the dates of the year and the certificate of debts.

import MadridCore

extension Madrid {
    /// The whole folder, now and after every change. While the data are locked it says nothing new: the last view is then not to be
    /// shown.
    ///
    /// - Returns: the stream, with the current view already in it.
    /// - Throws: `AppError.Locked` while the data are locked.
    public func taxes() async throws -> AsyncStream<TaxFolderView> {
        try await live { try await taxOffice.observe(listener: $0) }
    }

    /// One tax bill. Read from the phone.
    ///
    /// - Parameter id: the `id` of a row.
    /// - Returns: the bill.
    /// - Throws: `AppError.NotFound` when there is none.
    public func taxReceipt(_ id: String) async throws -> TaxReceiptView { try await taxOffice.one(id: id) }

    /// The dates of the year, signed in or not. Read from the phone.
    ///
    /// - Returns: the dates; where there is none, it says why.
    /// - Throws: `AppError` when they cannot be read.
    public func taxCalendar() async throws -> TaxCalendarView { try await taxOffice.calendar() }

    /// Chooses when to be told of a bill or a date. Nothing of it leaves the phone. Asking twice is safe.
    ///
    /// - Parameter request: of what, and how many days before.
    /// - Returns: the folder afterwards.
    /// - Throws: `AppError.Rejected` when that is too long before.
    public func remindOfTax(_ request: ReminderRequest) async throws -> TaxFolderView {
        try await taxOffice.setReminder(request: request)
    }

    /// Has a bill charged to an account. Offline is fine: it is kept before this returns, and sent once. Asking twice is safe.
    ///
    /// - Parameter request: which bill, which account, and how.
    /// - Returns: the bill afterwards.
    /// - Throws: `AppError.Rejected` when the phone knows that it cannot be: `input.iban`, `tax.too_late`.
    public func setDirectDebit(_ request: DirectDebitRequest) async throws -> TaxReceiptView {
        try await taxOffice.setDirectDebit(request: request)
    }

    /// Has a bill charged no longer. Offline is fine. Asking twice is safe.
    ///
    /// - Parameter receipt: the `id` of a row.
    /// - Returns: the bill afterwards.
    /// - Throws: `AppError.Rejected` when the phone knows that it cannot be.
    public func cancelDirectDebit(_ receipt: String) async throws -> TaxReceiptView {
        try await taxOffice.cancelDirectDebit(receipt: receipt)
    }

    /// Asks to pay a bill in parts. Offline is fine. Asking twice is safe.
    ///
    /// - Parameter request: which bill, and in how many.
    /// - Returns: the bill afterwards.
    /// - Throws: `AppError.Rejected` when the phone knows that it cannot be.
    public func askInstalments(_ request: InstalmentsRequest) async throws -> TaxReceiptView {
        try await taxOffice.askInstalments(request: request)
    }

    /// The person has read that something about a bill was refused. Asking twice is safe.
    ///
    /// - Parameter receipt: the `id` of a row.
    /// - Returns: the bill afterwards.
    /// - Throws: `AppError.Locked` while the data are locked.
    public func dismissTax(_ receipt: String) async throws -> TaxReceiptView {
        try await taxOffice.dismiss(receipt: receipt)
    }

    /// What the city says of debts; where it cannot be asked, what it said the last time, and why. Asking twice is safe.
    ///
    /// - Returns: the certificate.
    /// - Throws: `AppError.Offline` where it never said anything.
    public func taxCertificate() async throws -> TaxCertificateView { try await taxOffice.certificate() }

    /// The days to come, one's own and the city's, for the phone's own calendar.
    ///
    /// - Returns: the file.
    /// - Throws: `AppError.Locked` while the data are locked.
    public func taxDates() async throws -> CalendarFileView { try await taxOffice.datesAsIcalendar() }
}
