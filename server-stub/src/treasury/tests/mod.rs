//! The treasury through its own routes, with a bank that does as it is told.

mod bank_speaks;
mod bookings;
mod pages;
mod papers;
mod payments;
mod storage;
pub(crate) mod town;
