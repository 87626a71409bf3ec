//! The answer against a slow and obvious one, written from the text of sections 6.4 and 7.1 alone: it reads the JSON itself, walks through all
//! of a card and tries all that could be shown. Thousands of small queries and cards by chance, the same ones each time.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{Answer, Candidate, Choice, Format, Query, answer};
use crate::path::{Place, Step};

/// A card as the model sees it.
struct Card {
    id: String,
    format: Format,
    types: Vec<String>,
    claims: Value,
    authority_keys: Vec<Vec<u8>>,
    holder_bound: bool,
}

impl Card {
    fn candidate(&self) -> Candidate<'_> {
        Candidate {
            id: &self.id,
            format: self.format,
            types: &self.types,
            claims: &self.claims,
            authority_keys: &self.authority_keys,
            holder_bound: self.holder_bound,
        }
    }
}

/// A place, as JSON.
type Spot = Vec<Value>;
/// What is shown: for each credential query the cards.
type Response = BTreeMap<String, BTreeSet<String>>;

// The model.

/// All places of a card, and what is there.
fn everywhere(spot: &Spot, value: &Value, all: &mut Vec<(Spot, Value)>) {
    all.push((spot.clone(), value.clone()));
    let mut below = |step: Value, value: &Value| everywhere(&[spot.clone(), vec![step]].concat(), value, all);
    match value {
        Value::Object(members) => members.iter().for_each(|(name, value)| below(json!(name), value)),
        Value::Array(elements) => elements
            .iter()
            .enumerate()
            .for_each(|(index, value)| below(json!(index), value)),
        _ => {}
    }
}

/// Whether a place is one that a pointer describes.
fn described(spot: &[Value], pointer: &[Value]) -> bool {
    let step = |(step, part): (&Value, &Value)| if part.is_null() { step.is_number() } else { step == part };
    spot.len() == pointer.len() && spot.iter().zip(pointer).all(step)
}

/// Section 7.1.1: an error on the way is nothing, and so is a name where there is no object or an index where there is no array.
fn selected(pointer: &[Value], claims: &Value) -> Vec<(Spot, Value)> {
    let mut all = Vec::new();
    everywhere(&Vec::new(), claims, &mut all);
    for length in 0..pointer.len() {
        let on_the_way = all.iter().filter(|(spot, _)| described(spot, &pointer[..length]));
        for (_, value) in on_the_way {
            let goes_down = if pointer[length].is_string() {
                value.is_object()
            } else {
                value.is_array()
            };
            if !goes_down {
                return Vec::new();
            }
        }
    }
    all.retain(|(spot, _)| described(spot, pointer));
    all
}

/// Section 6.4.1 for one claim: what has another value does not exist.
fn claim(asked: &Value, claims: &Value) -> Vec<Spot> {
    let mut found = selected(asked["path"].as_array().unwrap(), claims);
    if let Some(values) = asked["values"].as_array() {
        found.retain(|(_, value)| values.iter().any(|wanted| wanted == value));
    }
    found.into_iter().map(|(spot, _)| spot).collect()
}

/// Section 6.4.1 for a card.
fn claims_of(query: &Value, claims: &Value) -> Option<BTreeSet<String>> {
    let Some(asked) = query["claims"].as_array() else {
        return Some(BTreeSet::new());
    };
    let ids = |set: &Value| -> Vec<&Value> {
        let of = |id: &Value| asked.iter().find(|claim| claim["id"] == *id).unwrap();
        set.as_array().unwrap().iter().map(of).collect()
    };
    let wanted: Vec<Vec<&Value>> = match query["claim_sets"].as_array() {
        Some(sets) => sets.iter().map(ids).collect(),
        None => vec![asked.iter().collect()],
    };
    wanted.into_iter().find_map(|all| {
        let mut shown = BTreeSet::new();
        for (position, one) in all.iter().enumerate() {
            if all[..position].iter().any(|before| before["path"] == one["path"]) {
                continue;
            }
            let spots = claim(one, claims);
            if spots.is_empty() {
                return None;
            }
            shown.extend(spots.into_iter().map(|spot| Value::Array(spot).to_string()));
        }
        Some(shown)
    })
}

