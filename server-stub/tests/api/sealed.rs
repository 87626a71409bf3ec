//! What the desk says of itself, and requests and answers that travel encrypted.

use aes_gcm::aead::{Aead as _, KeyInit, Payload};
use aes_gcm::{Aes128Gcm, Aes256Gcm};
use p256::ecdsa::SigningKey;
use p256::{PublicKey, SecretKey};
use ring::digest::{SHA256, digest};
use serde_json::{Value, json};

use crate::support::{Tester, options};
use crate::wallet::{Wallet, assert_refused, b64, jwk, new_key, unb64};

/// The key both sides come to (RFC 7518, 4.6.2).
fn agreed(own: &SigningKey, theirs: &Value, enc: &str) -> Vec<u8> {
    let coordinate = |name: &str| unb64(theirs[name].as_str().unwrap());
    let point = [vec![4], coordinate("x"), coordinate("y")].concat();
    let secret = SecretKey::from_slice(&own.to_bytes()).unwrap();
    let shared = secret.diffie_hellman(&PublicKey::from_sec1_bytes(&point).unwrap());
    let bits: u32 = if enc == "A128GCM" { 128 } else { 256 };
    let length = u32::try_from(enc.len()).unwrap().to_be_bytes();
    let parts: [&[u8]; 7] = [
        &[0, 0, 0, 1],
        shared.raw_secret_bytes(),
        &length,
        enc.as_bytes(),
        &[0; 4],
        &[0; 4],
        &bits.to_be_bytes(),
    ];
    let hash = digest(&SHA256, &parts.concat());
    hash.as_ref()[..usize::try_from(bits / 8).unwrap()].to_vec()
}

/// Seals something to a key.
pub fn seal(plain: &Value, to: &Value, enc: &str) -> String {
    let ephemeral = new_key();
    let key = agreed(&ephemeral, to, enc);
    let header = b64(json!({ "alg": "ECDH-ES", "enc": enc, "epk": jwk(&ephemeral), "kid": to["kid"] }).to_string());
    let text = plain.to_string();
    let payload = Payload {
        msg: text.as_bytes(),
        aad: header.as_bytes(),
    };
    let nonce = [7_u8; 12];
    let sealed = match enc {
        "A128GCM" => Aes128Gcm::new_from_slice(&key)
            .unwrap()
            .encrypt((&nonce).into(), payload),
        _ => Aes256Gcm::new_from_slice(&key)
            .unwrap()
            .encrypt((&nonce).into(), payload),
    };
    let sealed = sealed.unwrap();
    let (text, tag) = sealed.split_at(sealed.len() - 16);
    format!("{header}..{}.{}.{}", b64(nonce), b64(text), b64(tag))
}

fn open(text: &str, own: &SigningKey) -> Value {
    let parts: Vec<&str> = text.split('.').collect();
    let header: Value = serde_json::from_slice(&unb64(parts[0])).unwrap();
    assert_eq!((&header["alg"], &header["kid"]), (&json!("ECDH-ES"), &json!("mine")));
    let enc = header["enc"].as_str().unwrap();
    let key = agreed(own, &header["epk"], enc);
    let sealed = [unb64(parts[3]), unb64(parts[4])].concat();
    let payload = Payload {
        msg: &sealed,
        aad: parts[0].as_bytes(),
    };
    let nonce: [u8; 12] = unb64(parts[2]).try_into().unwrap();
    let plain = match enc {
        "A128GCM" => Aes128Gcm::new_from_slice(&key)
            .unwrap()
            .decrypt((&nonce).into(), payload),
        _ => Aes256Gcm::new_from_slice(&key)
            .unwrap()
            .decrypt((&nonce).into(), payload),
    };
    serde_json::from_slice(&plain.unwrap()).unwrap()
}

const METADATA: &str = "/.well-known/openid-credential-issuer/issuer";

