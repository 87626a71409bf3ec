//! Hostile requests, by hand: each is refused with its own code before the person sees anything, and the verifier hears of it only where it
//! is certain who it is.

use base64::Engine as _;
use madrid_credentials::jose::b64;
use madrid_credentials::jose::ecdsa::Signature;
use madrid_credentials::limits;
use serde_json::{Value, json};

use super::*;
use crate::wallet::presentation::test_verifier::{NONCE, Verifier};
use crate::wallet::test_people::{Authority, Key, RESPONSE_URI, verifier_params};

const TYPE: &str = "oauth-authz-req+jwt";
/// The key of the verifier, in its metadata.
const KEY: &str = "/client_metadata/jwks/keys/0";

/// What is wrong with what was signed: in words, the end of the code, where, and what stands there (nothing is a member that is not there).
const WRONG: [(&str, &str, &str, &str); 44] = [
    ("for another wallet", "audience", "/aud", r#""https://other.example""#),
    ("for nobody", "audience", "/aud", ""),
    (
        "for two",
        "audience",
        "/aud",
        r#"["https://self-issued.me/v2", "https://other.example"]"#,
    ),
    ("expired", "expired", "/exp", "1796039939"),
    ("from tomorrow", "not_yet", "/iat", "1796126400"),
    ("not before tomorrow", "not_yet", "/nbf", "1796126400"),
    ("a time that is none", "cred.malformed", "/exp", r#""soon""#),
    (
        "another client id than the link's",
        "client",
        "/client_id",
        r#""x509_hash:AAAA""#,
    ),
    ("no client id", "client", "/client_id", ""),
    ("no wallet nonce", "wallet_nonce", "/wallet_nonce", ""),
    (
        "an old wallet nonce",
        "wallet_nonce",
        "/wallet_nonce",
        r#""wallet-nonce-of-before""#,
    ),
    ("a code", "response_type", "/response_type", r#""code""#),
    (
        "a card and a token",
        "response_type",
        "/response_type",
        r#""vp_token id_token""#,
    ),
    ("no response type", "response_type", "/response_type", ""),
    ("in the clear", "response_mode", "/response_mode", r#""direct_post""#),
    ("in the address", "response_mode", "/response_mode", r#""fragment""#),
    ("by the browser", "response_mode", "/response_mode", r#""dc_api.jwt""#),
    ("no response mode", "response_mode", "/response_mode", ""),
    (
        "over http",
        "response_uri",
        "/response_uri",
        r#""http://desk.madrid.example/vp""#,
    ),
    ("to nowhere", "response_uri", "/response_uri", ""),
    (
        "a look-alike letter",
        "response_uri",
        "/response_uri",
        r#""https://d\u0435sk.madrid.example/vp""#,
    ),
    (
        "a host behind a name",
        "response_uri",
        "/response_uri",
        r#""https://desk.madrid.example@evil.example/""#,
    ),
    ("a script", "response_uri", "/response_uri", r#""javascript:alert(1)""#),
    (
        "this very phone",
        "response_uri",
        "/response_uri",
        r#""https://localhost/vp""#,
    ),
    (
        "a redirect besides",
        "redirect",
        "/redirect_uri",
        r#""https://desk.madrid.example/cb""#,
    ),
    ("no nonce", "nonce", "/nonce", ""),
    ("a nonce that can be guessed", "nonce", "/nonce", r#""1234567""#),
    ("a nonce with a space", "nonce", "/nonce", r#""abc def ghi jkl mno""#),
    ("a nonce that is a number", "nonce", "/nonce", "1234567890"),
    ("a state with a line end", "state", "/state", r#""a\r\nSet-Cookie: b""#),
    ("a state that is a list", "state", "/state", r#"["state-1"]"#),
    (
        "a transaction",
        "transaction",
        "/transaction_data",
        r#"["eyJ0eXBlIjoicGF5In0"]"#,
    ),
    ("no transactions", "transaction", "/transaction_data", "[]"),
    ("no query", "query", "/dcql_query", ""),
    ("a query by its name", "query", "/scope", r#""library""#),
    ("a query as a text", "query", "/dcql_query", r#""{}""#),
    ("a query for nothing", "query", "/dcql_query", r#"{"credentials":[]}"#),
    (
        "a set of what there is not",
        "query",
        "/dcql_query/credential_sets",
        r#"[{"options":[["other"]]}]"#,
    ),
    ("no key", "encryption", "/client_metadata/jwks", ""),
    (
        "a key for anything",
        "encryption",
        "/client_metadata/jwks/keys/0/alg",
        "",
    ),
    (
        "a key with its private part",
        "encryption",
        "/client_metadata/jwks/keys/0/d",
        r#""AAAA""#,
    ),
    (
        "another cipher",
        "encryption",
        "/client_metadata/encrypted_response_enc_values_supported",
        r#"["A128CBC-HS256"]"#,
    ),
    ("metadata as a text", "metadata", "/client_metadata", r#""{}""#),
    (
        "other cards only",
        "formats",
        "/client_metadata/vp_formats_supported",
        r#"{"dc+sd-jwt":{"sd-jwt_alg_values":["ES384"]}}"#,
    ),
];

/// Until these are right it is not certain who asks, or where they want to hear of it.
const UNHEARD: [&str; 8] = [
    "audience",
    "expired",
    "not_yet",
    "cred.malformed",
    "client",
    "wallet_nonce",
    "response_uri",
    "state",
];

/// Puts something where it is pointed at, or takes it away.
fn change(claims: &mut Value, pointer: &str, text: &str) {
    let (above, name) = pointer.rsplit_once('/').unwrap();
    let members = claims.pointer_mut(above).unwrap().as_object_mut().unwrap();
    if text.is_empty() {
        assert!(members.remove(name).is_some(), "{pointer}");
    } else {
        members.insert(name.to_owned(), serde_json::from_str(text).unwrap());
    }
}

/// The whole code.
fn code(end: &str) -> String {
    let is_whole = end.contains('.');
    if is_whole {
        end.to_owned()
    } else {
        format!("wallet.request_{end}")
    }
}

fn refusal(verifier: &Verifier, name: &str, end: &str, claims: Value) {
    let refused = verifier.ask(claims).map(|_| ()).unwrap_err();
    assert_eq!(refused.why.code(), code(end), "{name}");
    let heard = refused.report.as_ref().map(|report| (report.to.text(), report.error));
    if UNHEARD.contains(&end) {
        assert_eq!(heard, None, "{name}");
    } else {
        assert_eq!(heard, Some((RESPONSE_URI, refused.why.told())), "{name}");
    }
}

#[test]
fn signed_requests_with_one_thing_wrong_are_refused() {
    let verifier = Verifier::new();
    for (name, end, pointer, text) in WRONG {
        let mut claims = verifier.claims();
        change(&mut claims, pointer, text);
        refusal(&verifier, name, end, claims);
    }
    let long = |pointer: &str, text: String| {
        let mut claims = verifier.claims();
        *claims.pointer_mut(pointer).unwrap() = json!(text);
        claims
    };
    let address = format!("https://desk.madrid.example/{}", "a".repeat(3_000));
    refusal(
        &verifier,
        "an address without end",
        "response_uri",
        long("/response_uri", address),
    );
    refusal(
        &verifier,
        "a nonce without end",
        "nonce",
        long("/nonce", "a".repeat(513)),
    );
    refusal(
        &verifier,
        "a state without end",
        "state",
        long("/state", "a".repeat(2_049)),
    );
    let mut many = verifier.claims();
    let key = many.pointer(KEY).unwrap().clone();
    *many.pointer_mut("/client_metadata/jwks/keys").unwrap() = json!(vec![key; 21]);
    refusal(&verifier, "keys without end", "encryption", many);
    // What nobody signs could be told from what was signed before by the state alone, so there must be one.
    let mut loose = verifier.claims();
    change(&mut loose, "/state", "");
    loose["dcql_query"]["credentials"][0]["require_cryptographic_holder_binding"] = json!(false);
    let refused = verifier.ask(loose).map(|_| ()).unwrap_err();
    assert_eq!(refused.why, Refusal::State);
}

/// What is signed is right, and how it is signed is not.
fn expect_refused(verifier: &Verifier, name: &str, code: &str, object: &str) {
    let refused = verifier.ask_with(&verifier.link(), object).map(|_| ()).unwrap_err();
    assert_eq!(refused.why.code(), code, "{name}");
    assert!(refused.report.is_none(), "{name}");
}

#[test]
fn who_signs_must_be_certified_and_be_the_one_who_signs() {
    let verifier = Verifier::new();
    let claims = || verifier.claims();
    let own = base64::engine::general_purpose::STANDARD.encode(&verifier.signer.der);
    let root = base64::engine::general_purpose::STANDARD.encode(&verifier.root.der);
    let stranger = Authority::new("Nobody").certify(&verifier_params("Biblioteca de Chamberí"));
    let signed = |key: &Key, x5c: Value| key.jwt(json!({ "typ": TYPE, "x5c": x5c }), claims());
    let unsigned = |alg: &str| {
        let header = json!({ "alg": alg, "typ": TYPE, "x5c": [own] }).to_string();
        format!("{}.{}.", b64(header), b64(claims().to_string()))
    };
    for (name, code, object) in [
        ("another type", "cred.wrong_type", verifier.signer.jwt("jwt", claims())),
        (
            "a card instead",
            "cred.wrong_type",
            verifier.signer.jwt("dc+sd-jwt", claims()),
        ),
        (
            "no certificate",
            "cred.untrusted",
            signed(&verifier.signer.key, json!([])),
        ),
        ("certified by nobody", "cred.untrusted", stranger.jwt(TYPE, claims())),
        (
            "the root along",
            "cred.untrusted",
            signed(&verifier.signer.key, json!([own, root])),
        ),
        (
            "no base64",
            "cred.malformed",
            signed(&verifier.signer.key, json!(["?"])),
        ),
        ("signed by another", "cred.signature", signed(&Key::new(), json!([own]))),
        ("not signed", "cred.unsupported", unsigned("none")),
        ("signed with a password", "cred.unsupported", unsigned("HS256")),
    ] {
        expect_refused(&verifier, name, code, &object);
    }
}

#[test]
fn what_is_signed_must_be_one_object_that_reads_in_one_way() {
    let verifier = Verifier::new();
    let good = verifier.object(verifier.claims());
    let (signed, signature) = good.rsplit_once('.').unwrap();
    let (head, _) = signed.split_once('.').unwrap();
    let text = verifier.claims().to_string();
    let raw = |payload: &str| {
        let signed = format!("{head}.{}", b64(payload));
        let der = verifier.signer.key.sign(signed.as_bytes());
        format!("{signed}.{}", b64(Signature::from_der(&der).unwrap().raw()))
    };
    let nested = format!("{{\"a\":{}{}}}", "[".repeat(10_000), "]".repeat(10_000));
    let twice = text.replacen('{', "{\"nonce\":\"of-somebody-else\",", 1);
    let changed = format!("{head}.{}.{signature}", b64(text.replace("name", "city")));
    for (name, code, object) in [
        ("changed", "cred.signature", changed),
        ("a member twice", "cred.duplicate", raw(&twice)),
        ("nested without end", "cred.too_deep", raw(&nested)),
        ("no object", "cred.malformed", raw("[]")),
        ("large without end", "cred.too_large", "a".repeat(limits::BYTES + 1)),
        ("a page", "cred.malformed", "<html></html>".to_owned()),
        ("nothing", "cred.malformed", String::new()),
    ] {
        expect_refused(&verifier, name, code, &object);
    }
    // The control: what they were made from is taken.
    assert!(verifier.ask_with(&verifier.link(), &raw(&text)).is_ok());
}

/// Links with the client id of the verifier for `ID`, and a good address for `AT`.
const LINKS: [(&str, &str); 26] = [
    ("link", ""),
    ("link", "openid4vp://"),
    ("link", "openid4vp://?AT"),
    ("link", "openid4vp:?client_id=ID&AT"),
    ("link", "https://evil.example/vp?client_id=ID&AT"),
    ("link", "https://movil.madrid.example/vp/../x?client_id=ID&AT"),
    ("link", "openid4vp://?client_id=ID&client_id=ID&AT"),
    ("link", "openid4vp://?client_id=ID&AT&AT"),
    (
        "link",
        "openid4vp://?client_id=ID&request_uri=http%3A%2F%2Fdesk.madrid.example%2Fr",
    ),
    (
        "link",
        "openid4vp://?client_id=ID&request_uri=file%3A%2F%2F%2Fetc%2Fpasswd",
    ),
    (
        "link",
        "openid4vp://?client_id=ID&request_uri=https%3A%2F%2F127.0.0.1%2Fr",
    ),
    (
        "link",
        "openid4vp://?client_id=ID&request_uri=https%3A%2F%2Fd%D0%B5sk.madrid.example%2Fr",
    ),
    ("link", "openid4vp://?client_id=ID&AT&state=%zz"),
    ("link", "openid4vp://?client_id=ID&AT&state=%FF"),
    ("method", "openid4vp://?client_id=ID&AT&request_uri_method=POST"),
    ("method", "openid4vp://?client_id=ID&AT&request_uri_method=put"),
    ("prefix", "openid4vp://?client_id=origin%3Ahttps%3A%2F%2Fa.example&AT"),
    (
        "prefix",
        "openid4vp://?client_id=decentralized_identifier%3Adid%3Aweb%3Aa.example&AT",
    ),
    (
        "prefix",
        "openid4vp://?client_id=openid_federation%3Ahttps%3A%2F%2Fa.example&AT",
    ),
    ("prefix", "openid4vp://?client_id=verifier_attestation%3Aa.example&AT"),
    ("prefix", "openid4vp://?client_id=desk&AT"),
    ("prefix", "openid4vp://?client_id=X509_HASH%3AAAAA&AT"),
    (
        "signing",
        "openid4vp://?client_id=ID&nonce=12345678&response_type=vp_token",
    ),
    (
        "signing",
        "openid4vp://?client_id=redirect_uri%3Ahttps%3A%2F%2Fa.example&AT",
    ),
    (
        "signing",
        "openid4vp://?client_id=redirect_uri%3Ahttps%3A%2F%2Fa.example&request=e30.e30.",
    ),
    (
        "cred.duplicate",
        "openid4vp://?client_id=redirect_uri%3Ahttps%3A%2F%2Fa.example&dcql_query=%7B%22a%22%3A1%2C%22a%22%3A1%7D",
    ),
];

#[test]
fn links_that_are_none_of_ours_are_refused() {
    let verifier = Verifier::new();
    let fill = |link: &str| {
        let link = link.replace("AT", "request_uri=https%3A%2F%2Fdesk.madrid.example%2Fr");
        link.replace("ID", &verifier.signer.client_id())
    };
    let read = |link: &str| Link::read(link, &verifier.setting()).map(|_| ());
    for (end, link) in LINKS {
        assert_eq!(read(&fill(link)).unwrap_err().code(), code(end), "{link}");
    }
    let huge = format!(
        "{}&x={}",
        fill("openid4vp://?client_id=ID&AT"),
        "a".repeat(limits::BYTES)
    );
    assert_eq!(read(&huge), Err(Refusal::Link));
    let deep = "openid4vp://?client_id=redirect_uri%3Ahttps%3A%2F%2Fa.example&dcql_query=";
    let deep = format!("{deep}{}", "%5B".repeat(10_000));
    assert_eq!(read(&deep).unwrap_err().code(), "cred.too_deep");
    for begin in [
        "openid4vp://",
        "haip-vp://",
        "openid4vp://authorize",
        "https://movil.madrid.example/vp",
    ] {
        assert_eq!(read(&fill(&format!("{begin}?client_id=ID&AT"))), Ok(()), "{begin}");
    }
}

#[test]
fn the_nonce_of_another_request_is_not_enough() {
    let verifier = Verifier::new();
    assert_eq!(verifier.ask(verifier.claims()).unwrap().nonce, NONCE);
    // The verifier of the link and the one who signed are two: somebody between changed one of them.
    let other = Verifier::new();
    let object = other.object(other.claims());
    let refused = verifier.ask_with(&verifier.link(), &object).map(|_| ()).unwrap_err();
    assert_eq!(refused.why.code(), "cred.untrusted");
    let second = verifier.root.certify(&verifier_params("Biblioteca de Chamberí"));
    let object = second.jwt(TYPE, verifier.claims());
    let refused = verifier.ask_with(&verifier.link(), &object).map(|_| ()).unwrap_err();
    assert_eq!(refused.why, Refusal::Client);
}
