//! Does what the machine says, and writes down what came of it before it goes on.

use std::sync::Arc;

use ring::rand::SystemRandom;

use super::answers::{self, Given, Said};
use super::exchange::{self, Asking, Nonces, Server};
use super::lower::{is_before_asking, is_unmade, is_unvouched, may_be_lower};
use super::machine::{Effect, Ending, Event, Page, Proofs, Right, Stage, Why};
use super::process::{Key, Process};
use super::requests::{self, CALLBACK_SCHEME};
use super::service::Progress;
use super::store as on_the_way;
use super::{keep, verify};
use crate::error::Error;
use crate::log::Redacted;
use crate::net::percent_decode;
use crate::ports::{Browser, BrowserError, KeyName};
use crate::store::StoreError;
use crate::wallet::attestation::{Attester, Instance, NOT_ATTESTED, twice};
use crate::wallet::model::Tier;
use crate::wallet::trusted::Trusted;
use crate::wallet::turns::{Turn, Turns};
use crate::wallet::{Room, blocking, keys};

/// There is no such card on its way.
pub const UNKNOWN: Error = Error::NotFound("wallet.unknown");
/// Seconds by which a phone's clock may be behind its issuer's: a card from the next second on is no card of tomorrow.
pub(super) const SKEW: i64 = 60;
const BROKEN: Error = Error::Refused("wallet.unknown");

/// What drives cards. One of them is driven by one caller at a time.
pub struct Driver {
    /// What it works with.
    pub room: Room,
    /// Who vouches for the wallet and its keys.
    pub attester: Option<Arc<dyn Attester>>,
    /// Whom issuers' certificates must lead to.
    pub trusted: Trusted,
    /// The nonces of servers.
    pub nonces: Nonces,
    /// Which cards are being driven now.
    pub driven: Turns,
}

