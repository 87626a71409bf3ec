// What a screen may see of the core: immutable records that are ready to draw, and the requests it sends.
//
// A screen imports `es.madrid.kit` alone. The generated objects and functions stay behind the kit, so a screen cannot
// reach past it; the names below are all it needs.

package es.madrid.kit

/** The language of every text that comes from the core. */
typealias Language = es.madrid.core.Language

/** Where the app keeps its files, which city it talks to and in which language. */
typealias AppConfig = es.madrid.core.AppConfig

/** What can go wrong, as something the person or the app can act on. */
typealias AppException = es.madrid.core.AppException

/** A failure in plain words: what happened, what it means, what to do next. */
typealias ExplanationView = es.madrid.core.ExplanationView

/** How old a block is, where it comes from and whether it can be trusted. */
typealias FreshnessView = es.madrid.core.FreshnessView

/** Fresh, stale or failed. */
typealias FreshnessState = es.madrid.core.FreshnessState

/** What the phone holds, and what the citizen should know about it. */
typealias StatusView = es.madrid.core.StatusView

/** One collection on the phone: how much of it, and how fresh. */
typealias CollectionView = es.madrid.core.CollectionView

/** Something to tell the citizen that is not an error of what they just did. */
typealias NoticeView = es.madrid.core.NoticeView

/** A list of places with its title and freshness. */
typealias PlaceListView = es.madrid.core.PlaceListView

/** One place in a list. */
typealias PlaceRowView = es.madrid.core.PlaceRowView

/** One place with everything the city says about it. */
typealias PlaceView = es.madrid.core.PlaceView

/** What to show when there is nothing to list, and why. */
typealias EmptyView = es.madrid.core.EmptyView

/** One fact: its label and its value. */
typealias FactView = es.madrid.core.FactView

/** Something the citizen can do outside the app: call, write, open a page, go there. */
typealias ActionView = es.madrid.core.ActionView

/** The kind of such an action. */
typealias ActionKind = es.madrid.core.ActionKind

/** What a place is: a library, a park. */
typealias PlaceKind = es.madrid.core.PlaceKind

/** What a person needs of a place: no steps, an indoor pool. */
typealias PlaceNeed = es.madrid.core.PlaceNeed

/** A kind with its label. */
typealias KindView = es.madrid.core.KindView

/** A need with its label. */
typealias NeedView = es.madrid.core.NeedView

/** What places can be chosen by, with the words of each control. */
typealias PlacesFilterView = es.madrid.core.PlacesFilterView

/** Which places by their words, how many. */
typealias SearchRequest = es.madrid.core.SearchRequest

/** Which places, near where, how many. */
typealias NearRequest = es.madrid.core.NearRequest

/** How the session stands: signed out, locked, signed in, or ended; with words and what to do about it. */
typealias SessionView = es.madrid.core.SessionView

/** What of the four it is. */
typealias SessionState = es.madrid.core.SessionState

/** Something the person can do about the session, with the words of its button. */
typealias SessionActionView = es.madrid.core.SessionActionView

/** The kind of such an action. */
typealias SessionActionKind = es.madrid.core.SessionActionKind

/** How surely the city knows who it is: light to look, strong to change something. */
typealias AccessLevel = es.madrid.core.AccessLevel

/** How to sign in. */
typealias SignInRequest = es.madrid.core.SignInRequest

/** What removing the person's data takes away, a line each. */
typealias RemovalView = es.madrid.core.RemovalView

/** The first screen: what the person owes, must do, gets, has, and what is near. */
typealias HomeView = es.madrid.core.HomeView

/** One block of it. */
typealias BlockView = es.madrid.core.BlockView

/** Which block. */
typealias BlockId = es.madrid.core.BlockId

/** A block the person hid, by its title. */
typealias HiddenBlockView = es.madrid.core.HiddenBlockView

/** A part of the city behind a block, and what it could not do. */
typealias PartView = es.madrid.core.PartView

