//! What a person can do about cards that are not here yet, one method each.

use std::sync::Arc;

use madrid_credentials::jose::b64;

use super::drive::{Driver, UNKNOWN, callback_fields, came_back};
use super::machine::{Course, Event, Page, Right, Stage, Why};
use super::metadata::{self, Wanted};
use super::offer::{self, Grant, Link, Offer, TxCode};
use super::process::Process;
use super::store as on_the_way;
use super::{answers, server};
use crate::error::Error;
use crate::log::{Redacted, opaque_debug};
use crate::ports::{Browser, Method, WebRequest, WebResponse};
use crate::wallet::attestation::Attester;
use crate::wallet::model::{Look, Tier, Words};
use crate::wallet::trusted::Trusted;
use crate::wallet::turns::Turns;
use crate::wallet::{Room, keys, store};

/// Fetching cards. Cheap to clone.
#[derive(Clone)]
pub struct Issuance(Arc<Driver>);

/// A card that is offered, or on its way.
#[derive(Clone, PartialEq)]
pub struct Offered {
    /// Its number on this phone.
    pub id: i64,
    /// Who offers it: an address.
    pub issuer: String,
    /// What they call themselves.
    pub issuer_name: Words,
    /// Whether somebody whom the City names vouches for them.
    pub is_vouched: bool,
    /// How it looks and what it is called.
    pub look: Look,
    /// How closely it is bound to the phone.
    pub tier: Tier,
    /// Whether it comes as a lower one than the person asked for, because nobody vouches for the wallet or for its keys.
    pub is_lower: bool,
    /// Whether the person will sign in at the issuer's page.
    pub opens_page: bool,
    /// What the person types, where they have to.
    pub tx_code: Option<TxCode>,
    /// Whether it is a card that is here already, fetched anew.
    pub replaces: Option<i64>,
    /// How far it has come.
    pub progress: Progress,
}

/// How far a card has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// The person is to say yes; again, and why again.
    Offered(Option<Why>),
    /// The person is to go to the issuer's page, or on there.
    Browsing,
    /// It goes on by itself when there is a network.
    UnderWay,
    /// The issuer needs time; it is asked again then.
    PutOff(i64),
    /// It is here.
    Kept(i64),
    /// It will not come.
    Failed(Why),
}

opaque_debug!(Offered);

impl Issuance {
    /// The service. Issuers' certificates must lead to who is trusted; without an `attester` only cards come that ask for
    /// nobody's word on the phone.
    #[must_use]
    pub fn new(room: Room, attester: Option<Arc<dyn Attester>>, trusted: Trusted) -> Self {
        Self(Arc::new(Driver {
            room,
            attester,
            trusted,
            nonces: super::exchange::Nonces::default(),
            driven: Turns::default(),
        }))
    }

    /// Reads a link or a QR code, asks the issuer what it offers, and keeps that until the person has decided. Nothing of the person leaves
    /// the phone. Safe to repeat: the same offer of a counter is kept once.
    ///
    /// Fails with `wallet.offer_wrong`, `wallet.offer_several`, `wallet.offer_unsupported`, as `cred.*` where the issuer's word cannot be
    /// used, and as `net.*`.
    pub async fn begin(&self, link: &str) -> Result<Offered, Error> {
        let offer = match offer::read_link(link)? {
            Link::Here(offer) => *offer,
            Link::At(address) => offer::read(answers::document(&self.get(&address).await?)?)?,
        };
        self.take(offer).await
    }

    /// The cards that an issuer has for who signs in at its page, as far as this wallet can have them. Nothing of the person leaves the phone.
    ///
    /// Fails as `cred.*` where the issuer's word cannot be used, and as `net.*`.
    pub async fn kinds(&self, issuer: &str) -> Result<Vec<Wanted>, Error> {
        let statement = self.0.statement(issuer).await?;
        Ok(metadata::kinds(&statement.body, issuer)?)
    }

    /// Begins with a card of [`Self::kinds`], or one that was on an older phone: the person will sign in at the issuer's page. Safe to
    /// repeat: it is kept once until the person has decided.
    ///
    /// Fails with `wallet.offer_wrong` where that is no issuer's address, and as [`Self::begin`].
    pub async fn ask_for(&self, issuer: &str, configuration: &str) -> Result<Offered, Error> {
        self.take(offer::of_person(issuer, configuration)?).await
    }

    async fn take(&self, offer: Offer) -> Result<Offered, Error> {
        let (issuer, wanted) = self.0.described(&offer.issuer, &offer.configuration).await?;
        let server = server::choose(&issuer, offer.server.as_deref())?;
        let server = self.server(&server, &offer.grant).await?;
        let process = Process {
            id: 0,
            issuer,
            server,
            wanted,
            higher: None,
            grant: offer.grant,
            replaces: None,
            bound_to: None,
            keys: Vec::new(),
            course: Course::new(),
            begun_s: self.0.room.now(),
        };
        let sealer = self.0.room.sealer()?;
        let written = self.0.room.database.write_task(move |tx| {
            let known = on_the_way::all(tx, &sealer)?;
            match known.into_iter().find(|known| is_same(known, &process)) {
                Some(known) => Ok(known),
                None => on_the_way::add(tx, &sealer, process),
            }
        });
        let process = written.await?;
        self.0.room.changes.announce();
        Ok(offered(&process))
    }

