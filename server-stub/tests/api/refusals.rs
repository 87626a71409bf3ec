//! Who gets no card, and how the desk says so.

use reqwest::Response;
use serde_json::{Value, json};

use crate::citizen::encode;
use crate::support::{Tester, assert_problem, options};
use crate::wallet::{BACK, Wallet, assert_refused, cards_of, jwk, location, new_key, parameter, signed};

/// The same request with another value at a place.
fn with(request: &Value, at: &str, value: Value) -> Value {
    let mut changed = request.clone();
    *changed.pointer_mut(at).unwrap() = value;
    changed
}

#[tokio::test]
async fn cards_that_are_bound_need_a_wallet_that_somebody_vouches_for() {
    let tester = Tester::start(options(5)).await;
    let plain = Wallet::plain(&tester);
    assert_refused(plain.push("sports_pass_sd_jwt").await, 401, "invalid_client").await;
    let mixed = plain.push("library_card_sd_jwt sports_pass_sd_jwt").await;
    assert_refused(mixed, 401, "invalid_client").await;
    assert_eq!(plain.push("library_card_sd_jwt").await.status(), 201);
    assert_refused(plain.push("openid").await, 400, "invalid_scope").await;
    let down = json!({ "state": "down" });
    assert_eq!(tester.put("/admin/wallet-provider", down.clone()).await.status(), 200);
    assert_eq!(tester.json("/admin/wallet-provider").await, down);
    let nonce = tester.client.post(tester.url("/wallet-provider/nonce")).send().await;
    assert_problem(nonce.unwrap(), 503, "wallet_provider_down").await;
    // Nobody is locked out of the library by that.
    let tokens = plain.signed_in("library_card_sd_jwt", "elena", None).await;
    let wanted = json!({ "credential_configuration_id": "library_card_sd_jwt" });
    cards_of(plain.ask("credential", &tokens.access, &wanted).await).await;
}

/// Pushes next to nothing with these two headers.
async fn push_as(tester: &Tester, attestation: &str, proof: &str) -> Response {
    let request = tester.client.post(tester.url("/issuer/par"));
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    let request = request.header("oauth-client-attestation", attestation);
    let request = request.header("oauth-client-attestation-pop", proof);
    request.body("scope=x").send().await.unwrap()
}

/// The two headers of a wallet that its provider vouches for.
async fn vouched(tester: &Tester, wallet: &Wallet<'_>) -> (String, String) {
    let request = wallet.vouched(tester.client.post(tester.url("/issuer/par"))).await;
    let request = request.build().unwrap();
    let header = |name: &str| request.headers()[name].to_str().unwrap().to_owned();
    (
        header("oauth-client-attestation"),
        header("oauth-client-attestation-pop"),
    )
}

#[tokio::test]
async fn an_attestation_of_somebody_else_is_worth_nothing() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::attested(&tester).await;
    let (stranger, own) = (new_key(), new_key());
    let challenge = tester.post("/issuer/challenge", json!({})).await["attestation_challenge"].take();
    let attestation = signed(
        &stranger,
        "oauth-client-attestation+jwt",
        json!({ "x5c": ["AAAA"] }),
        &json!({ "sub": "madrid-en-tu-movil", "exp": 1_796_000_000, "cnf": { "jwk": jwk(&own) } }),
    );
    let claims = json!({ "aud": wallet.issuer, "jti": "j", "iat": 1, "challenge": challenge });
    let proof = signed(&own, "oauth-client-attestation-pop+jwt", json!({}), &claims);
    assert_refused(push_as(&tester, &attestation, &proof).await, 401, "invalid_client").await;
    // The real one with a proof by another key, and without any.
    let (real, _) = vouched(&tester, &wallet).await;
    assert_refused(push_as(&tester, &real, &proof).await, 401, "invalid_client").await;
    let alone = tester
        .client
        .post(tester.url("/issuer/par"))
        .header("oauth-client-attestation", &real);
    let alone = alone
        .header("content-type", "application/x-www-form-urlencoded")
        .body("scope=x");
    assert_refused(alone.send().await.unwrap(), 401, "invalid_client").await;
}