/** Which part. */
typealias SectionId = es.madrid.core.SectionId

/** One thing of a block. */
typealias HomeItemView = es.madrid.core.HomeItemView

/** What to do first on a block. */
typealias NextStepView = es.madrid.core.NextStepView

/** The kind of such a step. */
typealias NextActionKind = es.madrid.core.NextActionKind

/** Somebody the first screen may be about: the person, or one they act for. */
typealias SubjectView = es.madrid.core.SubjectView

/** Where the person is, if the phone may know. */
typealias HereRequest = es.madrid.core.HereRequest

/** What the city knows of the person. */
typealias ProfileView = es.madrid.core.ProfileView

/** How the city reaches the person. */
typealias ContactView = es.madrid.core.ContactView

/** How the city should reach the person: what is absent stays as it is. */
typealias ContactRequest = es.madrid.core.ContactRequest

/** What the person likes and allows. */
typealias PreferencesView = es.madrid.core.PreferencesView

/** What the person wants to like and allow from now on. */
typealias PreferencesRequest = es.madrid.core.PreferencesRequest

/** A change that has not reached its end. */
typealias PendingView = es.madrid.core.PendingView

/** How such a change stands. */
typealias PendingState = es.madrid.core.PendingState

/** Something the person can do about it, with the words of its button. */
typealias PendingActionView = es.madrid.core.PendingActionView

/** The kind of such an action. */
typealias PendingActionKind = es.madrid.core.PendingActionKind

/** What can be booked. */
typealias BookablesView = es.madrid.core.BookablesView

/** Something that can be booked, with its price and length. */
typealias BookableView = es.madrid.core.BookableView

/** The times of what, on which day. */
typealias SlotsRequest = es.madrid.core.SlotsRequest

/** The times of a day, and the days to choose from. */
typealias SlotsView = es.madrid.core.SlotsView

/** A day to choose. */
typealias SlotDayView = es.madrid.core.SlotDayView

/** A time, and what is left of it. */
typealias SlotView = es.madrid.core.SlotView

/** Which time, for how many people. */
typealias BookRequest = es.madrid.core.BookRequest

/** What the person has booked, wants to book or wanted to. */
typealias BookingsView = es.madrid.core.BookingsView

/** Bookings that stand alike. */
typealias BookingGroupView = es.madrid.core.BookingGroupView

/** How they stand. */
typealias BookingGroup = es.madrid.core.BookingGroup

/** One booking. */
typealias BookingView = es.madrid.core.BookingView

/** How it stands. */
typealias BookingState = es.madrid.core.BookingState

/** Something the person can do about it, with the words of its button. */
typealias BookingActionView = es.madrid.core.BookingActionView

/** The kind of such an action. */
typealias BookingActionKind = es.madrid.core.BookingActionKind

/** The words of controls that belong to no view. */
typealias WordsView = es.madrid.core.WordsView

/** What a person reads at the very first start. */
typealias WelcomeView = es.madrid.core.WelcomeView

/** One thing the app is for. */
typealias PointView = es.madrid.core.PointView

/** A language to choose, by its own name. */
typealias LanguageChoiceView = es.madrid.core.LanguageChoiceView

/** Something that is on or off, with what that means. */
typealias SwitchView = es.madrid.core.SwitchView

/** What signing in is for and how it goes. */
typealias SignInView = es.madrid.core.SignInView

/** What the person can set on this phone, and what the phone holds. */
typealias SettingsView = es.madrid.core.SettingsView

/** The order of the first screen, and what of it is hidden. */
typealias ArrangeView = es.madrid.core.ArrangeView

/** One block of that order, with what can be done to it. */
typealias ArrangeRowView = es.madrid.core.ArrangeRowView

/** What cannot be done in the app, and where it can. */
typealias HelpView = es.madrid.core.HelpView

