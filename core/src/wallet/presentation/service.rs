//! What a person can do about who asks for their cards, one method each.

use std::sync::Arc;

use madrid_credentials::dcql::Choice;
use madrid_credentials::jose::b64;
use madrid_credentials::limits;
use ring::rand::SystemRandom;

use super::answer::{Ending, Post, decline, ending, report};
use super::asking::Asking;
use super::consent::{Consent, Warning};
use super::hand::{Dealer, InHand, has_lower, opened};
use super::link::Link;
use super::machine::{Asked, Event, State, after, resumed};
use super::refusal::{Refusal, Refused};
use super::request::Setting;
use super::respond::{Prepared, prepare};
use super::showing::Showing;
use super::store as on_show;
use crate::error::Error;
use crate::log::opaque_debug;
use crate::net::NetError;
use crate::ports::KeyName;
use crate::store::StoreError;
use crate::wallet::address::Address;
use crate::wallet::issuance::Issuance;
use crate::wallet::log::{Attribute, LoggedCard, LoggedParty};
use crate::wallet::trusted::{Roots, Trusted};
use crate::wallet::turns::Turns;
use crate::wallet::{Cards, Room, blocking, keys};

/// Nobody waits for that any more, or never did.
const UNKNOWN: Error = Error::NotFound("wallet.request_unknown");
/// Something changed since the person saw what they said yes to.
const UNWARNED: Error = Error::Refused("wallet.presentation_unwarned");

/// Where the wallet is, for those who ask.
#[derive(Debug, Clone)]
pub struct Place {
    /// The app's own address for requests, up to the question mark.
    pub universal_link: String,
    /// What this wallet is called where a verifier knows it.
    pub audience: String,
    /// Whether verifiers may be on this very device: for a mock city only.
    pub may_loop_back: bool,
}

/// Showing cards. Cheap to clone.
#[derive(Clone)]
pub struct Presentations(Arc<Desk>);

struct Desk {
    room: Room,
    cards: Cards,
    issuance: Issuance,
    trusted: Trusted,
    place: Place,
    driven: Turns,
}

/// Somebody asks for cards, and the person has not answered yet.
#[derive(Clone, PartialEq)]
pub struct Question {
    /// Its number on this phone.
    pub id: i64,
    /// What the person is to be told.
    pub consent: Consent,
    /// Whether a card that is asked for is here, but came lower than it could be.
    pub is_lower_here: bool,
}

opaque_debug!(Question);

/// What became of a yes.
#[derive(Clone, PartialEq, Eq)]
pub enum Answered {
    /// Whoever asked has it.
    Sent(Ending),
    /// It is to be held to the phone of who asked, as text: there is no network between the two.
    ToHold(String),
}

opaque_debug!(Answered);

impl Presentations {
    /// The service.
    #[must_use]
    pub fn new(room: Room, (cards, issuance): (Cards, Issuance), trusted: Trusted, place: Place) -> Self {
        Self(Arc::new(Desk {
            room,
            cards,
            issuance,
            trusted,
            place,
            driven: Turns::default(),
        }))
    }

    /// Reads a link or a QR code, fetches what is asked, checks who asks, and keeps it until the person has answered. Nothing of the person
    /// leaves the phone. What is refused is not kept; a verifier that is certain to be one is told that its request is wrong.
    ///
    /// Fails with `wallet.request_*`, as `cred.*` where a signature or a certificate does not hold, and as `net.*`.
    pub async fn begin(&self, link: &str) -> Result<Question, Error> {
        let asked = self.0.fetched(link).await?;
        let roots = self.0.trusted.roots();
        let asking = match Asking::read(&asked, &self.0.setting(&roots)) {
            Ok(asking) => asking,
            Err(refused) => return Err(self.0.refused(refused).await),
        };
        let party = LoggedParty {
            id: asking.client_id().to_owned(),
            name: asking.name(),
        };
        let (sealer, now) = (self.0.room.sealer()?, self.0.room.now());
        let new = Showing::new(asked, party, now);
        let written = self
            .0
            .room
            .database
            .write_task(move |tx| on_show::add(tx, &sealer, new));
        let id = written.await?.id;
        self.look(id).await
    }