#[tokio::test]
async fn the_proof_of_a_wallet_is_good_once_and_for_a_while() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::attested(&tester).await;
    let (real, proof) = vouched(&tester, &wallet).await;
    let known = push_as(&tester, &real, &proof).await;
    assert_refused(known, 400, "unsupported_response_type").await;
    assert_refused(push_as(&tester, &real, &proof).await, 401, "invalid_client").await;
    tester.put("/admin/clock", json!({ "advance_s": 301 })).await;
    let late = push_as(&tester, &real, &proof).await;
    assert!(late.headers().contains_key("oauth-client-attestation-challenge"));
    assert_refused(late, 400, "use_attestation_challenge").await;
    tester.put("/admin/clock", json!({ "advance_s": 12 * 3_600 })).await;
    assert_refused(wallet.push("sports_pass_sd_jwt").await, 401, "invalid_client").await;
}

/// What a wallet asks for.
fn wish(scope: &str) -> String {
    let fields = [
        ("response_type", "code"),
        ("client_id", "madrid-en-tu-movil"),
        ("redirect_uri", BACK),
        ("scope", scope),
        ("code_challenge", crate::citizen::CHALLENGE),
        ("code_challenge_method", "S256"),
    ];
    encode(&fields.map(|(name, value)| (name, value.to_owned())))
}

/// Pushes that with a proof of an attested wallet that knows of no challenge, and was made at this time.
async fn push_unchallenged(wallet: &Wallet<'_>, scope: &str, claims: Value) -> Response {
    let (attestation, proof) = wallet.unchallenged(claims);
    let request = wallet.tester.client.post(wallet.tester.url("/issuer/par"));
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    let request = request.header("oauth-client-attestation", attestation);
    let request = request.header("oauth-client-attestation-pop", proof);
    request.body(wish(scope)).send().await.unwrap()
}

#[tokio::test]
async fn a_wallet_that_knows_of_no_challenge_gets_cards_of_the_middle_tier() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::attested(&tester).await;
    let now = chrono::DateTime::parse_from_rfc3339(crate::support::START)
        .unwrap()
        .timestamp();
    let proof = |iat: i64, jti: &str| json!({ "iat": iat, "jti": jti });
    let push = async |scope: &str, claims: Value| push_unchallenged(&wallet, scope, claims).await;
    let middle = "sports_pass_sd_jwt";
    assert_eq!(push(middle, proof(now, "a")).await.status(), 201);
    // Once, made now, and by a clock that is right.
    for claims in [
        proof(now, "a"),
        proof(now - 310, "b"),
        proof(now + 70, "c"),
        json!({ "jti": "d" }),
    ] {
        assert_refused(push(middle, claims).await, 401, "invalid_client").await;
    }
    let wrong = json!({ "iat": now, "jti": "e", "challenge": "of-somebody-else" });
    assert_refused(push(middle, wrong).await, 400, "use_attestation_challenge").await;
    // The highest tier is told how to do better.
    let highest = push("parking_card_sd_jwt", proof(now, "f")).await;
    assert!(highest.headers().contains_key("oauth-client-attestation-challenge"));
    assert_refused(highest, 400, "use_attestation_challenge").await;
    assert_eq!(wallet.push("parking_card_sd_jwt").await.status(), 201);
}

