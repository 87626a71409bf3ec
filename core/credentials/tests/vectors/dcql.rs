//! The queries of OpenID4VP 1.0, and what becomes of them where a rule of section 6 is broken.

use madrid_credentials::dcql::{Candidate, Format, Query, answer};
use madrid_credentials::json as strict;
use madrid_credentials::path::Step;
use serde_json::{Value, json};

use crate::{counted, file, json as read};

/// The query files of the standard: how many cards each asks for, and how many sets it names.
const QUERIES: [(&str, usize, usize); 9] = [
    ("query_lang/claims_alternatives", 1, 0),
    ("query_lang/complex_mdoc", 4, 2),
    ("query_lang/credentials_alternatives", 5, 2),
    ("query_lang/multi_credentials", 2, 0),
    ("query_lang/simple", 1, 0),
    ("query_lang/simple_mdoc", 1, 0),
    ("query_lang/value_matching_simple", 1, 0),
    ("request/dcql_jwt_vc", 1, 0),
    ("request/dcql_ldp_vc", 1, 0),
];

fn query(name: &str) -> Option<Value> {
    let bytes = file(&format!("openid4vp-1.0/{name}.json"))?;
    Some(strict::value(&bytes, "query").unwrap())
}

#[test]
fn the_queries_of_the_standard_are_read() {
    let mut inside = 0;
    for (name, credentials, sets) in QUERIES {
        let Some(value) = query(name) else { return };
        let query = Query::read(&value).unwrap_or_else(|fault| panic!("{name}: {fault}"));
        assert_eq!(query.credentials.len(), credentials, "{name}");
        // Where nothing is said of sets, there is one with all.
        assert_eq!(query.sets.len(), sets.max(1), "{name}");
        let is_known = |format: &str| ["dc+sd-jwt", "mso_mdoc"].contains(&format);
        for (asked, read) in value["credentials"].as_array().unwrap().iter().zip(&query.credentials) {
            assert_eq!(asked["id"], *read.id, "{name}");
            assert_eq!(
                read.format.is_some(),
                is_known(asked["format"].as_str().unwrap()),
                "{name}"
            );
            assert_eq!(read.claims.len(), asked["claims"].as_array().unwrap().len(), "{name}");
        }
        inside += 1;
    }
    counted("openid4vp-1.0/query_lang and request", inside, 0);
}

#[test]
fn the_queries_within_the_text_are_read() {
    let name = "openid4vp-1.0/spec-json-blocks.json";
    let Some(blocks) = read(name) else { return };
    let blocks = blocks.as_array().unwrap();
    let queries: Vec<&Value> = blocks
        .iter()
        .filter_map(|block| block["json"].get("dcql_query"))
        .collect();
    for query in &queries {
        let read = Query::read(query).unwrap();
        assert_eq!(read.credentials.len(), 1);
        assert_eq!(read.credentials[0].format, Some(Format::SdJwt));
    }
    // The authorities that the text shows, each in a query of its own.
    let authorities = blocks.iter().filter(|block| block["json"].get("values").is_some());
    let authorities: Vec<&Value> = authorities.map(|block| &block["json"]).collect();
    for authority in &authorities {
        let credential = json!({ "id": "a", "format": "dc+sd-jwt", "meta": {}, "trusted_authorities": [authority] });
        let read = Query::read(&json!({ "credentials": [credential] })).unwrap();
        let keys = read.credentials[0].authority_keys.as_ref().unwrap();
        let expected = if authority["type"] == "aki" { vec![20] } else { vec![] };
        assert_eq!(keys.iter().map(Vec::len).collect::<Vec<_>>(), expected, "{authority}");
    }
    assert_eq!((queries.len(), authorities.len()), (2, 3));
    let inside = queries.len() + authorities.len();
    counted(name, inside, blocks.len() - inside);
}

