//! Which cards fit a query, and what of each would be shown: the places that the query selects, and never one more (section 6.4).

use std::collections::BTreeMap;

use serde_json::Value;

use super::query::{ClaimQuery, CredentialQuery, CredentialSet, Format, Query};
use crate::path::{self, Place};

/// A card that might fit. All of it is borrowed: a wallet with hundreds of cards copies none of them.
#[derive(Clone, Copy)]
pub struct Candidate<'a> {
    /// The caller's name for it.
    pub id: &'a str,
    /// What kind of card it is.
    pub format: Format,
    /// Its `vct` with all that it extends, or its document type.
    pub types: &'a [String],
    /// Its claims; of an mdoc, its name spaces with their elements as JSON (section 6.3).
    pub claims: &'a Value,
    /// Names of the keys that vouch for its issuer ([`crate::x509::Chain::authority_keys`]).
    pub authority_keys: &'a [Vec<u8>],
    /// Whether its holder can prove to be its holder.
    pub holder_bound: bool,
}

crate::opaque_debug!(Candidate<'_>);

/// A card that fits.
#[derive(Clone, PartialEq, Eq)]
pub struct Fit<'a> {
    /// The caller's name for it.
    pub candidate: &'a str,
    /// What of it is asked for, in order, nothing twice. Empty where only the card itself is.
    pub places: Vec<Place>,
}

crate::opaque_debug!(Fit<'_>);

/// What can be answered: all alternatives, for a person to choose from ([`Answer::choose`]).
#[derive(Clone, PartialEq, Eq)]
pub struct Answer<'a> {
    credentials: Vec<Offer<'a>>,
    sets: Vec<SetOffer>,
}

crate::opaque_debug!(Answer<'_>);

/// What there is for one credential query.
#[derive(Clone, PartialEq, Eq)]
pub struct Offer<'a> {
    /// The verifier's name for it.
    pub id: &'a str,
    /// Whether more than one card may be shown.
    pub multiple: bool,
    /// The cards that fit, in the order of the candidates.
    pub fits: Vec<Fit<'a>>,
}

crate::opaque_debug!(Offer<'_>);

/// What there is for one credential set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetOffer {
    /// Whether nothing at all may be given without it.
    pub required: bool,
    /// Its options that can be given, the verifier's favourite first, each as positions in [`Answer::credentials`].
    pub options: Vec<Vec<usize>>,
}

impl<'a> Answer<'a> {
    /// What there is for each credential query, in their order.
    #[must_use]
    pub fn credentials(&self) -> &[Offer<'a>] {
        &self.credentials
    }

    /// What there is for each credential set, in their order.
    #[must_use]
    pub fn sets(&self) -> &[SetOffer] {
        &self.sets
    }

    /// Whether anything may be given: everything that is required can be, and something can.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        let can = |set: &SetOffer| !set.options.is_empty();
        self.sets.iter().all(|set| !set.required || can(set)) && self.sets.iter().any(can)
    }
}

/// Finds what fits.
#[must_use]
pub fn answer<'a>(query: &'a Query, candidates: &[Candidate<'a>]) -> Answer<'a> {
    let wanted = Wanted::of(query);
    let empty = |credential: &'a CredentialQuery| Offer {
        id: &credential.id,
        multiple: credential.multiple,
        fits: Vec::new(),
    };
    let mut offers: Vec<Offer<'a>> = query.credentials.iter().map(empty).collect();
    for candidate in candidates {
        for position in wanted.by(candidate) {
            let Some((credential, offer)) = query.credentials.get(position).zip(offers.get_mut(position)) else {
                continue;
            };
            if let Some(places) = fit(credential, candidate) {
                offer.fits.push(Fit {
                    candidate: candidate.id,
                    places,
                });
            }
        }
    }
    let has_one = |position: &usize| offers.get(*position).is_some_and(|offer| !offer.fits.is_empty());
    let of_set = |set: &CredentialSet| SetOffer {
        required: set.required,
        options: set
            .options
            .iter()
            .filter(|option| option.iter().all(has_one))
            .cloned()
            .collect(),
    };
    let sets = query.sets.iter().map(of_set).collect();
    Answer {
        credentials: offers,
        sets,
    }
}

/// Which credential queries want what, so that each card is looked at once, and only by those that want its type.
struct Wanted<'q> {
    by_type: BTreeMap<(Format, &'q str), Vec<usize>>,
    any: BTreeMap<Format, Vec<usize>>,
}

impl<'q> Wanted<'q> {
    fn of(query: &'q Query) -> Self {
        let mut wanted = Self {
            by_type: BTreeMap::new(),
            any: BTreeMap::new(),
        };
        for (position, credential) in query.credentials.iter().enumerate() {
            // A format of nobody's matches nothing.
            let Some(format) = credential.format else { continue };
            let Some(types) = &credential.types else {
                wanted.any.entry(format).or_default().push(position);
                continue;
            };
            for name in types {
                wanted.by_type.entry((format, name)).or_default().push(position);
            }
        }
        wanted
    }

    /// The credential queries that a card is of interest to, each once.
    fn by(&self, candidate: &Candidate<'_>) -> Vec<usize> {
        let of_type = candidate.types.iter();
        let of_type = of_type.filter_map(|name| self.by_type.get(&(candidate.format, name.as_str())));
        let all = of_type.chain(self.any.get(&candidate.format));
        let mut all: Vec<usize> = all.flatten().copied().collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// What is asked of a card; `None` where it does not fit.
fn fit(query: &CredentialQuery, candidate: &Candidate<'_>) -> Option<Vec<Place>> {
    if query.holder_bound && !candidate.holder_bound {
        return None;
    }
    if let Some(keys) = &query.authority_keys {
        candidate.authority_keys.iter().find(|key| keys.contains(key))?;
    }
    let mut found: Vec<Vec<Place>> = query
        .claims
        .iter()
        .map(|claim| places(claim, candidate.claims))
        .collect();
    let is_there = |position: &usize| found.get(*position).is_some_and(|places| !places.is_empty());
    let combination = query.combinations.iter().find(|all| all.iter().all(is_there))?;
    let mut selected = Vec::new();
    for position in combination {
        selected.append(found.get_mut(*position)?);
    }
    selected.sort_unstable();
    selected.dedup();
    Some(selected)
}

/// Where a claim is, without what has another value: that is as if it were not there (section 6.4.1).
fn places(claim: &ClaimQuery, claims: &Value) -> Vec<Place> {
    let mut places = claim.pointer.places(claims);
    if !claim.values.is_empty() {
        places.retain(|place| path::at(claims, place).is_some_and(|value| claim.values.contains(value)));
    }
    places
}

#[cfg(test)]
#[path = "matching_tests.rs"]
mod tests;
