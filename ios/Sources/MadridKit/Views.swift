// What a screen may see of the core: immutable records that are ready to draw, and the requests it sends.
//
// A screen imports MadridKit alone. The generated objects and functions stay behind the kit, so a screen cannot reach
// past it; the names below are all it needs.

import MadridCore

/// The language of every text that comes from the core.
public typealias Language = MadridCore.Language
/// Where the app keeps its files, which city it talks to and in which language.
public typealias AppConfig = MadridCore.AppConfig
/// What can go wrong, as something the person or the app can act on.
public typealias AppError = MadridCore.AppError
/// A failure in plain words: what happened, what it means, what to do next.
public typealias ExplanationView = MadridCore.ExplanationView
/// How old a block is, where it comes from and whether it can be trusted.
public typealias FreshnessView = MadridCore.FreshnessView
/// Fresh, stale or failed.
public typealias FreshnessState = MadridCore.FreshnessState
/// What the phone holds, and what the citizen should know about it.
public typealias StatusView = MadridCore.StatusView
/// One collection on the phone: how much of it, and how fresh.
public typealias CollectionView = MadridCore.CollectionView
/// Something to tell the citizen that is not an error of what they just did.
public typealias NoticeView = MadridCore.NoticeView
/// A list of places with its title and freshness.
public typealias PlaceListView = MadridCore.PlaceListView
/// One place in a list.
public typealias PlaceRowView = MadridCore.PlaceRowView
/// One place with everything the city says about it.
public typealias PlaceView = MadridCore.PlaceView
/// What to show when there is nothing to list, and why.
public typealias EmptyView = MadridCore.EmptyView
/// One fact: its label and its value.
public typealias FactView = MadridCore.FactView
/// Something that the phone can do for the citizen: call, write, open a page, show the way.
public typealias ActionView = MadridCore.ActionView
/// The kind of such an action.
public typealias ActionKind = MadridCore.ActionKind
/// What a place is: a library, a park.
public typealias PlaceKind = MadridCore.PlaceKind
/// What a person needs of a place: no steps, an indoor pool.
public typealias PlaceNeed = MadridCore.PlaceNeed
/// A kind with its label.
public typealias KindView = MadridCore.KindView
/// A need with its label.
public typealias NeedView = MadridCore.NeedView
/// What to choose from beside a list of places, and the words of its controls.
public typealias PlacesFilterView = MadridCore.PlacesFilterView
/// Which places, near where, how many.
public typealias NearRequest = MadridCore.NearRequest
/// Which places, called how, how many.
public typealias SearchRequest = MadridCore.SearchRequest

// What stands around every screen.

/// The words of controls that belong to no view.
public typealias WordsView = MadridCore.WordsView
/// The very first screen.
public typealias WelcomeView = MadridCore.WelcomeView
/// One thing that the app does for the person.
public typealias PointView = MadridCore.PointView
/// A language to choose, in its own words.
public typealias LanguageChoiceView = MadridCore.LanguageChoiceView
/// Something to switch on or off, with what it means.
public typealias SwitchView = MadridCore.SwitchView
/// What the person decides about the app itself, and what the phone holds.
public typealias SettingsView = MadridCore.SettingsView
/// Where a link leads.
public typealias Destination = MadridCore.Destination

// The person: who they are to the city, what it knows of them, and their first screen.

