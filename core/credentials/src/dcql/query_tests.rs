//! What the standard says a query must be, rule by rule.

use serde_json::json;

use super::*;

/// A query with everything in it.
fn full() -> Value {
    json!({
        "credentials": [
            {
                "id": "card", "format": "dc+sd-jwt", "meta": { "vct_values": ["https://madrid.example/card", "urn:other"] },
                "multiple": true, "require_cryptographic_holder_binding": false,
                "trusted_authorities": [
                    { "type": "aki", "values": ["s9tIpPmhxdiuNkHMEWNpYim8S8Y", "not base64url!"] },
                    { "type": "etsi_tl", "values": ["https://lotl.example.com"] },
                ],
                "claims": [
                    { "id": "a", "path": ["name"], "values": ["Ana", 7, true] },
                    { "id": "b", "path": ["degrees", null, 0], "later": {} },
                ],
                "claim_sets": [["b", "a"], ["a"]],
            },
            {
                "id": "licence", "format": "mso_mdoc", "meta": { "doctype_value": "org.iso.18013.5.1.mDL" },
                "claims": [{ "path": ["org.iso.18013.5.1", "portrait"], "intent_to_retain": true }],
            },
        ],
        "credential_sets": [{ "options": [["licence"], ["card", "licence"]], "required": false, "purpose": "x" }],
        "future": 1,
    })
}

/// The query with a member put in, changed or (by null) taken out.
fn with(place: &str, member: &str, value: Value) -> Result<Query, CredentialError> {
    let mut query = full();
    let object = query.pointer_mut(place).and_then(Value::as_object_mut).unwrap();
    match value {
        Value::Null => object.remove(member).map(|_| ()).unwrap(),
        value => drop(object.insert(member.to_owned(), value)),
    }
    Query::read(&query)
}

const FIRST: &str = "/credentials/0";
const CLAIM: &str = "/credentials/0/claims/0";
const MDOC_CLAIM: &str = "/credentials/1/claims/0";

#[test]
fn a_query_is_read_and_what_is_unknown_passed_over() {
    let query = Query::read(&full()).unwrap();
    let [card, licence] = &query.credentials[..] else {
        panic!()
    };
    assert_eq!(
        (card.id.as_str(), card.format, card.multiple),
        ("card", Some(Format::SdJwt), true)
    );
    assert!(!card.holder_bound && licence.holder_bound && !licence.multiple);
    assert_eq!(
        card.types.as_ref().unwrap(),
        &["https://madrid.example/card", "urn:other"]
    );
    assert_eq!(licence.types.as_ref().unwrap(), &["org.iso.18013.5.1.mDL"]);
    assert_eq!(card.authority_keys.as_ref().unwrap().len(), 1);
    assert_eq!(card.authority_keys.as_ref().unwrap()[0].len(), 20);
    assert_eq!(licence.authority_keys, None);
    assert_eq!(card.combinations, [vec![1, 0], vec![0]]);
    assert_eq!(licence.combinations, [[0]]);
    assert_eq!(card.claims[0].values, [json!("Ana"), json!(7), json!(true)]);
    assert_eq!((card.claims[0].retained, licence.claims[0].retained), (false, true));
    assert_eq!(query.sets.len(), 1);
    assert_eq!(query.sets[0].options, [vec![1], vec![0, 1]]);
    assert!(!query.sets[0].required);
}

