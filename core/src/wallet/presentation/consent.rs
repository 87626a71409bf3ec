//! What the person sees before anything leaves the phone: who asks, why, for what exactly, and whether that is more than they should.

use std::collections::HashSet;

use madrid_credentials::CredentialError;
use madrid_credentials::dcql::matching::SetOffer;
use madrid_credentials::dcql::query::CredentialQuery;
use madrid_credentials::dcql::{self, Choice, Fit, Format, Query};
use madrid_credentials::path::{self, Place, Pointer, Step};
use madrid_credentials::sd_jwt::Presentation;
use serde_json::Value;

use super::client::{Certainty, Client};
use super::held::{Content, Open};
use super::policy::Verdict;
use super::registration::{Registration, Standing};
use super::request::Request;
use crate::wallet::address::Address;

/// What every reader of an SD-JWT sees, and what says nothing of the person but through what it is in.
const PLUMBING: [&str; 10] = [
    "iss",
    "iat",
    "nbf",
    "exp",
    "cnf",
    "vct",
    "vct#integrity",
    "aka_vcts",
    "status",
    "_sd_alg",
];

/// Who asks.
#[derive(Clone, PartialEq, Eq)]
pub struct Party {
    /// The client id: what they are told apart by.
    pub id: String,
    /// What to call them.
    pub name: String,
    /// The host that the answer goes to.
    pub host: String,
    /// How sure that is.
    pub certainty: Certainty,
    /// Why they ask, by language, as they registered it.
    pub purposes: Vec<(String, String)>,
    /// Where they say what they do with it.
    pub policy: Option<String>,
    /// Why their registration does not count, where they brought one.
    pub failed: Option<&'static str>,
}

crate::log::opaque_debug!(Party);

/// What the person is asked.
#[derive(Clone, PartialEq)]
pub struct Consent {
    /// Who asks.
    pub party: Party,
    /// What for, in the order of the query.
    pub wanted: Vec<Wanted>,
    /// Which of it goes together, by positions in `wanted`.
    pub sets: Vec<SetOffer>,
    /// What to propose. `None` where nothing can be given: the verifier is told what it would be told if the person said no.
    pub proposal: Option<Choice>,
}

crate::log::opaque_debug!(Consent);

/// One card that is asked for, or several of a kind.
#[derive(Clone, PartialEq)]
pub struct Wanted {
    /// The verifier's name for it.
    pub id: String,
    /// Whether more than one may be shown.
    pub multiple: bool,
    /// The person's cards that will do.
    pub cards: Vec<CardShown>,
    /// What of it they did not register to ask for; where they registered nothing, nothing can be said.
    pub beyond: Vec<Pointer>,
}

crate::log::opaque_debug!(Wanted);

/// A card that will do, and what of it would be seen.
#[derive(Clone, PartialEq)]
pub struct CardShown {
    /// The wallet's name for it.
    pub card: String,
    /// The copy that would be shown.
    pub copy: String,
    /// Whether nobody has seen that copy yet.
    pub is_fresh: bool,
    /// Whether its issuer lets them see it.
    pub verdict: Verdict,
    /// Where the issuer explains that.
    pub explained: Option<String>,
    /// What is asked for.
    pub claims: Vec<ClaimShown>,
    /// What is seen besides, since the issuer did not let it be hidden.
    pub also: Vec<AlsoSeen>,
}

crate::log::opaque_debug!(CardShown);

/// Something that is asked for.
#[derive(Clone, PartialEq)]
pub struct ClaimShown {
    /// Where it is.
    pub place: Place,
    /// What it says.
    pub value: Value,
    /// Whether they say that they will keep it.
    pub retained: bool,
    /// Whether they did not register to ask for it.
    pub beyond: bool,
}

crate::log::opaque_debug!(ClaimShown);

/// Something that is seen without being asked for.
#[derive(Clone, PartialEq)]
pub struct AlsoSeen {
    /// Where it is.
    pub place: Place,
    /// What it says.
    pub value: Value,
}

crate::log::opaque_debug!(AlsoSeen);

