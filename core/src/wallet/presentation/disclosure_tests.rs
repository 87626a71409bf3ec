//! For random cards and random queries: what is sent has every claim that the query selects, and not one hidden claim more. The card, the
//! selection and the reading of what is sent are this file's own, as plain as can be.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use madrid_credentials::dcql::{self, Format, Query};
use madrid_credentials::mdoc::SessionTranscript;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Map, Value, json};

use super::*;
use crate::wallet::presentation::held::Open;
use crate::wallet::presentation::policy::Policy;
use crate::wallet::test_people::{Key, NOW, Town, VCT, digest, held};

#[derive(Debug, Clone)]
enum Claim {
    Leaf(u8),
    Object(BTreeMap<String, (bool, Claim)>),
    Array(Vec<(bool, Claim)>),
}

fn claim() -> impl Strategy<Value = Claim> {
    any::<u8>().prop_map(Claim::Leaf).prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            vec((any::<bool>(), inner.clone()), 1..4).prop_map(Claim::Array),
            btree_map("[a-c]", (any::<bool>(), inner), 1..4).prop_map(Claim::Object),
        ]
    })
}

/// A card while it is made. Each disclosure has its number for a salt, by which what is sent is known again.
#[derive(Default)]
struct Making {
    disclosures: Vec<String>,
    places: Vec<Vec<Value>>,
}

impl Making {
    fn hide(&mut self, place: &[Value], parts: &[Value]) -> Value {
        let salt = json!(format!("{}", self.disclosures.len()));
        let all: Vec<_> = std::iter::once(salt).chain(parts.iter().cloned()).collect();
        let text = URL_SAFE_NO_PAD.encode(Value::Array(all).to_string());
        let digest = digest(&text);
        self.disclosures.push(text);
        self.places.push(place.to_vec());
        json!(digest)
    }

    fn make(&mut self, claim: &Claim, place: &[Value]) -> Value {
        match claim {
            Claim::Leaf(number) => json!(number),
            Claim::Object(members) => Value::Object(self.object(members, place)),
            Claim::Array(all) => {
                let elements = all.iter().enumerate().map(|(index, (hidden, claim))| {
                    let place = [place, &[json!(index)]].concat();
                    let value = self.make(claim, &place);
                    if *hidden {
                        json!({ "...": self.hide(&place, &[value]) })
                    } else {
                        value
                    }
                });
                Value::Array(elements.collect())
            }
        }
    }

    fn object(&mut self, members: &BTreeMap<String, (bool, Claim)>, place: &[Value]) -> Map<String, Value> {
        let (mut open, mut hidden) = (Map::new(), Vec::new());
        for (name, (is_hidden, claim)) in members {
            let place = [place, &[json!(name)]].concat();
            let value = self.make(claim, &place);
            if *is_hidden {
                hidden.push(self.hide(&place, &[json!(name), value]));
            } else {
                open.insert(name.clone(), value);
            }
        }
        if !hidden.is_empty() {
            open.insert("_sd".to_owned(), Value::Array(hidden));
        }
        open
    }
}

/// All places of a card, from the outside in.
fn all_places(claim: &Claim, place: &[Value], found: &mut Vec<Vec<Value>>) {
    let below: Vec<(Value, &Claim)> = match claim {
        Claim::Leaf(_) => Vec::new(),
        Claim::Object(members) => members.iter().map(|(name, (_, claim))| (json!(name), claim)).collect(),
        Claim::Array(all) => all
            .iter()
            .enumerate()
            .map(|(index, (_, claim))| (json!(index), claim))
            .collect(),
    };
    for (step, claim) in below {
        let place = [place, &[step]].concat();
        found.push(place.clone());
        all_places(claim, &place, found);
    }
}

/// Whether a pointer points at a place.
fn points(pointer: &[Value], place: &[Value]) -> bool {
    let fits = |(part, step): (&Value, &Value)| part == step || (part.is_null() && step.is_number());
    pointer.len() == place.len() && pointer.iter().zip(place).all(fits)
}

fn touches(one: &[Value], other: &[Value]) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