impl Driver {
    /// The right to drive one card. Fails with `wallet.under_way` where somebody does already.
    pub fn turn(&self, id: i64) -> Result<Turn<'_>, Error> {
        self.driven.take(id)
    }

    /// Goes on as far as it can without the person, or with them where there is a browser.
    pub async fn go_on(&self, mut process: Process, browser: Option<&Arc<dyn Browser>>) -> Result<Progress, Error> {
        loop {
            let effect = process.course.next(self.room.now());
            let event = match effect {
                Effect::Wait | Effect::WaitUntil(_) | Effect::End(_) => return Ok(Progress::of(&process)),
                Effect::Browse => match browser {
                    Some(browser) => self.browse(&process, browser).await,
                    None => return Ok(Progress::of(&process)),
                },
                // Without the person nobody waits at a page, so a request that is over is left for the next yes.
                Effect::Push if browser.is_none() && is_at_page(&process) => return Ok(Progress::of(&process)),
                Effect::Push => self.push(&process).await,
                Effect::Redeem | Effect::Refresh => self.redeem(&process, effect).await,
                Effect::Prove => {
                    process = self.with_keys(process).await?;
                    self.prove(&process).await
                }
                Effect::Ask | Effect::AskLater => match self.ask(&process).await? {
                    Asked::Kept(kept) => {
                        process = *kept;
                        continue;
                    }
                    Asked::Said(event) if is_unvouched(&process, &event) && self.may_go_lower(&process).await? => {
                        process = self.lowered(process).await?;
                        continue;
                    }
                    Asked::Said(event) => Ok(event),
                },
                Effect::Notify => return self.notify(process).await,
            };
            process = match event {
                Ok(event) => self.write(process.after(event)).await?,
                Err(Error::Refused("wallet.not_attested"))
                    if is_unmade(&process, self.room.now()) && self.may_go_lower(&process).await? =>
                {
                    self.lowered(process).await?
                }
                Err(failed) => return Err(failed),
            };
        }
    }

    /// One of the cards on their way.
    pub async fn read(&self, id: i64) -> Result<Process, Error> {
        let sealer = self.room.sealer()?;
        let read = self.room.database.read_task(move |c| on_the_way::one(c, &sealer, id));
        read.await?.ok_or(UNKNOWN)
    }

    /// Writes down how far one has come.
    pub async fn write(&self, process: Process) -> Result<Process, Error> {
        let (sealer, written, now) = (self.room.sealer()?, process.clone(), self.room.now());
        let done = self
            .room
            .database
            .write_task(move |tx| keep::progress(tx, &sealer, &written, now));
        done.await.map_err(given_up)?;
        self.room.changes.announce();
        Ok(process)
    }

    /// Who vouches for the wallet. Where nobody does now, a card that needs no hardware goes on without.
    async fn instance(&self, process: &Process) -> Result<Option<Instance>, Error> {
        // Who fetches the lower one says nothing of the wallet: nobody asks, and what was not believed once is not said again.
        if process.higher.is_some() {
            return Ok(None);
        }
        let found = match &self.attester {
            Some(attester) => self.room.instance(attester, &process.server.id).await,
            None => Err(NOT_ATTESTED),
        };
        match found {
            Ok(instance) => Ok(Some(instance)),
            Err(Error::Refused("wallet.not_attested")) if process.wanted.tier < Tier::Hardware => Ok(None),
            Err(failed) => Err(failed),
        }
    }

    async fn push(&self, process: &Process) -> Result<Event, Error> {
        let (Stage::Pushing { page } | Stage::Browsing { page, .. }) = &process.course.stage else {
            return Err(BROKEN);
        };
        let (url, _) = process.server.page.as_ref().ok_or(BROKEN)?;
        let instance = self.instance(process).await?;
        let key = self.room.public_key(bound_to(process)?).await?;
        let request = requests::pushed(url, process, page, &key.thumbprint());
        let asking = Asking {
            process,
            server: Server::Authorization,
            key: None,
            token: None,
            instance: instance.as_ref(),
        };
        let answer = exchange::exchange(&self.room, &self.nonces, &asking, request).await?;
        match unattested(answers::pushed(&answer)?, process, instance.as_ref())? {
            Said::Good((name, seconds)) => Ok(Event::Pushed {
                request_uri: Redacted::new(name),
                until: self.room.now().saturating_add(seconds),
            }),
            Said::No(word) => Ok(Event::No(word)),
        }
    }

    async fn browse(&self, process: &Process, browser: &Arc<dyn Browser>) -> Result<Event, Error> {
        let Stage::Browsing { page, request_uri, .. } = &process.course.stage else {
            return Err(BROKEN);
        };
        let (_, url) = process.server.page.as_ref().ok_or(BROKEN)?;
        let url = requests::page(url, request_uri.expose());
        let browser = Arc::clone(browser);
        let visited = blocking(move || Ok(browser.visit(&url, CALLBACK_SCHEME))).await?;
        match visited {
            Ok(callback) => Ok(came_back(&callback, process, page)),
            Err(BrowserError::Cancelled) => Ok(Event::Unreturned(Why::Cancelled)),
            Err(BrowserError::Unavailable) => Err(Error::Refused("platform.browser")),
        }
    }

    async fn redeem(&self, process: &Process, effect: Effect) -> Result<Event, Error> {
        let refresh = process.course.tokens.as_ref().and_then(|tokens| tokens.refresh.clone());
        let right = match (&process.course.stage, refresh) {
            (Stage::Redeeming { right }, _) => right.clone(),
            (_, Some(token)) if effect == Effect::Refresh => Right::Refresh { token },
            _ => return Err(BROKEN),
        };
        let instance = self.instance(process).await?;
        let asking = Asking {
            process,
            server: Server::Authorization,
            key: Some(bound_to(process)?),
            token: None,
            instance: instance.as_ref(),
        };
        let request = requests::token(process, &right);
        let answer = exchange::exchange(&self.room, &self.nonces, &asking, request).await?;
        let said = answers::tokens(&answer, &process.wanted.configuration, self.room.now())?;
        match unattested(said, process, instance.as_ref())? {
            Said::Good(tokens) => Ok(Event::Tokens(tokens)),
            Said::No(word) => Ok(Event::No(word)),
        }
    }

    /// With a key for each copy. Their names are on the disk before the keys are made.
    async fn with_keys(&self, process: Process) -> Result<Process, Error> {
        let mut process = process;
        let wanted = match process.wanted.tier {
            Tier::None => 0,
            Tier::Software | Tier::Hardware => usize::try_from(process.wanted.reuse.batch).unwrap_or(1),
        };
        if process.keys.is_empty() && wanted > 0 {
            let names = (0..wanted).map(|_| keys::new_name());
            let names: Vec<KeyName> = names.collect::<Result<_, _>>()?;
            process.keys = names.into_iter().map(|name| Key { name, public: None }).collect();
            process = self.write(process).await?;
        }
        if process.keys.iter().any(|key| key.public.is_none()) {
            let names = process.keys.iter().map(|key| key.name.clone()).collect();
            let made = self.room.public_keys(names).await?;
            for (key, made) in process.keys.iter_mut().zip(made) {
                key.public = Some(made.jwk());
            }
            process = self.write(process).await?;
        }
        Ok(process)
    }

    /// Proves the keys: all by the word of who vouches for them, or each by itself.
    async fn prove(&self, process: &Process) -> Result<Event, Error> {
        let made = process.made();
        if made.is_empty() {
            return Ok(Event::Proved(Proofs::None));
        }
        let asking = self.at_issuer(process)?;
        let nonce = exchange::card_nonce(&self.room, &self.nonces, &asking).await?;
        let names: Vec<KeyName> = made.iter().map(|(name, _)| name.clone()).collect();
        let attestation = match process.wanted.tier {
            Tier::Hardware => Some(self.vouched(&names, nonce.as_deref()).await?),
            Tier::None | Tier::Software => None,
        };
        if let (Some(attestation), false) = (&attestation, process.wanted.takes_tokens) {
            return Ok(Event::Proved(Proofs::Attestation(vec![attestation.clone()])));
        }
        // Where somebody vouches for all, the first proves them (TS3, 2.5).
        let proving = if attestation.is_some() { 1 } else { made.len() };
        let (moment, mut proofs) = ((nonce.as_deref(), self.room.now()), Vec::new());
        for (name, key) in made.iter().take(proving) {
            let unsigned = requests::proof(&process.issuer.id, key, moment, attestation.as_deref());
            proofs.push(self.room.signed(name, unsigned).await?);
        }
        Ok(Event::Proved(Proofs::Jwt(proofs)))
    }

    async fn vouched(&self, names: &[KeyName], nonce: Option<&str>) -> Result<String, Error> {
        let attester = self.attester.as_ref().ok_or(NOT_ATTESTED)?;
        twice(|| attester.keys(names, nonce)).await.map_err(|failed| {
            tracing::info!(code = failed.code(), "nobody vouches for keys now");
            NOT_ATTESTED
        })
    }

    fn at_issuer<'a>(&self, process: &'a Process) -> Result<Asking<'a>, Error> {
        let tokens = process.course.tokens.as_ref().ok_or(BROKEN)?;
        Ok(Asking {
            process,
            server: Server::Issuer,
            key: Some(bound_to(process)?),
            token: Some(tokens.access.expose()),
            instance: None,
        })
    }

    async fn ask(&self, process: &Process) -> Result<Asked, Error> {
        let (url, body) = match &process.course.stage {
            Stage::Asking { proofs, .. } => (Some(&process.issuer.credential), requests::card(process, proofs)),
            Stage::PutOff { transaction, .. } => {
                (process.issuer.deferred.as_ref(), requests::later(transaction.expose()))
            }
            _ => return Err(BROKEN),
        };
        let url = url.ok_or(Error::Refused("wallet.refused"))?;
        let encryption = process.issuer.encryption.as_ref();
        let (request, own) = requests::asking(url, body, encryption, &SystemRandom::new())?;
        let asking = self.at_issuer(process)?;
        let answer = exchange::exchange(&self.room, &self.nonces, &asking, request).await?;
        let now = self.room.now();
        match answers::given(&answer, own)? {
            Said::No(word) => Ok(Asked::Said(Event::No(word))),
            Said::Good(Given::PutOff { transaction, interval }) => Ok(Asked::Said(Event::PutOff {
                transaction,
                not_before: now.saturating_add(interval),
            })),
            Said::Good(Given::Copies { copies, notification }) => {
                let roots = self.trusted.roots();
                let at = (&roots.issuers, now.saturating_add(SKEW));
                match verify::batch(&copies, &process.wanted, &process.made(), at) {
                    Ok(batch) => self.keep(process, batch, notification).await.map(Asked::Kept),
                    Err(fault) => {
                        tracing::info!(code = fault.code(), "what an issuer gave was not kept");
                        Ok(Asked::Said(Event::Unverified { notification }))
                    }
                }
            }
        }
    }

    /// Keeps all that came, and how far it has come, in one transaction.
    async fn keep(
        &self,
        process: &Process,
        batch: verify::Batch,
        notification: Option<String>,
    ) -> Result<Box<Process>, Error> {
        let (sealer, now) = (self.room.sealer()?, self.room.now());
        let process = process.clone();
        let written = self
            .room
            .database
            .write_task(move |tx| keep::batch(tx, &sealer, process, (&batch, notification), now));
        let process = written.await.map_err(given_up)?;
        self.room.changes.announce();
        Ok(Box::new(process))
    }

    /// Tells the issuer, as far as it can be reached: for the person it is over.
    async fn notify(&self, process: Process) -> Result<Progress, Error> {
        let event = match self.tell(&process).await {
            Ok(Said::Good(())) => Event::Told,
            Ok(Said::No(word)) => Event::No(word),
            Err(failed) => {
                tracing::info!(code = failed.code(), "an issuer could not be told");
                Event::Untold
            }
        };
        let progress = Progress::of(&process);
        self.write(process.after(event)).await?;
        Ok(progress)
    }

    async fn tell(&self, process: &Process) -> Result<Said<()>, Error> {
        let (Stage::Notifying { id, ending, .. }, Some(url)) = (&process.course.stage, &process.issuer.notification)
        else {
            return Ok(Said::Good(()));
        };
        let request = requests::notice(url, id.expose(), *ending);
        let asking = self.at_issuer(process)?;
        let answer = exchange::exchange(&self.room, &self.nonces, &asking, request).await?;
        answers::told(&answer)
    }
}