/// How the session stands, in words, with what the person can do about it.
public typealias SessionView = MadridCore.SessionView
/// Signed out, locked, signed in, or to sign in again: decides which screen there is.
public typealias SessionState = MadridCore.SessionState
/// How surely the city knows who it is.
public typealias AccessLevel = MadridCore.AccessLevel
/// Something to do about the session, with the words of its button.
public typealias SessionActionView = MadridCore.SessionActionView
/// What comes before the login page: how it goes, and whether the phone should ask from now on.
public typealias SignInView = MadridCore.SignInView
/// What can be done about the session.
public typealias SessionActionKind = MadridCore.SessionActionKind
/// What removing the person's data takes away, a line each.
public typealias RemovalView = MadridCore.RemovalView
/// What the city knows of the person.
public typealias ProfileView = MadridCore.ProfileView
/// How the city reaches the person, for the form.
public typealias ContactView = MadridCore.ContactView
/// What the person likes and allows, for the form.
public typealias PreferencesView = MadridCore.PreferencesView
/// How the city should reach the person from now on; what is absent stays.
public typealias ContactRequest = MadridCore.ContactRequest
/// What the person likes and allows from now on.
public typealias PreferencesRequest = MadridCore.PreferencesRequest
/// A change of the person's that has not reached its end.
public typealias PendingView = MadridCore.PendingView
/// How such a change stands.
public typealias PendingState = MadridCore.PendingState
/// Something to do about a change, with the words of its button.
public typealias PendingActionView = MadridCore.PendingActionView
/// What can be done about a change.
public typealias PendingActionKind = MadridCore.PendingActionKind
/// The first screen: posición global.
public typealias HomeView = MadridCore.HomeView
/// Somebody the first screen may be about.
public typealias SubjectView = MadridCore.SubjectView
/// A block of the first screen.
public typealias BlockView = MadridCore.BlockView
/// Which block.
public typealias BlockId = MadridCore.BlockId
/// A block that the person hid.
public typealias HiddenBlockView = MadridCore.HiddenBlockView
/// A part of the city behind a block, with a notice where it did not answer.
public typealias PartView = MadridCore.PartView
/// Which part of the city.
public typealias SectionId = MadridCore.SectionId
/// One thing of a block.
public typealias HomeItemView = MadridCore.HomeItemView
/// What to do first on a block.
public typealias NextStepView = MadridCore.NextStepView
/// What kind of step it is.
public typealias NextActionKind = MadridCore.NextActionKind
/// How to arrange the blocks of the first screen.
public typealias ArrangeView = MadridCore.ArrangeView
/// One block to move, hide or show again.
public typealias ArrangeRowView = MadridCore.ArrangeRowView
/// What to offer beside a thing that the app cannot do yet: the city's own web and telephone.
public typealias HelpView = MadridCore.HelpView
/// Where the person is, for what is near.
public typealias HereRequest = MadridCore.HereRequest

// The city around the person: its agenda and its map.

/// A list of events, day by day.
public typealias AgendaListView = MadridCore.AgendaListView
/// The events of one day.
public typealias AgendaDayView = MadridCore.AgendaDayView
/// One event in a list.
public typealias EventRowView = MadridCore.EventRowView
/// One event with everything the city says about it.
public typealias EventView = MadridCore.EventView
/// What an event is: a concert, a workshop.
public typealias EventKind = MadridCore.EventKind
/// For whom an event is meant.
public typealias EventAudience = MadridCore.EventAudience
/// When something should be on.
public typealias AgendaWhen = MadridCore.AgendaWhen
/// Which events.
public typealias AgendaRequest = MadridCore.AgendaRequest
/// What to choose from beside the agenda, and the words of its controls.
public typealias AgendaFilterView = MadridCore.AgendaFilterView
/// A time with its label.
public typealias WhenView = MadridCore.WhenView
/// A kind of event with its label.
public typealias EventKindView = MadridCore.EventKindView
/// An audience with its label.
public typealias AudienceView = MadridCore.AudienceView
/// A district with its label.
public typealias DistrictView = MadridCore.DistrictView
/// An event for the phone's own calendar.
public typealias CalendarFileView = MadridCore.CalendarFileView
/// The map: outlines and pins in a square whose sides are 1.
public typealias MapView = MadridCore.MapView
/// What to put on the map.
public typealias MapRequest = MadridCore.MapRequest
/// The outline of a district or a barrio.
public typealias OutlineView = MadridCore.OutlineView
/// A pin at a place.
public typealias PlacePinView = MadridCore.PlacePinView
/// A pin at an event.
public typealias EventPinView = MadridCore.EventPinView
/// Where the person stands on the map.
public typealias StandView = MadridCore.StandView
// Baths and courts.

/// What can be booked.
public typealias BookablesView = MadridCore.BookablesView
/// Something that can be booked, with its price and length.
public typealias BookableView = MadridCore.BookableView
/// The times of what, on which day.
public typealias SlotsRequest = MadridCore.SlotsRequest
/// The times of a day, and the days to choose from.
public typealias SlotsView = MadridCore.SlotsView
/// A day to choose.
public typealias SlotDayView = MadridCore.SlotDayView
/// A time, and what is left of it.
public typealias SlotView = MadridCore.SlotView
/// Which time, for how many people.
public typealias BookRequest = MadridCore.BookRequest
/// What the person has booked, wants to book or wanted to.
public typealias BookingsView = MadridCore.BookingsView
/// Bookings that stand alike.
public typealias BookingGroupView = MadridCore.BookingGroupView
/// How they stand.
public typealias BookingGroup = MadridCore.BookingGroup
/// One booking.
public typealias BookingView = MadridCore.BookingView
/// How it stands.
public typealias BookingState = MadridCore.BookingState
/// Something to do about a booking, with the words of its button.
public typealias BookingActionView = MadridCore.BookingActionView
/// What can be done about a booking.
public typealias BookingActionKind = MadridCore.BookingActionKind