/// The salts of the disclosures in what is sent.
fn sent(text: &str) -> BTreeSet<usize> {
    let disclosures = text
        .split('~')
        .skip(1)
        .filter(|part| !part.is_empty() && !part.contains('.'));
    let salt = |text: &str| {
        let parts: Vec<Value> = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).unwrap()).unwrap();
        parts[0].as_str().unwrap().parse().unwrap()
    };
    disclosures.map(salt).collect()
}

/// Pointers at some of the places. Some of the numbers in a pointer become a star.
fn pointers(places: &[Vec<Value>], picked: &[(Index, u8)]) -> Vec<Vec<Value>> {
    let mut all: Vec<Vec<Value>> = Vec::new();
    for (index, stars) in picked {
        let place = index.get(places).iter().enumerate();
        let part = |(at, step): (usize, &Value)| {
            let is_star = step.is_number() && stars >> at & 1 == 1;
            if is_star { Value::Null } else { step.clone() }
        };
        let pointer: Vec<Value> = place.map(part).collect();
        if !all.contains(&pointer) {
            all.push(pointer);
        }
    }
    all
}

/// What is sent for a query of these pointers; `None` where the card does not fit.
fn answer(issued: &[u8], phone: &Key, pointers: &[Vec<Value>]) -> Option<String> {
    let asked: Vec<_> = pointers.iter().map(|path| json!({ "path": path })).collect();
    let query = json!({ "id": "q", "format": "dc+sd-jwt", "meta": { "vct_values": [VCT] }, "claims": asked });
    let query = Query::read(&json!({ "credentials": [query] })).unwrap();
    let policy = Policy::default();
    let card = held("card", Format::SdJwt, issued, Some(phone), &policy);
    let cards = [Open::of(card, NOW).unwrap().unwrap()];
    let candidates: Vec<_> = cards.iter().map(Open::candidate).collect();
    let choice = dcql::answer(&query, &candidates).proposal()?;
    let talk = Talk {
        audience: "x509_hash:x",
        nonce: "n",
        transcript: SessionTranscript::redirect("x509_hash:x", "n", None, "https://a.example"),
        at: NOW,
    };
    let prepared = prepare(&query, &cards, &choice, &talk).unwrap();
    let signatures: Vec<_> = prepared.to_sign().map(|part| phone.sign(part.message)).collect();
    let token = prepared.finish(&signatures).unwrap();
    token["q"][0].as_str().map(str::to_owned)
}

fn check(town: &Town, phone: &Key, root: &BTreeMap<String, (bool, Claim)>, picked: &[(Index, u8)]) {
    let mut making = Making::default();
    let mut claims = making.object(root, &[]);
    claims.insert("vct".to_owned(), json!(VCT));
    let issued = town.sd_jwt(Value::Object(claims), &making.disclosures, Some(phone));
    let mut places = Vec::new();
    all_places(&Claim::Object(root.clone()), &[], &mut places);
    let pointers = pointers(&places, picked);
    let Some(text) = answer(&issued, phone, &pointers) else {
        // A star goes into every element, and not every one has what is below: that card does not fit.
        assert!(pointers.iter().any(|pointer| pointer.iter().any(Value::is_null)));
        return;
    };
    let is_selected = |place: &&Vec<Value>| pointers.iter().any(|pointer| points(pointer, place));
    let selected: Vec<_> = places.iter().filter(is_selected).collect();
    let is_needed = |hidden: &Vec<Value>| selected.iter().any(|place| touches(place, hidden));
    let needed = making.places.iter().enumerate().filter(|(_, hidden)| is_needed(hidden));
    let needed: BTreeSet<usize> = needed.map(|(number, _)| number).collect();
    assert_eq!(sent(&text), needed);
}

#[test]
fn not_one_hidden_claim_more_than_the_query_selects_is_shown() {
    let (town, phone) = (Town::new(), Key::new());
    let card = btree_map("[a-d]", (any::<bool>(), claim()), 1..5);
    let picked = vec((any::<Index>(), any::<u8>()), 1..4);
    let config = ProptestConfig {
        cases: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let result = runner.run(&(card, picked), |(card, picked)| {
        check(&town, &phone, &card, &picked);
        Ok(())
    });
    result.unwrap();
}