#[test]
fn what_is_left_out_has_its_meaning() {
    let query = with("", "credential_sets", Value::Null).unwrap();
    assert_eq!(
        (query.sets[0].required, query.sets[0].options.clone()),
        (true, vec![vec![0, 1]])
    );
    let set = json!([{ "options": [["card"]] }]);
    assert!(with("", "credential_sets", set).unwrap().sets[0].required);
    let query = with("/credentials/1", "claims", Value::Null).unwrap();
    assert_eq!(query.credentials[1].combinations, [Vec::<usize>::new()]);
    assert_eq!(with(FIRST, "meta", json!({})).unwrap().credentials[0].types, None);
    // Nobody's format, nobody's authority: both can be asked for, and nothing fits.
    let query = with(FIRST, "format", json!("jwt_vc_json")).unwrap();
    assert_eq!(query.credentials[0].format, None);
    let strangers = json!([{ "type": "openid_federation", "values": ["https://a.example"] }]);
    let query = with(FIRST, "trusted_authorities", strangers).unwrap();
    assert_eq!(query.credentials[0].authority_keys, Some(vec![]));
}

#[test]
fn what_must_be_there_is_asked_for() {
    for (place, member) in [
        ("", "credentials"),
        (FIRST, "id"),
        (FIRST, "format"),
        (FIRST, "meta"),
        ("/credentials/0/meta", "vct_values"),
        ("/credentials/1/meta", "doctype_value"),
        (CLAIM, "path"),
        ("/credentials/0/trusted_authorities/0", "type"),
        ("/credentials/0/trusted_authorities/1", "values"),
        ("/credential_sets/0", "options"),
    ] {
        let mut query = full();
        let object = query.pointer_mut(place).and_then(Value::as_object_mut).unwrap();
        object.remove(member).unwrap();
        // An empty `meta` has its own meaning.
        if place.ends_with("meta") {
            object.insert("other".to_owned(), json!(1));
        }
        let fault = Query::read(&query).unwrap_err();
        assert_eq!(fault.code(), "cred.malformed", "{place} {member}");
    }
    // An id for each claim, where there are combinations of them.
    let all = CredentialError::Malformed("claim_sets");
    assert_eq!(with(CLAIM, "id", Value::Null).err(), Some(all));
    assert_eq!(with(FIRST, "claims", Value::Null).err(), Some(all));
}

/// Each of these instead of what stands there.
fn all_refused(changes: &[(&str, &str, Value)]) {
    for (place, member, wrong) in changes {
        let fault = with(place, member, wrong.clone()).unwrap_err();
        assert_eq!(fault.code(), "cred.malformed", "{place} {member} {wrong}");
    }
}

#[test]
fn cards_and_sets_of_another_shape_are_refused() {
    all_refused(&[
        ("", "credentials", json!([])),
        ("", "credentials", json!({})),
        ("", "credentials", json!(["card"])),
        ("", "credential_sets", json!([])),
        ("", "credential_sets", json!([[]])),
        (FIRST, "id", json!("")),
        (FIRST, "id", json!("a b")),
        (FIRST, "id", json!("ñ")),
        (FIRST, "id", json!(7)),
        (FIRST, "format", json!(["dc+sd-jwt"])),
        (FIRST, "multiple", json!("true")),
        (FIRST, "require_cryptographic_holder_binding", json!(0)),
        (FIRST, "meta", json!([])),
        (FIRST, "meta", json!({ "vct_values": [] })),
        (FIRST, "meta", json!({ "vct_values": [7] })),
        (FIRST, "meta", json!({ "vct_values": "urn:card" })),
        (FIRST, "trusted_authorities", json!([])),
        (FIRST, "trusted_authorities", json!([{ "type": "aki", "values": [] }])),
        (
            FIRST,
            "trusted_authorities",
            json!([{ "type": "other", "values": [1] }]),
        ),
        ("/credentials/1/meta", "doctype_value", json!(["a"])),
        ("/credential_sets/0", "required", json!("no")),
        ("/credential_sets/0", "options", json!([])),
        ("/credential_sets/0", "options", json!([[]])),
        ("/credential_sets/0", "options", json!([["nobody"]])),
        ("/credential_sets/0", "options", json!(["card"])),
    ]);
    for wrong in [json!([]), json!("{}"), json!({})] {
        assert_eq!(Query::read(&wrong).unwrap_err().code(), "cred.malformed", "{wrong}");
    }
}