/// What came of asking for a card.
enum Asked {
    /// It is kept.
    Kept(Box<Process>),
    /// Something else.
    Said(Event),
}

const fn is_at_page(process: &Process) -> bool {
    matches!(process.course.stage, Stage::Browsing { .. })
}

fn bound_to(process: &Process) -> Result<&KeyName, Error> {
    process.bound_to.as_ref().ok_or(BROKEN)
}

/// A server that does not take a wallet for which nobody vouches may take it when somebody does again, and one that does not believe who
/// vouches may have a lower one of the card: nothing is given up for that.
fn unattested<T>(said: Said<T>, process: &Process, instance: Option<&Instance>) -> Result<Said<T>, Error> {
    // Of the lower one nothing is said of the wallet, ever: to wait for who vouches would be to wait for nobody.
    let is_waited_for = instance.is_none() && process.higher.is_none();
    let is_open = is_waited_for || (is_before_asking(process) && may_be_lower(process));
    match said {
        Said::No(word) if word == "invalid_client" && is_open => Err(NOT_ATTESTED),
        said => Ok(said),
    }
}

/// The person gave it up while it was on its way.
fn given_up(failed: StoreError) -> Error {
    match failed {
        StoreError::Abandon => UNKNOWN,
        failed => failed.into(),
    }
}

