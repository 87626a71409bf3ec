//! Fines as the City says them. Kept sealed as they are written here.

mod filing;

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

pub use filing::{About, Draft, DriverDetails, MOST_PAPERS, Paper, PaperKind, Progress, Refusal};

use crate::kernel::Cents;
use crate::log::opaque_debug;

/// A fine.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fine {
    /// The number of the report.
    pub id: String,
    /// What for.
    pub kind: FineKind,
    /// The rule that was broken, in the City's words.
    pub rule: Both,
    /// How serious the law takes it.
    pub severity: Severity,
    /// Points of the driving licence.
    pub points: u32,
    /// The vehicle.
    pub plate: String,
    /// Where.
    pub place: String,
    /// When, on the walls of Madrid.
    pub at: NaiveDateTime,
    /// How it stood when the City was asked.
    pub state: FineState,
    /// What it cost then, where there is something to pay.
    pub amount: Option<Cents>,
    /// The whole price.
    pub full: Cents,
    /// The price with the reduction.
    pub reduced: Cents,
    /// When the owner was told.
    pub notified: Option<NaiveDate>,
    /// Until when what can be done.
    pub windows: Windows,
    /// What it costs on which days, the first one first.
    pub steps: Vec<Step>,
    /// What whoever pays gives up.
    pub gives_up: Vec<GivenUp>,
    /// What the City lets the person do.
    pub allowed: Vec<Act>,
    /// What there is to prove it.
    pub evidence: Evidence,
    /// What was said against it.
    pub allegations: Option<Filed>,
    /// Who was named.
    pub driver: Option<DriverNamed>,
    /// What was paid.
    pub paid: Option<Cents>,
}

/// The same in both languages of the City.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Both {
    /// Spanish.
    pub es: String,
    /// English.
    pub en: String,
}

/// Makes an enum whose words are those of the wire. One of a newer city is `Other`, never an error.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)*
            /// Something this app has no word for.
            #[serde(other)]
            Other,
        }
    };
}

words! {
    /// What a fine is for.
    FineKind {
        /// Too fast.
        Speed,
        /// Where a car must not stand.
        Parking,
        /// Into a zone for cars that pollute little.
        LowEmissionZone,
        /// Through a red light.
        RedLight,
    }
}

words! {
    /// How serious the law takes it.
    Severity {
        /// Minor.
        Minor,
        /// Serious.
        Serious,
        /// Very serious.
        VerySerious,
    }
}

words! {
    /// How a fine stands.
    FineState {
        /// The owner was not told yet.
        Reported,
        /// The owner was told, and the reduction holds.
        Notified,
        /// The owner was told, and the reduction is over.
        DiscountOver,
        /// Allegations wait for a decision.
        Contested,
        /// Another person was named.
        DriverNamed,
        /// It is to be paid in full.
        Final,
        /// It is to be paid with a surcharge.
        Enforcement,
        /// Paid.
        Paid,
        /// Paid with the reduction: the case is closed.
        Closed,
        /// There is no fine any more.
        Cancelled,
        /// The City gave it up.
        WrittenOff,
        /// What was paid was given back.
        Refunded,
    }
}

words! {
    /// What whoever pays gives up.
    GivenUp {
        /// To say that it is wrong.
        Allegations,
        /// To appeal without a court.
        Appeal,
    }
}

words! {
    /// What a person can do about a fine.
    Act {
        /// Pay it.
        Pay,
        /// Say that it is wrong.
        Allege,
        /// Say who was at the wheel.
        NameDriver,
    }
}

words! {
    /// What became of allegations.
    Outcome {
        /// The person was right.
        Accepted,
        /// The fine stays.
        Refused,
    }
}

words! {
    /// Which price.
    StepKind {
        /// With the reduction.
        Reduced,
        /// In full.
        Full,
        /// With a surcharge.
        Surcharge,
    }
}

/// The last days on which something can be done, as the City says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Windows {
    /// To pay less.
    pub discount: Option<NaiveDate>,
    /// To say that it is wrong.
    pub allegations: Option<NaiveDate>,
    /// To name the driver.
    pub driver: Option<NaiveDate>,
    /// To pay without a surcharge.
    pub payment: Option<NaiveDate>,
}

/// A price, and the days on which it is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Which.
    pub kind: StepKind,
    /// How much of a hundred comes on top.
    pub surcharge: u32,
    /// How much.
    pub amount: Cents,
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub until: Option<NaiveDate>,
}

/// What there is to prove a fine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// What was seen.
    pub description: Both,
    /// What measured it.
    pub device: Option<Device>,
    /// How many photos the City has.
    pub photos: u32,
}

/// What measured it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// What it is.
    pub name: Both,
    /// Its number.
    pub serial: String,
    /// When it was last checked.
    pub verified: NaiveDate,
}

/// What was filed against a fine, on this phone or elsewhere.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filed {
    /// The number of the registry.
    pub registry: String,
    /// The day on which it came in.
    pub day: NaiveDate,
    /// How many papers came with it.
    pub papers: u32,
    /// What was decided, and on which day.
    pub resolution: Option<(Outcome, NaiveDate)>,
}

/// Who was named.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DriverNamed {
    /// The number of the registry.
    pub registry: String,
    /// The day on which it came in.
    pub day: NaiveDate,
    /// The name.
    pub name: String,
}

opaque_debug!(Fine, Filed, DriverNamed);
