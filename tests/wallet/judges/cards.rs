//! Cards as their issuers think of them: trees of claims, of which some are hidden. They are issued by sd-jwt-rs and by a small issuer here,
//! which makes what that one does not: disclosures in any order, decoys among the elements of arrays, hashes that are not named.

use std::collections::BTreeMap;
use std::ops::Range;

use madrid_credentials::jose::b64;
use madrid_credentials::path::{Place, Step};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use sd_jwt_rs::utils::base64_hash;
use sd_jwt_rs::{ClaimsForSelectiveDisclosureStrategy, SDJWTIssuer, SDJWTSerializationFormat};
use serde_json::{Map, Value, json};

use crate::keys::Key;

/// Long after any test: sd-jwt-rs asks the clock of the machine.
const EXPIRES: i64 = 4_102_444_800;

/// A claim.
#[derive(Debug, Clone)]
pub enum Claim {
    Leaf(Value),
    Object(BTreeMap<String, Node>),
    Array(Vec<Node>),
}

/// A claim in its place, which its issuer may have hidden.
#[derive(Debug, Clone)]
pub struct Node {
    hidden: bool,
    pub claim: Claim,
}

/// How a card is to be.
#[derive(Debug, Clone)]
pub struct Plan {
    members: BTreeMap<String, Node>,
    pub kind: usize,
    by_other: bool,
    has_decoys: bool,
    turn: usize,
}

/// A card that was issued.
pub struct Card {
    pub types: [String; 1],
    pub root: Claim,
    pub text: String,
}

fn claim() -> impl Strategy<Value = Claim> {
    let leaf = prop_oneof![
        any::<i32>().prop_map(|number| Claim::Leaf(number.into())),
        any::<bool>().prop_map(|truth| Claim::Leaf(truth.into())),
        "[a-zñ€\"\\\\~]{0,5}".prop_map(|text| Claim::Leaf(text.into())),
        Just(Claim::Leaf(Value::Null)),
    ];
    // An empty array is one that sd-jwt-rs calls wrong.
    leaf.prop_recursive(4, 30, 4, |inner| {
        prop_oneof![
            vec(node(inner.clone()), 1..4).prop_map(Claim::Array),
            members(inner, 0..5).prop_map(Claim::Object),
        ]
    })
}

fn node(inner: impl Strategy<Value = Claim>) -> impl Strategy<Value = Node> {
    (proptest::bool::weighted(0.6), inner).prop_map(|(hidden, claim)| Node { hidden, claim })
}

fn members(inner: impl Strategy<Value = Claim>, number: Range<usize>) -> impl Strategy<Value = BTreeMap<String, Node>> {
    btree_map("[a-cñ\"_ ]{1,2}", node(inner), number)
}

prop_compose! {
    pub fn plan()(
        members in members(claim(), 1..7), kind in 0..2_usize, by_other in any::<bool>(), has_decoys in any::<bool>(), turn in any::<usize>(),
    ) -> Plan {
        Plan { members, kind, by_other, has_decoys, turn }
    }
}

impl Claim {
    /// Nothing of it hidden.
    fn open(value: Value) -> Self {
        let node = |value| Node {
            hidden: false,
            claim: Self::open(value),
        };
        match value {
            Value::Object(members) => {
                Self::Object(members.into_iter().map(|(name, value)| (name, node(value))).collect())
            }
            Value::Array(elements) => Self::Array(elements.into_iter().map(node).collect()),
            leaf => Self::Leaf(leaf),
        }
    }

    /// What is directly in it.
    fn below(&self) -> Vec<(Step, &Node)> {
        match self {
            Self::Leaf(_) => Vec::new(),
            Self::Object(members) => members
                .iter()
                .map(|(name, node)| (Step::Name(name.clone()), node))
                .collect(),
            Self::Array(elements) => elements
                .iter()
                .enumerate()
                .map(|(at, node)| (Step::Index(at), node))
                .collect(),
        }
    }

    /// Who has every disclosure sees this.
    pub fn plain(&self) -> Value {
        Seen::of(self, &[Place::new()]).claims
    }

    /// All places there are.
    pub fn places(&self) -> Vec<Place> {
        let inside = |(step, node): (Step, &Node)| {
            let below = node.claim.places().into_iter();
            let below = below
                .map(|place| [vec![step.clone()], place].concat())
                .collect::<Vec<_>>();
            [vec![vec![step]], below].concat()
        };
        self.below().into_iter().flat_map(inside).collect()
    }

    /// Where it is hidden, as sd-jwt-rs wants to be told.
    fn hidden(&self, at: &str) -> Vec<String> {
        let inside = |(step, node): (Step, &Node)| {
            let at = match step {
                Step::Name(name) => format!("{at}.{name}"),
                Step::Index(index) => format!("{at}[{index}]"),
            };
            let below = node.claim.hidden(&at);
            node.hidden.then_some(at).into_iter().chain(below).collect::<Vec<_>>()
        };
        self.below().into_iter().flat_map(inside).collect()
    }
}

/// What a verifier is to see.
#[derive(Default)]
pub struct Seen {
    pub claims: Value,
    /// How many of them were hidden.
    pub disclosures: usize,
    at: Place,
}

impl Seen {
    /// The rule: what is hidden is seen if it was chosen, is in something chosen or has something chosen in it.
    pub fn of(claim: &Claim, chosen: &[Place]) -> Self {
        let mut seen = Self::default();
        seen.claims = seen.value(claim, chosen);
        seen
    }

