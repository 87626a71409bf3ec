//! One thing between a person and the city, as a part of the city says it.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;

use crate::kernel::{Cents, DebtRef};
use crate::log::opaque_debug;

/// One thing of a block. What the city may say tomorrow and this app does not know is `Other`, never lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// Something to pay in the tax folder.
    Tax(Tax),
    /// A fine.
    Fine(Fine),
    /// Something that proves something: a card, a pass, a title.
    Card(Card),
    /// A procedure under way.
    Procedure(Procedure),
    /// An appointment.
    Appointment(Appointment),
    /// A notification with legal effect. Reading its subject here has none; opening it does.
    Notification(Notification),
    /// A message without legal effect.
    Message(Message),
    /// A bath or a court.
    Booking(BookedTime),
}

/// A receipt or an assessment.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct Tax {
    /// The city's key.
    pub id: String,
    /// Which tax.
    pub kind: TaxKind,
    /// The city's name of it: "IBI 2026".
    pub name: String,
    /// What it is for: an address, a plate.
    #[serde(rename = "object")]
    pub about: Option<String>,
    /// The amount, surcharges included.
    #[serde(rename = "amount_cents")]
    pub amount: Cents,
    /// The last day to pay it as it stands.
    pub due: NaiveDate,
    /// How far it has come.
    pub status: TaxStatus,
}

/// Which tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxKind {
    /// Property.
    Ibi,
    /// Vehicles.
    Ivtm,
    /// Waste.
    Tgr,
    /// Business.
    Iae,
    /// Any other.
    #[serde(other)]
    Other,
}

/// How far a tax has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaxStatus {
    /// It can be paid without surcharge.
    Voluntary,
    /// The bank will pay it on the day it is due.
    DirectDebit,
    /// The time is over: surcharges and interest run (LGT, art. 28).
    Enforcement,
    /// Something this app does not know.
    #[serde(other)]
    Other,
}

/// A fine.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct Fine {
    /// The city's key.
    pub id: String,
    /// What for.
    pub kind: FineKind,
    /// The whole amount.
    #[serde(rename = "amount_cents")]
    pub amount: Cents,
    /// The amount with the discount for paying soon.
    #[serde(rename = "reduced_cents")]
    pub reduced: Option<Cents>,
    /// The last day of the discount (RDL 6/2015, art. 94: 20 calendar days from the day after notification).
    pub reduced_until: Option<NaiveDate>,
    /// How far it has come.
    pub status: FineStatus,
    /// The vehicle.
    pub plate: String,
    /// Where.
    pub place: String,
    /// When.
    pub date: NaiveDate,
}

/// What a fine is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FineKind {
    /// Speed.
    Speed,
    /// Parking.
    Parking,
    /// Entering a low emission zone.
    LowEmissionZone,
    /// A red light.
    RedLight,
    /// Anything else.
    #[serde(other)]
    Other,
}

/// How far a fine has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FineStatus {
    /// The person was told; paying, disputing or naming the driver are open.
    Notified,
    /// Allegations wait for the city's decision.
    Contested,
    /// Nothing more can be said against it here; it is to be paid in full.
    Final,
    /// The time to pay is over: surcharges run.
    Enforcement,
    /// Something this app does not know.
    #[serde(other)]
    Other,
}

/// Something that proves something.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct Card {
    /// The city's key.
    pub id: String,
    /// What it proves.
    pub kind: CardKind,
    /// The city's name of it.
    pub name: String,
    /// Its number.
    pub number: String,
    /// Its last day, if it has one.
    pub valid_until: Option<NaiveDate>,
}

/// What a card proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CardKind {
    /// Library.
    Library,
    /// Sports pass.
    Sport,
    /// Large family.
    LargeFamily,
    /// Parking for people with reduced mobility.
    DisabledParking,
    /// Older people.
    Senior,
    /// Registered in the padrón.
    Padron,
    /// Anything else.
    #[serde(other)]
    Other,
}

