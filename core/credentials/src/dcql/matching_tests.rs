//! What fits and what is selected, rule by rule (sections 6.1 to 6.4).

use serde_json::json;

use super::super::Choice;
use super::*;
use crate::error::CredentialError;
use crate::path::{Part, Pointer, Step};

/// A card with all that a candidate borrows.
struct Card {
    id: &'static str,
    format: Format,
    types: Vec<String>,
    claims: Value,
    authority_keys: Vec<Vec<u8>>,
    holder_bound: bool,
}

impl Card {
    fn new(id: &'static str, vct: &str, claims: Value) -> Self {
        Self {
            id,
            format: Format::SdJwt,
            types: vec![vct.to_owned()],
            claims,
            authority_keys: vec![],
            holder_bound: true,
        }
    }

    fn candidate(&self) -> Candidate<'_> {
        Candidate {
            id: self.id,
            format: self.format,
            types: &self.types,
            claims: &self.claims,
            authority_keys: &self.authority_keys,
            holder_bound: self.holder_bound,
        }
    }
}

fn claims() -> Value {
    json!({
        "name": "Ana", "age": 41, "resident": true, "rate": 2.0,
        "nationalities": ["ES", "FR"],
        "degrees": [{ "type": "BSc", "year": 2001 }, { "type": "MSc" }],
        "address": { "street": "Mayor", "number": 1 },
    })
}

/// A query for one card of type `t`.
fn query(members: Value) -> Query {
    let mut credential = json!({ "id": "q", "format": "dc+sd-jwt", "meta": { "vct_values": ["t"] } });
    for (name, value) in members.as_object().unwrap() {
        credential[name] = value.clone();
    }
    Query::read(&json!({ "credentials": [credential] })).unwrap()
}

/// What is selected of one card, as pointers; `None` where it does not fit.
fn selected(members: Value, card: &Card) -> Option<Vec<Value>> {
    let query = query(members);
    let answer = answer(&query, &[card.candidate()]);
    let fit = answer.credentials()[0].fits.first()?;
    let step = |step: &Step| match step {
        Step::Name(name) => json!(name),
        Step::Index(index) => json!(index),
    };
    Some(
        fit.places
            .iter()
            .map(|place| place.iter().map(step).collect())
            .collect(),
    )
}

fn of_claims(asked: Value) -> Option<Vec<Value>> {
    selected(json!({ "claims": asked }), &Card::new("c", "t", claims()))
}

#[test]
fn without_claims_nothing_is_selected() {
    assert_eq!(selected(json!({}), &Card::new("c", "t", claims())), Some(vec![]));
}

#[test]
fn all_claims_are_selected_or_the_card_does_not_fit() {
    let both = json!([{ "path": ["name"] }, { "path": ["address", "street"] }]);
    assert_eq!(
        of_claims(both),
        Some(vec![json!(["address", "street"]), json!(["name"])])
    );
    assert_eq!(of_claims(json!([{ "path": ["name"] }, { "path": ["nobody"] }])), None);
    assert_eq!(
        of_claims(json!([{ "path": ["address"] }])),
        Some(vec![json!(["address"])])
    );
}

#[test]
fn elements_of_arrays_are_selected_one_by_one() {
    let all = json!([{ "path": ["nationalities", null] }]);
    assert_eq!(
        of_claims(all),
        Some(vec![json!(["nationalities", 0]), json!(["nationalities", 1])])
    );
    assert_eq!(
        of_claims(json!([{ "path": ["nationalities", 1] }])),
        Some(vec![json!(["nationalities", 1])])
    );
    assert_eq!(of_claims(json!([{ "path": ["nationalities", 2] }])), None);
    assert_eq!(
        of_claims(json!([{ "path": ["degrees", null, "year"] }])),
        Some(vec![json!(["degrees", 0, "year"])])
    );
    // What two pointers reach is selected once.
    let twice = json!([{ "path": ["nationalities", null] }, { "path": ["nationalities", 0] }]);
    assert_eq!(of_claims(twice).map(|places| places.len()), Some(2));
}

