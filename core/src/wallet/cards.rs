//! The cards that are here: read, and deleted. What is read comes from the phone's disk alone.

use madrid_credentials::path::{self, Part, Place, Pointer, Step};
use serde_json::Value;

use super::model::{Card, Copy, CopyState, Judged, Label, Standing, Words};
use super::policy::{is_refill_due, is_usable};
use super::status::{Opened, StatusLists, WhichLists};
use super::store::{self, KeptCopy};
use super::{Room, keys};
use crate::error::Error;
use crate::log::opaque_debug;

/// No such card is here.
const UNKNOWN: Error = Error::NotFound("wallet.card_unknown");

/// A card in a list.
#[derive(Clone, PartialEq)]
pub struct CardShown {
    /// The card.
    pub card: Card,
    /// How many copies can be shown now.
    pub usable: usize,
    /// How many of those nobody has seen.
    pub fresh: usize,
    /// When the last of them ends; `None` where one never does, or there is none.
    pub until: Option<i64>,
    /// Whether it counts: as the best of its copies does.
    pub judged: Judged,
    /// Whether new copies should be fetched.
    pub is_refill_due: bool,
}

/// All cards, as far as they can be read.
#[derive(Clone, Default, PartialEq)]
pub struct CardsShown {
    /// Those that can, the first one first.
    pub cards: Vec<CardShown>,
    /// How many cannot: what is shown must not look whole.
    pub torn: usize,
}

/// A claim of a card, to be read by its holder.
#[derive(Clone, PartialEq)]
pub struct ClaimShown {
    /// Where it stands.
    pub place: Place,
    /// What the issuer calls it, where it has a name for it.
    pub words: Option<Words>,
    /// What it says: no object and no list, those are taken apart.
    pub value: Value,
}

opaque_debug!(CardShown, CardsShown, ClaimShown);

/// The cards that are here. Cheap to clone.
#[derive(Clone)]
pub struct Cards {
    room: Room,
    status: StatusLists,
}

impl Cards {
    /// The service.
    #[must_use]
    pub const fn new(room: Room, status: StatusLists) -> Self {
        Self { room, status }
    }

    /// Every card, with how fresh the word on it is.
    pub async fn list(&self) -> Result<CardsShown, Error> {
        let sealer = self.room.sealer()?;
        let read = self.room.database.read_task(move |connection| {
            let kept = store::cards(connection, &sealer)?;
            let mut cards = Vec::new();
            for card in kept.cards {
                let copies = store::copies(connection, &sealer, card.id)?;
                cards.push((card, copies));
            }
            Ok((cards, kept.torn))
        });
        let (cards, torn) = read.await?;
        let copies = cards.iter().flat_map(|(_, copies)| plain(copies)).collect::<Vec<_>>();
        let opened = self.status.kept(&copies).await?;
        let now = self.room.now();
        let shown = cards
            .into_iter()
            .map(|(card, copies)| shown(card, &plain(&copies), &opened, now));
        Ok(CardsShown {
            cards: shown.collect(),
            torn,
        })
    }

    /// One card and what it says, in the issuer's order. Fails with `wallet.card_unknown`.
    pub async fn one(&self, id: i64) -> Result<(CardShown, Vec<ClaimShown>), Error> {
        let sealer = self.room.sealer()?;
        let read = self.room.database.read_task(move |connection| {
            let card = store::card(connection, &sealer, id)?;
            let claims = store::claims(connection, &sealer, id)?;
            Ok((card.zip(claims), store::copies(connection, &sealer, id)?))
        });
        let (found, copies) = read.await?;
        let (card, claims) = found.ok_or(UNKNOWN)?;
        let copies = plain(&copies);
        let opened = self.status.kept(&copies).await?;
        let claims = told_apart(&claims, &card.labels);
        Ok((shown(card, &copies, &opened, self.room.now()), claims))
    }

    /// The copies of a card with what is known of each, for whoever shows one: retired ones are left out.
    pub async fn copies(&self, id: i64) -> Result<Vec<(KeptCopy, Judged)>, Error> {
        let sealer = self.room.sealer()?;
        let read = self.room.database.read_task(move |c| store::copies(c, &sealer, id));
        let copies = read.await?;
        let opened = self.status.kept(&plain(&copies)).await?;
        let living = copies.into_iter().filter(|kept| kept.copy.state != CopyState::Retired);
        Ok(living
            .map(|kept| {
                let judged = opened.judge(&kept.copy);
                (kept, judged)
            })
            .collect())
    }

