//! Cards are shown to officials: whole ways of a question, and what the desk makes of the answers.

use serde_json::{Value, json};

use crate::citizen::encode;
use crate::holder::{Asked, asked, fetch, fetch_attested, follow, question};
use crate::support::{Tester, assert_problem, options};
use crate::wallet::{Wallet, assert_refused, parameter};

/// A question for one claim of a senior card, which is bound to a key.
pub fn senior() -> Value {
    json!({ "dcql_query": { "credentials": [{ "id": "senior", "format": "dc+sd-jwt",
        "meta": { "vct_values": ["es.madrid.senior_card.1"] }, "claims": [{ "path": ["birth_date"] }] }] } })
}

/// The page of an official.
async fn page(tester: &Tester, asked: &Asked, language: &str) -> String {
    let page = tester
        .get(&format!("/comprobar-tarjetas/{}?lang={language}", asked.id))
        .await;
    assert_eq!(page.status(), 200);
    assert_eq!(page.headers()["cache-control"], "no-store");
    page.text().await.unwrap()
}

#[tokio::test]
async fn a_card_is_shown_and_counts_once() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::attested(&tester).await;
    let held = fetch(&wallet, "senior_card_sd_jwt", "antonio").await;
    let asked = asked(&tester, senior()).await;
    assert_eq!(asked.result(&tester).await["state"], "fetched");
    assert!(page(&tester, &asked, "en").await.contains("Now the person decides"));
    let token = json!({ "senior": [held.show(&asked, &["birth_date"])] });
    let taken = asked.answer(&tester, token.clone()).await;
    assert_eq!(taken.status(), 200);
    assert_eq!(
        taken.json::<Value>().await.unwrap(),
        json!({}),
        "nobody is to be led back"
    );
    let result = asked.result(&tester).await;
    assert_eq!(
        (&result["state"], &result["counts"]),
        (&json!("answered"), &json!(true)),
        "{result}"
    );
    let card = &result["cards"][0];
    assert_eq!(card["disclosed"], json!([["birth_date"]]));
    assert_eq!(
        card["claims"].as_object().unwrap().len(),
        1,
        "what stands open is not kept either"
    );
    assert!(
        card["claims"]["birth_date"].is_string() && card["claims"].get("given_name").is_none(),
        "{card}"
    );
    let spanish = page(&tester, &asked, "es").await;
    assert!(
        spanish.contains("Vale.") && spanish.contains("Fecha de nacimiento"),
        "{spanish}"
    );
    let born: Vec<&str> = card["claims"]["birth_date"].as_str().unwrap().rsplit('-').collect();
    assert!(spanish.contains(&born.join("/")), "a day as people write it: {spanish}");
    assert!(!spanish.contains("Antonio"));
    // The same again is nobody's answer any more.
    assert_refused(asked.answer(&tester, token).await, 400, "invalid_request").await;
    assert_eq!(asked.result(&tester).await, result);
    let traffic = tester.get("/console").await.text().await.unwrap();
    assert!(
        traffic.contains("/verifier/answers/{id}"),
        "names of questions are in no log"
    );
}

#[tokio::test]
async fn who_shows_a_card_on_the_same_device_is_led_back_once() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::attested(&tester).await;
    let held = fetch(&wallet, "sports_pass_mdoc", "lucia").await;
    let sports = question(&tester, json!({ "question": "sports" })).await;
    let asked = follow(&tester, &sports, "same_device").await;
    let names = ["pass_number", "modality", "expiry_date", "key_tier"];
    let shown = held.show_mdoc(&asked.transcript(asked.nonce()), &names, |_| {});
    let taken = asked.answer(&tester, json!({ "sports": [shown] })).await;
    assert_eq!(taken.status(), 200, "{}", asked.result(&tester).await);
    let back = taken.json::<Value>().await.unwrap()["redirect_uri"]
        .as_str()
        .unwrap()
        .to_owned();
    let result = asked.result(&tester).await;
    let device = (&result["counts"], &result["device"], &result["is_back"]);
    assert_eq!(device, (&json!(true), &json!("here"), &json!(false)));
    assert_eq!(
        result["cards"][0]["claims"]["es.madrid.sports_pass.1"]
            .as_object()
            .unwrap()
            .len(),
        4
    );
    // Until the person is there, whoever sent them the link sees nothing.
    let before = page(&tester, &asked, "es").await;
    assert!(
        before.contains("Esperamos a que la persona vuelva") && !before.contains("Modalidad"),
        "{before}"
    );
    assert!(parameter(&back, "response_code").is_some());
    let there = tester.client.get(&back).send().await.unwrap();
    assert_eq!(there.status(), 200);
    assert!(there.text().await.unwrap().contains("Hecho"));
    let after = page(&tester, &asked, "es").await;
    assert!(
        after.contains("Modalidad") && after.contains("Abono Deporte"),
        "{after}"
    );
    assert_eq!(tester.client.get(&back).send().await.unwrap().status(), 400, "once");
}

