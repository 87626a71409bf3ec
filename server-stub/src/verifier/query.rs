//! Questions in the language of OpenID4VP (DCQL, 1.0, section 6), as far as a verifier has to know its own.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::cards::shown::{Fault, Place, Shown, select};
use crate::cards::{Format, KEY_TIER, Tier};

/// No list in a question is longer.
const MOST: usize = 30;

/// A question.
#[derive(Debug, Clone, PartialEq)]
pub struct Query {
    /// The cards that are asked for.
    pub credentials: Vec<Asked>,
    /// Which of them are enough; without any, all are needed.
    sets: Vec<Set>,
}

/// A card that is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// The name of it in this question.
    pub id: String,
    /// How it is written.
    pub format: Format,
    /// Of which types.
    types: Vec<String>,
    /// Whether there may be several.
    multiple: bool,
    /// Whether its holder must prove to be whose it is.
    pub bound: bool,
    claims: Vec<Claim>,
    claim_sets: Vec<Vec<String>>,
}

#[derive(Debug, Clone, PartialEq)]
struct Claim {
    id: Option<String>,
    path: Vec<Value>,
    values: Vec<Value>,
}

#[derive(Debug, Clone, PartialEq)]
struct Set {
    options: Vec<Vec<String>>,
    required: bool,
}

impl Query {
    /// Reads one. `None` for one that no wallet should answer.
    pub fn read(value: &Value) -> Option<Self> {
        let credentials: Vec<Asked> = list(value.get("credentials")?)?
            .iter()
            .map(asked)
            .collect::<Option<_>>()?;
        let sets = value
            .get("credential_sets")
            .map_or(Some(Vec::new()), |sets| list(sets)?.iter().map(set).collect());
        let query = Self {
            credentials,
            sets: sets?,
        };
        let mut ids: Vec<&str> = query.credentials.iter().map(|one| one.id.as_str()).collect();
        ids.sort_unstable();
        let named = query.sets.iter().flat_map(|set| set.options.iter().flatten());
        let fits =
            ids.windows(2).all(|two| two.first() != two.last()) && named.clone().all(|id| query.asked(id).is_some());
        fits.then_some(query)
    }

    /// The card of this name.
    pub fn asked(&self, id: &str) -> Option<&Asked> {
        self.credentials.iter().find(|one| one.id == id)
    }

    /// Whether these cards are what was asked for: enough, and none besides (section 6.4.2).
    pub fn is_answered_by(&self, ids: &[&str]) -> Result<(), Fault> {
        let has = |id: &String| ids.contains(&id.as_str());
        let whole = |set: &Set| set.options.iter().any(|option| option.iter().all(has));
        let is_enough = match self.sets.as_slice() {
            [] => self.credentials.iter().all(|one| has(&one.id)),
            sets => sets.iter().all(|set| !set.required || whole(set)),
        };
        if ids.is_empty() || !is_enough {
            return Err(Fault::Missing);
        }
        let ids: BTreeSet<&str> = ids.iter().copied().collect();
        if self.sets.is_empty() || leads_to(&self.sets, &BTreeSet::new(), &ids) {
            Ok(())
        } else {
            Err(Fault::TooMuch)
        }
    }
}

/// Whether one option of each set, or none of one that is not required, come to these cards: of two ways to say the same one is enough.
fn leads_to<'s>(sets: &'s [Set], chosen: &BTreeSet<&'s str>, ids: &BTreeSet<&str>) -> bool {
    let Some((set, rest)) = sets.split_first() else {
        return chosen == ids;
    };
    let with = |option: &'s Vec<String>| {
        let more: BTreeSet<&str> = chosen
            .iter()
            .copied()
            .chain(option.iter().map(String::as_str))
            .collect();
        more.is_subset(ids) && leads_to(rest, &more, ids)
    };
    (!set.required && leads_to(rest, chosen, ids)) || set.options.iter().any(with)
}

impl Query {
    /// Whether a card whose key is not in the chip of a phone would not do.
    pub fn demands_chip(&self) -> bool {
        let mut claims = self.credentials.iter().flat_map(|asked| &asked.claims);
        claims.any(Claim::demands_chip)
    }
}

impl Asked {
    /// Whether so many cards may come for it.
    pub const fn may_be(&self, count: usize) -> bool {
        count == 1 || (self.multiple && count > 1)
    }

    /// The places of a card that were asked for.
    pub fn places(&self, shown: &Shown) -> Vec<Place> {
        let found = self.claims.iter().flat_map(|claim| select(&shown.claims, &claim.path));
        found.map(|(place, _)| place).collect()
    }