#[tokio::test]
async fn requests_and_answers_can_be_encrypted() {
    let tester = Tester::start(options(5)).await;
    let metadata = tester.json(METADATA).await;
    let to = &metadata["credential_request_encryption"]["jwks"]["keys"][0];
    let wallet = Wallet::plain(&tester);
    let tokens = wallet.signed_in("library_card_sd_jwt", "lucia", None).await;
    let own = new_key();
    let wish = |enc: &str| {
        let mut key = jwk(&own);
        key["alg"] = json!("ECDH-ES");
        key["kid"] = json!("mine");
        json!({ "credential_configuration_id": "library_card_sd_jwt",
            "credential_response_encryption": { "jwk": key, "enc": enc } })
    };
    let mut cards = Vec::new();
    for enc in ["A128GCM", "A256GCM"] {
        let body = seal(&wish(enc), to, enc);
        let answer = wallet
            .ask_as("credential", &tokens.access, "application/jwt", body)
            .await;
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()["content-type"], "application/jwt");
        cards.push(open(&answer.text().await.unwrap(), &own)["credentials"].take());
    }
    assert_eq!(cards[0].as_array().unwrap().len(), 1);
    assert_eq!(cards[0], cards[1], "it is the same request");
    let ask = async |kind: &str, body: String| wallet.ask_as("credential", &tokens.access, kind, body).await;
    let open_wish = ask("application/json", wish("A128GCM").to_string()).await;
    assert_refused(open_wish, 400, "invalid_encryption_parameters").await;
    let odd = seal(&wish("A128CBC-HS256"), to, "A128GCM");
    assert_refused(ask("application/jwt", odd).await, 400, "invalid_encryption_parameters").await;
    let mine = seal(&wish("A128GCM"), &jwk(&own), "A128GCM");
    assert_refused(ask("application/jwt", mine).await, 400, "invalid_encryption_parameters").await;
}

