//! What the City's agents are told to look at.

use chrono::NaiveDate;
use rusqlite::Transaction;
use serde::Serialize;

use super::store;
use crate::store::StoreError;

/// Something an agent has to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Task {
    /// What it is about: the number of a file.
    pub about: String,
    /// In the words of whoever wrote it.
    pub subject: String,
    /// `DD/MM/YYYY`
    pub created: String,
}

/// Tells the agents something, once for each file.
pub fn add_task(
    tx: &Transaction<'_>,
    about: &str,
    nif: &str,
    subject: &str,
    today: NaiveDate,
) -> Result<(), StoreError> {
    let task = Task {
        about: about.to_owned(),
        subject: subject.to_owned(),
        created: today.format("%d/%m/%Y").to_string(),
    };
    store::add_task(tx, nif, &task)
}
