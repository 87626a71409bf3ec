//! The CRM's objects.

use rusqlite::{Connection, Row, Transaction, params};
use serde::Serialize;

use super::preferences::Language;
use super::{Consents, Contact, Preferences, Task};
use crate::store::StoreError;

/// Something with a number that grows by one with every change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Versioned<T> {
    /// Which state of it this is.
    pub version: i64,
    /// What it says.
    #[serde(flatten)]
    pub value: T,
}

/// A message.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Case {
    /// Begins with 500.
    pub id: String,
    /// BIBLIOTECA, AVISO, ...
    #[serde(rename = "Topic__c")]
    pub topic: String,
    /// In the words of whoever wrote it.
    pub subject: String,
    /// `DD/MM/YYYY HH:MM` in Madrid.
    pub sent_date: String,
    /// Whether it was opened.
    pub is_read: bool,
}

/// An appointment.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Event {
    /// Begins with 00U.
    pub id: String,
    /// OLM, OAIC or OTRO.
    #[serde(rename = "Queue__c")]
    pub queue: String,
    /// Where.
    #[serde(rename = "Office__c")]
    pub office: String,
    /// `DD/MM/YYYY HH:MM` in Madrid.
    pub start_date_time: String,
}

/// A legal notification.
#[derive(Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Notice {
    /// Begins with a0N.
    pub id: String,
    /// What it is about.
    pub subject: String,
    /// `DD/MM/YYYY`
    #[serde(rename = "Issued__c")]
    pub issued: String,
    /// `DD/MM/YYYY`, once it was.
    #[serde(rename = "Opened__c")]
    pub opened: Option<String>,
}

/// Whether the first records are there.
pub fn is_settled(connection: &Connection) -> Result<bool, StoreError> {
    Ok(connection.query_row("SELECT count(*) > 0 FROM crm_contact", [], |row| row.get(0))?)
}

/// Takes somebody in.
pub fn add_person(tx: &Transaction<'_>, nif: &str, contact: &Contact, likes: &Preferences) -> Result<(), StoreError> {
    let sql = "INSERT INTO crm_contact (nif, phone, email, version) VALUES (?, ?, ?, 1)";
    tx.execute(sql, params![nif, contact.phone, contact.email])?;
    let sql = "INSERT INTO crm_preferences (nif, language, analytics, reminders, version) VALUES (?, ?, ?, ?, 1)";
    let Consents { analytics, reminders } = likes.consents;
    tx.execute(sql, params![nif, likes.language.code(), analytics, reminders])?;
    Ok(())
}

/// Adds a message.
pub fn add_case(tx: &Transaction<'_>, nif: &str, case: &Case) -> Result<(), StoreError> {
    let sql = "INSERT INTO crm_case (id, nif, topic, subject, sent, is_read) VALUES (?, ?, ?, ?, ?, ?)";
    tx.execute(
        sql,
        params![case.id, nif, case.topic, case.subject, case.sent_date, case.is_read],
    )?;
    Ok(())
}

/// Adds an appointment.
pub fn add_event(tx: &Transaction<'_>, nif: &str, event: &Event) -> Result<(), StoreError> {
    let sql = "INSERT INTO crm_event (id, nif, queue, office, starts) VALUES (?, ?, ?, ?, ?)";
    tx.execute(
        sql,
        params![event.id, nif, event.queue, event.office, event.start_date_time],
    )?;
    Ok(())
}

/// Adds a notification.
pub fn add_notice(tx: &Transaction<'_>, nif: &str, notice: &Notice) -> Result<(), StoreError> {
    let sql = "INSERT INTO crm_notice (id, nif, subject, issued, opened) VALUES (?, ?, ?, ?, ?)";
    tx.execute(
        sql,
        params![notice.id, nif, notice.subject, notice.issued, notice.opened],
    )?;
    Ok(())
}

/// How somebody is reached.
pub fn contact(connection: &Connection, nif: &str) -> Result<Versioned<Contact>, StoreError> {
    let sql = "SELECT phone, email, version FROM crm_contact WHERE nif = ?";
    let found = connection.prepare_cached(sql)?.query_row([nif], |row| {
        let (phone, email) = (row.get(0)?, row.get(1)?);
        Ok(Versioned {
            version: row.get(2)?,
            value: Contact { phone, email },
        })
    });
    Ok(found?)
}