/// Section 6.1 for a card: format, type, holder and authority, then its claims.
fn fits(query: &Value, card: &Card) -> Option<BTreeSet<String>> {
    if query["format"] != card.format.name() {
        return None;
    }
    let meta = query["meta"].as_object().unwrap();
    let is_of_type = meta.is_empty()
        || match card.format {
            Format::SdJwt => card
                .types
                .iter()
                .any(|own| query["meta"]["vct_values"].as_array().unwrap().contains(&json!(own))),
            Format::Mdoc => card.types.iter().any(|own| query["meta"]["doctype_value"] == *own),
        };
    let needs_holder = query["require_cryptographic_holder_binding"].as_bool().unwrap_or(true);
    let is_trusted = query["trusted_authorities"].as_array().is_none_or(|all| {
        let named = |key: &Vec<u8>| json!(crate::jose::b64(key));
        all.iter().any(|one| {
            let values = one["values"].as_array().unwrap();
            one["type"] == "aki" && card.authority_keys.iter().any(|key| values.contains(&named(key)))
        })
    });
    if !is_of_type || (needs_holder && !card.holder_bound) || !is_trusted {
        return None;
    }
    claims_of(query, &card.claims)
}

/// Section 6.4.2: all responses that are allowed, the empty one left out.
fn responses(query: &Value, cards: &[Card]) -> BTreeSet<Response> {
    let mut all = vec![Response::new()];
    for credential in query["credentials"].as_array().unwrap() {
        let fitting: Vec<&Card> = cards.iter().filter(|card| fits(credential, card).is_some()).collect();
        let mut ways = vec![None];
        for mask in 1_u32..1 << fitting.len() {
            if mask.count_ones() == 1 || credential["multiple"] == true {
                let of = fitting.iter().enumerate().filter(|(bit, _)| mask & (1 << bit) != 0);
                ways.push(Some(of.map(|(_, card)| card.id.clone()).collect::<BTreeSet<_>>()));
            }
        }
        let with = |response: &Response, way: &Option<BTreeSet<String>>| {
            let mut response = response.clone();
            if let Some(way) = way {
                response.insert(credential["id"].as_str().unwrap().to_owned(), way.clone());
            }
            response
        };
        all = all
            .iter()
            .flat_map(|response| ways.iter().map(|way| with(response, way)).collect::<Vec<_>>())
            .collect();
    }
    all.into_iter()
        .filter(|response| !response.is_empty() && is_allowed(query, response))
        .collect()
}

/// Whether these queries, and no others, are answered by one option of each required set, and of some of the others.
fn is_allowed(query: &Value, response: &Response) -> bool {
    let names = |list: &Value| -> BTreeSet<String> {
        list.as_array()
            .unwrap()
            .iter()
            .map(|id| id.as_str().unwrap().to_owned())
            .collect()
    };
    let answered: BTreeSet<String> = response.keys().cloned().collect();
    let Some(sets) = query["credential_sets"].as_array() else {
        let all = query["credentials"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["id"].as_str().unwrap().to_owned());
        return answered == all.collect();
    };
    let mut together = BTreeSet::from([BTreeSet::new()]);
    for set in sets {
        let options = set["options"].as_array().unwrap();
        let mut next = if set["required"] == false {
            together.clone()
        } else {
            BTreeSet::new()
        };
        for option in options {
            next.extend(
                together
                    .iter()
                    .map(|before| before.union(&names(option)).cloned().collect::<BTreeSet<_>>()),
            );
        }
        together = next;
    }
    together.contains(&answered)
}

// The answer under test.

fn spot(place: &Place) -> String {
    let step = |step: &Step| match step {
        Step::Name(name) => json!(name),
        Step::Index(index) => json!(index),
    };
    place.iter().map(step).collect::<Value>().to_string()
}

/// All choices of options.
fn all_options(answer: &Answer<'_>) -> Vec<Vec<Option<usize>>> {
    let mut all = vec![vec![]];
    for set in answer.sets() {
        let ways = (0..set.options.len()).map(Some).chain([None]);
        let ways: Vec<_> = ways.collect();
        all = all
            .iter()
            .flat_map(|before| {
                ways.iter()
                    .map(|way| [&before[..], &[*way]].concat())
                    .collect::<Vec<_>>()
            })
            .collect();
    }
    all
}