/// What the person must say yes to besides (RPA_06a, RPRC_21, EDP_07).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Warning {
    /// Nobody vouches for who asks.
    Unknown,
    /// Their registration does not hold.
    RegistrationFailed,
    /// They ask for more than they registered.
    Beyond,
    /// The issuer of this card does not let them see it.
    Policy(String),
    /// Somebody has seen this copy of the card: the two can find out that it was the same person.
    SeenBefore(String),
}

/// Who asks for what, as far as consent goes by it.
#[derive(Clone, Copy)]
pub struct Asker<'a> {
    /// Who.
    pub client: &'a Client,
    /// What they have registered to ask for.
    pub standing: &'a Standing,
    /// How sure that is.
    pub certainty: Certainty,
    /// The address that the answer goes to; `None` where it is shown to who stands there.
    pub to: Option<&'a Address>,
    /// What is asked.
    pub query: &'a Query,
}

impl<'a> From<&'a Request> for Asker<'a> {
    fn from(request: &'a Request) -> Self {
        Self {
            client: &request.client,
            standing: &request.standing,
            certainty: request.certainty(),
            to: Some(&request.response_uri),
            query: &request.query,
        }
    }
}

impl Consent {
    /// What there is to say of a request.
    ///
    /// # Errors
    /// Those of a card that cannot be shown as it should.
    pub fn of<'a>(asker: impl Into<Asker<'a>>, cards: &[Open<'_>]) -> Result<Self, CredentialError> {
        let asker = asker.into();
        let candidates: Vec<_> = cards.iter().map(Open::candidate).collect();
        let answer = dcql::answer(asker.query, &candidates);
        let mut wanted = Vec::new();
        for (query, offer) in asker.query.credentials.iter().zip(answer.credentials()) {
            let fit = |fit: &Fit<'_>| {
                let card = cards.iter().find(|card| card.held.card == fit.candidate);
                shown(&asker, query, card.ok_or(CredentialError::Missing("credential"))?, fit)
            };
            wanted.push(Wanted {
                id: query.id.clone(),
                multiple: query.multiple,
                cards: offer.fits.iter().map(fit).collect::<Result<_, _>>()?,
                beyond: beyond(&asker, query),
            });
        }
        Ok(Self {
            party: party(&asker),
            wanted,
            sets: answer.sets().to_vec(),
            proposal: answer.proposal(),
        })
    }

    /// What the person must accept before this choice of theirs counts, in order.
    #[must_use]
    pub fn warnings(&self, choice: &Choice) -> Vec<Warning> {
        let mut all = Vec::new();
        if self.party.certainty == Certainty::Unknown {
            all.push(Warning::Unknown);
        }
        if self.party.failed.is_some() {
            all.push(Warning::RegistrationFailed);
        }
        for wanted in &self.wanted {
            let Some(ids) = choice.cards.get(&wanted.id) else {
                continue;
            };
            if !wanted.beyond.is_empty() {
                all.push(Warning::Beyond);
            }
            for card in wanted.cards.iter().filter(|card| ids.contains(&card.card)) {
                all.extend(card.verdict.warns().then(|| Warning::Policy(card.card.clone())));
                all.extend((!card.is_fresh).then(|| Warning::SeenBefore(card.card.clone())));
            }
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Whether the person's yes counts: they saw every warning that goes with their choice.
    ///
    /// # Errors
    /// `wallet.presentation_unwarned`
    pub fn expect_accepted(&self, choice: &Choice, accepted: &[Warning]) -> Result<(), &'static str> {
        if self.warnings(choice).iter().all(|warning| accepted.contains(warning)) {
            Ok(())
        } else {
            Err("wallet.presentation_unwarned")
        }
    }
}

fn registration<'a>(asker: &Asker<'a>) -> Option<&'a Registration> {
    match asker.standing {
        Standing::Registered(registration) => Some(registration),
        Standing::None | Standing::Failed(_) => None,
    }
}

