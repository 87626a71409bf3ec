//! What a reader makes of what it is shown: the signature, who vouches for it, its time, whose phone shows it, what is known of its
//! revocation, and whether just what was asked is there. It says what it found, and never more than it knows.

use madrid_credentials::CredentialError;
use madrid_credentials::dcql::query::CredentialQuery;
use madrid_credentials::mdoc::{Asked, DeviceResponse};
use madrid_credentials::path::{self, Place, Step};
use madrid_credentials::sd_jwt::SdJwt;
use madrid_credentials::sd_jwt::kb::KeyBinding;
use madrid_credentials::sd_jwt::vc::Verified;
use madrid_credentials::status::{Status, StatusToken};
use madrid_credentials::x509::{Anchors, Chain};
use serde_json::Value;

use super::question::Question;
use crate::wallet::presentation::Talk;

/// Seconds between the clocks of two phones, and for a person to hold one to the other.
const TOLERANCE: i64 = 300;

/// What is shown.
#[derive(Clone, Copy)]
pub enum Shown<'a> {
    /// An SD-JWT with its key binding.
    SdJwt(&'a str),
    /// A `DeviceResponse`.
    Mdoc(&'a [u8]),
}

/// A status list that the reader fetched when it had a network. Whoever kept it verified it.
#[derive(Clone, Copy)]
pub struct Cached<'a> {
    /// Where it is from.
    pub uri: &'a str,
    /// The list.
    pub token: &'a StatusToken,
    /// When it was fetched, in seconds since 1970.
    pub fetched: i64,
}

/// What the reader knows.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The roots of issuers.
    pub issuers: &'a Anchors,
    /// The lists that it has.
    pub lists: &'a [Cached<'a>],
    /// Now, in seconds since 1970.
    pub at: i64,
}

/// Whether to believe it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// Everything holds.
    Good,
    /// Nothing is wrong, and something is not known.
    Unsure,
    /// It is not what it should be.
    Bad,
}

/// One thing that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// It does not hold: why.
    Broken(CredentialError),
    /// It is of another kind than was asked for.
    OtherKind,
    /// Something that was asked for is not there.
    Missing,
    /// More is shown than was asked for. The reader does not show it.
    MoreThanAsked,
    /// It is bound to no phone: it may be a picture of somebody else's.
    NotBound,
    /// It was revoked.
    Revoked,
    /// It does not count for now.
    Suspended,
    /// It was not revoked, by a list that is good until then; `None` is a list that does not say until when.
    StatusFresh(Option<i64>),
    /// It was not revoked, by a list that was good until then only.
    StatusOld(i64),
    /// Nothing is known of whether it was revoked.
    StatusUnknown,
}

impl Finding {
    /// What it makes of the whole.
    #[must_use]
    pub const fn verdict(self) -> Verdict {
        match self {
            Self::MoreThanAsked | Self::StatusFresh(_) => Verdict::Good,
            Self::NotBound | Self::StatusOld(_) | Self::StatusUnknown => Verdict::Unsure,
            Self::Broken(_) | Self::OtherKind | Self::Missing | Self::Revoked | Self::Suspended => Verdict::Bad,
        }
    }
}

/// What came of it.
#[derive(Clone, PartialEq)]
pub struct Reading {
    /// What was found.
    pub findings: Vec<Finding>,
    /// Who issued it, by their certificate.
    pub issuer: Option<String>,
    /// Until when it is valid.
    pub until: Option<i64>,
    /// What was asked for and is there. Empty where it is not to be believed.
    pub claims: Vec<(Place, Value)>,
    /// The status list that speaks of it.
    list: Option<String>,
}

crate::log::opaque_debug!(Reading);

impl Reading {
    /// Of what does not hold.
    pub(super) fn broken(why: CredentialError) -> Self {
        Self {
            findings: vec![Finding::Broken(why)],
            issuer: None,
            until: None,
            claims: Vec::new(),
            list: None,
        }
    }

    /// The status list that would say more than is known: there is none yet, or it is old.
    pub(super) fn wants_list(&self) -> Option<&str> {
        let is_old = |finding: &Finding| matches!(finding, Finding::StatusUnknown | Finding::StatusOld(_));
        self.list.as_deref().filter(|_| self.findings.iter().any(is_old))
    }

    /// The worst of what was found.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let verdicts = self.findings.iter().map(|finding| finding.verdict());
        verdicts.max().unwrap_or(Verdict::Good)
    }
}

/// Reads what is shown in answer to a question.
#[must_use]
pub fn read(question: &Question, shown: Shown<'_>, known: &Known<'_>) -> Reading {
    let talk = question.talk(known.at);
    let found = question.credential().and_then(|asked| {
        let card = match shown {
            Shown::SdJwt(text) => sd_jwt(text, &talk, known)?,
            Shown::Mdoc(bytes) => mdoc(bytes, asked, &talk, known)?,
        };
        Ok(judge(asked, card, known))
    });
    found.unwrap_or_else(Reading::broken)
}

