//! What a card says otherwise than before. Whether a batch is whole is shown by the service's tests, with an issuer that errs.

use serde_json::json;

use super::*;

fn told(format: Format, before: Value, now: Value) -> Vec<(Value, Change)> {
    let found = differences(format, &before, &now);
    found.into_iter().map(|one| (one.path, one.change)).collect()
}

#[test]
fn differences_name_claims_and_never_say_them() {
    let before = json!({ "name": "Ana", "degree": 33, "address": { "town": "Madrid" }, "old": true });
    let now = json!({ "name": "Ana", "degree": 65, "address": { "town": "Getafe" }, "new": [1] });
    let found = told(Format::SdJwt, before.clone(), now.clone());
    let expected = [
        (json!(["address"]), Change::Altered),
        (json!(["degree"]), Change::Altered),
        (json!(["old"]), Change::Removed),
        (json!(["new"]), Change::Added),
    ];
    for one in &expected {
        assert!(found.contains(one), "{one:?}");
    }
    assert_eq!(found.len(), expected.len());
    assert_eq!(told(Format::SdJwt, now.clone(), now), []);
    let spaces = told(
        Format::Mdoc,
        json!({ "ns": before }),
        json!({ "ns": { "name": "Eva" } }),
    );
    assert!(spaces.contains(&(json!(["ns", "name"]), Change::Altered)) && spaces.len() == 4);
}