/// All responses that some choice gives, of those that can be made of these cards at all.
fn chosen(query: &Value, cards: &[Card], answer: &Answer<'_>) -> BTreeSet<Response> {
    let mut all = vec![Response::new()];
    for credential in query["credentials"].as_array().unwrap() {
        let id = credential["id"].as_str().unwrap();
        let mut next = all.clone();
        for mask in 1_u32..1 << cards.len() {
            let of = cards.iter().enumerate().filter(|(bit, _)| mask & (1 << bit) != 0);
            let of: BTreeSet<String> = of.map(|(_, card)| card.id.clone()).collect();
            next.extend(all.iter().map(|before| {
                let mut response = before.clone();
                response.insert(id.to_owned(), of.clone());
                response
            }));
        }
        all = next;
    }
    let options = all_options(answer);
    let can = |response: &Response| {
        let cards = response
            .iter()
            .map(|(id, cards)| (id.clone(), cards.iter().cloned().collect()))
            .collect();
        let mut choice = Choice { options: vec![], cards };
        options.iter().any(|options| {
            choice.options.clone_from(options);
            answer.choose(&choice).is_ok()
        })
    };
    all.into_iter().filter(can).collect()
}

// Chance.

/// Numbers by chance that are the same each time (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }

    fn one_in(&mut self, many: u64) -> bool {
        self.below(many) == 0
    }

    fn of<'v, T>(&mut self, all: &'v [T]) -> &'v T {
        let position = self.below(u64::try_from(all.len()).unwrap());
        &all[usize::try_from(position).unwrap()]
    }

    fn some<T>(&mut self, most: u64, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..=self.below(most)).map(|_| make(self)).collect()
    }

    fn plain(&mut self) -> Value {
        self.of(&[json!("x"), json!("y"), json!(1), json!(true), json!("1"), json!(0)])
            .clone()
    }

    fn claims(&mut self, depth: u64) -> Value {
        match self.below(if depth == 0 { 1 } else { 4 }) {
            1 => self.some(3, |dice| dice.claims(depth - 1)).into(),
            2 | 3 => self.object(depth),
            _ => self.plain(),
        }
    }

    fn object(&mut self, depth: u64) -> Value {
        let members = self.some(4, |dice| {
            (dice.of(&["a", "b", "c"]).to_string(), dice.claims(depth - 1))
        });
        members.into_iter().collect::<serde_json::Map<_, _>>().into()
    }

    fn card(&mut self, position: usize) -> Card {
        let is_mdoc = self.one_in(4);
        let claims = if is_mdoc {
            json!({ "a": { "a": self.plain(), "b": self.plain() } })
        } else {
            self.object(3)
        };
        Card {
            id: format!("card{position}"),
            format: if is_mdoc { Format::Mdoc } else { Format::SdJwt },
            types: self.some(2, |dice| dice.of(&["t", "u", "v"]).to_string()),
            claims,
            authority_keys: self.some(2, |dice| vec![*dice.of(&[1, 2, 3])]),
            holder_bound: !self.one_in(5),
        }
    }

    fn pointer(&mut self, is_mdoc: bool) -> Value {
        if is_mdoc {
            return json!(["a", self.of(&["a", "b", "c"])]);
        }
        let first = json!(self.of(&["a", "b", "c"]));
        let parts = [json!("a"), json!("b"), json!(0), json!(1), Value::Null, Value::Null];
        let mut pointer = vec![first];
        while self.one_in(3) {
            pointer.push(self.of(&parts).clone());
        }
        pointer.into()
    }

    fn claim(&mut self, position: usize, is_mdoc: bool) -> Value {
        let mut claim = json!({ "id": format!("c{position}"), "path": self.pointer(is_mdoc) });
        if self.one_in(4) {
            claim["values"] = self.some(3, Self::plain).into();
        }
        claim
    }

    fn credential(&mut self, position: usize) -> Value {
        let is_mdoc = self.one_in(4);
        let format = if self.one_in(20) {
            "ldp_vc"
        } else if is_mdoc {
            "mso_mdoc"
        } else {
            "dc+sd-jwt"
        };
        let kind = |dice: &mut Self| dice.of(&["t", "u", "v"]).to_string();
        let meta = match (self.one_in(3), is_mdoc) {
            (true, _) => json!({}),
            (false, true) => json!({ "doctype_value": kind(self) }),
            (false, false) => json!({ "vct_values": self.some(2, kind) }),
        };
        let mut query = json!({ "id": format!("q{position}"), "format": format, "meta": meta });
        if self.one_in(3) {
            query["multiple"] = self.one_in(2).into();
        }
        if self.one_in(3) {
            query["require_cryptographic_holder_binding"] = self.one_in(2).into();
        }
        if self.one_in(4) {
            let authority = |dice: &mut Self| {
                let values = dice.some(2, |dice| dice.of(&["AQ", "Ag", "Aw", "?"]).to_string());
                json!({ "type": dice.of(&["aki", "aki", "etsi_tl"]), "values": values })
            };
            query["trusted_authorities"] = self.some(2, authority).into();
        }
        if !self.one_in(5) {
            let most = self.below(4);
            let claims: Vec<Value> = (0..=usize::try_from(most).unwrap())
                .map(|n| self.claim(n, is_mdoc))
                .collect();
            if self.one_in(2) {
                let sets = self.some(3, |dice| dice.some(3, |dice| dice.of(&claims)["id"].clone()));
                query["claim_sets"] = json!(sets);
            }
            query["claims"] = claims.into();
        }
        query
    }

    fn query(&mut self) -> Value {
        let many = usize::try_from(self.below(3)).unwrap();
        let credentials: Vec<Value> = (0..=many).map(|position| self.credential(position)).collect();
        let mut query = json!({ "credentials": credentials });
        if self.one_in(2) {
            let set = |dice: &mut Self| {
                let options = dice.some(3, |dice| dice.some(2, |dice| dice.of(&credentials)["id"].clone()));
                let mut set = json!({ "options": options });
                if dice.one_in(2) {
                    set["required"] = dice.one_in(2).into();
                }
                set
            };
            query["credential_sets"] = self.some(3, set).into();
        }
        query
    }
}

