//! The phone's SQLite file: one writer, two readers, migrations, and what to do when the disk lets us down.
//!
//! Features keep their SQL in their own `store.rs` and get a connection here: [`Database::read`] and
//! [`Database::write`] run a closure inside a transaction; [`Database::read_task`] and [`Database::write_task`] do it
//! away from the async threads. Nothing outside Rust is ever called while a transaction is open.
//!
//! Personal values are sealed ([`SealedColumn`], [`Sealer`]) with a data key that the [`Vault`] keeps, wrapped by the
//! phone's key store.

mod data_key;
mod database;
mod error;
mod key_ring;
mod lane;
mod migrate;
mod open;
mod rotation;
mod seal;
mod sealed_json;
mod task;
#[cfg(test)]
mod test_phone;
mod vault;

pub use database::Database;
pub use error::StoreError;
pub use key_ring::Sealer;
pub use migrate::END_VERSION;
pub use open::Opened;
pub use seal::SealedColumn;
pub use vault::{Vault, VaultState};
