//! Cards that @sd-jwt, @owf/mdoc and openvc-core made, good and bad, as our own reader sees them.

use madrid_credentials::jose::jwk::PublicKey;
use madrid_credentials::jose::unb64;
use madrid_credentials::mdoc::IssuerSigned;
use madrid_credentials::sd_jwt::SdJwt;
use madrid_credentials::sd_jwt::vc::Verified;
use madrid_credentials::x509::Anchors;
use serde_json::{Value, json};

use crate::Tally;
use crate::peer::House;
use crate::phone::der;

const TYPE: &str = "urn:es:madrid:parking-card:1";
const DOC_TYPE: &str = "es.madrid.parking_card.1";

/// All checks.
pub fn run(house: &House, tally: &mut Tally) {
    for (judge, configuration) in [
        ("judge.mjs", "parking_card"),
        ("judge.mjs", "parking_card_mdoc"),
        ("judge.py", "parking_card"),
    ] {
        let made = house.ask(judge, &["make"], &json!({ "configuration": configuration }));
        let made = match made {
            Ok(made) => made,
            Err(why) => {
                tally.accepted(&format!("{judge} makes cards"), Err(why));
                continue;
            }
        };
        for one in made["cards"].as_array().cloned().unwrap_or_default() {
            let name = format!(
                "a card of {judge}, {configuration}: {}",
                one["name"].as_str().unwrap_or_default()
            );
            let read = read(house, configuration, &one["card"], &made["device_jwk"]);
            if one["expect"] == "accepts" {
                tally.accepted(&name, read);
            } else {
                tally.refused(&name, read.err().map(drop).ok_or_else(|| "it was taken".to_owned()));
            }
        }
    }
}

fn read(house: &House, configuration: &str, card: &Value, device: &Value) -> Result<(), String> {
    let text = card.as_str().ok_or("no card")?;
    let anchors = Anchors::new([der(&house.pem("issuer")?)?]).map_err(|error| error.to_string())?;
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let now = now
        .ok()
        .and_then(|now| i64::try_from(now.as_secs()).ok())
        .ok_or("no time")?;
    let holder = PublicKey::from_jwk(device).map_err(|error| error.to_string())?;
    if configuration.ends_with("_mdoc") {
        let bytes = unb64(text, "card").map_err(|error| error.to_string())?;
        let signed = IssuerSigned::parse(&bytes).map_err(|error| error.to_string())?;
        signed
            .verify(&anchors, now, DOC_TYPE)
            .map_err(|error| error.to_string())?;
        return is_own(*signed.mso().device_key() == holder);
    }
    let sd_jwt = SdJwt::parse(text).map_err(|error| error.to_string())?;
    let verified = Verified::at(&sd_jwt, &anchors, now).map_err(|error| error.to_string())?;
    if verified.card.vct != TYPE {
        return Err("another type".to_owned());
    }
    is_own(verified.card.holder == Some(holder))
}

fn is_own(is_own: bool) -> Result<(), String> {
    if is_own { Ok(()) } else { Err("another key".to_owned()) }
}
