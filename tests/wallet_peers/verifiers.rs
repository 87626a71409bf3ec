//! Cards shown to polaris-oid4vp (certified) and to @openid4vc's verifier, and what that one lies about.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::Tally;
use crate::peer::{House, Peer};
use crate::phone::Phone;

/// All checks.
pub async fn run(house: &Arc<House>, tally: &mut Tally) {
    let started = (|| {
        Ok((
            house.start("issuer.mjs")?,
            house.start("verifier.py")?,
            house.start("verifier.mjs")?,
        ))
    })();
    let (issuer, polaris, other) = match started {
        Ok(started) => started,
        Err(why) => return tally.accepted("the verifiers start", Err::<(), String>(why)),
    };
    let phone = match with_cards(house, &issuer).await {
        Ok(phone) => phone,
        Err(why) => return tally.accepted("cards to be shown", Err(why)),
    };
    for (name, request) in good_of_polaris() {
        let outcome = judged(&phone, &polaris, &request, "authentic").await;
        tally.accepted(&format!("polaris: {name}"), outcome);
    }
    for (name, request) in bad_of_polaris() {
        let outcome = unanswered(&phone, &polaris, &request, "authentic").await;
        tally.refused(&format!("polaris: {name}"), outcome);
    }
    for (name, request) in good_of_other() {
        let outcome = judged(&phone, &other, &request, "accepted").await;
        tally.accepted(&format!("@openid4vc: {name}"), outcome);
    }
    let lies = other.steer("GET", "/lies", &Value::Null).unwrap_or_default();
    for lie in lies.as_array().cloned().unwrap_or_default() {
        let name = lie["name"].as_str().unwrap_or_default();
        let outcome = unanswered(
            &phone,
            &other,
            &json!({ "format": "dc+sd-jwt", "lie": name }),
            "accepted",
        )
        .await;
        tally.refused(&format!("a verifier's lie: {name}"), outcome);
    }
}

fn good_of_polaris() -> [(&'static str, Value); 3] {
    [
        ("two claims", json!({})),
        (
            "a nested claim",
            json!({ "claims": ["given_name", ["address", "locality"]] }),
        ),
        ("with the status looked up", json!({ "status": true })),
    ]
}

fn bad_of_polaris() -> [(&'static str, Value); 5] {
    [
        ("a booking to confirm", json!({ "transaction_data": true })),
        ("a payment to confirm", json!({ "transaction_data": "payment" })),
        ("a verifier of a foreign root", json!({ "signer": "verifier_foreign" })),
        ("a verifier that is over", json!({ "signer": "verifier_expired" })),
        ("a verifier of its own", json!({ "signer": "verifier_of_its_own" })),
    ]
}

fn good_of_other() -> [(&'static str, Value); 8] {
    let text = "dc+sd-jwt";
    [
        ("an mdoc", json!({})),
        ("an mdoc, by POST", json!({ "method": "post" })),
        ("an mdoc, x509_san_dns", json!({ "prefix": "x509_san_dns" })),
        ("an mdoc, redirect_uri", json!({ "prefix": "redirect_uri" })),
        ("an SD-JWT VC", json!({ "format": text })),
        ("an SD-JWT VC, by POST", json!({ "format": text, "method": "post" })),
        (
            "an SD-JWT VC, x509_san_dns",
            json!({ "format": text, "prefix": "x509_san_dns" }),
        ),
        (
            "an SD-JWT VC, nested",
            json!({ "format": text, "claims": ["number", ["address", "street"]] }),
        ),
    ]
}

async fn with_cards(house: &Arc<House>, issuer: &Peer) -> Result<Phone, String> {
    let control = issuer.ready["control"].as_str().ok_or("no control address")?;
    let phone = Phone::new(house, control)?;
    for card in ["parking_card", "parking_card_mdoc"] {
        let offered = issuer.steer("POST", "/offers", &json!({ "configurations": [card] }))?;
        phone
            .take(house, offered["offer"].as_str().ok_or("no offer")?, None)
            .await?;
    }
    Ok(phone)
}

fn request(verifier: &Peer, wanted: &Value) -> Result<(String, String), String> {
    let asked = verifier.steer("POST", "/requests", wanted)?;
    let text = |name: &str| asked[name].as_str().map(str::to_owned);
    text("id").zip(text("request")).ok_or_else(|| asked.to_string())
}

fn verdicts(verifier: &Peer, id: &str) -> Result<Vec<Value>, String> {
    let said = verifier.steer("GET", &format!("/requests?id={id}"), &Value::Null)?;
    Ok(said["verdicts"].as_array().cloned().unwrap_or_default())
}

/// The verifier takes what it is shown.
async fn judged(phone: &Phone, verifier: &Peer, wanted: &Value, good: &str) -> Result<(), String> {
    let (id, link) = request(verifier, wanted)?;
    let shown = phone.show(&link).await;
    let verdicts = verdicts(verifier, &id)?;
    match verdicts.as_slice() {
        [one] if one[good] == true => shown,
        other => Err(format!("{shown:?}, {}", Value::from(other.to_vec()))),
    }
}

/// The wallet shows nothing.
async fn unanswered(phone: &Phone, verifier: &Peer, wanted: &Value, good: &str) -> Result<(), String> {
    let (id, link) = request(verifier, wanted)?;
    let shown = phone.show(&link).await;
    let taken = verdicts(verifier, &id)?.iter().any(|verdict| verdict[good] == true);
    match shown {
        // The phone of a mock city answers plain http on this very device; nobody was there.
        Err(code) if !taken && wanted["lie"] == "plain_response_uri" && code == "wallet.presentation_unknown" => Ok(()),
        Err(code)
            if !taken
                && ["wallet.request", "cred.", "net."]
                    .iter()
                    .any(|start| code.starts_with(start)) =>
        {
            Ok(())
        }
        other => Err(format!("{other:?}, taken: {taken}")),
    }
}