    /// The person wants it. `tx_code` is what they typed; `browser` opens the issuer's page where there is one to open. Once this was called,
    /// it goes on whatever happens to the phone: [`Self::resume`]. Safe to repeat.
    ///
    /// Where nobody vouches for the wallet or for its keys, the lower one of the card comes, if its issuer has one.
    ///
    /// Fails with `wallet.tx_code` where the code cannot be the one, `wallet.not_attested` where nobody vouches now and there is no lower one, `wallet.under_way` where it is on its way at this moment, and as `net.*`: nothing is lost by any of them.
    pub async fn accept(
        &self,
        id: i64,
        tx_code: Option<&str>,
        browser: Option<Arc<dyn Browser>>,
    ) -> Result<Progress, Error> {
        let _turn = self.0.turn(id)?;
        let mut process = self.0.read(id).await?;
        if matches!(process.course.stage, Stage::Offered { .. }) {
            process = self.raised(process).await?;
            let event = wish(&process, tx_code)?;
            // Named here, written down with the yes, made afterwards.
            process.bound_to = Some(match process.bound_to.take() {
                Some(name) => name,
                None => keys::new_name()?,
            });
            process = self.0.write(process.after(event)).await?;
        }
        self.0.go_on(process, browser.as_ref()).await
    }

    /// As the person asked for it: what came lower the last time begins with the higher one again.
    async fn raised(&self, process: Process) -> Result<Process, Error> {
        let Some(higher) = &process.higher else {
            return Ok(process);
        };
        let (issuer, wanted) = self.0.described(&process.issuer.id, higher).await?;
        Ok(Process {
            issuer,
            wanted,
            higher: None,
            ..process
        })
    }

    /// The browser came back while the app was not there to hear it. Fails with `wallet.unknown` where nobody waits for this address.
    pub async fn returned(&self, callback: &str) -> Result<Progress, Error> {
        let fields = callback_fields(callback).ok_or(UNKNOWN)?;
        let state = fields.into_iter().find(|(name, _)| name == "state").ok_or(UNKNOWN)?.1;
        let waits = |process: &Process| match &process.course.stage {
            Stage::Browsing { page, .. } => *page.state.expose() == state,
            _ => false,
        };
        let found = self.all().await?.into_iter().find(waits).ok_or(UNKNOWN)?;
        let _turn = self.0.turn(found.id)?;
        let process = self.0.read(found.id).await?;
        let Stage::Browsing { page, .. } = &process.course.stage else {
            return Err(UNKNOWN);
        };
        let event = came_back(callback, &process, page);
        let process = self.0.write(process.after(event)).await?;
        self.0.go_on(process, None).await
    }

    /// Goes on with everything that needs no person, and destroys keys that nobody needs: at every start, and whenever there may be a
    /// network again. What fails now is tried the next time; the first failure is told. Safe to repeat.
    pub async fn resume(&self) -> Result<(), Error> {
        // Keys are destroyed though the data are locked.
        let swept = self.sweep().await;
        let gone_on = self.go_on_all().await;
        gone_on.and(swept).and(self.sweep().await)
    }

    async fn go_on_all(&self) -> Result<(), Error> {
        let mut outcome = Ok(());
        for process in self.all().await? {
            let Ok(_turn) = self.0.turn(process.id) else {
                continue;
            };
            // Somebody may have driven it since the list was read.
            let gone_on = match self.0.read(process.id).await {
                Ok(process) => self.0.go_on(process, None).await,
                Err(failed) => Err(failed),
            };
            match gone_on {
                Ok(_) | Err(Error::NotFound(_)) => {}
                Err(failed) => outcome = outcome.and(Err(failed)),
            }
        }
        outcome
    }

    /// What is offered or on its way, the first one first. Reads the phone's disk only.
    pub async fn open(&self) -> Result<Vec<Offered>, Error> {
        Ok(self.all().await?.iter().map(offered).collect())
    }

    /// The person does not want it, or has read why it does not come. Its keys are destroyed. A card that is here stays. Safe to repeat.
    pub async fn cancel(&self, id: i64) -> Result<(), Error> {
        let forgotten = self.0.room.database.write_task(move |tx| on_the_way::forget(tx, id));
        forgotten.await?;
        self.0.room.changes.announce();
        self.sweep().await
    }