/// What the browser brought back (RFC 6749, section 4.1.2; RFC 9207): ours by its state, and of the server that was asked.
pub fn came_back(callback: &str, process: &Process, page: &Page) -> Event {
    let not_ours = Event::Unreturned(Why::NotOurs);
    let Some(fields) = callback_fields(callback) else {
        return not_ours;
    };
    let field = |name: &str| {
        let mut all = fields.iter().filter(|(known, _)| known == name);
        let first = all.next().map(|(_, value)| value.as_str());
        if all.next().is_some() { None } else { first }
    };
    let issuer = field("iss");
    let is_issuer = issuer.map_or(!process.server.says_issuer, |issuer| issuer == process.server.id);
    if field("state") != Some(page.state.expose()) || !is_issuer {
        return not_ours;
    }
    match (field("code"), field("error")) {
        (Some(code), None) if !code.is_empty() => Event::Returned(Redacted::new(code.to_owned())),
        (None, Some(_)) => Event::Unreturned(Why::Denied),
        _ => not_ours,
    }
}

/// The fields of an address with which the browser came back.
pub fn callback_fields(callback: &str) -> Option<Vec<(String, String)>> {
    let query = callback.strip_prefix(requests::REDIRECT_URI)?.strip_prefix('?')?;
    let query = query.split('#').next().unwrap_or_default();
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((percent_decode(name)?, percent_decode(value)?))
        })
        .collect()
}

impl Progress {
    /// How far it has come, as the person is told.
    pub fn of(process: &Process) -> Self {
        let ended = |ending: &Ending| match *ending {
            Ending::Kept(card) => Self::Kept(card),
            Ending::Failed(why) => Self::Failed(why),
        };
        match &process.course.stage {
            Stage::Offered { why } => Self::Offered(*why),
            Stage::Browsing { .. } | Stage::Pushing { .. } => Self::Browsing,
            Stage::PutOff { not_before, .. } => Self::PutOff(*not_before),
            Stage::Redeeming { .. } | Stage::Proving { .. } | Stage::Asking { .. } => Self::UnderWay,
            Stage::Notifying { ending, .. } | Stage::Over { ending } => ended(ending),
        }
    }
}
