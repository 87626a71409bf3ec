//! The first screen: its blocks, and the parts of the city they come from.

mod item;

use chrono::NaiveDate;

pub use item::{
    Appointment, AppointmentKind, BookedTime, BookedTimeState, BookingDebt, Card, CardKind, Fine, FineKind, FineStatus,
    Item, Message, Notification, NotificationStatus, Procedure, ProcedureStatus, Tax, TaxKind, TaxStatus,
};

use crate::kernel::Freshness;
use crate::log::opaque_debug;

/// A block of the first screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BlockId {
    /// What I owe.
    Owe,
    /// What I must do.
    Do,
    /// What is new.
    New,
    /// What I have.
    Have,
    /// What is near.
    Near,
}

impl BlockId {
    /// Every block, in the order in which a newcomer meets them.
    pub const ALL: [Self; 5] = [Self::Owe, Self::Do, Self::New, Self::Have, Self::Near];

    /// A stable name, for the disk and for tests.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Owe => "owe",
            Self::Do => "do",
            Self::New => "new",
            Self::Have => "have",
            Self::Near => "near",
        }
    }

    /// The block of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|block| block.name() == name)
    }
}

/// A part of the city that answers on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Section {
    /// The tax folder.
    Tax,
    /// Fines.
    Fines,
    /// Cards, passes and titles.
    Cards,
    /// Procedures.
    Procedures,
    /// Appointments.
    Appointments,
    /// Notifications with legal effect.
    Notifications,
    /// Messages without.
    Messages,
    /// Bookings of baths and courts. The city is asked for them apart, and what waits on the phone stands beside them.
    Bookings,
}

impl Section {
    /// Every part.
    pub const ALL: [Self; 8] = [
        Self::Tax,
        Self::Fines,
        Self::Cards,
        Self::Procedures,
        Self::Appointments,
        Self::Notifications,
        Self::Messages,
        Self::Bookings,
    ];

    /// The parts that the city puts together in its summaries.
    pub fn summarised() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|section| *section != Self::Bookings)
    }

    /// The city's name of it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tax => "tax",
            Self::Fines => "fines",
            Self::Cards => "cards",
            Self::Procedures => "procedures",
            Self::Appointments => "appointments",
            Self::Notifications => "notifications",
            Self::Messages => "messages",
            Self::Bookings => "bookings",
        }
    }

    /// The part of a name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.name() == name)
    }
}

/// One part of the city behind a block.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Which.
    pub section: Section,
    /// How far what it says may be trusted.
    pub freshness: Freshness,
    /// Why its last attempt failed, if it did.
    pub failed_code: Option<String>,
    /// What it says.
    pub items: Vec<Item>,
}

/// What to do first on a block.
#[derive(Clone, PartialEq, Eq)]
pub struct NextStep {
    /// Which item.
    pub item: String,
    /// What.
    pub action: NextAction,
    /// By which day, if there is one.
    pub by: Option<NaiveDate>,
}

/// A kind of next step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextAction {
    /// Look at a fine while paying it costs less.
    SeeFine,
    /// Look at a receipt.
    SeeTax,
    /// Go on with a procedure.
    GoOn,
    /// Decide about a notification.
    SeeNotification,
    /// Go to an appointment.
    SeeAppointment,
    /// Renew a card.
    Renew,
    /// Read a message.
    Read,
    /// Pay for a booking before it is let go.
    PayBooking,
}

opaque_debug!(NextStep);
