//! Everything a citizen's phone must know and do for the city of Madrid.
//!
//! The rooms, and who may know whom (arrows point strictly down, `tests/architecture.rs` holds the line):
//!
//! - [`kernel`]: small value types every module speaks; pure.
//! - [`text`]: every sentence a citizen reads, in Spanish and English. Knows only the kernel.
//! - [`ports`]: the clock, randomness, network and key store as traits, with fakes. Knows the kernel.
//! - [`store`]: the phone's SQLite file: open, migrate, read, write, suspend. Knows kernel and ports.
//! - [`net`]: the way to the city: TLS, retries, typed failures. Knows kernel and ports; no feature.
//! - [`sync`]: brings a collection up to date exactly once. Knows store and net; features implement its trait.
//! - [`session`]: who the person is to the city: signing in, staying so, leaving.
//! - [`profile`]: what the city knows of the person, and what they change of it.
//! - [`home`]: posición global: everything between the person and the city, and how fresh it is.
//! - [`bookings`]: a bath or a court at a sports centre, booked and called off, offline or not.
//! - [`payments`]: paying the city once, with a receipt for ever; several debts in one go, or a letter with nobody signed in.
//! - [`refunds`]: money that comes back, step by step.
//! - [`fines`]: traffic fines: what each costs when, what the person answers, and whether a paper is real.
//! - [`tax`]: the tax folder: what is owed and when, direct debit, instalments, dates, the certificate of no debts.
//! - [`mod@reference`]: the digits of a payment slip, read into what they say; pure.
//! - [`places`]: the city's facilities near me. The module a newcomer copies.
//! - [`agenda`]: what is on in the city, today and later, and an event for the phone's own calendar.
//! - [`areas`]: districts and barrios: where a point is, and the outlines of a map.
//! - [`recommend`]: what the city has for this person, here and now, with the true reason; learnt on the phone only.
//! - [`wallet`]: cards that others issued, kept with keys of the phone's hardware and shown by the person's will alone.
//! - [`app`]: the composition root: the only place that wires adapters to ports.
//! - [`error`] and [`log`] stand beside them: one error, and logs without personal data.

pub mod agenda;
pub mod app;
pub mod areas;
pub mod bookings;
pub mod error;
pub mod fines;
pub mod home;
pub mod kernel;
pub mod log;
pub mod net;
pub mod payments;
pub mod places;
pub mod ports;
pub mod profile;
pub mod recommend;
pub mod reference;
pub mod refunds;
pub mod session;
pub mod store;
pub mod sync;
pub mod tax;
pub mod text;
pub mod wallet;
