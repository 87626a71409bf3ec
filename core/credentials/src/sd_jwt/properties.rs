//! What holds for any card: it says what its issuer put in, and shows what was chosen, and nothing else.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Map, Value, json};

use super::test_issuer::{TestIssuer, compact, digest, disclosure};
use super::{Presentation, Resolved, SdJwt};
use crate::path::{Place, Step};

/// A claim, and what of it its issuer hides.
#[derive(Debug, Clone)]
enum Claim {
    Leaf(Value),
    Object(Vec<(String, bool, Claim)>),
    Array(Vec<(bool, Claim)>),
}

fn claim() -> impl Strategy<Value = Claim> {
    let leaf = prop_oneof![
        any::<i32>().prop_map(|number| Claim::Leaf(number.into())),
        any::<bool>().prop_map(|truth| Claim::Leaf(truth.into())),
        "[a-zñ€\"\\\\~]{0,5}".prop_map(|text| Claim::Leaf(text.into())),
        Just(Claim::Leaf(Value::Null)),
    ];
    leaf.prop_recursive(5, 40, 5, |inner| {
        prop_oneof![
            vec((any::<bool>(), inner.clone()), 0..5).prop_map(Claim::Array),
            members(inner).prop_map(Claim::Object),
        ]
    })
}

fn members(inner: impl Strategy<Value = Claim>) -> impl Strategy<Value = Vec<(String, bool, Claim)>> {
    let named = btree_map("[a-cñ._]{1,2}", (any::<bool>(), inner), 0..5);
    named.prop_map(|all| {
        all.into_iter()
            .map(|(name, (hidden, claim))| (name, hidden, claim))
            .collect()
    })
}

/// What an issuer makes of claims.
struct Issued {
    claims: Value,
    disclosures: Vec<String>,
}

impl Issued {
    fn of(root: &[(String, bool, Claim)], turn: usize) -> Self {
        let mut disclosures = Vec::new();
        let mut claims = object(root, &mut disclosures);
        claims["_sd_alg"] = json!("sha-256");
        if !disclosures.is_empty() {
            let turn = turn % disclosures.len();
            disclosures.rotate_left(turn);
        }
        Self { claims, disclosures }
    }
}

/// A disclosure; its digest, hashed once more, makes a decoy.
fn hide(mut parts: Vec<Value>, all: &mut Vec<String>) -> String {
    parts.insert(0, json!(format!("salt {}", all.len())));
    let disclosure = disclosure(Value::Array(parts));
    let digest = digest(&disclosure);
    all.push(disclosure);
    digest
}

fn object(members: &[(String, bool, Claim)], all: &mut Vec<String>) -> Value {
    let (mut open, mut hidden) = (Map::new(), Vec::new());
    for (name, is_hidden, claim) in members {
        let value = value(claim, all);
        if *is_hidden {
            hidden.push(hide(vec![json!(name), value], all));
        } else {
            open.insert(name.clone(), value);
        }
    }
    if let Some(first) = hidden.first() {
        hidden.push(digest(first));
        open.insert("_sd".to_owned(), json!(hidden));
    }
    Value::Object(open)
}

fn value(claim: &Claim, all: &mut Vec<String>) -> Value {
    match claim {
        Claim::Leaf(leaf) => leaf.clone(),
        Claim::Object(members) => object(members, all),
        Claim::Array(elements) => {
            let mut listed = Vec::new();
            for (is_hidden, claim) in elements {
                let value = value(claim, all);
                if *is_hidden {
                    let hidden = hide(vec![value], all);
                    let decoy = digest(&hidden);
                    listed.extend([json!({ "...": decoy }), json!({ "...": hidden })]);
                } else {
                    listed.push(value);
                }
            }
            Value::Array(listed)
        }
    }
}

