//! What happened with whom (ARF, DASH_02 to DASH_07): every issuance and every showing, the failed ones too, for the person alone.
//!
//! An entry names attributes and never says what is in them: it is made from places, and there is no way to put a value in. Each entry's hash
//! covers the one before it, so that none can be changed or taken out of the middle without a trace. Entries are only added; all of them go
//! at once, when the person says so.

use std::collections::BTreeMap;

use madrid_credentials::jose::b64;
use madrid_credentials::jose::jwk::sha256;
use madrid_credentials::path::{Place, Step};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::model::Words;
use crate::error::Error;

/// The version of an exported log.
const VERSION: u32 = 1;
/// What comes before the first entry.
const NOTHING: &str = "";

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// A card was asked for.
    Issuance,
    /// Cards were asked of the person.
    Presentation,
}

/// How it ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// As it should.
    Done,
    /// The person said no, or had nothing to show.
    Declined,
    /// It went wrong, with this code.
    Failed(String),
    /// It was sent, and nobody knows whether it arrived.
    Unknown,
}

/// With whom.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoggedParty {
    /// The client id or the issuer's address.
    pub id: String,
    /// What the person saw them called.
    pub name: String,
}

crate::log::opaque_debug!(LoggedParty);

/// The name of an attribute, and never its value.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Attribute(Vec<String>);

crate::log::opaque_debug!(Attribute);

impl From<&Place> for Attribute {
    /// Elements of arrays have no names: a star stands for whichever it was.
    fn from(place: &Place) -> Self {
        let name = |step: &Step| match step {
            Step::Name(name) => name.clone(),
            Step::Index(_) => "*".to_owned(),
        };
        Self(place.iter().map(name).collect())
    }
}

impl Attribute {
    /// Its names, from the outside in.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.0
    }
}

/// A card that it was about.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoggedCard {
    /// The wallet's name for it.
    pub card: String,
    /// What kind of card it is (`vct`, document type).
    pub kind: String,
    /// What its issuer called it then. Entries from before names were kept have none.
    #[serde(default, skip_serializing_if = "is_unnamed")]
    pub name: Words,
    /// The copy that left the phone, or may have; `None` where nothing did.
    pub copy: Option<String>,
    /// What of it.
    pub attributes: Vec<Attribute>,
}

fn is_unnamed(words: &Words) -> bool {
    *words == Words::default()
}

crate::log::opaque_debug!(LoggedCard);

/// One thing that happened.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When, in seconds since 1970.
    pub at: i64,
    /// What.
    pub what: What,
    /// How it ended.
    pub outcome: Outcome,
    /// With whom.
    pub party: LoggedParty,
    /// Which cards.
    pub cards: Vec<LoggedCard>,
}

crate::log::opaque_debug!(Entry);

/// An entry as it is kept: its very text is hashed, so that it can be checked by whoever reads it later.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chained {
    /// The entry, as JSON.
    pub content: String,
    /// The hash over the hash before it and the content, base64url.
    pub hash: String,
}

crate::log::opaque_debug!(Chained);

impl Chained {
    /// The entry that follows a hash; the first follows `None`.
    ///
    /// # Errors
    /// `wallet.log_damaged`, which does not happen to an entry of ours.
    pub fn after(before: Option<&str>, entry: &Entry) -> Result<Self, Error> {
        let content = serde_json::to_string(entry).map_err(|_| DAMAGED)?;
        Ok(Self {
            hash: hash(before.unwrap_or(NOTHING), &content),
            content,
        })
    }

    /// What stands for an entry that cannot be read: it follows nothing, and nothing follows it.
    pub(super) const fn torn() -> Self {
        Self {
            content: String::new(),
            hash: String::new(),
        }
    }

    /// The entry.
    ///
    /// # Errors
    /// `wallet.log_damaged`
    pub fn entry(&self) -> Result<Entry, Error> {
        serde_json::from_str(&self.content).map_err(|_| DAMAGED)
    }
}

const DAMAGED: Error = Error::Refused("wallet.log_damaged");

/// The hash before it has a length of its own, so no content can pass for part of it.
fn hash(before: &str, content: &str) -> String {
    b64(sha256(format!("{before}\n{content}").as_bytes()))
}

/// The entries of a whole log, oldest first, if nothing was changed.
///
/// # Errors
/// `wallet.log_damaged`
pub fn verified(log: &[Chained]) -> Result<Vec<Entry>, Error> {
    let mut before = NOTHING;
    let mut entries = Vec::with_capacity(log.len());
    for chained in log {
        if hash(before, &chained.content) != chained.hash {
            return Err(DAMAGED);
        }
        entries.push(chained.entry()?);
        before = &chained.hash;
    }
    Ok(entries)
}

/// Logs as a file of the person's, with the hashes: of this phone, and of those before it. What was damaged is exported too: it is theirs.
#[must_use]
pub fn exported(logs: &[Vec<Chained>]) -> Value {
    let entry = |chained: &Chained| {
        let content: Value = serde_json::from_str(&chained.content).unwrap_or_default();
        json!({ "entry": content, "content": chained.content, "hash": chained.hash })
    };
    let entries = |log: &Vec<Chained>| log.iter().map(entry).collect::<Vec<_>>();
    json!({ "version": VERSION, "logs": logs.iter().map(entries).collect::<Vec<_>>() })
}

