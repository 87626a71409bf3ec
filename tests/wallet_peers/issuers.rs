//! Cards from @openid4vc's issuer: as HAIP 1.0 has it, in batches of fifty, and with each of its faults.

use std::sync::Arc;

use madrid_core::wallet::{Standing, WhichLists};
use serde_json::{Value, json};

use crate::Tally;
use crate::peer::{House, Peer};
use crate::phone::Phone;

/// All checks.
pub async fn run(house: &Arc<House>, tally: &mut Tally) {
    let issuer = match house.start("issuer.mjs") {
        Ok(issuer) => issuer,
        Err(why) => return tally.accepted("the issuer starts", Err(why)),
    };
    for (name, wanted) in [
        (
            "fifty copies under one key attestation",
            json!({ "configurations": ["parking_card"] }),
        ),
        ("an mdoc", json!({ "configurations": ["parking_card_mdoc"] })),
        (
            "a card that is bound to no key",
            json!({ "configurations": ["library_card"] }),
        ),
        (
            "an offer by reference",
            json!({ "configurations": ["parking_card"], "by": "reference" }),
        ),
        (
            "a code that is told",
            json!({ "configurations": ["parking_card"], "grant": "pre-authorized_code", "tx_code": true }),
        ),
        (
            "an mdoc with a code that is told",
            json!({ "configurations": ["parking_card_mdoc"], "grant": "pre-authorized_code", "tx_code": true }),
        ),
    ] {
        tally.accepted(&format!("issuance: {name}"), good(house, &issuer, &wanted).await);
    }
    tally.accepted(
        "issuance: new copies by the refresh token",
        renewed(house, &issuer).await,
    );
    tally.accepted("issuance: a card that was taken back", revoked(house, &issuer).await);
    tally.refused("issuance: a wrong code", wrong_code(house, &issuer).await);
    let faults = issuer.steer("GET", "/faults", &Value::Null).unwrap_or_default();
    for fault in faults.as_array().cloned().unwrap_or_default() {
        let name = fault["name"].as_str().unwrap_or_default().to_owned();
        for mdoc in kinds(&name) {
            let outcome = faulty(house, &issuer, (&name, *mdoc), fault["wallet"].as_str()).await;
            let name = format!("an issuer's fault: {name}{}", if *mdoc { ", mdoc" } else { "" });
            if fault["wallet"] == "refuses" {
                tally.refused(&name, outcome);
            } else {
                tally.accepted(&name, outcome);
            }
        }
    }
}

/// Faults of cards are tried in both formats.
fn kinds(name: &str) -> &'static [bool] {
    match name {
        "card_signer_without_purpose" => &[true],
        "card_without_chain" => &[false],
        name if name.starts_with("card_") || name.starts_with("batch_") => &[false, true],
        _ => &[false],
    }
}

fn offer(issuer: &Peer, wanted: &Value) -> Result<(String, Option<String>), String> {
    let offered = issuer.steer("POST", "/offers", wanted)?;
    let link = offered["offer"].as_str().ok_or("no offer")?.to_owned();
    Ok((link, offered["tx_code"].as_str().map(str::to_owned)))
}

fn control(issuer: &Peer) -> String {
    issuer.ready["control"].as_str().unwrap_or_default().to_owned()
}

async fn good(house: &Arc<House>, issuer: &Peer, wanted: &Value) -> Result<(), String> {
    issuer.steer("POST", "/reset", &Value::Null)?;
    let phone = Phone::new(house, &control(issuer))?;
    let (link, code) = offer(issuer, wanted)?;
    let taken = phone.take(house, &link, code.as_deref()).await;
    let card = taken.map_err(|why| format!("{why}; {}", refusals(issuer)))?;
    let log = issuer.steer("GET", "/log", &Value::Null)?;
    let keys = log["issued"][0]["keys"].as_array().map_or(0, Vec::len);
    let copies = phone
        .wallet
        .cards()
        .copies(card)
        .await
        .map_err(|error| error.code().to_owned())?;
    let is_bound = wanted["configurations"][0] != "library_card";
    let expected = if is_bound { 50 } else { 1 };
    if copies.len() != expected || (is_bound && keys != expected) {
        return Err(format!("{} copies, {keys} keys", copies.len()));
    }
    if log["notifications"][0]["event"] != "credential_accepted" {
        return Err(format!("notified {}", log["notifications"]));
    }
    let refusals = log["refusals"].as_array().map_or(0, Vec::len);
    // Each server's first DPoP nonce is asked for by a refusal.
    if refusals > 3 {
        Err(format!("{refusals} refusals: {}", log["refusals"]))
    } else {
        Ok(())
    }
}

