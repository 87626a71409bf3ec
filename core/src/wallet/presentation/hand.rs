//! The person's hand: of each card the copy that would be shown to who asks, with its bytes.

use std::collections::{BTreeMap, BTreeSet};

use madrid_credentials::dcql::{self, Query};
use madrid_credentials::jose::jwk::PublicKey;
use madrid_credentials::path::Part;
use rusqlite::Connection;

use super::held::{Held, Open};
use super::policy::Policy;
use super::showing::Showing;
use super::store as on_show;
use crate::error::Error;
use crate::log::opaque_debug;
use crate::ports::KeyName;
use crate::store::{Sealer, StoreError};
use crate::wallet::issuance::{Issuance, KEY_TIER};
use crate::wallet::model::{self, Card, Copy, Standing, Words};
use crate::wallet::policy::{Moment, choose};
use crate::wallet::store::{self, KeptCopy};
use crate::wallet::{Cards, Room, keys};

/// A card with the copy that would be shown.
pub struct InHand {
    card: String,
    copy: String,
    format: dcql::Format,
    issued: Vec<u8>,
    key: Option<PublicKey>,
    /// The name of the copy's key.
    pub key_name: Option<KeyName>,
    /// What kind of card it is.
    pub kind: String,
    /// What its issuer calls it.
    pub name: Words,
    /// Whether it came lower than it was asked for.
    is_lower: bool,
    is_fresh: bool,
    policy: Policy,
}

opaque_debug!(InHand);

impl InHand {
    /// As it is opened.
    #[must_use]
    pub fn held(&self) -> Held<'_> {
        Held {
            card: &self.card,
            copy: &self.copy,
            format: self.format,
            issued: &self.issued,
            key: self.key,
            is_fresh: self.is_fresh,
            policy: &self.policy,
        }
    }
}

/// Whether a card is here that would fit if it had not come lower than it could.
#[must_use]
pub fn has_lower(hand: &[InHand], query: &Query, at: i64) -> bool {
    let lower: Vec<Open<'_>> = hand
        .iter()
        .filter(|card| card.is_lower)
        .filter_map(|card| open(card, at))
        .collect();
    let candidates: Vec<_> = lower.iter().map(Open::candidate).collect();
    let of_any_tier = of_any_tier(query);
    let (strict, loose) = (
        dcql::answer(query, &candidates),
        dcql::answer(&of_any_tier, &candidates),
    );
    let mut both = strict.credentials().iter().zip(loose.credentials());
    both.any(|(strict, loose)| strict.fits.is_empty() && !loose.fits.is_empty())
}

/// The same query, with every tier good enough.
fn of_any_tier(query: &Query) -> Query {
    let mut query = query.clone();
    let claims = query
        .credentials
        .iter_mut()
        .flat_map(|credential| &mut credential.claims);
    for claim in claims {
        if matches!(claim.pointer.parts().last(), Some(Part::Name(name)) if name == KEY_TIER) {
            claim.values.clear();
        }
    }
    query
}

/// Opens the cards that can be shown at this time.
pub fn opened(hand: &[InHand], at: i64) -> Vec<Open<'_>> {
    hand.iter().filter_map(|card| open(card, at)).collect()
}

/// One whose bytes are damaged is as if it were not there.
fn open(card: &InHand, at: i64) -> Option<Open<'_>> {
    Open::of(card.held(), at).unwrap_or_else(|damaged| {
        tracing::error!(code = damaged.code(), "a card on this phone cannot be read");
        None
    })
}

/// What takes cards into the hand.
pub struct Dealer<'a> {
    /// What it works with.
    pub room: &'a Room,
    /// The cards.
    pub cards: &'a Cards,
    /// What fetches new copies.
    pub issuance: &'a Issuance,
}