/// A copy that more than one party saw: they can find out together that it was the same person.
#[derive(Clone, PartialEq, Eq)]
pub struct Linkable {
    /// The card.
    pub card: String,
    /// What kind of card it is.
    pub kind: String,
    /// The copy.
    pub copy: String,
    /// Who saw it, in the order in which they did, each once.
    pub parties: Vec<LoggedParty>,
}

crate::log::opaque_debug!(Linkable);

/// Which parties saw the same copy of a card. Who saw another copy is not among them.
#[must_use]
pub fn linkable(entries: &[Entry]) -> Vec<Linkable> {
    let mut copies: BTreeMap<(&str, &str), Linkable> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.what == What::Presentation) {
        for card in &entry.cards {
            let Some(copy) = &card.copy else { continue };
            let seen = copies.entry((&card.card, copy)).or_insert_with(|| Linkable {
                card: card.card.clone(),
                kind: card.kind.clone(),
                copy: copy.clone(),
                parties: Vec::new(),
            });
            if seen.parties.iter().all(|party| party.id != entry.party.id) {
                seen.parties.push(entry.party.clone());
            }
        }
    }
    copies.into_values().filter(|seen| seen.parties.len() > 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(at: i64, party: &str, copy: Option<&str>) -> Entry {
        let place = vec![Step::Name("nationalities".to_owned()), Step::Index(1)];
        Entry {
            at,
            what: What::Presentation,
            outcome: Outcome::Done,
            party: LoggedParty {
                id: format!("x509_hash:{party}"),
                name: party.to_owned(),
            },
            cards: vec![LoggedCard {
                card: "card-1".to_owned(),
                kind: "urn:madrid:library".to_owned(),
                name: Words::default(),
                copy: copy.map(str::to_owned),
                attributes: vec![Attribute::from(&place)],
            }],
        }
    }

    fn log(entries: &[Entry]) -> Vec<Chained> {
        let mut log: Vec<Chained> = Vec::new();
        for entry in entries {
            let before = log.last().map(|last| last.hash.clone());
            log.push(Chained::after(before.as_deref(), entry).unwrap());
        }
        log
    }

    #[test]
    fn what_is_written_comes_back_and_a_change_shows() {
        let entries = [
            entry(1, "A", Some("c1")),
            entry(2, "B", None),
            entry(3, "A", Some("c2")),
        ];
        let whole = log(&entries);
        assert_eq!(verified(&whole).unwrap(), entries);
        let is_damaged = |change: fn(&mut Vec<Chained>)| {
            let mut log = whole.clone();
            change(&mut log);
            verified(&log).unwrap_err().code() == "wallet.log_damaged"
        };
        assert!(is_damaged(
            |log| log[1].content = log[1].content.replace("\"B\"", "\"C\"")
        ));
        assert!(is_damaged(|log| drop(log.remove(1))));
        assert!(is_damaged(|log| drop(log.remove(0))));
        assert!(is_damaged(|log| log.swap(0, 1)));
        assert!(is_damaged(|log| {
            // A change whose own hash was made anew is seen at the next one.
            log[1].content = log[1].content.replace("\"B\"", "\"C\"");
            log[1].hash = hash(&log[0].hash, &log[1].content);
        }));
    }

    #[test]
    fn entries_from_before_cards_had_names_are_read_and_checked() {
        let content = r#"{"at":1,"what":"issuance","outcome":"done","party":{"id":"https://i.example","name":"I"},"cards":[{"card":"1","kind":"urn:k","copy":null,"attributes":[["name"]]}]}"#;
        let old = Chained {
            hash: hash(NOTHING, content),
            content: content.to_owned(),
        };
        let mut named = entry(2, "A", None);
        named.cards[0].name.es = Some("Carné".to_owned());
        let new = Chained::after(Some(&old.hash), &named).unwrap();
        let read = verified(&[old, new]).unwrap();
        assert_eq!(read[0].cards[0].name, Words::default());
        assert_eq!(
            serde_json::to_string(&read[0]).unwrap(),
            content,
            "nothing is added to it"
        );
        assert_eq!(read[1].cards[0].name.es.as_deref(), Some("Carné"));
    }

    #[test]
    fn an_export_can_be_checked_by_anybody_and_names_no_value() {
        let file = exported(&[log(&[entry(1, "A", Some("c1")), entry(2, "B", None)])]);
        let mut before = String::new();
        for each in file["logs"][0].as_array().unwrap() {
            let text = format!("{before}\n{}", each["content"].as_str().unwrap());
            assert_eq!(each["hash"], b64(sha256(text.as_bytes())));
            assert_eq!(each["entry"]["cards"][0]["attributes"], json!([["nationalities", "*"]]));
            before = each["hash"].as_str().unwrap().to_owned();
        }
        assert_eq!(file["logs"][0].as_array().unwrap().len(), 2);
    }

    #[test]
    fn those_who_saw_the_same_copy_are_named() {
        let entries = [
            entry(1, "A", Some("c1")),
            entry(2, "A", Some("c1")),
            entry(3, "B", Some("c2")),
            entry(4, "C", Some("c1")),
            entry(5, "D", None),
        ];
        let found = linkable(&entries);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].copy, "c1");
        let names: Vec<_> = found[0].parties.iter().map(|party| party.name.as_str()).collect();
        assert_eq!(names, ["A", "C"]);
    }
}
