//! What an answer must be for questions of all shapes.

use serde_json::{Value, json};

use super::*;

fn card(claims: Value, disclosed: &[Value]) -> Shown {
    Shown {
        format: Format::SdJwt,
        typ: "t".to_owned(),
        claims,
        disclosed: disclosed
            .iter()
            .map(|place| place.as_array().unwrap().clone())
            .collect(),
        bound: true,
        times: (0, 1),
        status: None,
    }
}

fn one(more: Value) -> Query {
    let mut asked = json!({ "id": "c", "format": "dc+sd-jwt", "meta": { "vct_values": ["t"] } });
    asked.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    Query::read(&json!({ "credentials": [asked] })).unwrap()
}

#[test]
fn a_card_says_what_was_asked_and_nothing_more() {
    let query = one(json!({ "claims": [{ "path": ["a", "b"] }, { "path": ["n"], "values": [1, 2] }] }));
    let judged = |claims, disclosed: &[Value]| query.credentials[0].is_answered_by(&card(claims, disclosed));
    let full = json!({ "a": { "b": "x", "c": "y" }, "n": 2, "open": 1 });
    assert_eq!(
        judged(full.clone(), &[json!(["a"]), json!(["a", "b"]), json!(["n"])]),
        Ok(())
    );
    assert_eq!(judged(full.clone(), &[json!(["a", "c"])]), Err(Fault::TooMuch));
    assert_eq!(judged(full, &[json!(["open"])]), Err(Fault::TooMuch));
    assert_eq!(
        judged(json!({ "a": { "b": "x" }, "n": 3 }), &[]),
        Err(Fault::OtherValue)
    );
    assert_eq!(judged(json!({ "a": {}, "n": 1 }), &[]), Err(Fault::Missing));
    let other = Shown {
        typ: "u".to_owned(),
        ..card(json!({}), &[])
    };
    assert_eq!(query.credentials[0].is_answered_by(&other), Err(Fault::WrongType));
    let loose = Shown {
        bound: false,
        ..card(json!({}), &[])
    };
    assert_eq!(query.credentials[0].is_answered_by(&loose), Err(Fault::Unbound));
}

#[test]
fn without_claims_nothing_is_to_be_disclosed() {
    let query = one(json!({}));
    assert_eq!(
        query.credentials[0].is_answered_by(&card(json!({ "a": 1 }), &[])),
        Ok(())
    );
    let more = card(json!({ "a": 1 }), &[json!(["a"])]);
    assert_eq!(query.credentials[0].is_answered_by(&more), Err(Fault::TooMuch));
}

#[test]
fn one_of_several_sets_of_claims_is_enough() {
    let query = one(
        json!({ "claims": [{ "id": "a", "path": ["a"] }, { "id": "b", "path": ["b"] }],
        "claim_sets": [["a"], ["b"]] }),
    );
    let judged = |claims: Value, disclosed: &[Value]| query.credentials[0].is_answered_by(&card(claims, disclosed));
    assert_eq!(judged(json!({ "b": 1 }), &[json!(["b"])]), Ok(()));
    let both = [json!(["a"]), json!(["b"])];
    assert_eq!(judged(json!({ "a": 1, "b": 1 }), &both), Err(Fault::TooMuch));
    assert_eq!(judged(json!({ "c": 1 }), &[]), Err(Fault::Missing));
}

#[test]
fn sets_of_cards_say_which_are_enough() {
    let asked = |id: &str| json!({ "id": id, "format": "mso_mdoc", "meta": { "doctype_value": "t" } });
    let query = json!({ "credentials": [asked("a"), asked("b"), asked("c")],
        "credential_sets": [{ "options": [["a"], ["b"]] }, { "options": [["c"]], "required": false }] });
    let query = Query::read(&query).unwrap();
    for (ids, answer) in [
        (&["a"][..], Ok(())),
        (&["b", "c"], Ok(())),
        (&["c"], Err(Fault::Missing)),
        (&[], Err(Fault::Missing)),
        (&["a", "b"], Err(Fault::TooMuch)),
    ] {
        assert_eq!(query.is_answered_by(ids), answer, "{ids:?}");
    }
    assert_eq!(one(json!({})).is_answered_by(&[]), Err(Fault::Missing));
    let nested = json!({ "credentials": [asked("a"), asked("b")],
        "credential_sets": [{ "options": [["a", "b"], ["a"]], "required": false }] });
    let nested = Query::read(&nested).unwrap();
    assert_eq!(
        (nested.is_answered_by(&["a"]), nested.is_answered_by(&["a", "b"])),
        (Ok(()), Ok(()))
    );
    assert_eq!(nested.is_answered_by(&["b"]), Err(Fault::TooMuch));
    assert_eq!(nested.is_answered_by(&[]), Err(Fault::Missing), "nothing is no answer");
}

#[test]
fn questions_that_nobody_should_answer_are_none() {
    let good = json!({ "id": "c", "format": "dc+sd-jwt", "meta": { "vct_values": ["t"] } });
    assert!(Query::read(&json!({ "credentials": [good] })).is_some());
    for (name, value) in [
        ("id", json!("")),
        ("format", json!("jwt_vc")),
        ("meta", json!({})),
        ("claims", json!([])),
        ("claims", json!([{ "path": [true] }])),
        ("claim_sets", json!([["nobody"]])),
        ("multiple", json!("yes")),
    ] {
        let mut wrong = good.clone();
        wrong[name] = value;
        assert_eq!(Query::read(&json!({ "credentials": [wrong] })), None, "{name}");
    }
    assert_eq!(Query::read(&json!({ "credentials": [good, good] })), None);
    let sets = json!([{ "options": [["x"]] }]);
    assert_eq!(
        Query::read(&json!({ "credentials": [good], "credential_sets": sets })),
        None
    );
}
