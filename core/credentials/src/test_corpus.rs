//! One of each kind that a reader reads. With `MADRID_CORPUS`, what the fuzzer begins with (see `fuzz/`) is also written there.

use std::fs;
use std::path::PathBuf;

use ciborium::Value as Cbor;
use ring::rand::SystemRandom;
use serde_json::json;

use crate::cbor;
use crate::cose::Sign1;
use crate::dcql::Query;
use crate::jose::jwe::{Enc, OwnKey, Parties, Recipient, Sealed, encrypt};
use crate::jose::jws::Jws;
use crate::jose::unb64;
use crate::mdoc::test_issuer::{TestIssuer as MdocIssuer, encode, talk};
use crate::mdoc::{DeviceResponse, IssuerSigned};
use crate::sd_jwt::test_issuer::{TestIssuer, digest, disclosure};
use crate::sd_jwt::{Resolved, SdJwt};
use crate::status::StatusList;
use crate::x509::Certificate;

fn keep(reader: &str, name: &str, bytes: impl AsRef<[u8]>) {
    if let Some(corpus) = std::env::var_os("MADRID_CORPUS") {
        let folder = PathBuf::from(corpus).join(reader);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join(name), bytes).unwrap();
    }
}

#[test]
fn cards_in_json() {
    let street = disclosure(json!(["1", "street", "Calle Mayor"]));
    let address = disclosure(json!(["2", "address", { "_sd": [digest(&street)], "city": "Madrid" }]));
    let second = disclosure(json!(["3", "ES"]));
    let claims = json!({
        "_sd_alg": "sha-256", "_sd": [digest(&address)], "nationalities": ["FR", { "...": digest(&second) }],
        "vct": "urn:card:1", "exp": 1_800_000_000, "status": { "status_list": { "idx": 1, "uri": "https://a.example" } },
    });
    let card = TestIssuer::new().issue(claims, &[street, address, second]);
    let read = SdJwt::parse(&card).unwrap();
    assert_eq!(Resolved::of(&read).unwrap().disclosures.len(), 3);
    keep("sd_jwt", "card", &card);
    assert!(Jws::parse(read.jwt()).is_ok());
    keep("jose", "jws", read.jwt());
}

#[test]
fn cards_in_cbor() {
    let issuer = MdocIssuer::new();
    let card = issuer.issue();
    let read = IssuerSigned::parse(&card).unwrap();
    let chosen: Vec<_> = read
        .elements()
        .take(1)
        .map(|(space, one)| (space, one.identifier()))
        .collect();
    let shown = issuer.show(&card, &chosen, &talk("nonce"));
    assert!(DeviceResponse::parse(&shown).is_ok());
    keep("mdoc", "card", &card);
    keep("mdoc", "shown", &shown);
    let certificate = read.x5chain().unwrap().concat();
    assert!(Certificate::parse(&certificate).is_ok());
    keep("mdoc", "certificate", &certificate);
    let item = cbor::decode(&card, "card").unwrap();
    let members = item.map("card").unwrap();
    let signed = members.optional("issuerAuth").unwrap();
    assert!(Sign1::read(signed).is_ok());
    keep("cose", "sign1", signed.encoded());
    keep("cose", "key", crate::cose::key_bytes(read.mso().device_key()));
}

#[test]
fn what_is_encrypted() {
    let own = OwnKey::new(&SystemRandom::new()).unwrap();
    let to = Recipient {
        key: own.public(),
        kid: Some("k1"),
        enc: Enc::A128Gcm,
        parties: Parties::default(),
    };
    let sealed = encrypt(&to, b"{}", &SystemRandom::new()).unwrap();
    assert!(Sealed::parse(&sealed).is_ok());
    keep("jose", "jwe", &sealed);
}

#[test]
fn queries() {
    let query = json!({
        "credentials": [
            { "id": "a", "format": "dc+sd-jwt", "multiple": true, "meta": { "vct_values": ["card"] },
              "trusted_authorities": [{ "type": "aki", "values": ["AQID"] }],
              "claims": [{ "id": "x", "path": ["address", "city"], "values": ["Madrid"] },
                         { "id": "y", "path": ["nationalities", null] }, { "id": "z", "path": ["degrees", 1, "type"] }],
              "claim_sets": [["x", "y"], ["z"]] },
            { "id": "b", "format": "mso_mdoc", "meta": { "doctype_value": "d" }, "claims": [{ "path": ["s", "e"] }] },
        ],
        "credential_sets": [{ "options": [["a"], ["b"]], "required": false }],
    });
    assert!(Query::read(&query).is_ok());
    keep("dcql", "query", query.to_string());
}

#[test]
fn status_lists() {
    let zlib = unb64("eNrbuRgAAhcBXQ", "list").unwrap();
    assert_eq!(StatusList::inflate(1, &zlib).unwrap().size(), 16);
    keep("status", "zlib", &zlib);
    let list = json!({ "bits": 1, "lst": "eNrbuRgAAhcBXQ" });
    keep("status", "list", list.to_string());
    let claims = json!({ "sub": "https://a.example", "iat": 1, "exp": 9, "ttl": 5, "status_list": list });
    keep("status", "claims", claims.to_string());
    let text = |text: &str| Cbor::Text(text.to_owned());
    let list = vec![(text("bits"), 1.into()), (text("lst"), Cbor::Bytes(zlib))];
    let claims = vec![
        (2.into(), text("https://a.example")),
        (6.into(), 1.into()),
        (4.into(), 9.into()),
        (65_533.into(), Cbor::Map(list)),
    ];
    keep("status", "claims of CBOR", encode(&Cbor::Map(claims)));
}