#[test]
fn what_breaks_a_rule_is_refused() {
    let mut inside = 0;
    for (name, _, sets) in QUERIES {
        let Some(good) = query(name) else { return };
        let mut broken: Vec<Value> = Vec::new();
        let mut change = |change: &dyn Fn(&mut Value)| {
            let mut copy = good.clone();
            change(&mut copy);
            broken.push(copy);
        };
        let remove = |value: &mut Value, member: &str| drop(value.as_object_mut().unwrap().remove(member));
        for member in ["id", "format", "meta"] {
            change(&|query| remove(&mut query["credentials"][0], member));
        }
        change(&|query| remove(query, "credentials"));
        change(&|query| query["credentials"] = json!([]));
        change(&|query| query["credentials"][0]["id"] = json!("a b"));
        change(&|query| query["credentials"][0]["claims"] = json!([]));
        change(&|query| query["credentials"][0]["claims"][0]["path"] = json!([]));
        change(&|query| query["credentials"][0]["claims"][0]["values"] = json!([]));
        change(&|query| query["credentials"][0]["claim_sets"] = json!([["nobody"]]));
        change(&|query| query["credentials"][0]["multiple"] = json!("yes"));
        change(&|query| query["credential_sets"] = json!([{ "options": [["nobody"]] }]));
        change(&|query| {
            let again = query["credentials"][0].clone();
            query["credentials"].as_array_mut().unwrap().push(again);
        });
        if sets > 0 {
            change(&|query| query["credential_sets"][0]["options"] = json!([[]]));
            change(&|query| remove(&mut query["credential_sets"][0], "options"));
        }
        for query in &broken {
            assert!(Query::read(query).is_err(), "{name}: {query}");
        }
        inside += broken.len();
    }
    counted("openid4vp-1.0 queries with one fault each", inside, 0);
}

/// The names of what is selected, one step deep.
fn selected(name: &str, vct: &str, claims: &Value) -> Option<Option<Vec<String>>> {
    let query = Query::read(&query(name)?).unwrap();
    let types = [vct.to_owned()];
    let candidate = Candidate {
        id: "card",
        format: Format::SdJwt,
        types: &types,
        claims,
        authority_keys: &[],
        holder_bound: true,
    };
    let answer = answer(&query, &[candidate]);
    let step = |place: &Vec<Step>| match place.first() {
        Some(Step::Name(name)) => name.clone(),
        _ => panic!("{place:?}"),
    };
    let fit = answer.credentials()[0].fits.first();
    Some(fit.map(|fit| fit.places.iter().map(step).collect()))
}

#[test]
fn the_alternatives_and_values_of_the_standard_select_what_it_says() {
    let vct = "https://credentials.example.com/identity_credential";
    let mut claims = json!({
        "family_name": "Doe", "given_name": "John", "date_of_birth": "1990-01-01", "postal_code": "90210",
        "locality": "Beverly Hills", "region": "CA", "address": { "street_address": "42 Market Street" },
    });
    let of = |name: &str, claims: &Value| selected(name, vct, claims);
    let Some(first) = of("query_lang/claims_alternatives", &claims) else {
        return;
    };
    assert_eq!(first.unwrap(), ["date_of_birth", "family_name", "locality", "region"]);
    claims.as_object_mut().unwrap().remove("region").unwrap();
    let second = of("query_lang/claims_alternatives", &claims).unwrap();
    assert_eq!(second.unwrap(), ["date_of_birth", "family_name", "postal_code"]);
    let values = of("query_lang/value_matching_simple", &claims).unwrap();
    assert_eq!(values.unwrap(), ["address", "family_name", "given_name", "postal_code"]);
    claims["postal_code"] = json!(90210);
    assert_eq!(of("query_lang/value_matching_simple", &claims).unwrap(), None);
    claims.as_object_mut().unwrap().remove("date_of_birth").unwrap();
    assert_eq!(of("query_lang/claims_alternatives", &claims).unwrap(), None);
}
