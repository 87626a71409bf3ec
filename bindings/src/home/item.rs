//! One thing of a block, in words.

use chrono::NaiveDate;
use madrid_core::home::{
    self as core, Appointment, AppointmentKind, BookedTime, BookedTimeState, BookingDebt, Card, Fine, FineKind,
    FineStatus, Item, Message, Notification, NotificationStatus, Procedure, ProcedureStatus, Tax, TaxStatus,
};
use madrid_core::kernel::{DebtKind as Kind, DebtRef, Language, madrid_day};
use madrid_core::places::Nearby;
use madrid_core::text::{self, Arg, Key, keys};

use crate::payments::DebtKind;
use crate::places::row;
use crate::view::DOT;

/// A debt that can be paid here.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct PayOfferView {
    /// Which part of the city it is with.
    pub kind: DebtKind,
    /// The number under which that part knows it.
    pub debt: String,
    /// The words of its button. Nothing is paid by it: it shows what paying would mean.
    pub label: String,
    /// The same for a screen reader, with what it is about.
    pub accessibility_label: String,
}

/// Which screen of its own a thing has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, uniffi::Enum)]
pub enum HomeDoorKind {
    /// That of a fine: `Fines.one`.
    Fine,
    /// That of a tax bill: `Tax.one`.
    Tax,
}

/// The screen of its own that a thing has: everything about it is there, and can be done there.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct HomeDoor {
    /// Which screen.
    pub kind: HomeDoorKind,
    /// What it shows.
    pub id: String,
}

/// One thing of a block.
#[derive(Debug, Clone, PartialEq, Eq, uniffi::Record)]
pub struct HomeItemView {
    /// The city's key of it, unique within its block's parts; a place's id for places.
    pub id: String,
    /// What it is.
    pub title: String,
    /// How it stands: dates, places.
    pub detail: String,
    /// What it costs today, if it does.
    pub amount: Option<String>,
    /// What the person should know before acting, at the same size as what they save.
    pub note: Option<String>,
    /// "Corre prisa", where it does: colour alone says nothing.
    pub pressing: Option<String>,
    /// How to pay it here, where that is the person's own to pay.
    pub pay: Option<PayOfferView>,
    /// Its own screen, where it has one: then nothing about it needs doing elsewhere.
    pub door: Option<HomeDoor>,
    /// All of it for a screen reader.
    pub accessibility_label: String,
}

/// What differs between kinds of things.
struct Words {
    title: String,
    detail: String,
    note: Option<String>,
}

/// The one who says things: a language and a day.
#[derive(Clone, Copy)]
struct Speaker {
    language: Language,
    today: NaiveDate,
}

impl PayOfferView {
    /// How to pay a debt that has this title.
    pub(crate) fn new(debt: &DebtRef, title: &str, language: Language) -> Self {
        let label = text::plain(language, keys::ACTION_PAY_DEBT);
        Self {
            kind: debt.kind.into(),
            debt: debt.id.clone(),
            accessibility_label: format!("{label}: {title}"),
            label,
        }
    }
}

impl HomeItemView {
    /// With its own screen and the way to pay it: for what is the person's own.
    pub(crate) fn own(item: &Item, language: Language, today: NaiveDate) -> Self {
        let view = Self::new(item, language, today);
        let debt = debt_of(item).filter(|_| core::payable(item, today).is_some());
        let pay = debt.map(|debt| PayOfferView::new(&debt, &view.title, language));
        let door = match item {
            Item::Tax(_) => Some(HomeDoorKind::Tax),
            Item::Fine(_) => Some(HomeDoorKind::Fine),
            _ => None,
        };
        let id = view.id.clone();
        let door = door.map(|kind| HomeDoor { kind, id });
        Self { pay, door, ..view }
    }

    pub(crate) fn new(item: &Item, language: Language, today: NaiveDate) -> Self {
        let speaker = Speaker { language, today };
        let Words { title, detail, note } = speaker.words(item);
        let amount = cost(item, today).map(|amount| text::amount(language, amount));
        let pressing = core::is_pressing(item, today).then(|| text::plain(language, keys::ITEM_PRESSING));
        let spoken = [
            Some(title.as_str()),
            amount.as_deref(),
            pressing.as_deref(),
            Some(&detail),
            note.as_deref(),
        ];
        let accessibility_label = spoken
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(". ");
        Self {
            id: item.id().to_owned(),
            title,
            detail,
            amount,
            note,
            pressing,
            pay: None,
            door: None,
            accessibility_label,
        }
    }

