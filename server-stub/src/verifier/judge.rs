//! What an answer is worth: each card by itself, and all of them together.

use serde_json::{Map, Value};

use super::desk::{Asking, Door};
use super::query::Asked;
use super::request::{client_id, encryption_key, response_uri};
use crate::api::Problem;
use crate::cards::jose::unb64;
use crate::cards::shown::{Fault, Shown, Talk, only};
use crate::cards::{Format, KINDS, Status, Tier, read_mdoc, read_sd_jwt, store};
use crate::state::CityState;

/// No honest answer has more cards.
const MOST: usize = 20;
/// Where the city's lists are.
const LISTS: &str = "/status/";

/// What came of a question.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// The cards that were shown.
    pub cards: Vec<Card>,
    /// What is wrong with all of it, if something is.
    pub fault: Option<Fault>,
}

impl Verdict {
    /// Whether it counts.
    pub fn counts(&self) -> bool {
        self.fault.is_none() && self.cards.iter().all(|card| card.fault.is_none())
    }
}

/// A card that was shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// What the question calls it.
    pub id: String,
    /// What it says, if issuer and holder have signed it.
    pub shown: Option<Shown>,
    /// How well its key is kept, as far as it says so: that is of the key and not of the person, so nobody has to ask for it.
    pub tier: Option<Tier>,
    /// Why it does not count, if it does not.
    pub fault: Option<Fault>,
}

/// Judges a `vp_token` (OpenID4VP 1.0, 8.6).
pub async fn judge(city: &CityState, asking: &Asking, door: Door, token: Option<&Value>) -> Result<Verdict, Problem> {
    let nothing = Verdict {
        cards: Vec::new(),
        fault: Some(Fault::Unreadable),
    };
    let Some(token) = token.and_then(Value::as_object) else {
        return Ok(nothing);
    };
    let Some(all) = flat(token) else {
        return Ok(nothing);
    };
    let now = city.clock().now().timestamp();
    let ids: Vec<&str> = token.keys().map(String::as_str).collect();
    let mut fault = asking.query.is_answered_by(&ids).err();
    // No type of transaction is known here: a wallet that answers such a question has shown its holder nothing of it (8.4).
    if !asking.wish.transactions.is_empty() {
        fault = Some(Fault::NotAgreed);
    }
    let mut verdict = Verdict {
        cards: Vec::new(),
        fault,
    };
    for (id, card) in all {
        let judged = match asking.query.asked(id) {
            Some(asked) if asked.may_be(token.get(id).and_then(Value::as_array).map_or(0, Vec::len)) => {
                read(city, (asking, door), (asked, card), now).await?
            }
            _ => (None, Some(Fault::TooMuch), None),
        };
        verdict.cards.push(Card {
            id: id.to_owned(),
            shown: judged.0,
            fault: judged.1,
            tier: judged.2,
        });
    }
    Ok(verdict)
}

/// Every card with the name that the question has for it (8.1).
fn flat(token: &Map<String, Value>) -> Option<Vec<(&str, &str)>> {
    let mut all = Vec::new();
    for (id, cards) in token {
        let cards = cards.as_array().filter(|cards| !cards.is_empty())?;
        for card in cards {
            all.push((id.as_str(), card.as_str()?));
        }
    }
    (all.len() <= MOST).then_some(all)
}

type Judged = (Option<Shown>, Option<Fault>, Option<Tier>);

async fn read(
    city: &CityState,
    (asking, door): (&Asking, Door),
    (asked, card): (&Asked, &str),
    now: i64,
) -> Result<Judged, Problem> {
    let own = client_id(asking.wish.prefix, city.pki().verifier());
    let key = encryption_key(asking).and_then(|key| unb64(&key.thumbprint()));
    let talk = Talk {
        client_id: &own,
        nonce: &asking.nonce,
        thumbprint: &key.ok_or(Problem::BROKEN)?,
        response_uri: &response_uri(asking, door),
        times: (asking.made, now),
    };
    let root = city.pki().issuer_root();
    let shown = match asked.format {
        Format::SdJwt => read_sd_jwt::read(card, root, &talk),
        Format::Mdoc => read_mdoc::read(card, root, &talk),
    };
    let shown = match shown {
        Ok(shown) => shown,
        Err(fault) => return Ok((None, Some(fault), None)),
    };
    let fault = match asked.is_answered_by(&shown).and_then(|()| in_time(&shown, now)) {
        Ok(()) => status(city, &shown).await?.err(),
        Err(fault) => Some(fault),
    };
    // What nobody asked for is nobody's business here, also where the card lays it open.
    let claims = only(&shown.claims, &asked.places(&shown));
    let tier = shown.tier();
    Ok((Some(Shown { claims, ..shown }), fault, tier))
}

fn in_time(shown: &Shown, now: i64) -> Result<(), Fault> {
    let (from, until) = shown.times;
    if now < from {
        return Err(Fault::NotYet);
    }
    if now < until { Ok(()) } else { Err(Fault::Expired) }
}

/// What the city's list says of it. A card that points nowhere, or to a list of other cards, could not be taken back.
async fn status(city: &CityState, shown: &Shown) -> Result<Result<(), Fault>, Problem> {
    let own = KINDS.iter().find(|kind| kind.typ == shown.typ);
    let place = shown.status.as_ref().and_then(|(uri, place)| {
        let (_, list) = uri.rsplit_once(LISTS)?;
        own.filter(|kind| kind.id == list).map(|kind| (kind.id, *place))
    });
    let Some((kind, place)) = place else {
        return Ok(Err(Fault::NoStatus));
    };
    let status = city
        .with_store(move |records| records.read(|c| store::status(c, kind, place)))
        .await?;
    Ok(match status {
        Status::Valid => Ok(()),
        Status::Invalid => Err(Fault::Revoked),
        Status::Suspended => Err(Fault::Suspended),
    })
}
