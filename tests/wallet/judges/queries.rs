//! Questions of verifiers (DCQL), and what is to be answered to them: the rules of OpenID4VP 1.0, sections 6.4 and 7.1.1, said once more over
//! the trees of [`crate::cards`].

use madrid_credentials::path::{Place, Step};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use crate::cards::{Card, Claim};

/// What somebody wants to ask, before there are cards.
#[derive(Debug, Clone)]
pub struct Wish {
    card: Index,
    exists: bool,
    multiple: bool,
    claims: Vec<ClaimWish>,
    combinations: Vec<Vec<Index>>,
}

#[derive(Debug, Clone)]
struct ClaimWish {
    of_frame: bool,
    place: Index,
    twist: Twist,
    at: Index,
    values: Values,
}

/// What becomes of the way to a place.
#[derive(Debug, Clone, Copy)]
enum Twist {
    Straight,
    /// All elements instead of one.
    All,
    /// Only a part of the way.
    Above,
    /// One step too far.
    Below,
    /// A step that leads elsewhere.
    Astray,
}

#[derive(Debug, Clone, Copy)]
enum Values {
    Any,
    Right,
    Wrong,
}

prop_compose! {
    fn claim_wish()(
        of_frame in proptest::bool::weighted(0.1), place in any::<Index>(), at in any::<Index>(),
        twist in prop_oneof![
            9 => Just(Twist::Straight), 3 => Just(Twist::All), 3 => Just(Twist::Above), 1 => Just(Twist::Below), 1 => Just(Twist::Astray),
        ],
        values in prop_oneof![9 => Just(Values::Any), 3 => Just(Values::Right), 1 => Just(Values::Wrong)],
    ) -> ClaimWish {
        ClaimWish { of_frame, place, twist, at, values }
    }
}

prop_compose! {
    pub fn wish()(
        card in any::<Index>(), exists in proptest::bool::weighted(0.95), multiple in any::<bool>(), claims in vec(claim_wish(), 0..4),
        combinations in vec(vec(any::<Index>(), 1..3), 0..3),
    ) -> Wish {
        Wish { card, exists, multiple, claims, combinations }
    }
}

/// A question about one kind of card.
pub struct Question {
    pub id: String,
    kind: String,
    pub multiple: bool,
    /// Ways and the values that will do.
    claims: Vec<(Vec<Value>, Vec<Value>)>,
    combinations: Vec<Vec<usize>>,
}

impl Question {
    /// Mostly about what there is.
    pub fn of(number: usize, wish: &Wish, cards: &[Card]) -> Self {
        let model = wish.card.get(cards);
        let kind = if wish.exists { &model.types[0] } else { "urn:card:none" };
        let mut claims: Vec<(Vec<Value>, Vec<Value>)> = Vec::new();
        for claim in &wish.claims {
            let (way, values) = claim.of(&model.root);
            // Two that point alike are one, and which is another question.
            if claims.iter().all(|(other, _)| *other != way) {
                claims.push((way, values));
            }
        }
        let combinations = wish.combinations.iter().filter(|_| !claims.is_empty());
        let combinations = combinations.map(|all| {
            let mut all: Vec<usize> = all.iter().map(|one| one.index(claims.len())).collect();
            all.dedup();
            all
        });
        Self {
            id: format!("q{number}"),
            kind: kind.to_owned(),
            multiple: wish.multiple,
            combinations: combinations.collect(),
            claims,
        }
    }

    pub fn json(&self) -> Value {
        let mut asked = json!({
            "id": self.id, "format": "dc+sd-jwt", "meta": { "vct_values": [self.kind] }, "multiple": self.multiple,
        });
        let claims = self.claims.iter().enumerate().map(|(number, (way, values))| {
            let mut claim = json!({ "id": format!("c{number}"), "path": way });
            if !values.is_empty() {
                claim["values"] = json!(values);
            }
            claim
        });
        let claims: Vec<Value> = claims.collect();
        if !claims.is_empty() {
            asked["claims"] = claims.into();
        }
        let name = |all: &Vec<usize>| all.iter().map(|number| format!("c{number}")).collect::<Vec<_>>();
        if !self.combinations.is_empty() {
            asked["claim_sets"] = self.combinations.iter().map(name).collect();
        }
        asked
    }

