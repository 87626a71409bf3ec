//! The identity provider as a service: what testers do to it, what it says of itself, and what it keeps.

use madrid_server_stub::{CityOptions, Data, TlsOptions};
use serde_json::{Value, json};

use crate::citizen::{LIGHT, STRONG, encode, question, sign_in};
use crate::support::{Tester, assert_problem, client, options};
use crate::tokens::{advance, assert_refused, me, refresh, refreshed};

async fn act(tester: &Tester, action: &str) {
    let body = json!({ "person": "p-lucia", "action": action });
    let response = tester.client.post(tester.url("/admin/sessions")).json(&body).send();
    assert_eq!(response.await.unwrap().status(), 204);
}

#[tokio::test]
async fn a_tester_ends_sessions_and_changes_lifetimes() {
    let tester = Tester::start(options(5)).await;
    let tokens = sign_in(&tester, "lucia", false).await;
    let other = sign_in(&tester, "marta", false).await;
    act(&tester, "expire_access").await;
    assert_eq!(me(&tester, &tokens["access_token"]).await, 401);
    let tokens = refreshed(&tester, &tokens["refresh_token"]).await;
    act(&tester, "expire_refresh").await;
    assert_eq!(me(&tester, &tokens["access_token"]).await, 200);
    assert_refused(refresh(&tester, &tokens["refresh_token"]).await, "invalid_grant").await;
    act(&tester, "revoke").await;
    assert_eq!(me(&tester, &tokens["access_token"]).await, 401);
    assert_eq!(me(&tester, &other["access_token"]).await, 200);

    let set = tester
        .put(
            "/admin/sessions/lifetimes",
            json!({ "access_seconds": 5, "refresh_days": 1 }),
        )
        .await;
    assert_eq!(set.status(), 200);
    let short = sign_in(&tester, "lucia", false).await;
    assert_eq!(short["expires_in"], 5);
    advance(&tester, 86_401).await;
    assert_refused(refresh(&tester, &short["refresh_token"]).await, "invalid_grant").await;
    for wrong in [
        json!({ "access_seconds": 0, "refresh_days": 1 }),
        json!({ "access_seconds": 5, "refresh_days": -1 }),
    ] {
        assert_problem(
            tester.put("/admin/sessions/lifetimes", wrong).await,
            400,
            "bad_lifetime",
        )
        .await;
    }
    let unknown = json!({ "person": "p-nobody", "action": "revoke" });
    let response = tester
        .client
        .post(tester.url("/admin/sessions"))
        .json(&unknown)
        .send()
        .await
        .unwrap();
    assert_problem(response, 404, "person_unknown").await;
}

#[tokio::test]
async fn a_provider_that_is_down_answers_nobody_and_forgets_nobody() {
    let tester = Tester::start(options(5)).await;
    let tokens = sign_in(&tester, "lucia", false).await;
    assert_eq!(tester.put("/admin/idp", json!({ "state": "down" })).await.status(), 200);
    for path in ["/.well-known/openid-configuration", "/idp/jwks"] {
        assert_problem(tester.get(path).await, 503, "identity_down").await;
    }
    let page = tester
        .get(&format!("/idp/authorize?{}", encode(&question(LIGHT))))
        .await;
    assert_eq!(page.status(), 503);
    assert!(page.text().await.unwrap().contains("Ahora no se puede entrar"));
    assert_eq!(refresh(&tester, &tokens["refresh_token"]).await.status(), 503);
    assert_eq!(
        me(&tester, &tokens["access_token"]).await,
        200,
        "the rest of the city goes on"
    );
    assert_eq!(tester.put("/admin/idp", json!({ "state": "ok" })).await.status(), 200);
    refreshed(&tester, &tokens["refresh_token"]).await;
}

#[tokio::test]
async fn sessions_outlive_the_process_and_no_token_is_in_the_file() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("city.sqlite");
    let start = || {
        let data = Data::File(file.clone());
        Tester::start(CityOptions { data, ..options(5) })
    };
    let first = start().await;
    let tokens = sign_in(&first, "lucia", false).await;
    let old = refreshed(&first, &tokens["refresh_token"]).await;
    first.city.stop().await;
    let second = start().await;
    assert_eq!(me(&second, &old["access_token"]).await, 200);
    // The lost answer may have been lost because the city went down.
    let new = refreshed(&second, &tokens["refresh_token"]).await;
    assert_eq!(me(&second, &new["access_token"]).await, 200);
    second.city.stop().await;
    let everything: Vec<u8> = std::fs::read_dir(dir.path())
        .unwrap()
        .flat_map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
        .collect();
    for secret in [&tokens["refresh_token"], &new["access_token"], &new["refresh_token"]] {
        let secret = secret.as_str().unwrap().as_bytes();
        assert!(!everything.windows(secret.len()).any(|window| window == secret));
    }
}

#[tokio::test]
async fn the_issuer_is_the_address_the_city_was_called_by() {
    let tester = Tester::start(CityOptions {
        tls: Some(TlsOptions::default()),
        ..options(5)
    })
    .await;
    let secure = client(Some(tester.city.root_pem()));
    let https = tester.city.https_url().unwrap();
    let path = "/.well-known/openid-configuration";
    let found: Value = secure
        .get(format!("{https}{path}"))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(found["issuer"], https);
    assert_eq!(found["token_endpoint"], format!("{https}/idp/token"));
    let found = tester.json(path).await;
    assert_eq!(found["issuer"], tester.city.http_url());
    assert_eq!(found["code_challenge_methods_supported"], json!(["S256"]));
    assert_eq!(found["acr_values_supported"], json!([LIGHT, STRONG]));
    assert_eq!(found["authorization_response_iss_parameter_supported"], true);
    let emulator = tester
        .client
        .get(tester.url(path))
        .header("host", "10.0.2.2:8080")
        .send()
        .await
        .unwrap();
    assert_eq!(
        emulator.json::<Value>().await.unwrap()["issuer"],
        "http://10.0.2.2:8080"
    );
    let evil = tester
        .client
        .get(tester.url(path))
        .header("host", "a/b")
        .send()
        .await
        .unwrap();
    assert_eq!(evil.status(), 400);
}