#[tokio::test]
async fn what_is_pushed_is_checked_before_a_person_sees_anything() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::plain(&tester);
    let good = [
        ("response_type", "code"),
        ("client_id", "madrid-en-tu-movil"),
        ("redirect_uri", BACK),
        ("scope", "library_card_sd_jwt"),
        ("code_challenge", crate::citizen::CHALLENGE),
        ("code_challenge_method", "S256"),
    ];
    assert_eq!(wallet.form("par", &good, None).await.status(), 201);
    for (name, value, error) in [
        ("response_type", "token", "unsupported_response_type"),
        ("client_id", "", "invalid_request"),
        ("redirect_uri", "https://evil.example/", "invalid_request"),
        ("scope", "gold_card", "invalid_scope"),
        ("code_challenge", "short", "invalid_request"),
        ("code_challenge_method", "plain", "invalid_request"),
        ("request_uri", "urn:x", "invalid_request"),
        (
            "authorization_details",
            "[{\"type\":\"x\"}]",
            "invalid_authorization_details",
        ),
        ("authorization_details", "no JSON", "invalid_authorization_details"),
    ] {
        let kept = good.into_iter().filter(|(other, _)| *other != name);
        let fields: Vec<_> = kept.chain([(name, value)]).collect();
        assert_refused(wallet.form("par", &fields, None).await, 400, error).await;
    }
    let twice: Vec<_> = good.into_iter().chain([("scope", "x")]).collect();
    assert_refused(wallet.form("par", &twice, None).await, 400, "invalid_request").await;
    // What was pushed waits for a minute and a half, for its own client.
    let pushed: Value = wallet.push("library_card_sd_jwt").await.json().await.unwrap();
    let open = |client: &str| {
        let fields = [
            ("client_id", client.to_owned()),
            ("request_uri", pushed["request_uri"].as_str().unwrap().to_owned()),
        ];
        format!("/issuer/authorize?{}", encode(&fields))
    };
    assert_eq!(tester.get(&open("another")).await.status(), 400);
    tester.put("/admin/clock", json!({ "advance_s": 91 })).await;
    assert_eq!(tester.get(&open("madrid-en-tu-movil")).await.status(), 400);
    assert_eq!(tester.get("/issuer/login?state=x&code=y").await.status(), 400);
}

#[tokio::test]
async fn a_person_who_turns_back_is_sent_back_without_a_code() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::plain(&tester);
    let pushed: Value = wallet.push("library_card_sd_jwt").await.json().await.unwrap();
    let uri = pushed["request_uri"].as_str().unwrap().to_owned();
    let begun = tester
        .get(&format!(
            "/issuer/authorize?{}",
            encode(&[("client_id", "madrid-en-tu-movil".to_owned()), ("request_uri", uri)])
        ))
        .await;
    let query = location(&begun).split_once('?').unwrap().1.to_owned();
    let request = tester.client.post(tester.url("/idp/authorize"));
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    let cancelled = request.body(format!("{query}&cancel=1")).send().await.unwrap();
    let back = location(&tester.get(&location(&cancelled)).await);
    assert!(back.starts_with(BACK), "{back}");
    assert_eq!(parameter(&back, "error").as_deref(), Some("access_denied"));
    assert!(parameter(&back, "code").is_none());
    // The sectoral system is down: that is no "no".
    tester.put("/admin/sectors", json!({ "sport": "down" })).await;
    let back = wallet.browse("library_card_sd_jwt", "lucia", None).await;
    assert_eq!(parameter(&back, "error").as_deref(), Some("temporarily_unavailable"));
}

#[tokio::test]
async fn proofs_of_possession_are_for_one_request() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::plain(&tester);
    let fields = [
        ("grant_type", "refresh_token"),
        ("refresh_token", "x"),
        ("client_id", "c"),
    ];
    let without = wallet.form("token", &fields, None).await;
    assert_refused(without, 400, "invalid_dpop_proof").await;
    let first = wallet.form("token", &fields, Some("")).await;
    let nonce = first.headers()["dpop-nonce"].to_str().unwrap().to_owned();
    assert_refused(first, 400, "use_dpop_nonce").await;
    assert_refused(wallet.form("token", &fields, Some(&nonce)).await, 400, "invalid_grant").await;
}