    /// What is to be shown of a card; `None` where it does not fit.
    pub fn selects(&self, card: &Card) -> Option<Vec<Place>> {
        if card.types[0] != self.kind {
            return None;
        }
        let plain = card.root.plain();
        let all: [Vec<usize>; 1] = [(0..self.claims.len()).collect()];
        let combinations = if self.combinations.is_empty() {
            all.as_slice()
        } else {
            self.combinations.as_slice()
        };
        let found = |number: &usize| {
            let (way, values) = &self.claims[*number];
            let mut places = select(&card.root, way).unwrap_or_default();
            places.retain(|place| values.is_empty() || values.contains(value(&plain, place)));
            Some(places).filter(|places| !places.is_empty())
        };
        let complete = |all: &Vec<usize>| all.iter().map(found).collect::<Option<Vec<_>>>();
        combinations.iter().find_map(complete).map(|places| places.concat())
    }
}

impl ClaimWish {
    fn of(&self, root: &Claim) -> (Vec<Value>, Vec<Value>) {
        let (frame, own): (Vec<Place>, Vec<Place>) = root.places().into_iter().partition(|place| is_of_frame(place));
        let places = if self.of_frame || own.is_empty() { frame } else { own };
        let place = self.place.get(&places);
        let step = |step: &Step| match step {
            Step::Name(name) => json!(name),
            Step::Index(index) => json!(index),
        };
        let mut way: Vec<Value> = place.iter().map(step).collect();
        let at = self.at.index(way.len());
        match self.twist {
            Twist::Straight => {}
            Twist::All => way
                .iter_mut()
                .filter(|step| step.is_number())
                .for_each(|step| *step = Value::Null),
            Twist::Above => way.truncate(at + 1),
            Twist::Below => way.push(json!("a")),
            Twist::Astray => way[at] = if at.is_multiple_of(2) { json!("b") } else { json!(1) },
        }
        let plain = root.plain();
        let right = value(&plain, place);
        let may_be_asked = right.is_string() || right.is_boolean() || right.is_i64();
        let values = match self.values {
            Values::Right if may_be_asked => vec![json!("another"), right.clone()],
            Values::Wrong => vec![json!("another")],
            _ => Vec::new(),
        };
        (way, values)
    }
}

/// Whether it is one of the claims that every card has: those have longer names.
fn is_of_frame(place: &[Step]) -> bool {
    matches!(place.first(), Some(Step::Name(name)) if name.chars().count() > 2)
}

/// Where a way leads; `None` where it wants to go down into what is no object or no array.
fn select(claim: &Claim, way: &[Value]) -> Option<Vec<Place>> {
    let Some((first, rest)) = way.split_first() else {
        return Some(vec![Place::new()]);
    };
    let next: Vec<(Step, &Claim)> = match (claim, first) {
        (Claim::Object(members), Value::String(name)) => {
            let member = members.get(name).map(|node| (Step::Name(name.clone()), &node.claim));
            member.into_iter().collect()
        }
        (Claim::Array(elements), Value::Null | Value::Number(_)) => {
            let all = elements
                .iter()
                .enumerate()
                .map(|(at, node)| (Step::Index(at), &node.claim));
            all.filter(|(step, _)| first.is_null() || matches!(step, Step::Index(at) if json!(at) == *first))
                .collect()
        }
        _ => return None,
    };
    let mut places = Vec::new();
    for (step, claim) in next {
        let below = select(claim, rest)?.into_iter();
        places.extend(below.map(|place| [vec![step.clone()], place].concat()));
    }
    Some(places)
}

fn value<'v>(claims: &'v Value, place: &[Step]) -> &'v Value {
    place.iter().fold(claims, |value, step| match step {
        Step::Name(name) => &value[name],
        Step::Index(index) => &value[*index],
    })
}