/** A list of events, day by day. */
typealias AgendaListView = es.madrid.core.AgendaListView

/** The events of one day. */
typealias AgendaDayView = es.madrid.core.AgendaDayView

/** One event in a list. */
typealias EventRowView = es.madrid.core.EventRowView

/** One event with everything the city says about it. */
typealias EventView = es.madrid.core.EventView

/** What an event is: a concert, a workshop. */
typealias EventKind = es.madrid.core.EventKind

/** For whom an event is meant. */
typealias EventAudience = es.madrid.core.EventAudience

/** When something should be on. Its values come with [AgendaFilterView], and from [AgendaQuestion]. */
typealias AgendaWhen = es.madrid.core.AgendaWhen

/** Which events. */
typealias AgendaRequest = es.madrid.core.AgendaRequest

/** What the agenda can be chosen by, with the words of each control. */
typealias AgendaFilterView = es.madrid.core.AgendaFilterView

/** A time with its label. */
typealias WhenView = es.madrid.core.WhenView

/** A kind of event with its label. */
typealias EventKindView = es.madrid.core.EventKindView

/** An audience with its label. */
typealias AudienceView = es.madrid.core.AudienceView

/** A district with its label. */
typealias DistrictView = es.madrid.core.DistrictView

/** An event for the phone's own calendar. */
typealias CalendarFileView = es.madrid.core.CalendarFileView

/** The map: outlines and pins in a square whose sides are 1. */
typealias MapView = es.madrid.core.MapView

/** What to put on the map. */
typealias MapRequest = es.madrid.core.MapRequest

/** The outline of a district or a barrio. */
typealias OutlineView = es.madrid.core.OutlineView

/** A pin at a place. */
typealias PlacePinView = es.madrid.core.PlacePinView

/** A pin at an event. */
typealias EventPinView = es.madrid.core.EventPinView

/** Where the person stands on the map. */
typealias StandView = es.madrid.core.StandView

/** What the city has for the person. */
typealias ForYouView = es.madrid.core.ForYouView

/** Something recommended, or kept. */
typealias ForYouItemView = es.madrid.core.ForYouItemView

/** What kind of thing it is. */
typealias ForYouKind = es.madrid.core.ForYouKind

/** Where something that is recommended is looked at. */
typealias ForYouScreen = es.madrid.core.ForYouScreen

/** A button of it. */
typealias ForYouActionView = es.madrid.core.ForYouActionView

/** What that button does. */
typealias ForYouActionKind = es.madrid.core.ForYouActionKind

/** Why something is where it is, or why it is missing. */
typealias WhyView = es.madrid.core.WhyView

/** One part of it. */
typealias WhyLineView = es.madrid.core.WhyLineView

/** What the person keeps for later. */
typealias SavedView = es.madrid.core.SavedView

/** Everything the phone thinks of the person. */
typealias InterestsView = es.madrid.core.InterestsView

/** What it thinks of one thing. */
typealias InterestView = es.madrid.core.InterestView

/** How much that is liked. */
typealias InterestLevel = es.madrid.core.InterestLevel

/** More or less of it. */
typealias InterestWish = es.madrid.core.InterestWish

/** What the person told, and what else they could tell. */
typealias AboutView = es.madrid.core.AboutView

/** What a person tells; it replaces what they told before. */
typealias AboutRequest = es.madrid.core.AboutRequest

/** Something to choose, and whether it is. */
typealias ChoiceView = es.madrid.core.ChoiceView

/** An age, roughly. */
typealias AgeBand = es.madrid.core.AgeBand

/** A card that a person carries. */
typealias HeldCard = es.madrid.core.HeldCard

/** Something that happens in a life. */
typealias LifeEvent = es.madrid.core.LifeEvent

/** For how many a time is booked. */
typealias PeopleView = es.madrid.core.PeopleView

/** A question before something that cannot be taken back. */
typealias ConfirmView = es.madrid.core.ConfirmView