// What the city has for the person, and what the phone thinks of them.

/// What the city has for the person, here and now.
public typealias ForYouView = MadridCore.ForYouView
/// Something recommended, or saved.
public typealias ForYouItemView = MadridCore.ForYouItemView
/// What kind of thing it is.
public typealias ForYouKind = MadridCore.ForYouKind
/// Where something that is recommended is looked at.
public typealias ForYouScreen = MadridCore.ForYouScreen
/// Something to do about it, with the words of its button.
public typealias ForYouActionView = MadridCore.ForYouActionView
/// What can be done about it.
public typealias ForYouActionKind = MadridCore.ForYouActionKind
/// What the person saved.
public typealias SavedView = MadridCore.SavedView
/// Why something is there, or is not.
public typealias WhyView = MadridCore.WhyView
/// One part of the answer.
public typealias WhyLineView = MadridCore.WhyLineView
/// Everything the phone thinks of the person.
public typealias InterestsView = MadridCore.InterestsView
/// What it thinks of one thing.
public typealias InterestView = MadridCore.InterestView
/// How much something is liked.
public typealias InterestLevel = MadridCore.InterestLevel
/// More or less of something.
public typealias InterestWish = MadridCore.InterestWish
/// What the person told, and what else they could tell.
public typealias AboutView = MadridCore.AboutView
/// What the person tells of themselves.
public typealias AboutRequest = MadridCore.AboutRequest
/// Something to choose, with how it stands.
public typealias ChoiceView = MadridCore.ChoiceView
/// An age, roughly.
public typealias AgeBand = MadridCore.AgeBand
/// A card that a person carries.
public typealias HeldCard = MadridCore.HeldCard
/// Something that happens in a life.
public typealias LifeEvent = MadridCore.LifeEvent

/// For how many people a time is booked.
public typealias PeopleView = MadridCore.PeopleView
/// A question before something that cannot be taken back.
public typealias ConfirmView = MadridCore.ConfirmView

// Paying the city, and what was paid.

/// Which part of the city a debt is with.
public typealias DebtKind = MadridCore.DebtKind
/// How to pay a debt of the first screen.
public typealias PayOfferView = MadridCore.PayOfferView
/// What to pay.
public typealias PayRequest = MadridCore.PayRequest
/// How the person pays.
public typealias PaymentMethod = MadridCore.PaymentMethod
/// A way to pay, with its words.
public typealias PaymentMethodView = MadridCore.PaymentMethodView
/// How far a payment has come.
public typealias PaymentStage = MadridCore.PaymentStage
/// A payment.
public typealias PaymentView = MadridCore.PaymentView
/// Every payment.
public typealias PaymentsView = MadridCore.PaymentsView
/// Something to do about a payment.
public typealias PaymentActionView = MadridCore.PaymentActionView
/// What that is.
public typealias PaymentActionKind = MadridCore.PaymentActionKind
/// The proof that something was paid.
public typealias ReceiptView = MadridCore.ReceiptView
/// Every one of them.
public typealias ReceiptsView = MadridCore.ReceiptsView

// Fines, what is answered to one, and whether a paper is real.

/// Every fine.
public typealias FinesView = MadridCore.FinesView
/// Fines that stand alike.
public typealias FineGroupView = MadridCore.FineGroupView
/// Which they are.
public typealias FineGroup = MadridCore.FineGroup
/// A fine in a list.
public typealias FineRowView = MadridCore.FineRowView
/// How a fine stands.
public typealias FineState = MadridCore.FineState
/// A fine.
public typealias FineView = MadridCore.FineView
/// Something that can be done about it, with what it brings and what it takes.
public typealias FineChoiceView = MadridCore.FineChoiceView
/// What that is.
public typealias FineActionKind = MadridCore.FineActionKind
/// A price of it.
public typealias FineStepView = MadridCore.FineStepView
/// What there is to prove it.
public typealias FineEvidenceView = MadridCore.FineEvidenceView
/// A photo of that.
public typealias FinePhotoView = MadridCore.FinePhotoView
/// What the person writes against it.
public typealias FineAllegationsView = MadridCore.FineAllegationsView
/// A file that goes with it.
public typealias FinePaperView = MadridCore.FinePaperView
/// Whom the person writes down as the driver.
public typealias FineDriverView = MadridCore.FineDriverView
/// How far something that is written has come.
public typealias DraftState = MadridCore.DraftState
/// A file to go with allegations.
public typealias AttachRequest = MadridCore.AttachRequest
/// Who drove, as far as it is typed.
public typealias DriverRequest = MadridCore.DriverRequest
/// What is asked for to find out whether a fine is real.
public typealias VerifyFormView = MadridCore.VerifyFormView
/// Whether it is.
public typealias VerifyView = MadridCore.VerifyView
/// The same in one word.
public typealias VerifyOutcome = MadridCore.VerifyOutcome