    pub(crate) fn place(place: Nearby, language: Language) -> Self {
        let row = row(place, language);
        let facts = [Some(row.kind_label), row.distance_label, row.place_label];
        Self {
            id: row.id,
            title: row.name,
            detail: facts.into_iter().flatten().collect::<Vec<_>>().join(DOT),
            amount: None,
            note: None,
            pressing: None,
            pay: None,
            door: None,
            accessibility_label: row.accessibility_label,
        }
    }
}

/// What paying a thing would pay.
fn debt_of(item: &Item) -> Option<DebtRef> {
    let of = |kind: Kind, id: &str| DebtRef {
        kind,
        id: id.to_owned(),
    };
    match item {
        Item::Tax(tax) => Some(of(Kind::Tax, &tax.id)),
        Item::Fine(fine) => Some(of(Kind::Fine, &fine.id)),
        Item::Booking(booking) => booking.to_pay.as_ref().map(|to_pay| to_pay.debt.clone()),
        _ => None,
    }
}

/// What a thing costs today. A direct debit, and a receipt that nobody here knows the status of, have their amount too.
fn cost(item: &Item, today: NaiveDate) -> Option<madrid_core::kernel::Cents> {
    match item {
        Item::Tax(tax) => Some(tax.amount),
        item => core::payable(item, today),
    }
}

impl Speaker {
    fn words(self, item: &Item) -> Words {
        match item {
            Item::Tax(tax) => self.tax(tax),
            Item::Fine(fine) => self.fine(fine),
            Item::Card(card) => self.card(card),
            Item::Procedure(procedure) => self.procedure(procedure),
            Item::Appointment(appointment) => self.appointment(appointment),
            Item::Notification(notification) => self.notification(notification),
            Item::Message(message) => self.message(message),
            Item::Booking(booking) => self.booking(booking),
        }
    }

    fn tax(self, tax: &Tax) -> Words {
        let how = match tax.status {
            TaxStatus::Voluntary if tax.due < self.today => self.dated(keys::ITEM_DUE_OVER, tax.due),
            TaxStatus::Voluntary => self.dated(keys::ITEM_DUE, tax.due),
            TaxStatus::Other => self.say(keys::ITEM_STATUS_UNKNOWN),
            TaxStatus::DirectDebit => self.dated(keys::ITEM_DIRECT_DEBIT, tax.due),
            TaxStatus::Enforcement => self.say(keys::ITEM_ENFORCEMENT),
        };
        Words {
            title: tax.name.clone(),
            detail: join([Some(how), tax.about.clone()]),
            note: None,
        }
    }

    fn fine(self, fine: &Fine) -> Words {
        let kind = match fine.kind {
            FineKind::Speed => keys::ITEM_FINE_SPEED,
            FineKind::Parking => keys::ITEM_FINE_PARKING,
            FineKind::LowEmissionZone => keys::ITEM_FINE_ZONE,
            FineKind::RedLight => keys::ITEM_FINE_RED_LIGHT,
            FineKind::Other => keys::ITEM_FINE_OTHER,
        };
        let open = fine.reduced.zip(fine.reduced_until.filter(|last| *last >= self.today));
        let how = match (fine.status, open) {
            (FineStatus::Enforcement, _) => self.say(keys::ITEM_ENFORCEMENT),
            (FineStatus::Contested, _) => self.say(keys::ITEM_FINE_CONTESTED),
            (FineStatus::Other, _) => self.say(keys::ITEM_STATUS_UNKNOWN),
            (_, Some((reduced, last))) => {
                let money = |cents| Arg::from(text::amount(self.language, cents));
                let values = [
                    ("reduced", money(reduced)),
                    ("amount", money(fine.amount)),
                    ("date", self.day(last).into()),
                ];
                text::with(self.language, keys::ITEM_FINE_REDUCED, &values)
            }
            (_, None) => self.say(keys::ITEM_FINE_FULL),
        };
        let place = [
            ("place", fine.place.as_str().into()),
            ("date", self.day(fine.date).into()),
        ];
        let place = text::with(self.language, keys::ITEM_WHERE, &place);
        Words {
            title: self.say(kind),
            detail: join([Some(how), Some(place), Some(fine.plate.clone())]),
            note: open
                .filter(|_| fine.status == FineStatus::Notified)
                .map(|_| self.say(keys::ITEM_FINE_GIVES_UP)),
        }
    }

    fn card(self, card: &Card) -> Words {
        let how = match card.valid_until {
            None => self.say(keys::ITEM_VALID_ALWAYS),
            Some(last) if last < self.today => self.dated(keys::ITEM_EXPIRED, last),
            Some(last) => self.dated(keys::ITEM_VALID_UNTIL, last),
        };
        Words {
            title: card.name.clone(),
            detail: join([Some(how), Some(card.number.clone())]),
            note: None,
        }
    }