/// A card whose signatures and time hold.
struct Card {
    kinds: Vec<String>,
    claims: Value,
    /// What its holder chose to show.
    chosen: Vec<Place>,
    chain: Chain,
    until: Option<i64>,
    status: Option<(String, u64)>,
    is_bound: bool,
}

fn sd_jwt(text: &str, talk: &Talk<'_>, known: &Known<'_>) -> Result<Card, CredentialError> {
    let sd_jwt = SdJwt::parse(text)?;
    let verified = Verified::at(&sd_jwt, known.issuers, known.at)?;
    let card = verified.card;
    if let Some(holder) = &card.holder {
        let binding = KeyBinding {
            audience: talk.audience,
            nonce: talk.nonce,
            at: talk.at,
            transactions: &[],
        };
        binding.verify(&sd_jwt, holder, TOLERANCE)?;
    }
    let mut kinds = card.also;
    kinds.push(card.vct);
    let chosen = verified.resolved.disclosures.into_iter().map(|one| one.place);
    Ok(Card {
        kinds,
        chosen: chosen.collect(),
        claims: verified.resolved.claims,
        chain: verified.chain,
        until: card.until,
        status: card.status.map(|status| (status.uri, status.index)),
        is_bound: card.holder.is_some(),
    })
}

fn mdoc(bytes: &[u8], asked: &CredentialQuery, talk: &Talk<'_>, known: &Known<'_>) -> Result<Card, CredentialError> {
    let response = DeviceResponse::parse(bytes)?;
    let kind = asked.types.as_ref().and_then(|types| types.first());
    let card = response.verify(&Asked {
        doc_type: kind.ok_or(CredentialError::Missing("docType"))?,
        transcript: &talk.transcript,
        anchors: known.issuers,
        at: known.at,
    })?;
    let place = |space: &str, name: &str| vec![Step::Name(space.to_owned()), Step::Name(name.to_owned())];
    let chosen = card.elements.iter().map(|one| place(&one.name_space, &one.identifier));
    Ok(Card {
        kinds: vec![card.doc_type],
        chosen: chosen.collect(),
        claims: card.claims,
        chain: card.chain,
        until: Some(card.validity.until),
        status: card.status.map(|status| (status.uri, status.index)),
        is_bound: true,
    })
}

fn judge(asked: &CredentialQuery, card: Card, known: &Known<'_>) -> Reading {
    let mut findings = Vec::new();
    let is_kind = asked
        .types
        .as_ref()
        .is_none_or(|types| types.iter().any(|kind| card.kinds.contains(kind)));
    if !is_kind {
        findings.push(Finding::OtherKind);
    }
    if !card.is_bound {
        findings.push(Finding::NotBound);
    }
    let places: Vec<Vec<Place>> = asked
        .claims
        .iter()
        .map(|claim| claim.pointer.places(&card.claims))
        .collect();
    if places.iter().any(Vec::is_empty) {
        findings.push(Finding::Missing);
    }
    let places: Vec<Place> = places.into_iter().flatten().collect();
    let is_needed = |shown: &Place| {
        places
            .iter()
            .any(|place| shown.starts_with(place) || place.starts_with(shown))
    };
    if !card.chosen.iter().all(is_needed) {
        findings.push(Finding::MoreThanAsked);
    }
    let list = card.status.as_ref().map(|(uri, _)| uri.clone());
    findings.extend(card.status.map(|(uri, index)| status(&uri, index, known)));
    let signer = &card.chain.signer;
    let mut reading = Reading {
        findings,
        issuer: signer.organization().or(signer.common_name()).map(str::to_owned),
        until: card.until,
        claims: Vec::new(),
        list,
    };
    // What is not to be believed is not shown: it would be believed.
    if reading.verdict() != Verdict::Bad {
        let value = |place: Place| path::at(&card.claims, &place).cloned().map(|value| (place, value));
        reading.claims = places.into_iter().filter_map(value).collect();
    }
    reading
}

/// What is known of a card's revocation. A list that is too short says nothing.
fn status(uri: &str, index: u64, known: &Known<'_>) -> Finding {
    let Some(cached) = known.lists.iter().find(|cached| cached.uri == uri) else {
        return Finding::StatusUnknown;
    };
    let until = cached.token.fresh_until(cached.fetched);
    match cached.token.list.get(index) {
        // What was revoked stays so, however old the list is.
        Ok(Status::Invalid) => Finding::Revoked,
        Ok(Status::Suspended | Status::Other(_)) => Finding::Suspended,
        Ok(Status::Valid) => match until {
            Some(until) if known.at >= until => Finding::StatusOld(until),
            until => Finding::StatusFresh(until),
        },
        Err(_) => Finding::StatusUnknown,
    }
}