#[test]
fn a_value_counts_by_type_and_content() {
    for (path, values, fits) in [
        (json!(["name"]), json!(["Eva", "Ana"]), true),
        (json!(["name"]), json!(["ana"]), false),
        (json!(["age"]), json!([41]), true),
        (json!(["age"]), json!(["41"]), false),
        (json!(["resident"]), json!([true]), true),
        (json!(["resident"]), json!([1, "true"]), false),
        (json!(["rate"]), json!([2]), false),
        (json!(["address"]), json!(["Mayor"]), false),
    ] {
        let asked = json!([{ "path": path, "values": values }]);
        assert_eq!(of_claims(asked.clone()).is_some(), fits, "{asked}");
    }
    // Of an array only the elements that match.
    let spanish = json!([{ "path": ["nationalities", null], "values": ["FR", "PT"] }]);
    assert_eq!(of_claims(spanish), Some(vec![json!(["nationalities", 1])]));
}

#[test]
fn the_first_combination_that_is_there_is_selected() {
    let asked = |sets: Value| {
        let claims = json!([
            { "id": "none", "path": ["birthdate"] }, { "id": "name", "path": ["name"] },
            { "id": "old", "path": ["age"], "values": [99] }, { "id": "age", "path": ["age"] },
        ]);
        selected(
            json!({ "claims": claims, "claim_sets": sets }),
            &Card::new("c", "t", self::claims()),
        )
    };
    assert_eq!(asked(json!([["none"], ["age"], ["name"]])), Some(vec![json!(["age"])]));
    assert_eq!(
        asked(json!([["name", "none"], ["old", "name"], ["name"]])),
        Some(vec![json!(["name"])])
    );
    assert_eq!(asked(json!([["none"], ["old"]])), None);
    assert_eq!(asked(json!([["none"], []])), Some(vec![]));
    // The same claim again is passed over, and what it asks for besides.
    assert_eq!(asked(json!([["age", "old"]])), Some(vec![json!(["age"])]));
}

#[test]
fn type_and_format_decide_which_cards_are_looked_at() {
    let mut card = Card::new("c", "t", claims());
    assert!(selected(json!({}), &card).is_some());
    card.types = vec!["special".to_owned(), "t".to_owned()];
    assert!(selected(json!({}), &card).is_some(), "one that extends the type");
    card.types = vec!["T".to_owned()];
    assert_eq!(selected(json!({}), &card), None);
    assert!(selected(json!({ "meta": {} }), &card).is_some(), "any type");
    assert_eq!(selected(json!({ "meta": {}, "format": "ldp_vc" }), &card), None);
    card.format = Format::Mdoc;
    assert_eq!(selected(json!({ "meta": {} }), &card), None);
    card.types = vec!["org.iso.18013.5.1.mDL".to_owned()];
    card.claims = json!({ "org.iso.18013.5.1": { "given_name": "Ana" } });
    let mdl = json!({
        "format": "mso_mdoc", "meta": { "doctype_value": "org.iso.18013.5.1.mDL" },
        "claims": [{ "path": ["org.iso.18013.5.1", "given_name"], "values": ["Ana"] }],
    });
    assert_eq!(
        selected(mdl, &card),
        Some(vec![json!(["org.iso.18013.5.1", "given_name"])])
    );
    // A card of two types that are both asked for fits once.
    let twice = query(json!({ "meta": { "vct_values": ["a", "b"] } }));
    let mut card = Card::new("c", "a", claims());
    card.types.push("b".to_owned());
    assert_eq!(answer(&twice, &[card.candidate()]).credentials()[0].fits.len(), 1);
}

#[test]
fn holders_and_authorities_are_looked_at() {
    let mut card = Card::new("c", "t", claims());
    card.holder_bound = false;
    assert_eq!(selected(json!({}), &card), None);
    assert_eq!(
        selected(json!({ "require_cryptographic_holder_binding": true }), &card),
        None
    );
    let free = json!({ "require_cryptographic_holder_binding": false });
    assert!(selected(free.clone(), &card).is_some());
    card.holder_bound = true;
    assert!(selected(free, &card).is_some());
    let trusted = |authorities: Value| json!({ "trusted_authorities": authorities });
    let aki = trusted(json!([{ "type": "etsi_tl", "values": ["AQI"] }, { "type": "aki", "values": ["CQ", "AQI"] }]));
    assert_eq!(selected(aki.clone(), &card), None);
    card.authority_keys = vec![vec![7], vec![1, 2]];
    assert!(selected(aki, &card).is_some(), "any of the chain");
    let stranger = trusted(json!([{ "type": "etsi_tl", "values": ["AQI"] }]));
    assert_eq!(selected(stranger, &card), None, "nobody knows who that is");
    assert_eq!(
        selected(trusted(json!([{ "type": "aki", "values": ["AQI="] }])), &card),
        None
    );
}