    fn value(&mut self, claim: &Claim, chosen: &[Place]) -> Value {
        match claim {
            Claim::Leaf(leaf) => leaf.clone(),
            Claim::Object(members) => {
                let mut all = Map::new();
                for (name, node) in members {
                    let value = self.below(Step::Name(name.clone()), node, chosen);
                    all.extend(value.map(|value| (name.clone(), value)));
                }
                Value::Object(all)
            }
            Claim::Array(elements) => {
                let elements = elements.iter().enumerate();
                Value::Array(
                    elements
                        .filter_map(|(at, node)| self.below(Step::Index(at), node, chosen))
                        .collect(),
                )
            }
        }
    }

    fn below(&mut self, step: Step, node: &Node, chosen: &[Place]) -> Option<Value> {
        self.at.push(step);
        let at = &self.at;
        let is_seen = !node.hidden || chosen.iter().any(|one| one.starts_with(at) || at.starts_with(one));
        self.disclosures += usize::from(node.hidden && is_seen);
        let value = is_seen.then(|| self.value(&node.claim, chosen));
        self.at.pop();
        value
    }
}

impl Plan {
    /// Without decoys among the elements of arrays: the wallet of sd-jwt-rs stops at them.
    pub fn without_strange_decoys(mut self) -> Self {
        self.has_decoys &= self.by_other;
        self
    }

    pub fn issue(self, issuer: &Key, phone: &Key) -> Card {
        let kind = format!("urn:card:{}", self.kind);
        let mut root = self.members;
        let frame = json!({
            "iss": "https://city.example", "exp": EXPIRES, "vct": kind, "cnf": { "jwk": phone.public_json() },
        });
        if let Claim::Object(frame) = Claim::open(frame) {
            root.extend(frame);
        }
        let root = Claim::Object(root);
        let text = if self.by_other {
            issued_by_other(&root, issuer, phone, self.has_decoys)
        } else {
            let mut own = Own {
                has_decoys: self.has_decoys,
                disclosures: Vec::new(),
            };
            own.issue(&root, issuer, self.turn)
        };
        Card {
            types: [kind],
            root,
            text,
        }
    }
}

/// By sd-jwt-rs, which adds the phone's key itself.
fn issued_by_other(root: &Claim, issuer: &Key, phone: &Key, has_decoys: bool) -> String {
    let mut claims = root.plain();
    claims.as_object_mut().unwrap().remove("cnf");
    let hidden = root.hidden("$");
    let hidden = hidden.iter().map(String::as_str).collect();
    let phone = serde_json::from_value(phone.public_json()).unwrap();
    SDJWTIssuer::new(issuer.encoding(), None)
        .issue_sd_jwt(
            claims,
            ClaimsForSelectiveDisclosureStrategy::Custom(hidden),
            Some(phone),
            has_decoys,
            SDJWTSerializationFormat::Compact,
        )
        .unwrap()
}

/// The small issuer.
struct Own {
    has_decoys: bool,
    disclosures: Vec<String>,
}

impl Own {
    fn issue(&mut self, root: &Claim, issuer: &Key, turn: usize) -> String {
        let mut claims = self.value(root);
        // SHA-256 is what is meant where nothing is said.
        if turn.is_multiple_of(2) {
            claims["_sd_alg"] = json!("sha-256");
        }
        let jwt = issuer.jws("dc+sd-jwt", claims.to_string().as_bytes());
        let turn = turn % self.disclosures.len().max(1);
        self.disclosures.rotate_left(turn);
        let disclosures = self.disclosures.iter().map(|disclosure| format!("{disclosure}~"));
        format!("{jwt}~{}", disclosures.collect::<String>())
    }

    fn value(&mut self, claim: &Claim) -> Value {
        match claim {
            Claim::Leaf(leaf) => leaf.clone(),
            Claim::Object(members) => {
                let (mut open, mut digests) = (Map::new(), Vec::new());
                for (name, node) in members {
                    let value = self.value(&node.claim);
                    if node.hidden {
                        digests.extend(self.hide(&json!([self.salt(), name, value])));
                    } else {
                        open.insert(name.clone(), value);
                    }
                }
                if !digests.is_empty() {
                    open.insert("_sd".to_owned(), json!(digests));
                }
                Value::Object(open)
            }
            Claim::Array(elements) => {
                let mut listed = Vec::new();
                for node in elements {
                    let value = self.value(&node.claim);
                    if node.hidden {
                        let digests = self.hide(&json!([self.salt(), value]));
                        listed.extend(digests.into_iter().map(|digest| json!({ "...": digest })));
                    } else {
                        listed.push(value);
                    }
                }
                Value::Array(listed)
            }
        }
    }

    fn salt(&self) -> String {
        format!("salt {}", self.disclosures.len())
    }

    /// The digests of a new disclosure and, before it, of a decoy.
    fn hide(&mut self, parts: &Value) -> Vec<String> {
        // Spaces and line ends are the issuer's to choose.
        let disclosure = b64(serde_json::to_string_pretty(parts).unwrap());
        let digest = base64_hash(disclosure.as_bytes());
        self.disclosures.push(disclosure);
        let decoy = self.has_decoys.then(|| base64_hash(digest.as_bytes()));
        decoy.into_iter().chain([digest]).collect()
    }
}
