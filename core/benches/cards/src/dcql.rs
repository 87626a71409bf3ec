//! A question about two kinds of card, in a wallet of 500: which cards fit, and what of each would be shown.
//!
//! No crate of others answers DCQL whole. The floor goes through the cards once, looks at the type, and looks up what is asked for by
//! `Value::pointer`: it knows nothing of sets, of values, of arrays or of what is hidden.

use madrid_credentials::dcql::{Candidate, Format, Query, answer};
use serde_json::{Value, json};

use crate::harness::{Figure, Outcome, beside};
use crate::{ROUNDS, time};

const CARDS: usize = 500;
const KINDS: usize = 10;

/// A stored card, read.
struct Stored {
    id: String,
    types: Vec<String>,
    claims: Value,
}

/// Over 500 cards of ten kinds.
pub fn figures() -> Outcome<Vec<Figure>> {
    let stored: Vec<Stored> = (0..CARDS).map(Stored::new).collect();
    let candidates: Vec<Candidate<'_>> = stored.iter().map(Stored::candidate).collect();
    let asked = asked();
    let query = Query::read(&asked)?;
    let ours = || -> Outcome<usize> {
        let answer = answer(&query, &candidates);
        Ok(answer.credentials().iter().map(|offer| offer.fits.len()).sum())
    };
    let bare = || -> Outcome<usize> { Ok(stored.iter().filter(|card| fits(card)).count()) };
    if (ours()?, bare()?) != (2 * CARDS / KINDS, 2 * CARDS / KINDS) {
        return Err("other cards fit".into());
    }
    let figure = beside(
        format!("DCQL over {CARDS} cards"),
        ROUNDS,
        || time(ours),
        ("types and Value::pointer", || time(bare)),
    )?;
    Ok(vec![figure])
}

fn kind(number: usize) -> String {
    format!("urn:example:card:{number}")
}

fn asked() -> Value {
    json!({
        "credentials": [
            { "id": "pass", "format": "dc+sd-jwt", "meta": { "vct_values": [kind(3)] },
              "claims": [{ "path": ["given_name"] }, { "path": ["address", "locality"], "values": ["Madrid"] }] },
            { "id": "home", "format": "dc+sd-jwt", "meta": { "vct_values": [kind(7)] },
              "claims": [{ "path": ["given_name"] }, { "path": ["address", "locality"], "values": ["Madrid"] }] },
        ],
        "credential_sets": [{ "options": [["pass"], ["home"]] }],
    })
}

impl Stored {
    fn new(number: usize) -> Self {
        Self {
            id: number.to_string(),
            types: vec![kind(number % KINDS)],
            claims: json!({
                "given_name": "Ada", "family_name": "Byron", "birthdate": "1815-12-10", "nationalities": ["ES", "GB"],
                "address": { "street_address": format!("Calle Mayor, {number}"), "locality": "Madrid", "postal_code": "28013" },
            }),
        }
    }

    fn candidate(&self) -> Candidate<'_> {
        Candidate {
            id: &self.id,
            format: Format::SdJwt,
            types: &self.types,
            claims: &self.claims,
            authority_keys: &[],
            holder_bound: true,
        }
    }
}

fn fits(card: &Stored) -> bool {
    let is_asked = card
        .types
        .iter()
        .any(|kind| kind.ends_with(":3") || kind.ends_with(":7"));
    let locality = || card.claims.pointer("/address/locality");
    is_asked && card.claims.pointer("/given_name").is_some() && locality().is_some_and(|place| place == "Madrid")
}