/// Four cards and a query with alternatives, after the standard's own example.
fn pocket() -> Vec<Card> {
    let card = |id, vct: &str| Card::new(id, vct, json!({ "a": 1, "b": 2 }));
    vec![
        card("c1", "reduced"),
        card("c2", "address"),
        card("c3", "address"),
        card("c4", "extra"),
    ]
}

fn alternatives() -> Query {
    let credential = |id: &str, vct: &str, multiple: bool| {
        json!({
            "id": id, "format": "dc+sd-jwt", "meta": { "vct_values": [vct] }, "multiple": multiple, "claims": [{ "path": ["a"] }],
        })
    };
    Query::read(&json!({
        "credentials": [
            credential("pid", "pid", false), credential("reduced", "reduced", false), credential("address", "address", false),
            credential("extra", "extra", true), credential("loose", "address", true),
        ],
        "credential_sets": [
            { "options": [["pid"], ["reduced", "address"], ["reduced"]] },
            { "options": [["extra"], ["loose"]], "required": false },
        ],
    }))
    .unwrap()
}

fn choice(options: &[Option<usize>], cards: &[(&str, &[&str])]) -> Choice {
    let cards = cards
        .iter()
        .map(|(id, cards)| ((*id).to_owned(), cards.iter().map(|card| (*card).to_owned()).collect()));
    Choice {
        options: options.to_vec(),
        cards: cards.collect(),
    }
}

#[test]
fn alternatives_are_kept_for_the_person() {
    let (query, cards) = (alternatives(), pocket());
    let candidates: Vec<_> = cards.iter().map(Card::candidate).collect();
    let answer = answer(&query, &candidates);
    assert!(answer.is_possible());
    assert_eq!(answer.sets()[0].options, [vec![1, 2], vec![1]], "there is no pid");
    assert_eq!(answer.sets()[1].options, [[3], [4]]);
    let fits: Vec<_> = answer.credentials().iter().map(|offer| offer.fits.len()).collect();
    assert_eq!(fits, [0, 1, 2, 1, 2]);
    let proposal = answer.proposal().unwrap();
    assert_eq!(
        proposal,
        choice(&[Some(0), None], &[("reduced", &["c1"]), ("address", &["c2"])])
    );
    let all = choice(
        &[Some(0), Some(1)],
        &[("reduced", &["c1"]), ("address", &["c3"]), ("loose", &["c3", "c2"])],
    );
    let shown = answer.choose(&all).unwrap();
    let said: Vec<_> = shown
        .iter()
        .map(|one| (one.id, one.cards.iter().map(|fit| fit.candidate).collect()))
        .collect();
    let expected: Vec<(_, Vec<_>)> = vec![
        ("reduced", vec!["c1"]),
        ("address", vec!["c3"]),
        ("loose", vec!["c3", "c2"]),
    ];
    assert_eq!(said, expected);
    assert!(
        shown
            .iter()
            .flat_map(|one| &one.cards)
            .all(|fit| fit.places == [[Step::Name("a".to_owned())]])
    );
}

#[test]
fn a_choice_that_the_query_does_not_allow_is_refused() {
    let (query, cards) = (alternatives(), pocket());
    let candidates: Vec<_> = cards.iter().map(Card::candidate).collect();
    let answer = answer(&query, &candidates);
    let good: &[(&str, &[&str])] = &[("reduced", &["c1"]), ("address", &["c2"])];
    assert!(answer.choose(&choice(&[Some(0), None], good)).is_ok());
    for (options, cards) in [
        (&[None, None][..], good),
        (&[Some(0)], good),
        (&[Some(0), None, None], good),
        (&[Some(2), None], good),
        (&[Some(1), None], good),
        (&[Some(0), Some(0)], good),
        (&[Some(0), None], &[("reduced", &["c1"][..])]),
        (&[Some(0), None], &[("reduced", &["c1"]), ("address", &["c1"])]),
        (&[Some(0), None], &[("reduced", &["c1"]), ("address", &["c4"])]),
        (&[Some(0), None], &[("reduced", &["c1"]), ("address", &["c2", "c3"])]),
        (&[Some(0), None], &[("reduced", &["c1"]), ("address", &[])]),
        (&[Some(1), None], &[("reduced", &["c1"]), ("extra", &["c4"])]),
        (&[Some(1), Some(1)], &[("reduced", &["c1"]), ("loose", &["c2", "c2"])]),
        (&[Some(1), Some(1)], &[("reduced", &["c1"]), ("loose", &[])]),
        (&[Some(1), None], &[("nobody", &["c1"])]),
        (&[], &[]),
    ] {
        let refused = answer.choose(&choice(options, cards)).err();
        assert_eq!(
            refused,
            Some(CredentialError::Mismatch("choice")),
            "{options:?} {cards:?}"
        );
    }
}

