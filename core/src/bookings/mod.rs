//! Bookings: a bath or a court at a sports centre, asked for offline or not, and called off.
//!
//! What can be booked is a public collection on the phone. When there is room only the city knows, so that is asked. A booking
//! is a row of the person's, sealed, written in one transaction with the intent that asks the city for it; from then on the
//! outbox drives it, and the city's answer, or its list, says how it ended. Killed anywhere, it is asked for once. What costs
//! money the city keeps until it is paid, as any debt is; how long, the city says.

mod model;
mod rules;
mod service;
mod store;
mod sync;
mod wire;

pub use model::{
    Bookable, BookableId, BookableKind, Booking, BookingState, Confirmed, MOST_PEOPLE, NotASlot, Refusal, Slot, SlotId,
};
pub use rules::{Group, can_be_booked, can_be_called_off, group};
pub use service::{Bookables, Bookings, BookingsShown, Slots, Witness};
pub use store::{SEALED, clear, count};
pub use sync::{BookablesCollection, BookingHandler, BookingsEngine, CallingOffHandler};
pub use wire::{BookableRow, BookableWire, BookingWire, BookingsWire, SlotWire, SlotsWire};
