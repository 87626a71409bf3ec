//! Posición global: everything between a person and the city at a glance, and how fresh each part of it is.
//!
//! The city's parts (tax, fines, cards, procedures, appointments, notifications, messages, bookings) each arrive on their own and
//! fail on their own; five blocks put them side by side. What a part said last stays on the phone, sealed, with the time at which
//! it was true. A block that fails never hides another, and an item never disappears because its part did not answer.

mod model;
mod rules;
mod service;
mod shown;
mod store;
mod sync;
mod wire;

pub use model::{
    Appointment, AppointmentKind, BlockId, BookedTime, BookedTimeState, BookingDebt, Card, CardKind, Fine, FineKind,
    FineStatus, Item, Message, NextAction, NextStep, Notification, NotificationStatus, Part, Procedure,
    ProcedureStatus, Section, Tax, TaxKind, TaxStatus,
};
pub use rules::{deadline, is_pressing, payable};
pub use service::Home;
pub use shown::{Block, BlockContent, HomeShown, PartState, Subject};
pub use store::{SEALED_ITEMS, SEALED_SUBJECTS, clear, count};
pub use sync::HomeEngine;