/// What somebody wants.
pub fn preferences(connection: &Connection, nif: &str) -> Result<Versioned<Preferences>, StoreError> {
    let sql = "SELECT language, analytics, reminders, version FROM crm_preferences WHERE nif = ?";
    let found = connection.prepare_cached(sql)?.query_row([nif], |row| {
        let language = Language::of(row.get_ref(0)?.as_str()?);
        let consents = Consents {
            analytics: row.get(1)?,
            reminders: row.get(2)?,
        };
        Ok(Versioned {
            version: row.get(3)?,
            value: Preferences { language, consents },
        })
    });
    Ok(found?)
}

/// Changes how somebody is reached.
pub fn change_contact(tx: &Transaction<'_>, nif: &str, to: &Contact) -> Result<Versioned<Contact>, StoreError> {
    let sql = "UPDATE crm_contact SET phone = ?, email = ?, version = version + 1 WHERE nif = ?";
    tx.execute(sql, params![to.phone, to.email, nif])?;
    contact(tx, nif)
}

/// Changes what somebody wants.
pub fn change_preferences(
    tx: &Transaction<'_>,
    nif: &str,
    to: &Preferences,
) -> Result<Versioned<Preferences>, StoreError> {
    let sql = "UPDATE crm_preferences SET language = ?, analytics = ?, reminders = ?, version = version + 1
               WHERE nif = ?";
    let Consents { analytics, reminders } = to.consents;
    tx.execute(sql, params![to.language.code(), analytics, reminders, nif])?;
    preferences(tx, nif)
}

/// Somebody's messages.
pub fn cases(connection: &Connection, nif: &str) -> Result<Vec<Case>, StoreError> {
    let sql = "SELECT id, topic, subject, sent, is_read FROM crm_case WHERE nif = ? ORDER BY id";
    rows(connection, sql, nif, |row| {
        Ok(Case {
            id: row.get(0)?,
            topic: row.get(1)?,
            subject: row.get(2)?,
            sent_date: row.get(3)?,
            is_read: row.get(4)?,
        })
    })
}

/// Somebody's appointments.
pub fn events(connection: &Connection, nif: &str) -> Result<Vec<Event>, StoreError> {
    let sql = "SELECT id, queue, office, starts FROM crm_event WHERE nif = ? ORDER BY id";
    rows(connection, sql, nif, |row| {
        Ok(Event {
            id: row.get(0)?,
            queue: row.get(1)?,
            office: row.get(2)?,
            start_date_time: row.get(3)?,
        })
    })
}

/// Somebody's notifications.
pub fn notices(connection: &Connection, nif: &str) -> Result<Vec<Notice>, StoreError> {
    let sql = "SELECT id, subject, issued, opened FROM crm_notice WHERE nif = ? ORDER BY id";
    rows(connection, sql, nif, |row| {
        Ok(Notice {
            id: row.get(0)?,
            subject: row.get(1)?,
            issued: row.get(2)?,
            opened: row.get(3)?,
        })
    })
}

/// Tells the agents something. Told before, it is as it was.
pub fn add_task(tx: &Transaction<'_>, nif: &str, task: &Task) -> Result<(), StoreError> {
    let sql = "INSERT INTO crm_task (about, nif, subject, created) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
    tx.execute(sql, params![task.about, nif, task.subject, task.created])?;
    Ok(())
}

/// What agents were told, in the order in which it came.
pub fn tasks(connection: &Connection) -> Result<Vec<Task>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT about, subject, created FROM crm_task ORDER BY rowid")?;
    let found = statement.query_map([], |row| {
        Ok(Task {
            about: row.get(0)?,
            subject: row.get(1)?,
            created: row.get(2)?,
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

fn rows<T>(
    connection: &Connection,
    sql: &str,
    nif: &str,
    read: fn(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let found = statement.query_map([nif], read)?.collect::<Result<_, _>>()?;
    Ok(found)
}