fn party(asker: &Asker<'_>) -> Party {
    let registration = registration(asker);
    let registered = registration.and_then(|registration| registration.name.clone());
    let host = asker.to.map(Address::host).unwrap_or_default();
    Party {
        id: asker.client.id.clone(),
        name: registered.unwrap_or_else(|| asker.client.name(host)),
        host: host.to_owned(),
        certainty: asker.certainty,
        purposes: registration
            .map(|registration| registration.purposes.clone())
            .unwrap_or_default(),
        policy: registration.and_then(|registration| registration.policy.clone()),
        failed: match asker.standing {
            Standing::Failed(code) => Some(*code),
            _ => None,
        },
    }
}

/// What is asked of a card beyond the registration.
fn beyond(asker: &Asker<'_>, query: &CredentialQuery) -> Vec<Pointer> {
    let (Some(registration), Some(format)) = (registration(asker), query.format) else {
        return Vec::new();
    };
    let types = query.types.as_deref();
    let is_beyond = |pointer: &&Pointer| !registration.covers(&query.id, format, types, pointer);
    query
        .claims
        .iter()
        .map(|claim| &claim.pointer)
        .filter(is_beyond)
        .cloned()
        .collect()
}

fn shown(
    asker: &Asker<'_>,
    query: &CredentialQuery,
    card: &Open<'_>,
    fit: &Fit<'_>,
) -> Result<CardShown, CredentialError> {
    let held = &card.held;
    let claims = fit
        .places
        .iter()
        .map(|place| claim(asker, query, held.format, card.claims(), place));
    Ok(CardShown {
        card: held.card.to_owned(),
        copy: held.copy.to_owned(),
        is_fresh: held.is_fresh,
        verdict: held.policy.verdict(asker.client, asker.standing),
        explained: held.policy.explained.clone(),
        claims: claims.collect(),
        also: also_seen(card, &fit.places)?,
    })
}

fn claim(asker: &Asker<'_>, query: &CredentialQuery, format: Format, claims: &Value, place: &Place) -> ClaimShown {
    let is_kept = |pointer: &Pointer| pointer.places(claims).contains(place);
    let covered = registration(asker).is_none_or(|registration| {
        let types = query.types.as_deref();
        registration.covers_place(&query.id, format, types, place)
    });
    ClaimShown {
        value: path::at(claims, place).cloned().unwrap_or_default(),
        retained: query
            .claims
            .iter()
            .any(|claim| claim.retained && is_kept(&claim.pointer)),
        beyond: !covered,
        place: place.clone(),
    }
}

/// What the verifier sees of a card without having asked. Of an mdoc that is nothing.
fn also_seen(card: &Open<'_>, selected: &[Place]) -> Result<Vec<AlsoSeen>, CredentialError> {
    let Content::SdJwt(resolved) = &card.content else {
        return Ok(Vec::new());
    };
    let shown = Presentation::of(resolved, selected)?;
    let at = |index: &usize| resolved.disclosures.get(*index).map(|one| one.place.as_slice());
    let disclosed: HashSet<&[Step]> = shown.disclosed.iter().filter_map(at).collect();
    let hidden: HashSet<&[Step]> = resolved.disclosures.iter().map(|one| one.place.as_slice()).collect();
    let is_also_seen = |place: &Place| {
        let mut above = (1..=place.len()).filter_map(|length| place.get(..length));
        let is_seen = above.all(|step| !hidden.contains(step) || disclosed.contains(step));
        let is_asked = selected.iter().any(|asked| place.starts_with(asked));
        is_seen && !is_asked && !is_plumbing(place)
    };
    let also = path::leaves(&resolved.claims).into_iter().filter(is_also_seen);
    Ok(also
        .map(|place| AlsoSeen {
            value: path::at(&resolved.claims, &place).cloned().unwrap_or_default(),
            place,
        })
        .collect())
}

fn is_plumbing(place: &[Step]) -> bool {
    matches!(place.first(), Some(Step::Name(name)) if PLUMBING.contains(&name.as_str()))
}

#[cfg(test)]
#[path = "consent_tests.rs"]
mod tests;
