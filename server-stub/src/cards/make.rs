//! Makes copies of a card: all say the same and share nothing else.

use ring::rand::{SecureRandom as _, SystemRandom};
use rusqlite::Connection;
use serde_json::{Map, Value};

use super::jose::PublicKey;
use super::kind::{Configuration, Format, Tier};
use super::kinds::KEY_TIER;
use super::pki::Signer;
use super::status::PLACES;
use super::{Holding, mdoc, sd_jwt, store};
use crate::calendar::{later, moment};
use crate::store::StoreError;

const DAY: i64 = 86_400;

/// Copies that are wanted.
#[derive(Debug)]
pub struct Order<'a> {
    /// The card in its format.
    pub configuration: Configuration,
    /// What it says.
    pub holding: &'a Holding,
    /// A key for each copy; empty for a card that is bound to none.
    pub keys: &'a [PublicKey],
    /// The issuer's identifier.
    pub issuer: &'a str,
    /// The address of the status list.
    pub list: &'a str,
    /// The city's time.
    pub now: i64,
}

/// What was made.
#[derive(Debug)]
pub struct Made {
    /// Each copy as an answer carries it.
    pub copies: Vec<String>,
    /// Its place in the status list.
    pub places: Vec<i64>,
    /// From when until when they are good.
    pub times: (i64, i64),
}

/// Makes them; `None` without randomness.
pub fn make(connection: &Connection, order: &Order<'_>, signer: &Signer) -> Result<Option<Made>, StoreError> {
    let times = times(order);
    let holders: Vec<Option<&PublicKey>> = match order.configuration.tier() {
        Tier::None => vec![None],
        Tier::Basic | Tier::Software | Tier::Hardware => order.keys.iter().map(Some).collect(),
    };
    let claims = claims(order);
    let (mut copies, mut places) = (Vec::new(), Vec::new());
    for holder in holders {
        let Some(place) = draw(connection, order.configuration.kind.id, &places)? else {
            return Ok(None);
        };
        let Some(copy) = copy((order, &claims), holder, (times, place), signer) else {
            return Ok(None);
        };
        copies.push(copy);
        places.push(place);
    }
    Ok(Some(Made { copies, places, times }))
}

/// From the beginning of the day, which all who asked on it share, until the card ends or the copy is old enough.
fn times(order: &Order<'_>) -> (i64, i64) {
    let made = order.now - order.now.rem_euclid(DAY);
    let ends = made.saturating_add(order.configuration.days().saturating_mul(DAY));
    let card_ends = order.holding.until.map_or(i64::MAX, |until| {
        moment(later(until, 1).and_time(chrono::NaiveTime::MIN)).timestamp() - 1
    });
    (made, ends.min(card_ends))
}

/// What the card says, and at which tier: no copy of one tier can be taken for one of another.
fn claims(order: &Order<'_>) -> Map<String, Value> {
    let (mut claims, tier) = (order.holding.claims.clone(), order.configuration.tier());
    if tier > Tier::None {
        claims.insert(KEY_TIER.to_owned(), tier.name().into());
    }
    claims
}

fn copy(
    (order, claims): (&Order<'_>, &Map<String, Value>),
    holder: Option<&PublicKey>,
    (times, place): ((i64, i64), i64),
    signer: &Signer,
) -> Option<String> {
    let kind = order.configuration.kind;
    let status = (order.list, place);
    match order.configuration.format {
        Format::SdJwt => {
            let copy = sd_jwt::Copy {
                vct: kind.typ,
                issuer: order.issuer,
                claims,
                disclosable: &kind.hidden(),
                times,
                status,
                holder,
            };
            sd_jwt::make(&copy, signer)
        }
        Format::Mdoc => {
            let copy = mdoc::Copy {
                doctype: kind.typ,
                claims,
                times,
                status,
                holder: holder?,
            };
            mdoc::make(&copy, signer)
        }
    }
}

/// A place that nobody has: neighbours in a list must not be neighbours in a pocket. `None` if the list is as good as full.
fn draw(connection: &Connection, kind: &str, taken: &[i64]) -> Result<Option<i64>, StoreError> {
    const TRIES: usize = 200;
    for _ in 0..TRIES {
        let mut bytes = [0_u8; 4];
        if SystemRandom::new().fill(&mut bytes).is_err() {
            return Ok(None);
        }
        let places = u32::try_from(PLACES).map_err(|_| StoreError::Damaged)?;
        let place = i64::from(u32::from_le_bytes(bytes) % places);
        if !taken.contains(&place) && store::is_free(connection, kind, place)? {
            return Ok(Some(place));
        }
    }
    Ok(None)
}
