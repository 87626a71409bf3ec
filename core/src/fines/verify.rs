//! Is this fine real? Asked with what is on the paper, by anybody, signed in or not. Nothing of it is kept.

use chrono::{DateTime, NaiveDate, Utc};

use super::model::{FineKind, FineState};
use super::rules::{FormFault, Pair};
use super::service::Fines;
use super::wire::{CheckWire, ProblemWire};
use crate::kernel::Cents;
use crate::net::{CityReply, NetError, form_encode};
use crate::ports::{HttpRequest, Method};

/// The City's word for "no such fine". Any server has a 404.
const NONE: &str = "fine_unknown";

/// What became of the question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verified {
    /// It is the City's.
    Real(RealFine),
    /// The City has no such fine: whoever sent the paper is somebody else.
    NotOurs,
    /// The City was not asked: what was typed cannot be a fine.
    Wrong(FormFault),
    /// The City could not be asked, so nobody knows.
    NotAsked(NetError),
}

/// What anybody may know of a fine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RealFine {
    /// What for.
    pub kind: FineKind,
    /// How it stands.
    pub state: FineState,
    /// What it costs today, where there is something to pay.
    pub amount: Option<Cents>,
    /// The last day of that price.
    pub until: Option<NaiveDate>,
    /// When the City said so.
    pub as_of: DateTime<Utc>,
}

impl Fines {
    /// Whether the fine on a paper is real. Needs no sign-in and keeps nothing. Safe to repeat, within the City's patience: who
    /// tries many numbers has to wait.
    pub async fn verify(&self, bulletin: &str, plate: &str) -> Verified {
        let pair = match Pair::read(bulletin, plate) {
            Ok(pair) => pair,
            Err(fault) => return Verified::Wrong(fault),
        };
        let query = form_encode(&[("bulletin", &pair.bulletin), ("plate", &pair.plate)]);
        let request = HttpRequest::new(Method::Get, &format!("/v1/fines/check?{query}"));
        match self.city.ask(&request, read).await {
            Ok(Some(fine)) => Verified::Real(fine),
            Ok(None) => Verified::NotOurs,
            Err(failed) => Verified::NotAsked(failed),
        }
    }
}

fn read(reply: CityReply) -> Result<Option<RealFine>, NetError> {
    match reply.status() {
        200 => {
            let wire: CheckWire = reply.json()?;
            if wire.amount_cents.is_some_and(|cents| cents <= 0) {
                return Err(NetError::BadReply);
            }
            Ok(Some(RealFine {
                kind: wire.kind,
                state: wire.state,
                amount: wire.amount_cents.map(Cents::new),
                until: wire.amount_until,
                as_of: wire.as_of,
            }))
        }
        404 if reply.json::<ProblemWire>().is_ok_and(|problem| problem.code == NONE) => Ok(None),
        404 => Err(NetError::WrongContent),
        _ => Err(reply.refusal()),
    }
}
