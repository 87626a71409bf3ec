//! What is filed about a report: allegations, the driver's name, and what an official decides.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, Transaction};

use super::machine::{Expediente, Fase, Outcome, Refusal, may_allege, may_name_driver, may_resolve};
use super::store::{self, NewConductor};
use crate::calendar::today;
use crate::store::StoreError;

/// A paper that comes with allegations.
#[derive(Debug)]
pub struct Paper {
    /// What it is called.
    pub name: String,
    /// Its media type.
    pub kind: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Who was at the wheel.
#[derive(Debug)]
pub struct Driver {
    /// The name.
    pub name: String,
    /// NIF or NIE.
    pub document: String,
    /// Where letters reach them.
    pub address: String,
    /// The number of the driving licence, where it is known.
    pub licence: Option<String>,
}

/// A report of somebody's.
pub fn own(connection: &Connection, nif: &str, numero: &str) -> Result<Option<Expediente>, StoreError> {
    let found = store::one(connection, numero)?;
    Ok(found.filter(|file| file.titular == nif))
}

/// Files allegations. Gives the number of the registry.
pub fn allege(
    tx: &Transaction<'_>,
    (nif, numero): (&str, &str),
    text: &str,
    papers: &[Paper],
    now: DateTime<Utc>,
) -> Result<Result<String, Refusal>, StoreError> {
    let day = today(now);
    let Some(file) = own(tx, nif, numero)? else {
        return Ok(Err(Refusal::Unknown));
    };
    if let Err(refusal) = may_allege(&file, day) {
        return Ok(Err(refusal));
    }
    let registro = store::next_registro(tx, day)?;
    store::add_alegacion(tx, numero, &registro, now.timestamp(), text)?;
    for (orden, paper) in papers.iter().enumerate() {
        store::add_paper(tx, numero, orden, (&paper.name, paper.kind, &paper.bytes))?;
    }
    store::set_fase(tx, numero, Fase::Al)?;
    Ok(Ok(registro))
}

/// Files who was at the wheel. Gives the number of the registry.
pub fn name_driver(
    tx: &Transaction<'_>,
    (nif, numero): (&str, &str),
    driver: &Driver,
    now: DateTime<Utc>,
) -> Result<Result<String, Refusal>, StoreError> {
    let day = today(now);
    let Some(file) = own(tx, nif, numero)? else {
        return Ok(Err(Refusal::Unknown));
    };
    if let Err(refusal) = may_name_driver(&file, day) {
        return Ok(Err(refusal));
    }
    let registro = store::next_registro(tx, day)?;
    let who = NewConductor {
        nombre: &driver.name,
        nif: &driver.document,
        domicilio: &driver.address,
        permiso: driver.licence.as_deref(),
    };
    store::add_conductor(tx, numero, &registro, now.timestamp(), &who)?;
    store::set_fase(tx, numero, Fase::Co)?;
    Ok(Ok(registro))
}

/// An official decides allegations.
pub fn resolve(
    tx: &Transaction<'_>,
    numero: &str,
    outcome: Outcome,
    now: DateTime<Utc>,
) -> Result<Result<(), Refusal>, StoreError> {
    let day = today(now);
    let Some(file) = store::one(tx, numero)? else {
        return Ok(Err(Refusal::Unknown));
    };
    if let Err(refusal) = may_resolve(&file, day) {
        return Ok(Err(refusal));
    }
    store::resolve(tx, numero, outcome, day)?;
    Ok(Ok(()))
}