/// A procedure under way.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct Procedure {
    /// The city's key.
    pub id: String,
    /// The city's name of it.
    pub name: String,
    /// The number to quote.
    pub reference: String,
    /// How far it has come.
    pub status: ProcedureStatus,
    /// When it last moved.
    pub updated: NaiveDate,
    /// The last day for what the person has to do.
    pub act_by: Option<NaiveDate>,
}

/// How far a procedure has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProcedureStatus {
    /// The city is at it.
    InProgress,
    /// It waits for the person.
    NeedsYou,
    /// It has been decided.
    Resolved,
    /// Something this app does not know.
    #[serde(other)]
    Other,
}

/// An appointment.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct Appointment {
    /// The city's key.
    pub id: String,
    /// What for.
    pub kind: AppointmentKind,
    /// Where.
    pub office: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// What an appointment is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AppointmentKind {
    /// At a citizen office (Línea Madrid).
    CitizenOffice,
    /// At a tax office (OAIC).
    TaxOffice,
    /// Anywhere else.
    #[serde(other)]
    Other,
}

/// A notification with legal effect.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct Notification {
    /// The city's key.
    pub id: String,
    /// What about.
    pub subject: String,
    /// The day it was put at the person's disposal.
    pub issued: NaiveDate,
    /// The last day to open it: after it, it counts as rejected (Ley 39/2015, art. 43.2).
    pub expires: NaiveDate,
    /// Whether it was opened.
    pub status: NotificationStatus,
}

/// Whether a notification was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotificationStatus {
    /// Not yet.
    Unread,
    /// Opened.
    Opened,
    /// Rejected, or ten days went by.
    Rejected,
    /// Something this app does not know.
    #[serde(other)]
    Other,
}

/// A message without legal effect.
#[derive(Clone, PartialEq, Eq, Deserialize)]
pub struct Message {
    /// The city's key.
    pub id: String,
    /// What about.
    pub subject: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Whether the person has seen it.
    #[serde(rename = "status", deserialize_with = "is_read")]
    pub read: bool,
}

/// A bath or a court that is booked, or on its way to be booked or called off.
#[derive(Clone, PartialEq, Eq)]
pub struct BookedTime {
    /// Its number on this phone.
    pub id: String,
    /// What.
    pub what: String,
    /// Where.
    pub place: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What to show at the door, once the city has said.
    pub code: Option<String>,
    /// How it stands.
    pub state: BookedTimeState,
    /// What is to be paid for it; `None` where nothing is, or not any more.
    pub to_pay: Option<BookingDebt>,
}

/// What is to be paid for a booking that the city keeps until then.
#[derive(Clone, PartialEq, Eq)]
pub struct BookingDebt {
    /// As the city knows it.
    pub debt: DebtRef,
    /// How much.
    pub amount: Cents,
    /// Until when paying may begin.
    pub until: DateTime<Utc>,
}

/// How it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BookedTimeState {
    /// Kept on the phone, to be sent.
    Waiting,
    /// The city has it.
    Booked,
    /// The city keeps it until it is paid.
    ToPay,
    /// To be called off.
    CallingOff,
    /// The city would not have it.
    Refused,
}

fn is_read<'de, D: serde::Deserializer<'de>>(status: D) -> Result<bool, D::Error> {
    Ok(String::deserialize(status)? == "read")
}

impl Item {
    /// The city's key of it, unique within its part.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Tax(tax) => &tax.id,
            Self::Fine(fine) => &fine.id,
            Self::Card(card) => &card.id,
            Self::Procedure(procedure) => &procedure.id,
            Self::Appointment(appointment) => &appointment.id,
            Self::Notification(notification) => &notification.id,
            Self::Message(message) => &message.id,
            Self::Booking(booking) => &booking.id,
        }
    }
}

opaque_debug!(
    Tax,
    Fine,
    Card,
    Procedure,
    Appointment,
    Notification,
    Message,
    BookedTime,
    BookingDebt
);
