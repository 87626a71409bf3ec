//! The person, as the city knows them.

use chrono::{DateTime, NaiveDate, Utc};

use crate::kernel::{EmailAddress, GeoPoint, IdentityDocument, Language, PhoneNumber};
use crate::log::opaque_debug;

/// What the city knows of a person.
#[derive(Clone, PartialEq)]
pub struct Person {
    /// The city's key.
    pub id: String,
    /// NIF or NIE.
    pub document: IdentityDocument,
    /// First name.
    pub given_name: String,
    /// Family names.
    pub family_name: String,
    /// Day of birth.
    pub birth_date: NaiveDate,
    /// Where the person is registered.
    pub address: Address,
    /// How the city reaches them.
    pub contact: ContactDetails,
    /// The version of the contact details.
    pub contact_version: i64,
    /// What they like and allow.
    pub preferences: Preferences,
    /// The version of the preferences.
    pub preferences_version: i64,
    /// Whom they may act for.
    pub represents: Vec<Represented>,
}

/// An address in the padrón.
#[derive(Clone, PartialEq)]
pub struct Address {
    /// Street, number, floor.
    pub street: String,
    /// Five digits.
    pub postal_code: String,
    /// District.
    pub district: String,
    /// Where the street door is, if the city knows.
    pub location: Option<GeoPoint>,
}

/// How the city reaches a person.
#[derive(Clone, PartialEq, Eq)]
pub struct ContactDetails {
    /// Telephone.
    pub phone: PhoneNumber,
    /// E-mail; some people have none, and that is fine.
    pub email: Option<EmailAddress>,
}

/// What a person likes and allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preferences {
    /// The language of the city's letters.
    pub language: Language,
    /// Whether the city may count, without the name, how the app is used.
    pub analytics: bool,
    /// Whether the city may remind of deadlines.
    pub reminders: bool,
}

/// Somebody the person may act for.
#[derive(Clone, PartialEq, Eq)]
pub struct Represented {
    /// The city's key.
    pub id: String,
    /// First name.
    pub given_name: String,
    /// Family names.
    pub family_name: String,
    /// Why.
    pub relation: Relation,
}

/// Why a person may act for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// Parent of a minor.
    Child,
    /// Registered representative.
    Representative,
}

/// What a person wants changed about how the city reaches them. `None` leaves it as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContactChange {
    /// The new telephone.
    pub phone: Option<PhoneNumber>,
    /// The new e-mail, or no e-mail any more.
    pub email: Option<Option<EmailAddress>>,
}

/// A change that has not reached its end.
#[derive(Debug, Clone, PartialEq)]
pub struct Pending {
    /// Its number on this phone.
    pub id: i64,
    /// What it is about.
    pub change: Change,
    /// When the person wanted it.
    pub since: DateTime<Utc>,
    /// How it stands.
    pub state: PendingState,
    /// Why the last attempt failed, if it did.
    pub failed_code: Option<String>,
}

/// How a change stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PendingState {
    /// It will be sent by itself.
    Waiting,
    /// It needs the person to sign in more strongly.
    NeedsStrongerSignIn,
    /// The city's copy changed meanwhile: the person chooses.
    Conflict,
    /// The city will not do it.
    Refused,
}

/// What a change is about.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// How the city reaches the person.
    Contact {
        /// What the person wants.
        mine: ContactDetails,
        /// What the city has instead, in a conflict.
        theirs: Option<ContactDetails>,
    },
    /// What the person likes and allows.
    Preferences {
        /// What the person wants.
        mine: Preferences,
        /// What the city has instead, in a conflict.
        theirs: Option<Preferences>,
    },
    /// Something this app does not know: an older or a newer one wrote it.
    Other,
}

opaque_debug!(Person, Address, ContactDetails, Represented);