/// What it refused, for whoever looks for the reason.
fn refusals(issuer: &Peer) -> String {
    let log = issuer.steer("GET", "/log", &Value::Null).unwrap_or_default();
    log["refusals"].to_string()
}

async fn renewed(house: &Arc<House>, issuer: &Peer) -> Result<(), String> {
    issuer.steer("POST", "/reset", &Value::Null)?;
    let phone = Phone::new(house, &control(issuer))?;
    let (link, _) = offer(issuer, &json!({ "configurations": ["parking_card"] }))?;
    let card = phone.take(house, &link, None).await?;
    let again = phone
        .wallet
        .issuance()
        .renew(card)
        .await
        .map_err(|error| error.code().to_owned())?;
    let log = issuer.steer("GET", "/log", &Value::Null)?;
    match log["issued"].as_array().map_or(0, Vec::len) {
        2 if phone.count().await == 1 => Ok(()),
        issued => Err(format!("{again:?}, issued {issued} times")),
    }
}

async fn revoked(house: &Arc<House>, issuer: &Peer) -> Result<(), String> {
    issuer.steer("POST", "/reset", &Value::Null)?;
    let phone = Phone::new(house, &control(issuer))?;
    let (link, _) = offer(issuer, &json!({ "configurations": ["parking_card"] }))?;
    let card = phone.take(house, &link, None).await?;
    issuer.steer("PUT", "/status", &json!({ "value": 1 }))?;
    let cards = phone.wallet.cards();
    cards
        .refresh_status(WhichLists::All)
        .await
        .map_err(|error| error.code().to_owned())?;
    let (shown, _) = cards.one(card).await.map_err(|error| error.code().to_owned())?;
    match shown.judged.standing {
        Standing::Revoked => Ok(()),
        standing => Err(format!("{standing:?}")),
    }
}

async fn wrong_code(house: &Arc<House>, issuer: &Peer) -> Result<(), String> {
    issuer.steer("POST", "/reset", &Value::Null)?;
    let phone = Phone::new(house, &control(issuer))?;
    let wanted = json!({ "configurations": ["parking_card"], "grant": "pre-authorized_code", "tx_code": true });
    let (link, code) = offer(issuer, &wanted)?;
    let wrong: String = code
        .unwrap_or_default()
        .chars()
        .map(|digit| if digit == '0' { '1' } else { '0' })
        .collect();
    match phone.take(house, &link, Some(&wrong)).await {
        Err(code) if code == "wallet.tx_code" && phone.count().await == 0 => Ok(()),
        other => Err(format!("{other:?}")),
    }
}

async fn faulty(
    house: &Arc<House>,
    issuer: &Peer,
    (name, mdoc): (&str, bool),
    expected: Option<&str>,
) -> Result<(), String> {
    issuer.steer("POST", "/reset", &Value::Null)?;
    let faults = match name {
        "nonce_refused" => json!({ name: 1 }),
        "credential_deferred" => json!({ name: 1 }),
        "deferred_pending" => json!({ name: 2, "credential_deferred": 1 }),
        _ => json!({ name: true }),
    };
    issuer.steer("PUT", "/faults", &faults)?;
    let phone = Phone::new(house, &control(issuer))?;
    let card = if mdoc { "parking_card_mdoc" } else { "parking_card" };
    let mut wanted = json!({ "configurations": [card] });
    if name == "offer_other_issuer" {
        wanted["by"] = json!("reference");
    }
    let (link, _) = offer(issuer, &wanted)?;
    let taken = phone.take(house, &link, None).await;
    if name.starts_with("status_") {
        // The card is good; what is said of its status is not believed.
        return status(&phone, taken, name).await;
    }
    let count = phone.count().await;
    match (expected, count) {
        // This wallet proves no key before there is a token, so this never strikes.
        _ if name == "par_dpop_nonce_refused" => taken.map(drop),
        (Some("refuses"), 0) | (Some("recovers" | "accepts"), 1) => Ok(()),
        _ => Err(format!("{count} cards, {taken:?}")),
    }
}

/// A list that ends before a card's place still speaks of the few that it has.
const SHORT: usize = 8;

async fn status(phone: &Phone, taken: Result<i64, String>, fault: &str) -> Result<(), String> {
    let card = taken?;
    let cards = phone.wallet.cards();
    let refreshed = cards.refresh_status(WhichLists::All).await;
    let copies = cards.copies(card).await.map_err(|error| error.code().to_owned())?;
    let is_believed = |judged: &&madrid_core::wallet::Judged| judged.standing != Standing::Unknown;
    let believed = copies.iter().map(|(_, judged)| judged).filter(is_believed).count();
    let most = if fault == "status_short" { SHORT } else { 0 };
    if believed <= most {
        Ok(())
    } else {
        Err(format!("{believed} believed after {refreshed:?}"))
    }
}