#[tokio::test]
async fn the_desk_says_what_there_is() {
    let tester = Tester::start(options(5)).await;
    let issuer = format!("{}/issuer", tester.city.http_url());
    let metadata = tester.json(METADATA).await;
    assert_eq!(metadata["credential_issuer"], issuer);
    assert_eq!(metadata["batch_credential_issuance"]["batch_size"], 50);
    let all = metadata["credential_configurations_supported"].as_object().unwrap();
    // Eight, and a basic one of each that is bound.
    assert_eq!(all.len(), 15);
    for (id, one) in all {
        assert_eq!(one["scope"], *id);
        let bound = one["credential_metadata"]["madrid_tier"] != "none";
        assert_eq!(one.get("proof_types_supported").is_some(), bound, "{id}");
        assert_eq!(one["credential_metadata"]["display"].as_array().unwrap().len(), 2);
    }
    let parking = &all["parking_card_mdoc"];
    assert_eq!(
        (&parking["doctype"], &parking["format"]),
        (&json!("es.madrid.parking_card.1"), &json!("mso_mdoc"))
    );
    assert_eq!(parking["credential_signing_alg_values_supported"], json!([-7]));
    assert_eq!(parking["cryptographic_binding_methods_supported"], json!(["cose_key"]));
    let lower = &parking["credential_metadata"]["madrid_lower_configuration"];
    let lower = &all[lower.as_str().unwrap()];
    assert_eq!(
        (&lower["doctype"], &lower["format"]),
        (&parking["doctype"], &parking["format"])
    );
    assert_eq!(lower["credential_metadata"]["madrid_tier"], "basic");
    let asked = json!({ "jwt": { "proof_signing_alg_values_supported": ["ES256"] } });
    assert_eq!(lower["proof_types_supported"], asked, "nobody's word is asked for");
    let path = &parking["credential_metadata"]["claims"][0]["path"];
    assert_eq!(*path, json!(["es.madrid.parking_card.1", "card_number"]));
    let options = &parking["credential_metadata"]["credential_reuse_policy"]["options"];
    assert_eq!(
        options[0],
        json!({ "details": ["once_only"], "batch_size": 20, "reissue_trigger_unused": 5 })
    );
    let demand = &parking["proof_types_supported"]["jwt"]["key_attestations_required"]["key_storage"];
    assert_eq!(*demand, json!(["iso_18045_moderate", "iso_18045_high"]));
    let guarded = &all["padron_certificate_sd_jwt"]["credential_metadata"]["embedded_disclosure_policy"];
    assert_eq!(guarded["policy_type"], "authorised_relying_parties_only");
    let number = json!([{ "identifier": "VATES-P0000000M" }]);
    assert_eq!(guarded["authorised_rp_identifiers"], number);
    let each = all["library_card_sd_jwt"]["credential_metadata"]["claims"].to_string();
    assert!(each.contains(r#"["services",null]"#), "{each}");
}

#[tokio::test]
async fn the_desk_names_itself_and_its_roots() {
    let tester = Tester::start(options(5)).await;
    let issuer = format!("{}/issuer", tester.city.http_url());
    let server = tester.json("/.well-known/oauth-authorization-server/issuer").await;
    assert_eq!(
        (&server["issuer"], &server["require_pushed_authorization_requests"]),
        (&json!(issuer), &json!(true))
    );
    let signed = tester
        .client
        .get(tester.url(METADATA))
        .header("accept", "application/jwt");
    let signed = signed.send().await.unwrap().text().await.unwrap();
    let claims: Value = serde_json::from_slice(&unb64(signed.split('.').nth(1).unwrap())).unwrap();
    assert_eq!(
        (&claims["sub"], &claims["credential_issuer"]),
        (&json!(issuer), &json!(issuer))
    );
    let trust = tester.json("/.well-known/madrid-trust").await;
    for root in ["card_issuer", "wallet_provider", "verifier_access"] {
        assert!(trust[root]["x5c"][0].is_string(), "{trust}");
    }
}

#[tokio::test]
async fn pages_say_what_is_wrong_and_lead_to_an_offer() {
    let tester = Tester::start(options(5)).await;
    let press = async |body: &str| {
        let request = tester.client.post(tester.url("/mostrador"));
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        request
            .body(body.to_owned())
            .send()
            .await
            .unwrap()
            .text()
            .await
            .unwrap()
    };
    let empty = press("").await;
    assert!(
        empty.contains("Elige una persona.") && empty.contains("Elige una tarjeta."),
        "{empty}"
    );
    let wrong = press("person=p-pablo&card=senior_card_sd_jwt&lang=en").await;
    assert!(wrong.contains("This person may not have this card."), "{wrong}");
    let choice = tester.get("/tarjetas?lang=en").await.text().await.unwrap();
    assert!(choice.contains("Certificate of residence") && choice.contains("<html lang=\"en\">"));
    let offer = tester
        .get("/tarjetas?card=library_card_sd_jwt")
        .await
        .text()
        .await
        .unwrap();
    let (_, rest) = offer.split_once("credential_offer_uri=").unwrap();
    let address = rest.split('"').next().unwrap().replace("%3A", ":").replace("%2F", "/");
    let path = address.strip_prefix(tester.city.http_url()).unwrap();
    assert_eq!(tester.json(path).await["grants"], json!({ "authorization_code": {} }));
    tester.put("/admin/clock", json!({ "advance_s": 1_801 })).await;
    assert_eq!(tester.get(path).await.status(), 404);
    let log = tester.json("/admin/requests").await.to_string();
    assert!(log.contains("/issuer/offers/{id}") && !log.contains(path), "{log}");
}

#[tokio::test]
async fn whoever_asks_in_detail_gets_cards_by_their_names() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::plain(&tester);
    let details = json!([{ "type": "openid_credential", "credential_configuration_id": "library_card_sd_jwt" }]);
    let tokens = wallet.signed_in(&details.to_string(), "elena", None).await;
    let name = &tokens.all["authorization_details"][0]["credential_identifiers"][0];
    assert_eq!(*name, "library_card_sd_jwt:p-elena");
    let by_configuration = json!({ "credential_configuration_id": "library_card_sd_jwt" });
    let refused = wallet.ask("credential", &tokens.access, &by_configuration).await;
    assert_refused(refused, 400, "invalid_credential_request").await;
    let other = json!({ "credential_identifier": "library_card_sd_jwt:p-lucia" });
    let refused = wallet.ask("credential", &tokens.access, &other).await;
    assert_refused(refused, 400, "unknown_credential_identifier").await;
    let by_name = json!({ "credential_identifier": name });
    let given = wallet.ask("credential", &tokens.access, &by_name).await;
    assert_eq!(given.status(), 200);
}