    /// What the person is asked. Fetches new copies of a card that has none left for who asks, where it can. Safe to repeat.
    ///
    /// Fails with `wallet.request_unknown` where nobody waits for it any more, and where what is asked does not hold any more.
    pub async fn look(&self, id: i64) -> Result<Question, Error> {
        let _turn = self.0.driven.take(id)?;
        let showing = self.0.read(id).await?;
        let asked = showing.asked().ok_or(UNKNOWN)?.clone();
        let roots = self.0.trusted.roots();
        let asking = self.0.read_again(&showing, &asked, &roots).await?;
        let hand = self.0.dealer().deal(&showing, asking.query()).await?;
        let consent = Consent::of(&asking, &opened(&hand, self.0.room.now()))?;
        let is_lower_here = has_lower(&hand, asking.query(), self.0.room.now());
        let shown = after(&showing.state, Event::Shown).unwrap_or_else(|| showing.state.clone());
        let copies = hand
            .iter()
            .map(InHand::held)
            .map(|held| (held.card.to_owned(), held.copy.to_owned()));
        let copies = copies.collect();
        self.0
            .write(Showing {
                state: shown,
                copies,
                ..showing
            })
            .await?;
        Ok(Question {
            id,
            consent,
            is_lower_here,
        })
    }

    /// What waits for the person's answer, the first one first. Reads the phone's disk only.
    pub async fn waiting(&self) -> Result<Vec<(i64, LoggedParty)>, Error> {
        let now = self.0.room.now();
        let waits = |showing: &Showing| showing.asked().is_some() && !showing.is_stale(now);
        let all = self.0.all().await?.into_iter().filter(waits);
        Ok(all.map(|showing| (showing.id, showing.party)).collect())
    }

    /// The person says yes to what they saw, having accepted these warnings. What leaves the phone leaves it once: where nobody knows whether
    /// it arrived, it is not sent again, and the log says so.
    ///
    /// Fails with `wallet.presentation_unwarned` where something changed since they saw it ([`Self::look`] again), with
    /// `wallet.presentation_choice` where nothing like it was asked, with `platform.key_store` where a key does not sign: nothing has left the
    /// phone then, and it can be answered again; with `wallet.presentation_refused` where the verifier did not take it, and with
    /// `wallet.presentation_unknown` where there was no answer.
    pub async fn approve(&self, id: i64, choice: Choice, accepted: &[Warning]) -> Result<Answered, Error> {
        let _turn = self.0.driven.take(id)?;
        let showing = self.0.read(id).await?;
        let asked = showing.asked().ok_or(UNKNOWN)?.clone();
        let roots = self.0.trusted.roots();
        let asking = self.0.read_again(&showing, &asked, &roots).await?;
        let signed = self.0.signed(showing, &asking, choice, accepted).await?;
        match asking {
            Asking::Remote(request) => self.0.send(signed, &request.response_uri).await.map(Answered::Sent),
            Asking::Nearby(..) => self.0.hold(signed).await.map(Answered::ToHold),
        }
    }

    /// The person says no, or has nothing to show: the verifier cannot tell which, and is not asked whether it minds. Safe to repeat.
    pub async fn decline(&self, id: i64) -> Result<(), Error> {
        let _turn = self.0.driven.take(id)?;
        let Ok(showing) = self.0.read(id).await else {
            return Ok(());
        };
        let asked = showing.asked().ok_or(UNKNOWN)?.clone();
        let roots = self.0.trusted.roots();
        if let Ok(Asking::Remote(request)) = Asking::read(&asked, &self.0.setting(&roots))
            && let Ok(post) = decline(&request, &SystemRandom::new())
        {
            self.0.tell(post).await;
        }
        self.0.ended(showing, Event::Declined).await.map(drop)
    }

    /// After a start: what may have left the phone when it died is in the log as unknown and is not sent again; what had not left waits for
    /// the person again; what nobody waits for any more is forgotten. Safe to repeat.
    pub async fn resume(&self) -> Result<(), Error> {
        for showing in self.0.all().await? {
            let Ok(_turn) = self.0.driven.take(showing.id) else {
                continue;
            };
            // Somebody may have driven it since the list was read.
            let Ok(showing) = self.0.read(showing.id).await else {
                continue;
            };
            match resumed(&showing.state) {
                Some(state) if showing.asked().is_none() => {
                    self.0.write(Showing { state, ..showing }).await?;
                }
                _ if showing.is_stale(self.0.room.now()) => self.0.forget(showing.id).await?,
                _ => {}
            }
        }
        Ok(())
    }
}

impl Desk {
    fn setting<'a>(&'a self, roots: &'a Roots) -> Setting<'a> {
        Setting {
            access: &roots.access,
            registrars: &roots.registrars,
            universal_link: &self.place.universal_link,
            audience: &self.place.audience,
            may_loop_back: self.place.may_loop_back,
            at: self.room.now(),
        }
    }

