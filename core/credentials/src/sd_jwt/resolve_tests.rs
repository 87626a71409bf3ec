//! What the rules of RFC 9901, section 7.1, let through, and what they do not.

use serde_json::json;

use super::*;
use crate::sd_jwt::test_issuer::{TestIssuer, compact, digest, disclosure};

fn name(text: &str) -> Step {
    Step::Name(text.to_owned())
}

/// Where each disclosure is, and in which other.
type Places = Vec<(Place, Option<usize>)>;

/// The claims and where the disclosures are.
fn resolve(claims: Value, disclosures: &[&str]) -> Result<(Value, Places), CredentialError> {
    let text = TestIssuer::new().issue(claims, disclosures);
    let resolved = Resolved::of(&SdJwt::parse(&text).unwrap())?;
    let places = resolved.disclosures.into_iter().map(|one| (one.place, one.parent));
    Ok((resolved.claims, places.collect()))
}

fn fault(claims: Value, disclosures: &[&str]) -> CredentialError {
    resolve(claims, disclosures).unwrap_err()
}

/// Three that are in one another, the innermost first: a member, an element with it, a member with that.
fn nested() -> [String; 3] {
    let inner = disclosure(json!(["1", "type", "BSc"]));
    let middle = disclosure(json!(["2", { "_sd": [digest(&inner)], "year": 1990 }]));
    let outer = disclosure(json!(["3", "degrees", ["none", { "...": digest(&middle) }]]));
    [inner, middle, outer]
}

#[test]
fn disclosures_in_disclosures_find_their_places() {
    let [inner, middle, outer] = nested();
    let decoy = digest("nobody's");
    let claims = json!({ "_sd": [decoy, digest(&outer)], "_sd_alg": "sha-256", "name": "Ada" });
    let (claims, places) = resolve(claims, &[&inner, &middle, &outer]).unwrap();
    let expected = json!({ "name": "Ada", "degrees": ["none", { "type": "BSc", "year": 1990 }] });
    assert_eq!(claims, expected);
    let degrees = vec![name("degrees")];
    let degree = vec![name("degrees"), Step::Index(1)];
    let kind = vec![name("degrees"), Step::Index(1), name("type")];
    assert_eq!(places, [(kind, Some(1)), (degree, Some(2)), (degrees, None)]);
}

#[test]
fn what_is_not_shown_leaves_no_trace() {
    let german = disclosure(json!(["1", "DE"]));
    let spanish = disclosure(json!(["2", "ES"]));
    let claims = json!({
        "nationalities": [{ "...": digest(&german) }, "FR", { "...": digest(&spanish) }],
        "address": { "_sd": [digest("street")] },
        "empty": { "_sd": [] },
        "list": [{ "...": digest("first") }],
    });
    let (claims, places) = resolve(claims, &[&spanish]).unwrap();
    let expected = json!({ "nationalities": ["FR", "ES"], "address": {}, "empty": {}, "list": [] });
    assert_eq!(claims, expected);
    // The place counts what is there, not what was hidden.
    assert_eq!(places, [(vec![name("nationalities"), Step::Index(1)], None)]);
}