    /// Fetches new copies of a card that is here, without the person; the old ones are shown until the new ones are here. What it says
    /// otherwise afterwards is in [`crate::wallet::Card::differences`]. Safe to repeat: one at a time.
    ///
    /// Fails with `wallet.not_renewable` where the issuer gave no right to it, and as [`Self::accept`].
    pub async fn renew(&self, card: i64) -> Result<Progress, Error> {
        let id = match self.renewing(card).await? {
            Some(id) => id,
            None => self.begin_again(card).await?,
        };
        let _turn = self.0.turn(id)?;
        let process = self.0.read(id).await?;
        self.0.go_on(process, None).await
    }

    /// Destroys keys that nobody needs.
    pub async fn sweep(&self) -> Result<(), Error> {
        keys::sweep(&self.0.room.database, &self.0.room.keys).await
    }

    async fn begin_again(&self, card: i64) -> Result<i64, Error> {
        let (sealer, room) = (self.0.room.sealer()?, &self.0.room);
        let read = room
            .database
            .read_task(move |c| Ok(store::card(c, &sealer, card)?.zip(store::renewal(c, &sealer, card)?)));
        let (known, renewal) = read.await?.ok_or(Error::Refused("wallet.not_renewable"))?;
        // The issuer may have other doors by now, and other copies to give.
        let (issuer, wanted) = self.0.described(&known.issuer, known.to_ask_for()).await?;
        let server = self.server(&renewal.server, &Grant::Again).await?;
        let right = Right::Refresh {
            token: renewal.refresh_token,
        };
        let process = Process {
            id: 0,
            issuer,
            server,
            wanted,
            higher: None,
            grant: Grant::Again,
            replaces: Some(card),
            bound_to: Some(renewal.key),
            keys: Vec::new(),
            course: Course::new().after(Event::ByRight(right)),
            begun_s: room.now(),
        };
        let sealer = room.sealer()?;
        let written = room
            .database
            .write_task(move |tx| match on_the_way::renewing(tx, card)? {
                Some(id) => Ok(id),
                None => {
                    on_the_way::forget_failed(tx, card)?;
                    Ok(on_the_way::add(tx, &sealer, process)?.id)
                }
            });
        Ok(written.await?)
    }

    async fn renewing(&self, card: i64) -> Result<Option<i64>, Error> {
        let read = self.0.room.database.read_task(move |c| on_the_way::renewing(c, card));
        Ok(read.await?)
    }

    async fn all(&self) -> Result<Vec<Process>, Error> {
        let sealer = self.0.room.sealer()?;
        let read = self.0.room.database.read_task(move |c| on_the_way::all(c, &sealer));
        Ok(read.await?)
    }

    async fn get(&self, url: &str) -> Result<WebResponse, Error> {
        self.0.room.send(WebRequest::new(Method::Get, url)).await
    }

    async fn server(&self, id: &str, grant: &Grant) -> Result<server::Server, Error> {
        let url = metadata::well_known(id, "oauth-authorization-server");
        let answer = self.get(&url).await?;
        Ok(server::read(answers::document(&answer)?, id, grant)?)
    }
}

/// What the person's yes begins.
fn wish(process: &Process, tx_code: Option<&str>) -> Result<Event, Error> {
    match &process.grant {
        Grant::Page { .. } => Ok(Event::ByPage(Page {
            verifier: Redacted::new(b64(keys::chance::<32>()?)),
            state: Redacted::new(b64(keys::chance::<16>()?)),
        })),
        Grant::Counter { code, tx_code: asked } => {
            let typed = tx_code.unwrap_or_default();
            let fits = asked.as_ref().is_none_or(|asked| asked.fits(typed));
            if !fits {
                return Err(Error::Refused(Why::TxCode.code()));
            }
            Ok(Event::ByRight(Right::Counter {
                code: code.clone(),
                tx_code: asked.as_ref().map(|_| Redacted::new(typed.to_owned())),
            }))
        }
        Grant::Again => Err(UNKNOWN),
    }
}

/// Whether it is the same offer. One of a page that the person has said yes to is good for another card.
fn is_same(known: &Process, new: &Process) -> bool {
    let is_open = match new.grant {
        Grant::Counter { .. } => true,
        Grant::Page { .. } | Grant::Again => matches!(known.course.stage, Stage::Offered { .. }),
    };
    let is_of_same = known.issuer.id == new.issuer.id && known.asked_for() == new.asked_for();
    is_open && is_of_same && known.grant == new.grant
}

fn offered(process: &Process) -> Offered {
    let tx_code = match &process.grant {
        Grant::Counter { tx_code, .. } => tx_code.clone(),
        Grant::Page { .. } | Grant::Again => None,
    };
    let progress = Progress::of(process);
    Offered {
        id: process.id,
        issuer: process.issuer.id.clone(),
        issuer_name: process.issuer.name.clone(),
        // No card is kept that nobody vouches for.
        is_vouched: process.issuer.is_vouched || matches!(progress, Progress::Kept(_)),
        look: process.wanted.look.clone(),
        tier: process.wanted.tier,
        is_lower: process.higher.is_some(),
        opens_page: matches!(process.grant, Grant::Page { .. }),
        tx_code,
        replaces: process.replaces,
        progress,
    }
}