    const fn dealer(&self) -> Dealer<'_> {
        Dealer {
            room: &self.room,
            cards: &self.cards,
            issuance: &self.issuance,
        }
    }

    /// What is asked, as it came.
    async fn fetched(&self, link: &str) -> Result<Asked, Error> {
        let mut asked = Asked {
            link: link.to_owned(),
            object: None,
            wallet_nonce: b64(keys::chance::<16>()?),
        };
        if Asking::is_nearby(link) {
            return Ok(asked);
        }
        let fetch = {
            let roots = self.trusted.roots();
            Link::read(link, &self.setting(&roots))?.fetch(&asked.wallet_nonce)
        };
        let Some(request) = fetch else {
            return Ok(asked);
        };
        let answer = self.room.send(request).await?;
        if answer.status != 200 {
            return Err(NetError::Refused { status: answer.status }.into());
        }
        let fits = answer.body.len() <= limits::BYTES;
        let text = String::from_utf8(answer.body).ok().filter(|_| fits);
        asked.object = Some(text.ok_or(Refusal::Link)?);
        Ok(asked)
    }

    /// Why a request is refused. Who sent it is told, where it is certain who that is.
    async fn refused(&self, refused: Refused) -> Error {
        tracing::info!(code = refused.why.code(), "a request for cards was refused");
        if let Some(told) = &refused.report {
            self.tell(report(told)).await;
        }
        refused.why.into()
    }

    /// Says something to a verifier that it need not hear.
    async fn tell(&self, post: Post) {
        if let Err(failed) = self.room.send(post.request()).await {
            tracing::info!(code = failed.code(), "who asked for cards could not be told");
        }
    }

    /// What was asked, if it still holds.
    async fn read_again(&self, showing: &Showing, asked: &Asked, roots: &Roots) -> Result<Asking, Error> {
        let is_stale = showing.is_stale(self.room.now());
        match Asking::read(asked, &self.setting(roots)) {
            Ok(asking) if !is_stale => Ok(asking),
            read => {
                let why = read.err().map_or(Refusal::Expired, |refused| refused.why);
                self.forget(showing.id).await?;
                Err(why.into())
            }
        }
    }

    async fn forget(&self, id: i64) -> Result<(), Error> {
        let forgotten = self.room.database.write_task(move |tx| on_show::forget(tx, id));
        Ok(forgotten.await?)
    }

    async fn all(&self) -> Result<Vec<Showing>, Error> {
        let sealer = self.room.sealer()?;
        let read = self.room.database.read_task(move |c| on_show::all(c, &sealer));
        Ok(read.await?)
    }

    async fn read(&self, id: i64) -> Result<Showing, Error> {
        let sealer = self.room.sealer()?;
        let read = self.room.database.read_task(move |c| on_show::one(c, &sealer, id));
        read.await?.ok_or(UNKNOWN)
    }

    async fn write(&self, showing: Showing) -> Result<Showing, Error> {
        let (sealer, written, now) = (self.room.sealer()?, showing.clone(), self.room.now());
        let done = self
            .room
            .database
            .write_task(move |tx| on_show::replace(tx, &sealer, &written, now));
        done.await.map_err(|failed| match failed {
            StoreError::Abandon => UNWARNED,
            failed => failed.into(),
        })?;
        self.room.changes.announce();
        Ok(showing)
    }

    /// After something happened, written down.
    async fn ended(&self, showing: Showing, event: Event) -> Result<Showing, Error> {
        let state = after(&showing.state, event).ok_or(UNKNOWN)?;
        self.write(Showing { state, ..showing }).await
    }

    /// The answer, signed and written down. Whatever goes wrong before that, the person is asked again.
    async fn signed(
        &self,
        showing: Showing,
        asking: &Asking,
        choice: Choice,
        accepted: &[Warning],
    ) -> Result<Showing, Error> {
        let hand = self.dealer().deal(&showing, asking.query()).await?;
        let (prepared, cards) = self.prepared(&hand, asking, &choice, accepted)?;
        let copies: Vec<String> = prepared.copies().map(|(_, copy)| copy.to_owned()).collect();
        let shown = Showing {
            state: after(&showing.state, Event::Shown).unwrap_or_else(|| showing.state.clone()),
            cards,
            ..showing
        };
        let approved = self.ended(shown, Event::Approved(choice.into(), copies)).await?;
        let post = match self.sign(&hand, prepared).await {
            Ok(token) => asking.answer(token, &SystemRandom::new()).map_err(Error::from),
            Err(failed) => Err(failed),
        };
        match post {
            Ok(post) => self.ended(approved, Event::Signed(post)).await,
            Err(failed) => {
                let again = resumed(&approved.state).unwrap_or_else(|| approved.state.clone());
                self.write(Showing {
                    state: again,
                    ..approved
                })
                .await?;
                Err(failed)
            }
        }
    }

    /// What is to be signed, and what the log says of it.
    fn prepared(
        &self,
        hand: &[InHand],
        asking: &Asking,
        choice: &Choice,
        accepted: &[Warning],
    ) -> Result<(Prepared, Vec<LoggedCard>), Error> {
        let now = self.room.now();
        let cards = opened(hand, now);
        let consent = Consent::of(asking, &cards)?;
        consent.expect_accepted(choice, accepted).map_err(Error::Refused)?;
        let prepared = prepare(asking.query(), &cards, choice, &asking.talk(now));
        let prepared = prepared.map_err(|_| Error::Refused("wallet.presentation_choice"))?;
        Ok((prepared, logged(&consent, choice, hand)))
    }

    async fn sign(&self, hand: &[InHand], prepared: Prepared) -> Result<super::Token, Error> {
        let named = |copy: &str| hand.iter().find(|card| card.held().copy == copy)?.key_name.clone();
        let messages: Option<Vec<(KeyName, Vec<u8>)>> = prepared
            .to_sign()
            .map(|part| Some((named(part.copy)?, part.message.to_vec())))
            .collect();
        let messages = messages.ok_or(Error::Refused("platform.key_store"))?;
        let keys = Arc::clone(&self.room.keys);
        let signatures = blocking(move || {
            let sign = |(name, message): &(KeyName, Vec<u8>)| Ok(keys.sign(name, message)?);
            messages.iter().map(sign).collect::<Result<Vec<_>, Error>>()
        });
        Ok(prepared.finish(&signatures.await?)?)
    }

    /// Sends it, once. What is lost on the way may have been read.
    async fn send(&self, signed: Showing, to: &Address) -> Result<Ending, Error> {
        let State::Signed { post, .. } = &signed.state else {
            return Err(UNKNOWN);
        };
        let request = post.request();
        let sent = self.ended(signed, Event::Sending).await?;
        let answer = self.room.send(request).await;
        let ending = match answer {
            Ok(answer) => ending(answer.status, &answer.body, to, self.place.may_loop_back),
            Err(_) => Err("wallet.presentation_unknown"),
        };
        match ending {
            Ok(ending) => {
                let redirect = ending.redirect.as_ref().map(|page| page.text().to_owned());
                self.ended(sent, Event::Answered(redirect)).await?;
                Ok(ending)
            }
            Err(code) => {
                self.ended(sent, Event::Failed(code)).await?;
                Err(Error::Refused(code))
            }
        }
    }

    /// What is held to the other phone counts as seen.
    async fn hold(&self, signed: Showing) -> Result<String, Error> {
        let State::Signed { post, .. } = &signed.state else {
            return Err(UNKNOWN);
        };
        let text = post.text().to_owned();
        let sent = self.ended(signed, Event::Sending).await?;
        self.ended(sent, Event::Answered(None)).await?;
        Ok(text)
    }
}

/// What of which cards the person chose, by name.
fn logged(consent: &Consent, choice: &Choice, hand: &[InHand]) -> Vec<LoggedCard> {
    let mut cards: Vec<LoggedCard> = Vec::new();
    for wanted in &consent.wanted {
        let ids = choice.cards.get(&wanted.id).map(Vec::as_slice).unwrap_or_default();
        for card in wanted.cards.iter().filter(|card| ids.contains(&card.card)) {
            let held = hand.iter().find(|one| one.held().card == card.card);
            let asked = card.claims.iter().map(|claim| &claim.place);
            let also = card.also.iter().map(|also| &also.place);
            cards.push(LoggedCard {
                card: card.card.clone(),
                kind: held.map(|one| one.kind.clone()).unwrap_or_default(),
                name: held.map(|one| one.name.clone()).unwrap_or_default(),
                copy: Some(card.copy.clone()),
                attributes: asked.chain(also).map(Attribute::from).collect(),
            });
        }
    }
    cards
}

#[cfg(test)]
#[path = "service_tests.rs"]
mod tests;