/// How often something was there to compare, so that chance is known to have tried it.
#[derive(Default)]
struct Seen {
    fits: usize,
    places: usize,
    possible: usize,
    impossible: usize,
    responses: usize,
}

fn compare(dice: &mut Dice, seen: &mut Seen) {
    let asked = dice.query();
    let many = 1 + usize::try_from(dice.below(3)).unwrap();
    let cards: Vec<Card> = (0..many).map(|position| dice.card(position)).collect();
    let query = Query::read(&asked).unwrap_or_else(|fault| panic!("{fault}: {asked}"));
    let candidates: Vec<Candidate<'_>> = cards.iter().map(Card::candidate).collect();
    let answer = answer(&query, &candidates);
    for (credential, offer) in asked["credentials"]
        .as_array()
        .unwrap()
        .iter()
        .zip(answer.credentials())
    {
        let expected = cards
            .iter()
            .filter_map(|card| Some((card.id.as_str(), fits(credential, card)?)));
        let expected: Vec<_> = expected.collect();
        let ours = offer
            .fits
            .iter()
            .map(|fit| (fit.candidate, fit.places.iter().map(spot).collect::<BTreeSet<_>>()));
        assert_eq!(ours.collect::<Vec<_>>(), expected, "{credential}");
        seen.fits += expected.len();
        seen.places += expected.iter().map(|(_, places)| places.len()).sum::<usize>();
    }
    let expected = responses(&asked, &cards);
    assert_eq!(answer.is_possible(), !expected.is_empty(), "{asked}");
    assert_eq!(chosen(&asked, &cards, &answer), expected, "{asked}");
    if expected.is_empty() {
        seen.impossible += 1;
        assert!(answer.proposal().is_none());
    } else {
        seen.possible += 1;
        assert!(answer.choose(&answer.proposal().unwrap()).is_ok(), "{asked}");
    }
    seen.responses += expected.len();
}

#[test]
fn the_answer_is_that_of_the_model() {
    let mut dice = Dice(0x5EED_CA2D);
    let mut seen = Seen::default();
    for _ in 0..8_000 {
        compare(&mut dice, &mut seen);
    }
    println!(
        "{} fits, {} places, {} possible, {} impossible, {} responses",
        seen.fits, seen.places, seen.possible, seen.impossible, seen.responses
    );
    let least = seen
        .fits
        .min(seen.places)
        .min(seen.possible)
        .min(seen.impossible)
        .min(seen.responses);
    assert!(least > 1_000, "chance tried too little: {least}");
}