impl Dealer<'_> {
    /// Of every card the copy for who asks; one that the person was told of before stays, as long as it can be shown. Of a card that is asked
    /// for and has no copy left for them, new ones are fetched first, where there is a network.
    pub async fn deal(&self, showing: &Showing, query: &Query) -> Result<Vec<InHand>, Error> {
        let cards = self.cards.list().await?.cards;
        let taken = self.taken(showing.id).await?;
        let mut chosen = Vec::new();
        for card in cards.into_iter().map(|shown| shown.card) {
            let picked = match self.pick(&card, showing, (&taken, true)).await? {
                None if is_asked((card.format.name(), &card.kind), query) => {
                    self.refill(&card).await;
                    self.pick(&card, showing, (&taken, false)).await?
                }
                picked => picked,
            };
            chosen.extend(picked.map(|copy| (card, copy)));
        }
        self.taken_up(chosen, &showing.party.id).await
    }

    /// The copies that others have taken.
    async fn taken(&self, id: i64) -> Result<BTreeSet<String>, Error> {
        let sealer = self.room.sealer()?;
        let read = self.room.database.read_task(move |c| on_show::all(c, &sealer));
        let others = read.await?.into_iter().filter(|other| other.id != id);
        Ok(others.flat_map(|other| other.state.taken().to_vec()).collect())
    }

    /// New copies. Whoever is offline shows what is there.
    async fn refill(&self, card: &Card) {
        if let Err(failed) = self.issuance.renew(card.id).await {
            tracing::info!(code = failed.code(), "no new copies of a card could be fetched");
        }
    }

    async fn pick(
        &self,
        card: &Card,
        showing: &Showing,
        (taken, can_refill): (&BTreeSet<String>, bool),
    ) -> Result<Option<KeptCopy>, Error> {
        let counts = |standing| matches!(standing, Standing::Valid | Standing::Unknown);
        let copies = self.cards.copies(card.id).await?.into_iter();
        let usable: Vec<KeptCopy> = copies
            .filter(|(kept, judged)| counts(judged.standing) && !taken.contains(&kept.copy.id.to_string()))
            .map(|(kept, _)| kept)
            .collect();
        let plain: Vec<Copy> = usable.iter().map(|kept| kept.copy.clone()).collect();
        let moment = Moment {
            at: self.room.now(),
            verifier: &showing.party.id,
            can_refill,
            chance: u64::from_be_bytes(keys::chance()?),
        };
        let told = showing.copies.get(&card.id.to_string());
        let told = usable.iter().find(|kept| Some(&kept.copy.id.to_string()) == told);
        let choice = choose(&card.reuse, &plain, moment).copy;
        let chosen = || usable.iter().find(|kept| Some(kept.copy.id) == choice);
        Ok(told.or_else(chosen).cloned())
    }

    async fn taken_up(&self, chosen: Vec<(Card, KeptCopy)>, verifier: &str) -> Result<Vec<InHand>, Error> {
        let names: Vec<KeyName> = chosen.iter().filter_map(|(_, kept)| kept.key.clone()).collect();
        let keys = self.room.public_keys(names.clone()).await?;
        let keys: BTreeMap<KeyName, PublicKey> = names.into_iter().zip(keys).collect();
        let (sealer, verifier) = (self.room.sealer()?, verifier.to_owned());
        let read = self.room.database.read_task(move |connection| {
            let mut hand = Vec::new();
            for (card, kept) in chosen {
                let key = kept.key.as_ref().and_then(|name| keys.get(name)).copied();
                hand.extend(taken_up(connection, &sealer, (card, kept, key), &verifier)?);
            }
            Ok(hand)
        });
        Ok(read.await?)
    }
}

fn taken_up(
    connection: &Connection,
    sealer: &Sealer,
    (card, kept, key): (Card, KeptCopy, Option<PublicKey>),
    verifier: &str,
) -> Result<Option<InHand>, StoreError> {
    let Some(issued) = store::credential(connection, sealer, kept.copy.id)? else {
        return Ok(None);
    };
    Ok(Some(InHand {
        card: card.id.to_string(),
        copy: kept.copy.id.to_string(),
        format: match card.format {
            model::Format::SdJwt => dcql::Format::SdJwt,
            model::Format::Mdoc => dcql::Format::Mdoc,
        },
        issued,
        key,
        // Whoever saw it before learns nothing new by seeing it again.
        is_fresh: kept.copy.shown_to.iter().all(|known| known == verifier),
        key_name: kept.key,
        is_lower: card.higher.is_some(),
        kind: card.kind,
        name: card.look.name,
        // A policy that cannot be read is no leave.
        policy: card
            .disclosure_policy
            .as_ref()
            .map_or_else(Policy::default, Policy::read_or_strange),
    }))
}

/// Whether a query may be about a card: what it extends is not known without opening it, so only another format or a plain other type is no.
fn is_asked((format, kind): (&str, &String), query: &Query) -> bool {
    query.credentials.iter().any(|asked| {
        asked.format.is_some_and(|known| known.name() == format)
            && asked.types.as_ref().is_none_or(|types| types.contains(kind))
    })
}