    /// Whether a card says what was asked, and its holder disclosed nothing more (section 6.4.1).
    pub fn is_answered_by(&self, shown: &Shown) -> Result<(), Fault> {
        if !self.types.contains(&shown.typ) {
            return Err(Fault::WrongType);
        }
        if self.bound && !shown.bound {
            return Err(Fault::Unbound);
        }
        let all: Vec<&Claim> = self.claims.iter().collect();
        let by_id = |id: &String| self.claims.iter().find(|claim| claim.id.as_ref() == Some(id));
        let ways: Vec<Vec<&Claim>> = match self.claim_sets.as_slice() {
            [] => vec![all],
            sets => sets.iter().map(|set| set.iter().filter_map(by_id).collect()).collect(),
        };
        let mut found: Vec<Result<(), Fault>> = ways.iter().map(|claims| fits(claims, shown)).collect();
        let best = found
            .iter()
            .position(Result::is_ok)
            .or(found.iter().position(|one| *one == Err(Fault::TooMuch)));
        found.swap_remove(best.unwrap_or(0))
    }
}

fn fits(claims: &[&Claim], shown: &Shown) -> Result<(), Fault> {
    let mut meant: Vec<Place> = Vec::new();
    for claim in claims {
        let found = select(&shown.claims, &claim.path);
        if found.is_empty() {
            return Err(Fault::Missing);
        }
        let says = |value: &Value| claim.values.is_empty() || claim.values.contains(value);
        if !found.iter().any(|(_, value)| says(value)) {
            let is_low = claim.demands_chip();
            return Err(if is_low { Fault::LowTier } else { Fault::OtherValue });
        }
        meant.extend(found.into_iter().map(|(place, _)| place));
    }
    // What is above something that was asked for must be opened to get there; what is below belongs to it.
    let belongs = |place: &Place| {
        meant
            .iter()
            .any(|asked| asked.starts_with(place) || place.starts_with(asked))
    };
    if shown.disclosed.iter().all(belongs) {
        Ok(())
    } else {
        Err(Fault::TooMuch)
    }
}

/// A list that is neither empty nor longer than anybody needs.
fn list(value: &Value) -> Option<&Vec<Value>> {
    value.as_array().filter(|all| (1..=MOST).contains(&all.len()))
}

fn texts(value: &Value) -> Option<Vec<String>> {
    list(value)?.iter().map(|one| one.as_str().map(str::to_owned)).collect()
}

fn asked(value: &Value) -> Option<Asked> {
    let meta = value.get("meta")?;
    let flag = |name: &str, usual| value.get(name).map_or(Some(usual), Value::as_bool);
    let (format, types) = match value.get("format")?.as_str()? {
        "dc+sd-jwt" => (Format::SdJwt, texts(meta.get("vct_values")?)?),
        "mso_mdoc" => (Format::Mdoc, vec![meta.get("doctype_value")?.as_str()?.to_owned()]),
        _ => return None,
    };
    let claims = value
        .get("claims")
        .map_or(Some(Vec::new()), |all| list(all)?.iter().map(claim).collect())?;
    let sets: Option<Vec<Vec<String>>> = value
        .get("claim_sets")
        .map_or(Some(Vec::new()), |all| list(all)?.iter().map(texts).collect());
    let claim_sets = sets?;
    let known = |id: &String| claims.iter().any(|claim: &Claim| claim.id.as_ref() == Some(id));
    claim_sets.iter().flatten().all(known).then_some(())?;
    Some(Asked {
        id: value.get("id")?.as_str().filter(|id| !id.is_empty())?.to_owned(),
        format,
        types,
        multiple: flag("multiple", false)?,
        bound: flag("require_cryptographic_holder_binding", true)?,
        claims,
        claim_sets,
    })
}

impl Claim {
    /// Whether it is the tier, and nothing below the highest one is good enough.
    fn demands_chip(&self) -> bool {
        let is_tier = self.path.last().is_some_and(|last| last == KEY_TIER);
        is_tier && !self.values.is_empty() && self.values.iter().all(|one| one == Tier::Hardware.name())
    }
}

fn claim(value: &Value) -> Option<Claim> {
    let path = list(value.get("path")?)?.clone();
    let is_step = |step: &Value| step.is_string() || step.is_u64() || step.is_null();
    Some(Claim {
        id: value.get("id").and_then(Value::as_str).map(str::to_owned),
        path: path.iter().all(is_step).then_some(path)?,
        values: value.get("values").map_or(Some(Vec::new()), |all| list(all).cloned())?,
    })
}

fn set(value: &Value) -> Option<Set> {
    Some(Set {
        options: list(value.get("options")?)?.iter().map(texts).collect::<Option<_>>()?,
        required: value.get("required").map_or(Some(true), Value::as_bool)?,
    })
}

#[cfg(test)]
#[path = "query_tests.rs"]
mod tests;
