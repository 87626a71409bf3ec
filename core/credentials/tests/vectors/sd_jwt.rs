//! The examples of RFC 9901, of SD-JWT VC and of OpenID4VP 1.0: signatures, disclosures, key bindings, and the claims that the standards say a
//! reader has in the end.

use madrid_credentials::jose::jwk::PublicKey;
use madrid_credentials::jose::jws::Jws;
use madrid_credentials::json;
use madrid_credentials::path;
use madrid_credentials::sd_jwt::kb::KeyBinding;
use madrid_credentials::sd_jwt::vc::Card;
use madrid_credentials::sd_jwt::{Presentation, Resolved, SdJwt};
use serde_json::{Value, json};

use crate::{counted, file};

/// The public part of a published test key.
fn public(jwk: &Value) -> PublicKey {
    let mut jwk = jwk.clone();
    jwk.as_object_mut().unwrap().remove("d");
    PublicKey::from_jwk(&jwk).unwrap()
}

/// The holder's key in the examples of all three standards.
fn holder_jwk() -> Value {
    json!({
        "kty": "EC", "crv": "P-256",
        "x": "TCAER19Zvu3OHF4j4W4vfSVoHIP1ILilDls7vCeGemc",
        "y": "ZxjiWWbZMQGHVWKVQ4hbSIirsVfuecCE6t4jT9F2HZQ",
    })
}

/// Checks a key binding against what it says itself, as its signer's reader would have; and that a reader who expects anything else objects.
fn check_key_binding(sd_jwt: &SdJwt<'_>, holder: &PublicKey) {
    let claims = Jws::parse(sd_jwt.key_binding().unwrap()).unwrap().claims().unwrap();
    let expected = KeyBinding {
        audience: claims["aud"].as_str().unwrap(),
        nonce: "1234567890",
        at: claims["iat"].as_i64().unwrap(),
        transactions: &[],
    };
    expected.verify(sd_jwt, holder, 0).unwrap();
    let another = KeyBinding {
        nonce: "1234567891",
        ..expected
    };
    assert!(another.verify(sd_jwt, holder, 0).is_err());
}

/// Every disclosure is what the published decoding says, and is where its value is.
fn check_disclosures(example: &Value, resolved: &Resolved<'_>) {
    let decoded = example["disclosures_decoded"].as_array().unwrap();
    assert_eq!(decoded.len(), resolved.disclosures.len());
    for (parts, disclosure) in decoded.iter().zip(&resolved.disclosures) {
        let parts = parts.as_array().unwrap();
        if let [_, name, _] = parts.as_slice() {
            let last = disclosure.place.last().unwrap();
            assert_eq!(*last, path::Step::Name(name.as_str().unwrap().to_owned()));
        }
        let value = parts.last().unwrap();
        if !value.is_object() && !value.is_array() {
            assert_eq!(path::at(&resolved.claims, &disclosure.place), Some(value));
        }
    }
    assert!(!resolved.claims.to_string().contains("\"_sd"));
    assert!(!resolved.claims.to_string().contains("\"...\""));
}

/// Showing everything gives the same text again; showing nothing gives the issuer's part.
fn check_presenting(sd_jwt: &SdJwt<'_>, resolved: &Resolved<'_>) {
    let all: Vec<path::Place> = resolved.disclosures.iter().map(|one| one.place.clone()).collect();
    assert_eq!(Presentation::of(resolved, &all).unwrap().text(), sd_jwt.shown());
    let none = Presentation::of(resolved, &[]).unwrap();
    assert_eq!(none.text(), format!("{}~", sd_jwt.jwt()));
}

/// What a reader has in the end, by section, where the standard says it.
fn published(name: &str, section: &str, disclosures: usize) -> Option<Value> {
    let address =
        json!({ "street_address": "123 Main St", "locality": "Anytown", "region": "Anystate", "country": "US" });
    let mut claims = match (name, section.split(' ').next()?, disclosures) {
        ("rfc9901", "5.2", 4) => json!({
            "iss": "https://issuer.example.com", "sub": "user_42", "nationalities": ["US"], "family_name": "Doe",
            "address": address, "given_name": "John",
        }),
        ("rfc9901", "A.3", 3) => json!({
            "iss": "https://pid-issuer.bund.de.example", "vct": "urn:eudi:pid:de:1",
            "age_equal_or_over": { "18": true }, "nationalities": ["DE"],
        }),
        ("rfc9901", "A.4", 14) => {
            let mut claims = vaccination();
            claims["cnf"] = json!({ "jwk": holder_jwk() });
            return Some(claims);
        }
        ("sd-jwt-vc-draft18", "2.3.2", 2) => json!({
            "iss": "https://example.com/issuer", "vct": "https://credentials.example.com/identity_credential",
            "is_over_65": true, "address": address,
        }),
        _ => return None,
    };
    claims["iat"] = json!(1_683_000_000);
    claims["exp"] = json!(1_883_000_000);
    claims["cnf"] = json!({ "jwk": holder_jwk() });
    Some(claims)
}