    fn procedure(self, procedure: &Procedure) -> Words {
        let how = match (procedure.status, procedure.act_by) {
            (ProcedureStatus::NeedsYou, Some(last)) => self.dated(keys::ITEM_NEEDS_YOU, last),
            (ProcedureStatus::NeedsYou, None) => self.say(keys::ITEM_NEEDS_YOU_NOW),
            (ProcedureStatus::Resolved, _) => self.dated(keys::ITEM_RESOLVED, procedure.updated),
            (ProcedureStatus::InProgress | ProcedureStatus::Other, _) => {
                self.dated(keys::ITEM_IN_PROGRESS, procedure.updated)
            }
        };
        Words {
            title: procedure.name.clone(),
            detail: join([Some(how), Some(procedure.reference.clone())]),
            note: None,
        }
    }

    fn appointment(self, appointment: &Appointment) -> Words {
        let when = text::appointment(self.language, appointment.at, self.today);
        let values = [("place", appointment.office.as_str().into()), ("when", when.into())];
        let kind = match appointment.kind {
            AppointmentKind::CitizenOffice => keys::ITEM_APPOINTMENT_OFFICE,
            AppointmentKind::TaxOffice => keys::ITEM_APPOINTMENT_TAX,
            AppointmentKind::Other => keys::ITEM_APPOINTMENT_OTHER,
        };
        Words {
            title: self.say(kind),
            detail: text::with(self.language, keys::ITEM_APPOINTMENT, &values),
            note: None,
        }
    }

    fn notification(self, notification: &Notification) -> Words {
        let detail = match notification.status {
            NotificationStatus::Unread if notification.expires < self.today => {
                self.dated(keys::ITEM_NOTIFICATION_OVER, notification.expires)
            }
            NotificationStatus::Unread => self.dated(keys::ITEM_NOTIFICATION_UNREAD, notification.expires),
            NotificationStatus::Rejected => self.say(keys::ITEM_NOTIFICATION_REJECTED),
            NotificationStatus::Opened => self.say(keys::ITEM_NOTIFICATION_OPENED),
            NotificationStatus::Other => self.say(keys::ITEM_STATUS_UNKNOWN),
        };
        Words {
            title: notification.subject.clone(),
            detail,
            note: None,
        }
    }

    fn message(self, message: &Message) -> Words {
        let key = if message.read {
            keys::ITEM_MESSAGE_READ
        } else {
            keys::ITEM_MESSAGE_UNREAD
        };
        let when = self.day(madrid_day(message.at));
        Words {
            title: message.subject.clone(),
            detail: text::with(self.language, key, &[("when", when.into())]),
            note: None,
        }
    }

    fn booking(self, booking: &BookedTime) -> Words {
        let when = text::appointment(self.language, booking.at, self.today);
        let values = [("place", booking.place.as_str().into()), ("when", when.into())];
        let how = match (booking.state, &booking.to_pay) {
            (_, Some(to_pay)) => self.to_pay(to_pay),
            (BookedTimeState::ToPay, None) => self.say(keys::BOOKING_TO_PAY_LATE),
            (BookedTimeState::Waiting, None) => self.say(keys::BOOKING_WAITING),
            (BookedTimeState::Booked, None) => self.say(keys::BOOKING_BOOKED),
            (BookedTimeState::CallingOff, None) => self.say(keys::BOOKING_CALLING_OFF),
            (BookedTimeState::Refused, None) => self.say(keys::BOOKING_REFUSED),
        };
        // Who has nothing yet has nothing to show at the door.
        let code = booking.code.clone().filter(|_| booking.state != BookedTimeState::ToPay);
        let place = text::with(self.language, keys::BOOKING_WHERE, &values);
        Words {
            title: booking.what.clone(),
            detail: join([Some(place), Some(how), code]),
            note: None,
        }
    }

    fn to_pay(self, to_pay: &BookingDebt) -> String {
        let when = text::appointment(self.language, to_pay.until, self.today);
        let amount = text::amount(self.language, to_pay.amount);
        let values = [("amount", amount.into()), ("when", when.into())];
        text::with(self.language, keys::BOOKING_TO_PAY, &values)
    }

    fn say(self, key: Key) -> String {
        text::plain(self.language, key)
    }

    fn day(self, day: NaiveDate) -> String {
        text::day(self.language, day, self.today)
    }

    fn dated(self, key: Key, day: NaiveDate) -> String {
        text::with(self.language, key, &[("date", self.day(day).into())])
    }
}

fn join<const N: usize>(parts: [Option<String>; N]) -> String {
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(DOT)
}