    /// Asks for news of every card, as [`StatusLists::refresh`].
    pub async fn refresh_status(&self, which: WhichLists) -> Result<(), Error> {
        let sealer = self.room.sealer()?;
        let read = self.room.database.read_task(move |connection| {
            let cards = store::cards(connection, &sealer)?.cards;
            let copies = cards.iter().map(|card| store::copies(connection, &sealer, card.id));
            copies.collect::<Result<Vec<_>, _>>()
        });
        let copies: Vec<Copy> = read.await?.iter().flat_map(|copies| plain(copies)).collect();
        let living: Vec<Copy> = copies
            .into_iter()
            .filter(|copy| copy.state != CopyState::Retired)
            .collect();
        self.status.refresh(&living, which).await
    }

    /// Deletes a card with all of its copies and destroys their keys. Nobody is told, not even its issuer (ARF 3.0, PAD_05). Safe to repeat.
    pub async fn delete(&self, id: i64) -> Result<(), Error> {
        let sealer = self.room.sealer()?;
        let deleted = self
            .room
            .database
            .write_task(move |tx| store::delete_card(tx, &sealer, id));
        deleted.await?;
        self.room.changes.announce();
        keys::sweep(&self.room.database, &self.room.keys).await
    }
}

fn plain(copies: &[KeptCopy]) -> Vec<Copy> {
    copies.iter().map(|kept| kept.copy.clone()).collect()
}

fn shown(card: Card, copies: &[Copy], opened: &Opened, now: i64) -> CardShown {
    let living = copies.iter().filter(|copy| copy.state != CopyState::Retired);
    let judged: Vec<(&Copy, Judged)> = living.map(|copy| (copy, opened.judge(copy))).collect();
    let counts = |standing| matches!(standing, Standing::Valid | Standing::Unknown);
    let usable: Vec<Copy> = judged
        .iter()
        .filter(|(copy, judged)| is_usable(copy, now) && counts(judged.standing))
        .map(|(copy, _)| (*copy).clone())
        .collect();
    let best = judged
        .iter()
        .map(|(_, judged)| *judged)
        .min_by_key(|judged| rank(judged.standing));
    let ends: Option<Vec<i64>> = usable.iter().map(|copy| copy.until).collect();
    CardShown {
        usable: usable.len(),
        fresh: usable.iter().filter(|copy| copy.state == CopyState::Fresh).count(),
        until: ends.and_then(|ends| ends.into_iter().max()),
        judged: best.unwrap_or(Judged {
            standing: Standing::Unknown,
            as_of: None,
        }),
        is_refill_due: is_refill_due(&card.reuse, &usable, now),
        card,
    }
}

const fn rank(standing: Standing) -> u8 {
    match standing {
        Standing::Valid => 0,
        Standing::Unknown => 1,
        Standing::Suspended => 2,
        Standing::Revoked => 3,
    }
}

/// Every single thing that a card says, each with the name that fits it best: first those with a name, in the issuer's order. What an
/// element of a list says stays together.
fn told_apart(claims: &Value, labels: &[Label]) -> Vec<ClaimShown> {
    let labels = Labels::of(labels);
    let shown = |place: Place| {
        let is_said = |value: &&Value| !value.is_object() && !value.is_array();
        Some(ClaimShown {
            value: path::at(claims, &place).filter(is_said)?.clone(),
            words: labels.best(&place).map(|(_, words)| words.clone()),
            place,
        })
    };
    let mut all: Vec<ClaimShown> = path::leaves(claims).into_iter().filter_map(shown).collect();
    all.sort_by_cached_key(|claim| turn(&claim.place, &labels));
    all
}

/// When something has its turn: as the issuer names it, or the element of a list that it is in; there again as it is named.
fn turn(place: &[Step], labels: &Labels<'_>) -> (usize, Place, usize) {
    let rank = |place: &[Step]| labels.best(place).map_or(usize::MAX, |(rank, _)| rank);
    let is_index = |step: &Step| matches!(step, Step::Index(_));
    let end = place.iter().position(is_index).unwrap_or(place.len());
    let of = place.get(..=end).unwrap_or(place);
    (rank(of), of.to_vec(), rank(place))
}

/// What an issuer calls claims, ready to be looked up.
pub struct Labels<'a>(Vec<(Pointer, &'a Label)>);

impl<'a> Labels<'a> {
    /// Those of a card. A path that cannot be read names nothing.
    #[must_use]
    pub fn of(labels: &'a [Label]) -> Self {
        let read = |label: &'a Label| Some((Pointer::read(&label.path).ok()?, label));
        Self(labels.iter().filter_map(read).collect())
    }

    /// Whether nothing is called anything: it is somebody else's card, or one without words.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The name that fits what stands at a place best: its own, else that of what it is in. With its rank in the issuer's order.
    #[must_use]
    pub fn best(&self, place: &[Step]) -> Option<(usize, &'a Words)> {
        self.fitting(place).map(|(rank, label)| (rank, &label.words))
    }