// Taxes.

/// Everything about the person's taxes.
public typealias TaxFolderView = MadridCore.TaxFolderView
/// Tax bills about which the same has to be done.
public typealias TaxGroupView = MadridCore.TaxGroupView
/// What has to be done about them.
public typealias TaxGroup = MadridCore.TaxGroup
/// A tax bill in a list.
public typealias TaxRowView = MadridCore.TaxRowView
/// How it stands.
public typealias TaxState = MadridCore.TaxState
/// Something to do about it.
public typealias TaxActionView = MadridCore.TaxActionView
/// What that is.
public typealias TaxActionKind = MadridCore.TaxActionKind
/// What the city knows already and no bill shows yet.
public typealias TaxChangeView = MadridCore.TaxChangeView
/// What the phone has to say by itself, because the person chose it.
public typealias TaxReminderView = MadridCore.TaxReminderView
/// A tax bill with everything there is to know and to do.
public typealias TaxReceiptView = MadridCore.TaxReceiptView
/// What happens if nobody pays.
public typealias TaxStepsView = MadridCore.TaxStepsView
/// What it costs from a day on.
public typealias TaxStepView = MadridCore.TaxStepView
/// How it can be paid.
public typealias TaxWaysView = MadridCore.TaxWaysView
/// A way to pay it.
public typealias TaxWayView = MadridCore.TaxWayView
/// What to do for it.
public typealias TaxWayKind = MadridCore.TaxWayKind
/// The direct debit that there is.
public typealias TaxDebitView = MadridCore.TaxDebitView
/// How the bank is charged.
public typealias DebitMode = MadridCore.DebitMode
/// What asks for the account that is to be charged.
public typealias TaxAccountView = MadridCore.TaxAccountView
/// When the person is told.
public typealias TaxReminderChoiceView = MadridCore.TaxReminderChoiceView
/// When they can choose to be told.
public typealias TaxRemindersView = MadridCore.TaxRemindersView
/// The dates of the year.
public typealias TaxCalendarView = MadridCore.TaxCalendarView
/// One of them.
public typealias TaxDateView = MadridCore.TaxDateView
/// What the city says of debts.
public typealias TaxCertificateView = MadridCore.TaxCertificateView
/// The paper that says so.
public typealias TaxPaperView = MadridCore.TaxPaperView
/// The screen of its own that a thing of the first screen has.
public typealias HomeDoor = MadridCore.HomeDoor
/// Which screen that is.
public typealias HomeDoorKind = MadridCore.HomeDoorKind
/// That a tax bill is charged to an account.
public typealias DirectDebitRequest = MadridCore.DirectDebitRequest
/// That it is paid in parts.
public typealias InstalmentsRequest = MadridCore.InstalmentsRequest
/// When the person wants to be told.
public typealias ReminderRequest = MadridCore.ReminderRequest

// Letters, several debts in one go, and the money that comes back.

/// Several debts of the first screen, to choose from.
public typealias SeveralOfferView = MadridCore.SeveralOfferView
/// Something to pay, among several.
public typealias DebtRequest = MadridCore.DebtRequest
/// Several payments in one go.
public typealias SeveralView = MadridCore.SeveralView
/// One of them that cannot be paid, and why.
public typealias NotPayableView = MadridCore.NotPayableView
/// The words around the reference of a letter.
public typealias LetterFormView = MadridCore.LetterFormView
/// The official paper of a receipt.
public typealias ReceiptPdf = MadridCore.ReceiptPdf
/// All the money that comes back.
public typealias RefundsView = MadridCore.RefundsView
/// One request for it.
public typealias RefundView = MadridCore.RefundView
/// How far it has come.
public typealias RefundStage = MadridCore.RefundStage
/// A step on its way.
public typealias RefundStepView = MadridCore.RefundStepView
/// Something to do about it.
public typealias RefundActionView = MadridCore.RefundActionView
/// What that is.
public typealias RefundActionKind = MadridCore.RefundActionKind
/// The words around asking for it.
public typealias RefundFormView = MadridCore.RefundFormView
/// What is asked back, why, and into which account.
public typealias RefundRequest = MadridCore.RefundRequest
/// Why something is asked back.
public typealias RefundCause = MadridCore.RefundCause
/// A reason to choose, with its words.
public typealias RefundCauseView = MadridCore.RefundCauseView