#[tokio::test]
async fn a_token_is_of_no_use_without_a_proof_for_it() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::plain(&tester);
    let fields = [
        ("grant_type", "refresh_token"),
        ("refresh_token", "x"),
        ("client_id", "c"),
    ];
    let first = wallet.form("token", &fields, Some("")).await;
    let nonce = first.headers()["dpop-nonce"].to_str().unwrap().to_owned();
    let tokens = wallet.signed_in("library_card_sd_jwt", "lucia", None).await;
    let ask = async |scheme: &str, proof: String| {
        let request = tester.client.post(format!("{}/credential", wallet.issuer));
        let request = request.header("authorization", format!("{scheme} {}", tokens.access));
        let body = json!({ "credential_configuration_id": "library_card_sd_jwt" });
        request.header("dpop", proof).json(&body).send().await.unwrap()
    };
    // The nonce of the other server is none here.
    let token = Some(tokens.access.as_str());
    let other = ask("DPoP", wallet.proof("credential", &nonce, token)).await;
    let own = other.headers()["dpop-nonce"].to_str().unwrap().to_owned();
    assert!(
        other.headers()["www-authenticate"]
            .to_str()
            .unwrap()
            .contains("use_dpop_nonce")
    );
    assert_refused(other, 401, "use_dpop_nonce").await;
    for (scheme, proof, error) in [
        ("Bearer", wallet.proof("credential", &own, token), "invalid_token"),
        ("DPoP", wallet.proof("deferred", &own, token), "invalid_dpop_proof"),
        ("DPoP", wallet.proof("credential", &own, None), "invalid_dpop_proof"),
        (
            "DPoP",
            wallet.proof("credential", &own, Some("x")),
            "invalid_dpop_proof",
        ),
        (
            "DPoP",
            Wallet::plain(&tester).proof("credential", &own, token),
            "invalid_token",
        ),
        ("DPoP", "x.y.z".to_owned(), "invalid_dpop_proof"),
    ] {
        assert_refused(ask(scheme, proof).await, 401, error).await;
    }
    let once = wallet.proof("credential", &own, token);
    assert_eq!(ask("DPoP", once.clone()).await.status(), 200);
    assert_refused(ask("DPoP", once).await, 401, "invalid_dpop_proof").await;
}

#[tokio::test]
async fn a_token_ends_after_ten_minutes() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::plain(&tester);
    let tokens = wallet.signed_in("library_card_sd_jwt", "lucia", None).await;
    tester.put("/admin/clock", json!({ "advance_s": 601 })).await;
    wallet.c_nonce().await;
    let late = wallet.ask("credential", &tokens.access, &json!({})).await;
    assert_refused(late, 401, "invalid_token").await;
}

#[tokio::test]
async fn keys_are_proved_once_and_as_the_card_wants_it() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::attested(&tester).await;
    let tokens = wallet
        .signed_in("sports_pass_sd_jwt padron_certificate_sd_jwt", "lucia", None)
        .await;
    let keys: Vec<_> = (0..6).map(|_| new_key()).collect();
    let good = wallet.plain_request("sports_pass_sd_jwt", &keys[..2]).await;
    let ask = async |request: &Value| wallet.ask("credential", &tokens.access, request).await;
    let (nonce, old) = (wallet.c_nonce().await, "AAAA".to_owned());
    let proof = |key, nonce: &str| wallet.key_proof(key, nonce, None);
    let claims = json!({ "aud": "https://evil.example", "iat": 1, "nonce": nonce });
    let elsewhere = signed(
        &keys[0],
        "openid4vci-proof+jwt",
        json!({ "jwk": jwk(&keys[0]) }),
        &claims,
    );
    let claims = json!({ "aud": wallet.issuer, "iat": 1, "nonce": nonce });
    let stolen = signed(
        &keys[0],
        "openid4vci-proof+jwt",
        json!({ "jwk": jwk(&keys[1]) }),
        &claims,
    );
    let too_many = wallet.plain_request("sports_pass_sd_jwt", &keys).await;
    for (jwt, error) in [
        (json!([]), "invalid_proof"),
        (json!(["x"]), "invalid_proof"),
        (json!([elsewhere]), "invalid_proof"),
        (json!([stolen]), "invalid_proof"),
        (
            json!([proof(&keys[0], &nonce), proof(&keys[0], &nonce)]),
            "invalid_proof",
        ),
        (json!([proof(&keys[0], &nonce), proof(&keys[1], &old)]), "invalid_proof"),
        (json!([proof(&keys[0], &old)]), "invalid_nonce"),
        (too_many["proofs"]["jwt"].clone(), "invalid_proof"),
    ] {
        assert_refused(ask(&with(&good, "/proofs/jwt", jwt)).await, 400, error).await;
    }
}