/// The rule, said in another way: what is hidden is seen if it was chosen, is in something chosen or has something chosen in it.
fn seen(claim: &Claim, at: &mut Place, chosen: &[Place]) -> Value {
    let is_seen = |at: &Place| chosen.iter().any(|one| one.starts_with(at) || at.starts_with(one));
    match claim {
        Claim::Leaf(leaf) => leaf.clone(),
        Claim::Object(members) => {
            let mut all = Map::new();
            for (name, is_hidden, claim) in members {
                at.push(Step::Name(name.clone()));
                if !is_hidden || is_seen(at) {
                    all.insert(name.clone(), seen(claim, at, chosen));
                }
                at.pop();
            }
            Value::Object(all)
        }
        Claim::Array(elements) => {
            let mut all = Vec::new();
            for (index, (is_hidden, claim)) in elements.iter().enumerate() {
                at.push(Step::Index(index));
                if !is_hidden || is_seen(at) {
                    all.push(seen(claim, at, chosen));
                }
                at.pop();
            }
            Value::Array(all)
        }
    }
}

/// All places there are.
fn places(claim: &Claim, at: &mut Place, all: &mut Vec<Place>) {
    let below: Vec<(Step, &Claim)> = match claim {
        Claim::Leaf(_) => Vec::new(),
        Claim::Object(members) => members
            .iter()
            .map(|(name, _, claim)| (Step::Name(name.clone()), claim))
            .collect(),
        Claim::Array(elements) => elements
            .iter()
            .enumerate()
            .map(|(at, (_, claim))| (Step::Index(at), claim))
            .collect(),
    };
    for (step, claim) in below {
        at.push(step);
        all.push(at.clone());
        places(claim, at, all);
        at.pop();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_card_says_what_was_put_in_and_shows_what_was_chosen(
        root in members(claim()), turn in any::<usize>(), chosen in vec(any::<Index>(), 0..4),
    ) {
        let issued = Issued::of(&root, turn);
        let text = TestIssuer::new().issue(issued.claims, &issued.disclosures);
        let resolved = Resolved::of(&SdJwt::issued(&text).unwrap()).unwrap();
        let root = Claim::Object(root);
        let everything = [Place::new()];
        prop_assert_eq!(&resolved.claims, &seen(&root, &mut Place::new(), &everything));
        for one in &resolved.disclosures {
            let parent = one.parent.map(|parent| &resolved.disclosures[parent].place);
            prop_assert!(parent.is_none_or(|parent| one.place.starts_with(parent) && one.place.len() > parent.len()));
        }
        let mut all = Vec::new();
        places(&root, &mut Place::new(), &mut all);
        let chosen: Vec<Place> = chosen.iter().filter(|_| !all.is_empty()).map(|one| one.get(&all).clone()).collect();
        let shown = Presentation::of(&resolved, &chosen).unwrap();
        let read = Resolved::of(&SdJwt::parse(shown.text()).unwrap()).unwrap();
        prop_assert_eq!(&read.claims, &seen(&root, &mut Place::new(), &chosen));
        // The order is the issuer's, and nothing stands there twice or for nothing.
        let mut order = issued.disclosures.iter();
        prop_assert!(read.disclosures.iter().all(|one| order.any(|text| text == one.text)));
    }

    #[test]
    fn a_card_that_was_changed_says_nothing_else(
        root in members(claim()), changes in vec((any::<Index>(), any::<u8>()), 1..4),
    ) {
        let issuer = TestIssuer::new();
        let issued = Issued::of(&root, 0);
        let text = compact(&issuer.sign(issued.claims), &issued.disclosures);
        let claims = Resolved::of(&SdJwt::issued(&text).unwrap()).unwrap().claims;
        let mut bytes = text.into_bytes();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            // Most bytes are no text of this kind: every other one is taken from it.
            bytes[at] = if byte % 2 == 0 { byte } else { bytes[usize::from(byte) % bytes.len()] };
        }
        let Ok(changed) = String::from_utf8(bytes) else {
            return Ok(());
        };
        let read = SdJwt::issued(&changed).and_then(|sd_jwt| {
            sd_jwt.verify(&issuer.key.public())?;
            Resolved::of(&sd_jwt)
        });
        if let Ok(read) = read {
            prop_assert_eq!(read.claims, claims);
        }
    }
}
