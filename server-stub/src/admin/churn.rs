//! Makes the city live: seeded changes to places, so that deltas have something to carry.

use axum::Json;
use axum::extract::State;
use rusqlite::Transaction;
use serde::{Deserialize, Serialize};

use super::Body;
use crate::api::Problem;
use crate::catalogue::Facility;
use crate::random::Dice;
use crate::state::CityState;
use crate::store::{self, Change, Collection, Meta, StoreError};
use crate::synthetic;

const MOST: usize = 100_000;
/// Keeps the dice of the changes apart from all other uses of the seed.
const PURPOSE: u64 = 0xC4A6;
/// Places opened by churn get ids from here on: this plus their place in the sequence, which is never used twice.
const FIRST_ID: i64 = 2_000_000_000;

/// How much is to happen.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ChurnWire {
    upserts: usize,
    deletes: usize,
    inserts: usize,
}

/// What happened.
#[derive(Debug, Serialize)]
pub struct ChurnedWire {
    sequence: i64,
    changed: Vec<i64>,
}

/// `POST /admin/churn`. If there are fewer live places than changes asked for, every place changes once.
pub async fn churn(State(city): State<CityState>, Body(wire): Body<ChurnWire>) -> Result<Json<ChurnedWire>, Problem> {
    if wire.upserts.max(wire.deletes).max(wire.inserts) > MOST {
        return Err(Problem::bad_request(
            "bad_churn",
            format!("at most {MOST} of each kind at once"),
        ));
    }
    let (seed, now) = (city.seed(), city.clock().now().timestamp());
    let churned = city
        .with_store(move |store| store.write(|tx| change(tx, wire, seed, now)))
        .await?;
    Ok(Json(churned))
}

fn change(tx: &Transaction<'_>, wire: ChurnWire, seed: u64, now: i64) -> Result<ChurnedWire, StoreError> {
    let meta = Meta::read(tx, Collection::Places)?;
    // The place in the sequence makes every call different and the same calls in the same order alike.
    let mut dice = Dice::for_purpose(seed ^ PURPOSE, meta.sequence.unsigned_abs());
    let mut chosen = draw(
        &mut dice,
        store::ids(tx, Collection::Places)?,
        wire.upserts.saturating_add(wire.deletes),
    );
    let deleted = chosen.split_off(wire.upserts.min(chosen.len()));
    let mut changes = Vec::new();
    for id in chosen {
        changes.push(Change::Put {
            id,
            content: changed(tx, id, meta.sequence, &mut dice)?,
        });
    }
    changes.extend(deleted.into_iter().map(|id| Change::Remove { id }));
    for n in 0..wire.inserts {
        let id = FIRST_ID + meta.sequence + i64::try_from(n).unwrap_or(0);
        changes.push(Change::Put {
            id,
            content: serde_json::to_string(&synthetic::place(seed, id))?,
        });
    }
    let changed = changes
        .iter()
        .map(|(Change::Put { id, .. } | Change::Remove { id })| *id)
        .collect();
    store::forget_old_tombstones(tx, now)?;
    Ok(ChurnedWire {
        sequence: store::apply(tx, Collection::Places, changes, now)?.sequence,
        changed,
    })
}

/// Draws `count` of these, each at most once.
fn draw(dice: &mut Dice, mut from: Vec<i64>, count: usize) -> Vec<i64> {
    let mut drawn = Vec::new();
    while drawn.len() < count && !from.is_empty() {
        drawn.push(from.swap_remove(dice.below(from.len())));
    }
    drawn
}

/// New hours always, a new name sometimes. The sequence number makes sure it differs from whatever was there.
fn changed(tx: &Transaction<'_>, id: i64, sequence: i64, dice: &mut Dice) -> Result<String, StoreError> {
    const NEW_NAMES: [&str; 3] = [" (en obras)", " (reapertura)", " (sede provisional)"];
    let entry = store::one(tx, Collection::Places, id)?.ok_or(StoreError::Damaged)?;
    let mut place: Facility = serde_json::from_str(entry.content.as_deref().unwrap_or_default())?;
    let (opens, closes) = (8 + dice.below(3), 19 + dice.below(4));
    place.hours = Some(format!(
        "De lunes a viernes, de {opens} a {closes} horas. Aviso n.º {}.",
        sequence + 1
    ));
    if dice.below(2) == 0 {
        let bare = NEW_NAMES
            .iter()
            .find_map(|suffix| place.name.strip_suffix(suffix))
            .unwrap_or(&place.name);
        place.name = format!("{bare}{}", dice.pick(&NEW_NAMES).unwrap_or(&""));
    }
    Ok(serde_json::to_string(&place)?)
}