#[test]
fn where_something_required_is_missing_nothing_is_given() {
    let query = alternatives();
    let cards = [
        Card::new("c2", "address", json!({ "a": 1 })),
        Card::new("c4", "extra", json!({ "a": 1 })),
    ];
    let candidates: Vec<_> = cards.iter().map(Card::candidate).collect();
    let answer = answer(&query, &candidates);
    assert!(!answer.is_possible() && answer.proposal().is_none());
    let extra = choice(&[None, Some(0)], &[("extra", &["c4"])]);
    assert_eq!(
        answer.choose(&extra).err(),
        Some(CredentialError::Missing("credential"))
    );
}

#[test]
fn what_is_all_optional_is_proposed_and_may_not_be_empty() {
    let mut query = alternatives();
    for set in &mut query.sets {
        set.required = false;
    }
    let cards = [Card::new("c4", "extra", json!({ "a": 1 }))];
    let some = answer(&query, &[cards[0].candidate()]);
    assert_eq!(
        some.proposal().unwrap(),
        choice(&[None, Some(0)], &[("extra", &["c4"])])
    );
    assert_eq!(
        some.choose(&choice(&[None, None], &[])).err(),
        Some(CredentialError::Mismatch("choice"))
    );
    let none = answer(&query, &[]);
    assert!(!none.is_possible() && none.proposal().is_none());
}

#[test]
fn without_sets_all_cards_are_asked_for() {
    let credential = |id: &str, vct: &str| json!({ "id": id, "format": "dc+sd-jwt", "meta": { "vct_values": [vct] } });
    let query = Query::read(&json!({ "credentials": [credential("x", "extra"), credential("y", "reduced")] })).unwrap();
    let cards = pocket();
    let candidates: Vec<_> = cards.iter().map(Card::candidate).collect();
    let both = choice(&[Some(0)], &[("x", &["c4"]), ("y", &["c1"])]);
    assert_eq!(answer(&query, &candidates).proposal(), Some(both));
    let (first, last) = candidates.split_at(3);
    assert!(!answer(&query, first).is_possible() && !answer(&query, last).is_possible());
}

#[test]
fn never_is_one_place_more_selected_than_is_asked_for() {
    let card = Card::new("c", "t", claims());
    let pointers = [
        json!(["name"]),
        json!(["nationalities", null]),
        json!(["degrees", null, "type"]),
        json!(["degrees", 1]),
        json!(["address", "street"]),
        json!(["address"]),
    ];
    for mask in 1_u32..1 << pointers.len() {
        let asked: Vec<&Value> = pointers
            .iter()
            .enumerate()
            .filter(|(bit, _)| mask & (1 << bit) != 0)
            .map(|(_, p)| p)
            .collect();
        let claims: Vec<Value> = asked.iter().map(|path| json!({ "path": path })).collect();
        let places = selected(json!({ "claims": claims }), &card).unwrap();
        for place in &places {
            assert!(
                asked.iter().any(|pointer| reaches(pointer, place)),
                "{place} for {asked:?}"
            );
        }
        assert!(
            asked
                .iter()
                .all(|pointer| places.iter().any(|place| reaches(pointer, place)))
        );
    }
}

/// Whether a pointer reaches just this place.
fn reaches(pointer: &Value, place: &Value) -> bool {
    let parts = Pointer::read(pointer).unwrap();
    let place = place.as_array().unwrap();
    parts.parts().len() == place.len()
        && parts.parts().iter().zip(place).all(|(part, step)| match part {
            Part::Name(name) => step == name,
            Part::Index(index) => step == &json!(index),
            Part::All => step.is_u64(),
        })
}