#[test]
fn claims_of_another_shape_are_refused() {
    all_refused(&[
        (FIRST, "claims", json!([])),
        (FIRST, "claim_sets", json!([])),
        (FIRST, "claim_sets", json!(["a"])),
        (FIRST, "claim_sets", json!([["a", "c"]])),
        (FIRST, "claim_sets", json!([[0]])),
        (CLAIM, "id", json!("a.b")),
        (CLAIM, "path", json!([])),
        (CLAIM, "path", json!(["a", -1])),
        (CLAIM, "path", json!("a")),
        (CLAIM, "values", json!([])),
        (CLAIM, "values", json!([null])),
        (CLAIM, "values", json!([1.5])),
        (CLAIM, "values", json!([{}])),
        (CLAIM, "values", json!("Ana")),
        (MDOC_CLAIM, "path", json!(["org.iso.18013.5.1"])),
        (MDOC_CLAIM, "path", json!(["org.iso.18013.5.1", null])),
        (MDOC_CLAIM, "path", json!(["org.iso.18013.5.1", 0])),
        (MDOC_CLAIM, "path", json!(["org.iso.18013.5.1", "a", "b"])),
        (MDOC_CLAIM, "intent_to_retain", json!("yes")),
    ]);
}

#[test]
fn names_are_given_once() {
    let twice = Some(CredentialError::Duplicate("id"));
    assert_eq!(with("/credentials/1", "id", json!("card")).err(), twice);
    assert_eq!(with(CLAIM, "id", json!("b")).err(), twice);
    // Also where no combination needs them.
    let claims = json!([{ "id": "a", "path": ["x", "y"] }, { "id": "a", "path": ["x", "z"] }]);
    assert_eq!(with("/credentials/1", "claims", claims).err(), twice);
    // In a list of names the second time says nothing new.
    let query = with(FIRST, "claim_sets", json!([["a", "a"]])).unwrap();
    assert_eq!(query.credentials[0].combinations, [[0]]);
}

#[test]
fn a_claim_asked_for_again_is_passed_over() {
    let claims = json!([
        { "id": "a", "path": ["x"], "values": [1] }, { "id": "b", "path": ["x"] }, { "id": "c", "path": ["y"] },
    ]);
    let mut query = full();
    query["credentials"][0]["claims"] = claims;
    query["credentials"][0]["claim_sets"] = json!([["a", "c", "b"], ["b", "c"]]);
    let read = Query::read(&query).unwrap();
    assert_eq!(read.credentials[0].combinations, [[0, 2], [1, 2]]);
    query["credentials"][0].as_object_mut().unwrap().remove("claim_sets");
    assert_eq!(Query::read(&query).unwrap().credentials[0].combinations, [[0, 2]]);
}

#[test]
fn more_than_anybody_reads_is_refused() {
    let many = limits::DCQL + 1;
    for (place, member, large) in [
        ("", "credentials", json!(vec![full()["credentials"][0].clone(); many])),
        (
            "",
            "credential_sets",
            json!(vec![json!({ "options": [["card"]] }); many]),
        ),
        (FIRST, "claims", json!(vec![json!({ "path": ["a"] }); many])),
        (FIRST, "claim_sets", json!(vec![["a"]; many])),
        (FIRST, "claim_sets", json!([vec!["a"; many]])),
        (CLAIM, "values", json!(vec![1; many])),
        ("/credentials/0/meta", "vct_values", json!(vec!["a"; many])),
        ("/credential_sets/0", "options", json!(vec![["card"]; many])),
        ("/credential_sets/0", "options", json!([vec!["card"; many]])),
    ] {
        assert_eq!(
            with(place, member, large).unwrap_err().code(),
            "cred.too_large",
            "{place} {member}"
        );
    }
    let deep = json!(vec!["a"; limits::DEPTH + 1]);
    assert_eq!(with(CLAIM, "path", deep).err(), Some(CredentialError::TooDeep));
}