#[test]
fn the_text_is_hashed_as_it_came() {
    let spaced = b64_of("[ \"1\",\t\"name\" , \"Ada\" ]");
    let escaped = b64_of(r#"["2", "t\u00edtulo", "\u0041da"]"#);
    let claims = json!({ "_sd": [digest(&spaced), digest(&escaped)] });
    let (claims, _) = resolve(claims, &[&spaced, &escaped]).unwrap();
    assert_eq!(claims, json!({ "name": "Ada", "título": "Ada" }));
}

fn b64_of(text: &str) -> String {
    crate::jose::b64(text)
}

#[test]
fn a_digest_or_a_disclosure_met_twice_is_refused() {
    let one = disclosure(json!(["1", "a", 1]));
    let element = disclosure(json!(["1", 1]));
    let twice = CredentialError::Duplicate("digest");
    let (known, unknown) = (digest(&one), digest("nobody's"));
    assert_eq!(fault(json!({ "_sd": [known, known] }), &[&one]), twice);
    assert_eq!(fault(json!({ "_sd": [unknown, unknown] }), &[]), twice);
    assert_eq!(
        fault(json!({ "_sd": [unknown], "x": { "_sd": [unknown] } }), &[]),
        twice
    );
    let listed = json!({ "x": [{ "...": digest(&element) }], "y": [{ "...": digest(&element) }] });
    assert_eq!(fault(listed, &[&element]), twice);
    // Once in the open, once within a disclosure; once in one that is not shown is nobody's to see.
    let outer = disclosure(json!(["2", "b", { "_sd": [known] }]));
    let both = json!({ "_sd": [digest(&outer), known] });
    assert_eq!(fault(both.clone(), &[&one, &outer]), twice);
    assert!(resolve(both, &[&one]).is_ok());
    let sent_twice = fault(json!({ "_sd": [known] }), &[&one, &one]);
    assert_eq!(sent_twice, CredentialError::Duplicate("disclosure"));
}

#[test]
fn a_disclosure_that_nobody_signed_is_refused() {
    let unsigned = CredentialError::NotReferenced("disclosure");
    let one = disclosure(json!(["1", "a", 1]));
    assert_eq!(fault(json!({}), &[&one]), unsigned);
    assert_eq!(fault(json!({ "_sd": [digest("nobody's")] }), &[&one]), unsigned);
    // Its parent is not here.
    let [inner, middle, outer] = nested();
    let claims = json!({ "_sd": [digest(&outer)] });
    assert_eq!(fault(claims.clone(), &[&inner, &outer]), unsigned);
    assert!(resolve(claims.clone(), &[&middle, &outer]).is_ok());
    // The digest is of the text, not of what the text says.
    let spaced = b64_of(r#"["1","a", 1]"#);
    let claims = json!({ "_sd": [digest(&disclosure(json!(["1", "a", 1])))] });
    assert_eq!(fault(claims, &[&spaced]), unsigned);
}

#[test]
fn a_name_that_is_there_or_reserved_is_refused() {
    let there = CredentialError::Duplicate("claim");
    let one = disclosure(json!(["1", "a", 1]));
    let other = disclosure(json!(["2", "a", 1]));
    assert_eq!(fault(json!({ "_sd": [digest(&one)], "a": 1 }), &[&one]), there);
    assert_eq!(
        fault(json!({ "_sd": [digest(&one), digest(&other)] }), &[&one, &other]),
        there
    );
    for reserved in ["_sd", "...", "_sd_alg"] {
        let one = disclosure(json!(["1", reserved, "x"]));
        let deep = json!({ "a": { "_sd": [digest(&one)] } });
        for claims in [json!({ "_sd": [digest(&one)] }), deep] {
            let refused = fault(claims, &[&one]);
            assert_eq!(refused, CredentialError::Malformed("reserved name"), "{reserved}");
        }
    }
}

#[test]
fn a_disclosure_of_another_shape_is_refused() {
    let broken = CredentialError::Malformed("disclosure");
    for parts in [
        json!([]),
        json!(["1"]),
        json!(["1", "a"]),
        json!(["1", "a", 1, 2]),
        json!([1, "a", 1]),
        json!([null, "a", 1]),
        json!(["1", 2, 1]),
        json!(["1", null, 1]),
        json!({ "salt": "1", "a": 1 }),
        json!("a"),
    ] {
        let one = disclosure(parts.clone());
        assert_eq!(fault(json!({ "_sd": [digest(&one)] }), &[&one]), broken, "{parts}");
    }
    for parts in [
        json!(["1", "a", 1]),
        json!(["1"]),
        json!([1, 1]),
        json!({}),
        json!(null),
    ] {
        let one = disclosure(parts.clone());
        assert_eq!(
            fault(json!({ "x": [{ "...": digest(&one) }] }), &[&one]),
            broken,
            "{parts}"
        );
    }
    for text in [
        "WzEs",
        "[]",
        "WyIxIiwiYSIsMV0=",
        "WyIxIiwiYSIsMV0 ",
        "not base64!",
        "WyIxIiwiYSIsMV1",
    ] {
        let one = text.to_owned();
        assert_eq!(fault(json!({ "_sd": [digest(&one)] }), &[&one]), broken, "{text}");
    }
    let twice = b64_of(r#"["1","a",{"b":1,"b":2}]"#);
    let refused = fault(json!({ "_sd": [digest(&twice)] }), &[&twice]);
    assert_eq!(refused, CredentialError::Duplicate("disclosure"));
}

#[test]
fn what_stands_for_something_hidden_must_have_its_form() {
    let hidden = digest("nobody's");
    let members = CredentialError::Malformed("_sd");
    for wrong in [json!("x"), json!({}), json!(null), json!(hidden), json!(7)] {
        assert_eq!(fault(json!({ "_sd": wrong }), &[]), members, "{wrong}");
        assert_eq!(
            fault(json!({ "a": [{ "b": { "_sd": wrong } }] }), &[]),
            members,
            "{wrong}"
        );
    }
    let broken = CredentialError::Malformed("digest");
    let padded = format!("{hidden}=");
    let short = crate::jose::b64([7; 31]);
    for wrong in [
        json!(1),
        json!(null),
        json!(["x"]),
        json!(""),
        json!("!"),
        json!(padded),
        json!(short),
    ] {
        assert_eq!(fault(json!({ "_sd": [wrong] }), &[]), broken, "{wrong}");
        assert_eq!(fault(json!({ "a": [{ "...": wrong }] }), &[]), broken, "{wrong}");
    }
    let element = CredentialError::Malformed("...");
    assert_eq!(fault(json!({ "a": [{ "...": hidden, "b": 1 }] }), &[]), element);
    assert_eq!(fault(json!({ "a": [{ "...": hidden, "_sd": [] }] }), &[]), element);
    let name = CredentialError::Malformed("reserved name");
    assert_eq!(fault(json!({ "...": hidden }), &[]), name);
    assert_eq!(fault(json!({ "a": { "...": hidden } }), &[]), name);
    assert_eq!(fault(json!({ "a": { "_sd_alg": "sha-256" } }), &[]), name);
    let inside = disclosure(json!(["1", "a", { "_sd_alg": "sha-256" }]));
    assert_eq!(fault(json!({ "_sd": [digest(&inside)] }), &[&inside]), name);
}

#[test]
fn only_sha_256_is_understood() {
    for other in ["sha-512", "sha-384", "SHA-256", "md5", ""] {
        assert_eq!(
            fault(json!({ "_sd_alg": other }), &[]),
            CredentialError::Unsupported("_sd_alg"),
            "{other}"
        );
    }
    assert_eq!(
        fault(json!({ "_sd_alg": ["sha-256"] }), &[]),
        CredentialError::Malformed("_sd_alg")
    );
    assert_eq!(resolve(json!({ "_sd_alg": "sha-256" }), &[]).unwrap().0, json!({}));
}

#[test]
fn depth_counts_through_disclosures() {
    // Each is in the next: members and elements by turns.
    let chain = |depth: usize| {
        let mut all: Vec<String> = Vec::new();
        for level in 0..depth {
            let below = all.last().map(|last| digest(last));
            let parts = match (level % 2 == 0, below) {
                (true, None) => json!(["s", "a", 1]),
                (true, Some(below)) => json!(["s", "a", [{ "...": below }]]),
                (false, Some(below)) => json!(["s", { "_sd": [below] }]),
                (false, None) => unreachable!("the first is even"),
            };
            all.push(disclosure(parts));
        }
        let top = all.last().map(|last| digest(last)).unwrap();
        let claims = if depth % 2 == 1 {
            json!({ "_sd": [top] })
        } else {
            json!({ "x": [{ "...": top }] })
        };
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        resolve(claims, &all)
    };
    assert!(chain(limits::DEPTH - 1).is_ok());
    assert_eq!(chain(limits::DEPTH + 1).unwrap_err(), CredentialError::TooDeep);
    assert_eq!(chain(limits::DISCLOSURES).unwrap_err(), CredentialError::TooDeep);
    let nested = format!("{{\"a\":{}{}}}", "[".repeat(500), "]".repeat(500));
    let jwt = TestIssuer::new().sign(json!({}));
    let parts: Vec<&str> = jwt.split('.').collect();
    let text = compact::<&str>(&[parts[0], &b64_of(&nested), parts[2]].join("."), &[]);
    let refused = Resolved::of(&SdJwt::parse(&text).unwrap()).err();
    assert_eq!(refused, Some(CredentialError::TooDeep));
}

#[test]
fn long_names_are_not_repeated_without_end() {
    let one = disclosure(json!(["1", "a", 1]));
    let long = "x".repeat(NAME + 1);
    let claims = json!({ long.as_str(): { "_sd": [digest(&one)] } });
    assert_eq!(fault(claims, &[&one]), CredentialError::TooLarge("name"));
    let named = disclosure(json!(["1", long, 1]));
    let refused = fault(json!({ "_sd": [digest(&named)] }), &[&named]);
    assert_eq!(refused, CredentialError::TooLarge("name"));
    assert!(resolve(json!({ "y".repeat(NAME + 1): 1 }), &[]).is_ok());
}

#[test]
fn as_many_as_there_may_be_are_resolved() {
    let all: Vec<String> = (0..limits::DISCLOSURES)
        .map(|one| disclosure(json!(["s", one.to_string(), one])))
        .collect();
    let digests: Vec<String> = all.iter().map(|one| digest(one)).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let (claims, places) = resolve(json!({ "_sd": digests }), &all).unwrap();
    assert_eq!(claims.as_object().unwrap().len(), limits::DISCLOSURES);
    assert_eq!(places[7].0, [name("7")]);
}
