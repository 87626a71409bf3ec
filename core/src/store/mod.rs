//! The phone's SQLite file: one writer, two readers, migrations, and what to do when the disk lets us down.
//!
//! Features keep their SQL in their own `store.rs` and get a connection here: [`Database::read`] and
//! [`Database::write`] run a closure inside a transaction; [`Database::read_task`] and [`Database::write_task`] do it
//! away from the async threads. Nothing outside Rust is ever called while a transaction is open.

mod database;
mod error;
mod lane;
mod migrate;
mod open;
mod task;

pub use database::Database;
pub use error::StoreError;
pub use migrate::END_VERSION;
pub use open::Opened;