    /// What the issuer calls a value that stands there, where it has words for it.
    #[must_use]
    pub fn value(&self, place: &[Step], value: &str) -> Option<&'a Words> {
        let (_, label) = self.fitting(place)?;
        label.values.get(value)
    }

    fn fitting(&self, place: &[Step]) -> Option<(usize, &'a Label)> {
        let all = self.0.iter().enumerate();
        let fitting = all.filter(|(_, (pointer, _))| leads_to(pointer, place));
        let best = fitting.max_by_key(|(_, (pointer, _))| pointer.parts().len());
        best.map(|(rank, (_, label))| (rank, *label))
    }
}

/// Whether a pointer points at a place or at something above it.
fn leads_to(pointer: &Pointer, place: &[Step]) -> bool {
    let fits = |(part, step): (&Part, &Step)| match (part, step) {
        (Part::Name(wanted), Step::Name(name)) => wanted == name,
        (Part::Index(wanted), Step::Index(index)) => wanted == index,
        (Part::All, Step::Index(_)) => true,
        _ => false,
    };
    pointer.parts().len() <= place.len() && pointer.parts().iter().zip(place).all(fits)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn named(path: Value, es: &str) -> Label {
        Label {
            path,
            words: Words {
                es: Some(es.to_owned()),
                ..Words::default()
            },
            values: std::collections::BTreeMap::new(),
        }
    }

    fn told(claims: &Value, labels: &[Label]) -> Vec<(String, Value)> {
        let told = told_apart(claims, labels).into_iter();
        told.map(|claim| (claim.words.and_then(|words| words.es).unwrap_or_default(), claim.value))
            .collect()
    }

    #[test]
    fn nested_claims_are_told_apart_and_named_by_what_fits_best() {
        let claims = json!({ "z": 1, "address": { "street": "Mayor", "town": "Madrid" }, "of": ["a", "b"] });
        let labels = [
            named(json!(["of", null]), "De"),
            named(json!(["address"]), "Domicilio"),
            named(json!(["address", "town"]), "Municipio"),
        ];
        let expected = [
            ("De", json!("a")),
            ("De", json!("b")),
            ("Domicilio", json!("Mayor")),
            ("Municipio", json!("Madrid")),
            ("", json!(1)),
        ];
        let expected = expected.map(|(name, value)| (name.to_owned(), value));
        assert_eq!(told(&claims, &labels), expected);
    }

    #[test]
    fn what_an_element_of_a_list_says_stays_together_in_the_order_of_the_issuer() {
        let child = |name: &str, born: &str| json!({ "born": born, "given": name, "other": true });
        let claims = json!({ "after": 1, "before": 2, "members": [child("Hugo", "2012"), child("Vera", "2015")] });
        let labels = [
            named(json!(["before"]), "Antes"),
            named(json!(["members", null]), "Miembro"),
            named(json!(["members", null, "given"]), "Nombre"),
            named(json!(["members", null, "born"]), "Nacimiento"),
            named(json!(["after"]), "Después"),
        ];
        let names: Vec<String> = told(&claims, &labels).into_iter().map(|(name, _)| name).collect();
        let of_child = ["Miembro", "Nombre", "Nacimiento"];
        assert_eq!(names, [&["Antes"][..], &of_child, &of_child, &["Después"]].concat());
        // Lists that nobody names come one after the other.
        let lists = json!({ "one": ["a", "b"], "other": ["c", "d"] });
        let values: Vec<Value> = told(&lists, &[]).into_iter().map(|(_, value)| value).collect();
        assert_eq!(values, ["a", "b", "c", "d"]);
    }

    #[test]
    fn values_have_the_names_that_their_issuer_gives_them() {
        let films = Words {
            en: Some("Films".to_owned()),
            ..Words::default()
        };
        let label = |path: Value, values: &[(&str, &Words)]| Label {
            path,
            words: Words::default(),
            values: values
                .iter()
                .map(|(name, words)| ((*name).to_owned(), (*words).clone()))
                .collect(),
        };
        let labels = [
            label(json!(["services"]), &[]),
            label(json!(["services", null]), &[("films_2", &films)]),
        ];
        let labels = Labels::of(&labels);
        let place = vec![Step::Name("services".to_owned()), Step::Index(1)];
        assert_eq!(labels.value(&place, "films_2"), Some(&films));
        assert!(labels.value(&place, "films").is_none());
        assert!(
            labels.value(&place[..1], "films_2").is_none(),
            "the list itself has none"
        );
    }
}