#[tokio::test]
async fn what_cannot_be_asked_for_is_told() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::attested(&tester).await;
    let tokens = wallet.signed_in("sports_pass_sd_jwt", "lucia", None).await;
    let ask = async |request: &Value| wallet.ask("credential", &tokens.access, request).await;
    for (request, error) in [
        (json!([]), "invalid_credential_request"),
        (json!({}), "invalid_credential_request"),
        (
            json!({ "credential_configuration_id": "gold" }),
            "unknown_credential_configuration",
        ),
        (
            json!({ "credential_identifier": "x:y" }),
            "unknown_credential_identifier",
        ),
        (
            json!({ "credential_configuration_id": "library_card_sd_jwt" }),
            "credential_request_denied",
        ),
    ] {
        assert_refused(ask(&request).await, 400, error).await;
    }
}

#[tokio::test]
async fn a_lost_answer_is_given_again_until_it_has_arrived() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::attested(&tester).await;
    let tokens = wallet.signed_in("sports_pass_sd_jwt", "lucia", None).await;
    let good = wallet
        .plain_request("sports_pass_sd_jwt", &[new_key(), new_key()])
        .await;
    let ask = async |request: &Value| wallet.ask("credential", &tokens.access, request).await;
    let cards = cards_of(ask(&good).await).await;
    assert_eq!(cards_of(ask(&good).await).await, cards, "a lost answer is given again");
    // A new request with the old nonce is another thing.
    let proofs = &good["proofs"]["jwt"];
    let reused = with(&good, "/proofs/jwt", json!([proofs[0]]));
    assert_refused(ask(&reused).await, 400, "invalid_nonce").await;
    let told = json!({ "notification_id": cards.1, "event": "credential_failure" });
    assert_eq!(wallet.ask("notification", &tokens.access, &told).await.status(), 204);
    assert_refused(ask(&good).await, 400, "invalid_nonce").await;
    assert_eq!(tester.json("/admin/cards").await["cards"].as_array().unwrap().len(), 1);
    for (body, error) in [
        (
            json!({ "notification_id": cards.1, "event": "dropped" }),
            "invalid_notification_request",
        ),
        (
            json!({ "event": "credential_accepted" }),
            "invalid_notification_request",
        ),
        (
            json!({ "notification_id": "x", "event": "credential_accepted" }),
            "invalid_notification_id",
        ),
    ] {
        assert_refused(wallet.ask("notification", &tokens.access, &body).await, 400, error).await;
    }
}

#[tokio::test]
async fn keys_of_the_highest_tier_are_vouched_for_once() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::attested(&tester).await;
    let tokens = wallet.signed_in("padron_certificate_sd_jwt", "lucia", None).await;
    let ask = async |proofs: Value| {
        let request = json!({ "credential_configuration_id": "padron_certificate_sd_jwt", "proofs": proofs });
        wallet.ask("credential", &tokens.access, &request).await
    };
    let keys: Vec<_> = (0..3).map(|_| new_key()).collect();
    let nonce = wallet.c_nonce().await;
    let hardware = wallet.key_attestation(&keys, &nonce, "hardware").await;
    let software = wallet.key_attestation(&keys, &nonce, "software").await;
    let other = wallet.key_attestation(&keys, "other", "hardware").await;
    for proofs in [
        json!({ "jwt": [wallet.key_proof(&keys[0], &nonce, None)] }),
        json!({ "jwt": [wallet.key_proof(&keys[1], &nonce, Some(&hardware))] }),
        json!({ "jwt": [wallet.key_proof(&keys[0], &nonce, Some(&software))] }),
        json!({ "jwt": [wallet.key_proof(&keys[0], &nonce, Some(&other))] }),
        json!({ "jwt": [wallet.key_proof(&keys[0], &nonce, Some("x"))] }),
        json!({ "attestation": [software] }),
        json!({ "attestation": [hardware, hardware] }),
        json!({ "attestation": [hardware], "jwt": [] }),
        json!({ "di_vp": [hardware] }),
    ] {
        assert_refused(ask(proofs).await, 400, "invalid_proof").await;
    }
    assert_refused(ask(json!({ "attestation": [other] })).await, 400, "invalid_nonce").await;
    let (cards, _) = cards_of(ask(json!({ "attestation": [hardware] })).await).await;
    assert_eq!(cards.len(), 3);
    // The same attestation in another dress is the same attestation.
    let again = ask(json!({ "jwt": [wallet.key_proof(&keys[0], &nonce, Some(&hardware))] })).await;
    assert_refused(again, 400, "invalid_nonce").await;
}
