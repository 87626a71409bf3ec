// What a screen may see of the core about money: paying, fines, taxes, letters and the money that comes back.

package es.madrid.kit

/** Which part of the city a debt is with. */
typealias DebtKind = es.madrid.core.DebtKind

/** How to pay a debt of the first screen. */
typealias PayOfferView = es.madrid.core.PayOfferView

/** What to pay. */
typealias PayRequest = es.madrid.core.PayRequest

/** How the person pays. */
typealias PaymentMethod = es.madrid.core.PaymentMethod

/** A way to pay, with its words. */
typealias PaymentMethodView = es.madrid.core.PaymentMethodView

/** How far a payment has come. */
typealias PaymentStage = es.madrid.core.PaymentStage

/** A payment. */
typealias PaymentView = es.madrid.core.PaymentView

/** Every payment. */
typealias PaymentsView = es.madrid.core.PaymentsView

/** Something to do about a payment. */
typealias PaymentActionView = es.madrid.core.PaymentActionView

/** What that is. */
typealias PaymentActionKind = es.madrid.core.PaymentActionKind

/** The proof that something was paid. */
typealias ReceiptView = es.madrid.core.ReceiptView

/** Every one of them. */
typealias ReceiptsView = es.madrid.core.ReceiptsView

/** Every fine. */
typealias FinesView = es.madrid.core.FinesView

/** Fines that stand alike. */
typealias FineGroupView = es.madrid.core.FineGroupView

/** Which they are. */
typealias FineGroup = es.madrid.core.FineGroup

/** A fine in a list. */
typealias FineRowView = es.madrid.core.FineRowView

/** How a fine stands. */
typealias FineState = es.madrid.core.FineState

/** A fine. */
typealias FineView = es.madrid.core.FineView

/** Something that can be done about it, with what it brings and what it takes. */
typealias FineChoiceView = es.madrid.core.FineChoiceView

/** What that is. */
typealias FineActionKind = es.madrid.core.FineActionKind

/** A price of it. */
typealias FineStepView = es.madrid.core.FineStepView

/** What there is to prove it. */
typealias FineEvidenceView = es.madrid.core.FineEvidenceView

/** A photo of that. */
typealias FinePhotoView = es.madrid.core.FinePhotoView

/** What the person writes against it. */
typealias FineAllegationsView = es.madrid.core.FineAllegationsView

/** A file that goes with it. */
typealias FinePaperView = es.madrid.core.FinePaperView

/** Whom the person writes down as the driver. */
typealias FineDriverView = es.madrid.core.FineDriverView

/** How far something that is written has come. */
typealias DraftState = es.madrid.core.DraftState

/** A file to go with allegations. */
typealias AttachRequest = es.madrid.core.AttachRequest

/** Who drove, as far as it is typed. */
typealias DriverRequest = es.madrid.core.DriverRequest

/** What is asked for to find out whether a fine is real. */
typealias VerifyFormView = es.madrid.core.VerifyFormView

/** Whether it is. */
typealias VerifyView = es.madrid.core.VerifyView

/** The same in one word. */
typealias VerifyOutcome = es.madrid.core.VerifyOutcome

/** Everything about the person's taxes. */
typealias TaxFolderView = es.madrid.core.TaxFolderView

/** Tax bills about which the same has to be done. */
typealias TaxGroupView = es.madrid.core.TaxGroupView

/** What has to be done about them. */
typealias TaxGroup = es.madrid.core.TaxGroup

/** A tax bill in a list. */
typealias TaxRowView = es.madrid.core.TaxRowView

/** How it stands. */
typealias TaxState = es.madrid.core.TaxState

/** Something to do about it. */
typealias TaxActionView = es.madrid.core.TaxActionView

/** What that is. */
typealias TaxActionKind = es.madrid.core.TaxActionKind

/** What the city knows already and no bill shows yet. */
typealias TaxChangeView = es.madrid.core.TaxChangeView

/** What the phone has to say by itself, because the person chose it. */
typealias TaxReminderView = es.madrid.core.TaxReminderView

/** A tax bill with everything there is to know and to do. */
typealias TaxReceiptView = es.madrid.core.TaxReceiptView

/** What happens if nobody pays. */
typealias TaxStepsView = es.madrid.core.TaxStepsView

/** What it costs from a day on. */
typealias TaxStepView = es.madrid.core.TaxStepView

/** How it can be paid. */
typealias TaxWaysView = es.madrid.core.TaxWaysView

/** A way to pay it. */
typealias TaxWayView = es.madrid.core.TaxWayView

/** What to do for it. */
typealias TaxWayKind = es.madrid.core.TaxWayKind

/** The direct debit that there is. */
typealias TaxDebitView = es.madrid.core.TaxDebitView

/** How the bank is charged. */
typealias DebitMode = es.madrid.core.DebitMode

/** What asks for the account that is to be charged. */
typealias TaxAccountView = es.madrid.core.TaxAccountView

/** When the person is told. */
typealias TaxReminderChoiceView = es.madrid.core.TaxReminderChoiceView

/** When they can choose to be told. */
typealias TaxRemindersView = es.madrid.core.TaxRemindersView

/** The dates of the year. */
typealias TaxCalendarView = es.madrid.core.TaxCalendarView

/** One of them. */
typealias TaxDateView = es.madrid.core.TaxDateView

/** What the city says of debts. */
typealias TaxCertificateView = es.madrid.core.TaxCertificateView

/** The paper that says so. */
typealias TaxPaperView = es.madrid.core.TaxPaperView

/** The screen of its own that a thing of the first screen has. */
typealias HomeDoor = es.madrid.core.HomeDoor

/** Which screen that is. */
typealias HomeDoorKind = es.madrid.core.HomeDoorKind

/** That a tax bill is charged to an account. */
typealias DirectDebitRequest = es.madrid.core.DirectDebitRequest

/** That it is paid in parts. */
typealias InstalmentsRequest = es.madrid.core.InstalmentsRequest

/** When the person wants to be told. */
typealias ReminderRequest = es.madrid.core.ReminderRequest

/** Several debts of the first screen, to choose from. */
typealias SeveralOfferView = es.madrid.core.SeveralOfferView

/** Something to pay, among several. */
typealias DebtRequest = es.madrid.core.DebtRequest

/** Several payments in one go. */
typealias SeveralView = es.madrid.core.SeveralView

/** One of them that cannot be paid, and why. */
typealias NotPayableView = es.madrid.core.NotPayableView

/** The words around the reference of a letter. */
typealias LetterFormView = es.madrid.core.LetterFormView

/** The official paper of a receipt. */
typealias ReceiptPdf = es.madrid.core.ReceiptPdf

/** All the money that comes back. */
typealias RefundsView = es.madrid.core.RefundsView

/** One request for it. */
typealias RefundView = es.madrid.core.RefundView

/** How far it has come. */
typealias RefundStage = es.madrid.core.RefundStage

/** A step on its way. */
typealias RefundStepView = es.madrid.core.RefundStepView

/** Something to do about it. */
typealias RefundActionView = es.madrid.core.RefundActionView

/** What that is. */
typealias RefundActionKind = es.madrid.core.RefundActionKind

/** The words around asking for it. */
typealias RefundFormView = es.madrid.core.RefundFormView

/** What is asked back, why, and into which account. */
typealias RefundRequest = es.madrid.core.RefundRequest

/** Why something is asked back. */
typealias RefundCause = es.madrid.core.RefundCause

/** A reason to choose, with its words. */
typealias RefundCauseView = es.madrid.core.RefundCauseView