/// RFC 9901, appendix A.4: what the issuer began with.
fn vaccination() -> Value {
    json!({
        "@context": ["https://www.w3.org/2018/credentials/v1", "https://w3id.org/vaccination/v1"],
        "type": ["VerifiableCredential", "VaccinationCertificate"],
        "issuer": "https://example.com/issuer",
        "issuanceDate": "2023-02-09T11:01:59Z",
        "expirationDate": "2028-02-08T11:01:59Z",
        "name": "COVID-19 Vaccination Certificate",
        "description": "COVID-19 Vaccination Certificate",
        "credentialSubject": {
            "vaccine": {
                "type": "Vaccine", "atcCode": "J07BX03", "medicinalProductName": "COVID-19 Vaccine Moderna",
                "marketingAuthorizationHolder": "Moderna Biotech",
            },
            "nextVaccinationDate": "2021-08-16T13:40:12Z",
            "countryOfVaccination": "GE",
            "dateOfVaccination": "2021-06-23T13:40:12Z",
            "order": "3/3",
            "recipient": {
                "type": "VaccineRecipient", "gender": "Female", "birthDate": "1961-08-17", "givenName": "Marion",
                "familyName": "Mustermann",
            },
            "type": "VaccinationEvent",
            "administeringCentre": "Praxis Sommergarten",
            "batchNumber": "1626382736",
            "healthProfessional": "883110000015376",
        },
    })
}

/// One file of examples: how many, how many with a key binding, how many whose claims are published.
fn check_examples(name: &str, bindings: usize, ends: usize) {
    let Some(vectors) = crate::json(&format!("sd-jwt/{name}.json")) else {
        return;
    };
    let issuer = public(&vectors["keys"]["issuer_private_jwk"]);
    let holder = public(&vectors["keys"]["holder_private_jwk"]);
    let (mut inside, mut outside, mut bound, mut ended) = (0, 0, 0, 0);
    for example in vectors["examples"].as_array().unwrap() {
        let compact = example["compact"].as_str().unwrap();
        if !compact.contains('~') {
            // Only the issuer's part, which is no SD-JWT by itself.
            Jws::parse(compact).unwrap().verify(&issuer).unwrap();
            assert!(SdJwt::parse(compact).is_err());
            outside += 1;
            continue;
        }
        let sd_jwt = SdJwt::parse(compact).unwrap();
        sd_jwt.verify(&issuer).unwrap();
        assert!(sd_jwt.verify(&holder).is_err());
        let resolved = Resolved::of(&sd_jwt).unwrap();
        check_disclosures(example, &resolved);
        check_presenting(&sd_jwt, &resolved);
        let section = example["section"].as_str().unwrap();
        if let Some(mut expected) = published(name, section, resolved.disclosures.len()) {
            if example["jwt_payload"].get("cnf").is_none() {
                expected.as_object_mut().unwrap().remove("cnf");
            }
            assert_eq!(resolved.claims, expected, "{section}");
            ended += 1;
        }
        if sd_jwt.header().text("typ") == Some("dc+sd-jwt") {
            let card = Card::read(&sd_jwt, &resolved).unwrap();
            assert_eq!(card.until, Some(1_883_000_000));
            assert!(card.holder.is_none_or(|key| key == holder));
        }
        if sd_jwt.key_binding().is_some() {
            check_key_binding(&sd_jwt, &holder);
            bound += 1;
        }
        inside += 1;
    }
    assert_eq!((bound, ended), (bindings, ends));
    counted(
        &format!("{name}, of which {bound} with key binding, {ended} with published claims"),
        inside,
        outside,
    );
}

#[test]
fn the_examples_of_rfc_9901_are_read() {
    check_examples("rfc9901", 3, 3);
}

#[test]
fn the_examples_of_sd_jwt_vc_are_read() {
    check_examples("sd-jwt-vc-draft18", 2, 2);
}

#[test]
fn the_example_of_openid4vp_is_read_shown_and_bound() {
    let text = |name: &str| {
        let bytes = file(&format!("openid4vp-1.0/sd_jwt_vcld/01/{name}"))?;
        let text = String::from_utf8(bytes).unwrap();
        Some(text.lines().map(str::trim).collect::<String>())
    };
    let all = (
        text("sd_jwt_issuance.txt"),
        text("sd_jwt_presentation.txt"),
        text("verified_contents.json"),
    );
    let (Some(issued), Some(shown), Some(expected)) = all else {
        return;
    };
    let issuer = public(&json!({
        "kty": "EC", "crv": "P-256",
        "x": "b28d4MwZMjw8-00CG4xfnn9SLMVMM19SlqZpVb_uNtQ",
        "y": "Xv5zWwuoaTgdS6hV43yI6gBwTnjukmFQQnJ_kCxzqk8",
    }));
    let (issued, shown) = (SdJwt::issued(&issued).unwrap(), SdJwt::parse(&shown).unwrap());
    for one in [&issued, &shown] {
        one.verify(&issuer).unwrap();
    }
    let resolved = Resolved::of(&shown).unwrap();
    assert_eq!(resolved.claims, json::value(expected.as_bytes(), "claims").unwrap());
    check_key_binding(&shown, &public(&holder_jwk()));
    // The same selection of the card as it was issued gives the same presentation.
    let pointer = path::Pointer::read(&json!(["ld", "credentialSubject", "givenName"])).unwrap();
    let card = Resolved::of(&issued).unwrap();
    let presentation = Presentation::of(&card, &pointer.places(&card.claims)).unwrap();
    assert_eq!(presentation.text(), shown.shown());
    counted("openid4vp-1.0/sd_jwt_vcld/01", 2, 0);
}
