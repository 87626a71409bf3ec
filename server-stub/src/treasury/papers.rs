//! Paying with a paper in the hand: what a reference would pay, and for whom the City keeps it. It never says whose debt it is.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Connection;

use super::model::{Debt, DebtKind, DebtRef, Standing};
use super::reference::{Reference, Says};
use super::rules::holds_until;
use super::service::{What, get_through, release};
use super::store;
use crate::api::{Problem, owed, printed};
use crate::calendar::today;
use crate::sectors;
use crate::state::CityState;
use crate::store::StoreError;

/// The debt behind a reference, as the system has it that printed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Who owes it. Told to nobody.
    pub nif: String,
    /// Which it is.
    pub debt: DebtRef,
}

/// How what a reference is for stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperState {
    /// It can be paid.
    Payable,
    /// It is paid.
    Paid,
    /// Another payment holds it.
    Locked,
    /// The paper is too old, or says another price.
    Expired,
}

/// What a reference would pay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// With which system.
    pub kind: DebtKind,
    /// What it is called.
    pub name: String,
    /// What it costs now, in cents.
    pub amount: i64,
    /// The last day on which the paper is good.
    pub until: Option<NaiveDate>,
    /// How it stands.
    pub state: PaperState,
    /// Until when the price holds.
    pub valid_until: DateTime<Utc>,
}

impl Reference {
    /// With which system the debt is.
    #[must_use]
    pub const fn kind(&self) -> DebtKind {
        match self.says {
            Says::Fine { .. } => DebtKind::Fine,
            Says::Receipt { .. } | Says::Enforcement { .. } => DebtKind::Tax,
        }
    }

    const fn until(&self) -> Option<NaiveDate> {
        match self.says {
            Says::Fine { until, .. } | Says::Enforcement { until, .. } => Some(until),
            Says::Receipt { .. } => None,
        }
    }

    const fn amount(&self) -> Option<i64> {
        match self.says {
            Says::Fine { amount, .. } | Says::Receipt { amount, .. } => Some(amount),
            Says::Enforcement { .. } => None,
        }
    }

    /// Whether the paper is good on a day for a debt as it is then.
    #[must_use]
    pub fn is_good(&self, debt: &Debt, today: NaiveDate) -> bool {
        let in_time = self.until().is_none_or(|until| today <= until);
        in_time && self.amount().is_none_or(|amount| amount == debt.amount)
    }
}

/// The debt that a reference is for, if there is one.
pub fn find(connection: &Connection, reference: &Reference) -> Result<Option<Found>, StoreError> {
    let of = |kind, (nif, id): (String, String)| Found {
        nif,
        debt: DebtRef { kind, id },
    };
    Ok(match &reference.says {
        Says::Fine { bulletin, plate, .. } => sectors::fines::holder(connection, bulletin)?
            .filter(|(_, known)| known == plate)
            .map(|(nif, _)| of(DebtKind::Fine, (nif, bulletin.clone()))),
        Says::Receipt { number, .. } | Says::Enforcement { number, .. } => {
            sectors::tax::holder(connection, number)?.map(|found| of(DebtKind::Tax, found))
        }
    })
}

/// What a reference would pay now, or `None` if it is of nothing. Asking changes nothing, but that a payment whose time is over is
/// looked after first.
pub async fn by_reference(city: &CityState, reference: Reference) -> Result<Option<Paper>, Problem> {
    get_through(city, reference.kind()).await?;
    release(city, &What::Reference(reference.clone())).await?;
    let now = city.clock().now();
    city.with_store(move |records| records.read(|connection| read(connection, &reference, now)))
        .await
}

fn read(connection: &Connection, reference: &Reference, now: DateTime<Utc>) -> Result<Option<Paper>, StoreError> {
    let today = today(now);
    let Some(Found { nif, debt }) = find(connection, reference)? else {
        return Ok(None);
    };
    let Some(owed) = owed(connection, &nif, &debt, now)? else {
        return Ok(None);
    };
    let is_held = store::holder(connection, &debt)?.is_some();
    let state = match owed.standing {
        // The bank account is charged for it: no paper was printed.
        Standing::Closing | Standing::NotPayable => return Ok(None),
        Standing::Paid => PaperState::Paid,
        Standing::Payable if is_held => PaperState::Locked,
        Standing::Payable if !reference.is_good(&owed, today) => PaperState::Expired,
        Standing::Payable => PaperState::Payable,
    };
    let papers = printed(connection, &nif, today)?;
    let paper = papers.into_iter().find(|(other, _)| *other == debt);
    let until = reference.until().or_else(|| paper.map(|(_, paper)| paper.until));
    let paid = store::payer(connection, &debt)?;
    Ok(Some(Paper {
        kind: debt.kind,
        name: owed.name,
        amount: paid.map_or(owed.amount, |paid| paid.amount),
        until,
        state,
        valid_until: holds_until(now),
    }))
}