#[tokio::test]
async fn a_card_of_cardboard_is_bound_to_nobody_and_counts_where_that_is_enough() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::plain(&tester);
    let held = fetch(&wallet, "library_card_sd_jwt", "lucia").await;
    let library = asked(&tester, json!({ "question": "library" })).await;
    let taken = library.answer(&tester, json!({ "library": [held.with(&[])] })).await;
    assert_eq!(taken.status(), 200);
    let result = library.result(&tester).await;
    assert_eq!(
        (&result["counts"], &result["cards"][0]["bound"]),
        (&json!(true), &json!(false))
    );
    assert!(
        page(&tester, &library, "es")
            .await
            .contains("no está ligada a ningún móvil")
    );
    let mut strict = library.says["dcql_query"].clone();
    strict["credentials"][0]["require_cryptographic_holder_binding"] = json!(true);
    let strict = asked(&tester, json!({ "dcql_query": strict })).await;
    strict.answer(&tester, json!({ "library": [held.with(&[])] })).await;
    assert_eq!(strict.result(&tester).await["cards"][0]["fault"], "unbound");
}

#[tokio::test]
async fn either_of_two_formats_is_enough_and_both_are_too_much() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::attested(&tester).await;
    let mdoc = fetch_attested(&wallet, "parking_card_mdoc", "diego").await;
    let sd_jwt = fetch_attested(&wallet, "parking_card_sd_jwt", "diego").await;
    let names = ["card_number", "expiry_date", "key_tier"];
    for (by_mdoc, by_sd_jwt, counts) in [
        (true, false, true),
        (false, true, true),
        (true, true, false),
        (false, false, false),
    ] {
        let asked = asked(&tester, json!({ "question": "parking" })).await;
        let mut token = json!({});
        if by_mdoc {
            let shown = mdoc.show_mdoc(&asked.transcript(asked.nonce()), &names, |_| {});
            token["parking_mdoc"] = json!([shown]);
        }
        if by_sd_jwt {
            token["parking_sd_jwt"] = json!([sd_jwt.show(&asked, &[])]);
        }
        let taken = asked.answer(&tester, token).await;
        let result = asked.result(&tester).await;
        assert_eq!(
            (taken.status() == 200, &result["counts"]),
            (counts, &json!(counts)),
            "{result}"
        );
    }
}

#[tokio::test]
async fn the_district_is_asked_and_the_street_is_nobodys_business() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::attested(&tester).await;
    let held = fetch_attested(&wallet, "padron_certificate_sd_jwt", "diego").await;
    for (names, fault) in [
        (&["district"][..], Value::Null),
        (&["district", "street"], json!("too_much")),
        (&["street"], json!("missing")),
        (&[], json!("missing")),
    ] {
        let asked = asked(&tester, json!({ "question": "district" })).await;
        asked
            .answer(&tester, json!({ "padron": [held.show(&asked, names)] }))
            .await;
        assert_eq!(asked.result(&tester).await["cards"][0]["fault"], fault, "{names:?}");
    }
}

#[tokio::test]
async fn a_wallet_may_say_no_and_the_official_reads_it() {
    let tester = Tester::start(options(5)).await;
    for (error, words) in [
        ("access_denied", "la persona ha dicho que no"),
        ("invalid_request<script>", "<code>invalid_requestscript</code>"),
    ] {
        let asked = asked(&tester, senior()).await;
        let said = json!({ "error": error, "state": asked.says["state"] });
        assert_eq!(asked.send_sealed(&tester, &said).await.status(), 200);
        assert_eq!(asked.result(&tester).await["state"], "declined");
        assert!(page(&tester, &asked, "es").await.contains(words));
    }
    // One that could not read the request has no key to seal it with.
    let asked = asked(&tester, senior()).await;
    let state = asked.says["state"].as_str().unwrap().to_owned();
    let open = [("error", "invalid_client".to_owned()), ("state", state)];
    assert_eq!(asked.send(&tester, &open).await.status(), 200);
    assert_eq!(asked.result(&tester).await["error"], "invalid_client");
}

