//! One section each of what the City has for a person: asks a sectoral system in its own manner, and says the answer in
//! the words of the contract. What a system says that cannot be understood counts as no answer.

mod appointments;
mod cards;
mod crm;
mod fines;
mod messages;
mod notifications;
mod owed;
mod printed;
mod procedures;
mod tax;
pub(super) mod words;

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::Value;

pub use appointments::appointments;
pub use cards::cards;
pub use fines::fines;
pub use messages::messages;
pub use notifications::notifications;
pub use owed::owed;
use printed::Printed;
pub use printed::printed;
pub use procedures::procedures;
pub use tax::tax;

use crate::sectors::SectorFailure;

/// The status of what is paid. A summary is of what is to be done: it leaves it out.
const PAID: &str = "paid";

/// What a section has.
#[derive(Debug)]
pub struct Answer {
    /// When it was true.
    pub as_of: DateTime<Utc>,
    /// In the order they are shown.
    pub items: Vec<Value>,
}

impl Answer {
    fn new<T: Serialize>(as_of: DateTime<Utc>, items: &[T]) -> Result<Self, SectorFailure> {
        let items = items.iter().map(serde_json::to_value).collect::<Result<_, _>>();
        Ok(Self {
            as_of,
            items: items.map_err(|_| SectorFailure::Down)?,
        })
    }

    /// The same with the references that are on the papers of its debts, one by one.
    fn with_references(mut self, printed: impl IntoIterator<Item = Option<Printed>>) -> Self {
        for (item, printed) in self.items.iter_mut().zip(printed) {
            if let (Some(item), Some(printed)) = (item.as_object_mut(), printed) {
                item.insert("reference".to_owned(), Value::String(printed.digits));
            }
        }
        self
    }
}

/// Every item, or none: half a list would be believed to be the whole.
fn all<T, U>(found: &[T], understand: impl Fn(&T) -> Option<U>) -> Result<Vec<U>, SectorFailure> {
    found
        .iter()
        .map(understand)
        .collect::<Option<_>>()
        .ok_or(SectorFailure::Down)
}
