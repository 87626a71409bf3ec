//! What is written down together: the copies of a card, what is known of it, its keys, and how far its fetching has come.

use madrid_credentials::path;
use rusqlite::Transaction;
use serde_json::Value;

use super::machine::{Ending, Event, Stage, Why};
use super::process::Process;
use super::store as on_the_way;
use super::verify::{Batch, differences};
use crate::store::{Sealer, StoreError};
use crate::wallet::log::{Attribute, Entry, LoggedCard, LoggedParty, Outcome, What};
use crate::wallet::model::{Card, Difference};
use crate::wallet::store::{self, Renewal};
use crate::wallet::{journal, keys};

/// How far one has come, at this time. Its new keys are wanted from now on; a right that is over is forgotten; a failure is in the log.
pub fn progress(tx: &Transaction<'_>, sealer: &Sealer, process: &Process, now: i64) -> Result<(), StoreError> {
    if let Stage::Over {
        ending: Ending::Failed(why),
    } = &process.course.stage
    {
        journal::append(
            tx,
            sealer,
            &told(
                process,
                now,
                Outcome::Failed(why.code().to_owned()),
                vec![logged(process, None)],
            ),
        )?;
    }
    if let (
        Some(card),
        Stage::Over {
            ending: Ending::Failed(Why::RightOver),
        },
    ) = (process.replaces, &process.course.stage)
    {
        store::set_renewal(tx, sealer, card, None)?;
    }
    want_new_keys(tx, process)?;
    on_the_way::replace(tx, sealer, process)
}

/// Writes those names down that are not yet.
fn want_new_keys(tx: &Transaction<'_>, process: &Process) -> Result<(), StoreError> {
    if !matches!(
        process.course.stage,
        Stage::Proving { .. } | Stage::Pushing { .. } | Stage::Redeeming { .. }
    ) {
        return Ok(());
    }
    let names = process.keys.iter().map(|key| &key.name).chain(&process.bound_to);
    for name in names {
        if !keys::is_known(tx, name)? {
            keys::want(tx, process.id, std::slice::from_ref(name))?;
        }
    }
    Ok(())
}

/// All that came: a new card, or new copies of one in the place of the old ones.
pub fn batch(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    process: Process,
    (batch, notification): (&Batch, Option<String>),
    now: i64,
) -> Result<Process, StoreError> {
    let card = match process.replaces {
        None => store::add_card(tx, sealer, &described(&process, Vec::new(), (now, now)), &batch.claims)?,
        Some(id) => {
            renew(tx, sealer, (&process, id), &batch.claims, now)?;
            id
        }
    };
    for copy in &batch.copies {
        store::add_copy(tx, sealer, card, copy)?;
    }
    let tokens = process.course.tokens.as_ref();
    let refresh = tokens.and_then(|tokens| tokens.refresh.clone());
    if let (Some(refresh_token), Some(key)) = (refresh, process.bound_to.clone()) {
        let renewal = Renewal {
            refresh_token,
            key,
            server: process.server.id.clone(),
        };
        store::set_renewal(tx, sealer, card, Some(&renewal))?;
    }
    journal::append(
        tx,
        sealer,
        &told(
            &process,
            now,
            Outcome::Done,
            vec![logged(&process, Some((card, &batch.claims)))],
        ),
    )?;
    let process = process.after(Event::Kept { card, notification });
    on_the_way::replace(tx, sealer, &process)?;
    Ok(process)
}

fn renew(
    tx: &Transaction<'_>,
    sealer: &Sealer,
    (process, id): (&Process, i64),
    claims: &Value,
    now: i64,
) -> Result<(), StoreError> {
    // The person has deleted it meanwhile.
    let before = store::card(tx, sealer, id)?.ok_or(StoreError::Abandon)?;
    let said = store::claims(tx, sealer, id)?.unwrap_or_default();
    let new = differences(before.format, &said, claims);
    let card = described(process, new, (before.added_s, now));
    store::retire_copies(tx, id)?;
    store::replace_card(tx, sealer, &Card { id, ..card }, claims)
}

/// What the log says of it.
fn told(process: &Process, at: i64, outcome: Outcome, cards: Vec<LoggedCard>) -> Entry {
    let issuer = &process.issuer;
    Entry {
        at,
        what: What::Issuance,
        outcome,
        party: LoggedParty {
            id: issuer.id.clone(),
            name: issuer.name.any.clone().unwrap_or_else(|| issuer.id.clone()),
        },
        cards,
    }
}

/// The card, with the names of what it says. One that did not come has no number, unless it is one that was to be fetched anew.
fn logged(process: &Process, came: Option<(i64, &Value)>) -> LoggedCard {
    let attributes = |(_, claims)| path::leaves(claims).iter().map(Attribute::from).collect();
    let card = came.map(|(card, _)| card).or(process.replaces);
    LoggedCard {
        card: card.map(|card| card.to_string()).unwrap_or_default(),
        kind: process.wanted.kind.clone(),
        name: process.wanted.look.name.clone(),
        copy: None,
        attributes: came.map(attributes).unwrap_or_default(),
    }
}

fn described(process: &Process, differences: Vec<Difference>, (added_s, renewed_s): (i64, i64)) -> Card {
    let (issuer, wanted) = (&process.issuer, &process.wanted);
    Card {
        id: 0,
        issuer: issuer.id.clone(),
        issuer_name: issuer.name.clone(),
        configuration: wanted.configuration.clone(),
        kind: wanted.kind.clone(),
        format: wanted.format,
        look: wanted.look.clone(),
        labels: wanted.labels.clone(),
        tier: wanted.tier,
        reuse: wanted.reuse,
        disclosure_policy: wanted.disclosure_policy.clone(),
        added_s,
        renewed_s,
        differences,
        higher: process.higher.clone(),
    }
}