#[tokio::test]
async fn an_official_asks_on_a_page_and_erases_what_came() {
    let tester = Tester::start(options(5)).await;
    let page = tester.get("/comprobar-tarjetas?lang=en").await.text().await.unwrap();
    assert!(
        page.contains("Has a parking card?") && page.contains("<html lang=\"en\">") && !page.contains("A payment"),
        "{page}"
    );
    let post = async |path: &str, fields: &[(&str, String)]| {
        let request = tester.client.post(tester.url(path));
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        request.body(encode(fields)).send().await.unwrap()
    };
    let slip = post("/comprobar-tarjetas", &[("question", String::new())]).await;
    assert!(slip.text().await.unwrap().contains("Elige una pregunta."));
    let begun = post("/comprobar-tarjetas", &[("question", "library".to_owned())]).await;
    assert_eq!(begun.status(), 303);
    let own = begun.headers()["location"].to_str().unwrap().to_owned();
    let shown = tester.get(&own).await.text().await.unwrap();
    assert!(
        shown.contains("<svg viewBox") && shown.contains("openid4vp://?client_id=x509_hash%3A"),
        "{shown}"
    );
    assert!(shown.contains("no se guarda"));
    let path = own.split('?').next().unwrap();
    assert_eq!(post(path, &[("lang", "es".to_owned())]).await.status(), 303);
    assert_problem(tester.get(path).await, 404, "not_found").await;
}

#[tokio::test]
async fn what_is_registered_goes_along_and_one_question_asks_for_more() {
    let tester = Tester::start(options(5)).await;
    for (name, fits) in [("parking", true), ("senior_curious", false)] {
        let asked = asked(&tester, json!({ "question": name })).await;
        let entry = &asked.says["verifier_info"][0];
        assert_eq!(entry["format"], "registration_cert");
        let data = entry["data"].as_str().unwrap();
        let (registered, _) = crate::issuing::checked_below(&tester, data, "rc-wrp+jwt", "registrar").await;
        assert_eq!(registered["sub"]["id"], "VATES-P0000000M");
        assert!(registered["purpose"][0]["value"].as_str().unwrap().ends_with('.'));
        let claims = |value: &Value| value["credentials"][0]["claims"].clone();
        assert_eq!(claims(&registered) == claims(&asked.says["dcql_query"]), fits, "{name}");
    }
    let mut silent = senior();
    silent["registered"] = Value::Null;
    assert_eq!(asked(&tester, silent).await.says.get("verifier_info"), None);
}

#[tokio::test]
async fn a_question_can_be_asked_by_host_and_by_get() {
    let tester = Tester::start(options(5)).await;
    let mut wish = senior();
    wish["client_id_prefix"] = json!("x509_san_dns");
    wish["request_uri_method"] = json!("get");
    let question = question(&tester, wish).await;
    let link = question["cross_device"].as_str().unwrap();
    assert!(
        link.contains("client_id=x509_san_dns%3Alocalhost&request_uri=http%3A%2F%2Flocalhost%3A"),
        "{link}"
    );
    assert_eq!(parameter(link, "request_uri_method"), None);
    // Names of this machine need not be known everywhere: the same door by its number.
    let by_number = link.replace("%2F%2Flocalhost", "%2F%2F127.0.0.1");
    let asked = follow(&tester, &json!({ "id": question["id"], "l": by_number }), "l").await;
    assert!(
        asked.says["response_uri"]
            .as_str()
            .unwrap()
            .starts_with("http://localhost:")
    );
}

#[tokio::test]
async fn a_payment_is_asked_by_tests_only_and_agreed_to_by_nobody() {
    let tester = Tester::start(options(5)).await;
    let wallet = Wallet::attested(&tester).await;
    let held = fetch(&wallet, "senior_card_sd_jwt", "antonio").await;
    let asked = asked(&tester, json!({ "question": "payment" })).await;
    let data = crate::wallet::unb64(asked.says["transaction_data"][0].as_str().unwrap());
    let data: Value = serde_json::from_slice(&data).unwrap();
    assert_eq!(
        (&data["type"], &data["credential_ids"]),
        (&json!("es.madrid.payment.1"), &json!(["senior"]))
    );
    let token = json!({ "senior": [held.show(&asked, &["age_over_65"])] });
    assert_refused(asked.answer(&tester, token).await, 400, "invalid_request").await;
    assert_eq!(asked.result(&tester).await["fault"], "not_agreed");
}
