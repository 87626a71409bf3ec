//! Fines as a phone, an official and a stranger meet them: the documented answers, filing once, a decision, and guessing.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use madrid_server_stub::{CityOptions, Data};
use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::citizen::{Citizen, form, key, token};
use crate::openapi::Sample;
use crate::support::{Tester, assert_problem, options};

const FINES: &str = "/v1/me/fines";
const EVIDENCE: &str = "/v1/me/fines/{id}/evidence/{n}";
const ALLEGE: &str = "/v1/me/fines/{id}/allegations";
const DRIVER: &str = "/v1/me/fines/{id}/driver";
const CHECK: &str = "/v1/fines/check";

fn allegations(text: &str) -> Value {
    let paper = STANDARD.encode(b"%PDF-1.4 factura del taller");
    json!({ "text": text, "attachments": [{ "name": "factura.pdf", "type": "application/pdf", "data": paper }] })
}

fn driver() -> Value {
    json!({ "name": "Julia Rey Mora", "document": "12345678-z", "address": "Calle del Pez, 9, 28004 Madrid" })
}

/// The fines of somebody, by their states.
async fn in_state(who: &Citizen<'_>, state: &str) -> Vec<Value> {
    let all = who.json(FINES).await["fines"].take();
    let all = all.as_array().unwrap().iter();
    all.filter(|fine| fine["state"] == state).cloned().collect()
}

fn id(fine: &Value) -> &str {
    fine["id"].as_str().unwrap()
}

async fn one(who: &Citizen<'_>, id: &str) -> Value {
    let all = who.json(FINES).await["fines"].take();
    all.as_array()
        .unwrap()
        .iter()
        .find(|fine| fine["id"] == id)
        .unwrap()
        .clone()
}

async fn file(who: &Citizen<'_>, fine: &str, what: &str, number: u32, body: &Value) -> Response {
    let url = who.tester.url(&format!("{FINES}/{fine}/{what}"));
    let request = who.tester.client.post(url).bearer_auth(&who.token);
    request
        .header("idempotency-key", key(number))
        .json(body)
        .send()
        .await
        .unwrap()
}

async fn check(tester: &Tester, bulletin: &str, plate: &str) -> Response {
    tester.get(&format!("{CHECK}?bulletin={bulletin}&plate={plate}")).await
}

#[tokio::test]
async fn somebody_has_a_fine_in_every_state() {
    let tester = Tester::start(options(5)).await;
    let rafael = Citizen::new(&tester, "rafael").await;
    let document = tester.json("/openapi.json").await;
    for state in document["components"]["schemas"]["FineState"]["enum"]
        .as_array()
        .unwrap()
    {
        let state = state.as_str().unwrap();
        let found = in_state(&rafael, state).await;
        // By itself, time makes it so.
        let is_there = !found.is_empty() || state == "final";
        assert!(is_there, "{state}");
        for fine in found {
            let owes = ["notified", "discount_over", "contested", "final", "enforcement"].contains(&state);
            assert_eq!(fine["amount_cents"].is_i64(), owes, "{fine}");
            assert_eq!(fine["allowed"].to_string().contains("pay"), owes, "{fine}");
        }
    }
    let marta = Citizen::new(&tester, "marta").await;
    assert_eq!(in_state(&marta, "final").await.len(), 1);
    assert_eq!(in_state(&marta, "notified").await.len(), 1);
}

#[tokio::test]
async fn allegations_are_filed_once_and_forfeit_the_discount_everywhere() {
    let tester = Tester::start(options(5)).await;
    let marta = Citizen::new(&tester, "marta").await;
    let fine = in_state(&marta, "notified").await.remove(0);
    let id = id(&fine);
    assert_eq!(
        (&fine["amount_cents"], &fine["reduced_cents"]),
        (&json!(10_000), &json!(10_000))
    );
    let body = allegations("El coche estaba en el taller.");
    let first: Value = file(&marta, id, "allegations", 1, &body).await.json().await.unwrap();
    assert_eq!(first["registry"].as_str().unwrap().len(), 12, "{first}");
    let again: Value = file(&marta, id, "allegations", 1, &body).await.json().await.unwrap();
    assert_eq!(first, again);
    assert_problem(file(&marta, id, "allegations", 2, &body).await, 409, "already_filed").await;
    assert_problem(file(&marta, id, "driver", 3, &driver()).await, 409, "already_filed").await;
    let after = one(&marta, id).await;
    assert_eq!(
        (&after["state"], &after["amount_cents"]),
        (&json!("contested"), &json!(20_000))
    );
    assert_eq!(after["allegations"]["registry"], first["registry"]);
    assert_eq!(after["allegations"]["attachments"], 1);
    let sections = marta.sections("").await;
    let summary = &sections["fines"]["items"][0];
    assert_eq!(
        (&summary["status"], &summary["amount_cents"], &summary["reduced_cents"]),
        (&json!("contested"), &json!(20_000), &Value::Null)
    );
    let quote = marta.json(&format!("/v1/me/debts/fine/{id}")).await;
    assert_eq!(
        (&quote["amount_cents"], &quote["full_cents"], &quote["gives_up"]),
        (&json!(20_000), &Value::Null, &json!(["allegations"]))
    );
}

#[tokio::test]
async fn an_official_decides_once_and_the_phone_sees_it() {
    let tester = Tester::start(options(5)).await;
    let rafael = Citizen::new(&tester, "rafael").await;
    for (outcome, state, owes) in [("accepted", "cancelled", false), ("refused", "final", true)] {
        let waiting = in_state(&rafael, "contested").await;
        let fine = match waiting.into_iter().next() {
            Some(fine) => fine,
            None => {
                let fine = in_state(&rafael, "notified").await.remove(0);
                file(&rafael, id(&fine), "allegations", 9, &allegations("No")).await;
                fine
            }
        };
        let url = tester.url(&format!("/admin/fines/{}/resolution", id(&fine)));
        let decide = || tester.client.post(&url).json(&json!({ "outcome": outcome })).send();
        assert_eq!(decide().await.unwrap().status(), 200);
        assert_problem(decide().await.unwrap(), 409, "not_now").await;
        let after = one(&rafael, id(&fine)).await;
        assert_eq!(
            (&after["state"], after["amount_cents"].is_i64()),
            (&json!(state), owes),
            "{after}"
        );
        assert_eq!(after["allegations"]["resolution"]["outcome"], outcome);
        assert_eq!(after["windows"]["payment_until"].is_string(), owes);
    }
}

#[tokio::test]
async fn who_drove_is_named_once_and_the_fine_is_theirs() {
    let tester = Tester::start(options(5)).await;
    let marta = Citizen::new(&tester, "marta").await;
    let fine = in_state(&marta, "notified").await.remove(0);
    let id = id(&fine);
    let mut nobody = driver();
    nobody["document"] = json!("12345678A");
    assert_problem(file(&marta, id, "driver", 1, &nobody).await, 422, "identity_wrong").await;
    let named: Value = file(&marta, id, "driver", 2, &driver()).await.json().await.unwrap();
    assert_eq!(named["kind"], "driver");
    let after = one(&marta, id).await;
    assert_eq!(
        (&after["state"], &after["driver"]["name"]),
        (&json!("driver_named"), &json!("Julia Rey Mora"))
    );
    let quote = marta.json(&format!("/v1/me/debts/fine/{id}")).await;
    assert_eq!(quote["state"], "not_payable");
    assert_eq!(marta.sections("").await["fines"]["items"].as_array().unwrap().len(), 1);
    assert_problem(
        file(&marta, id, "allegations", 3, &allegations("No")).await,
        409,
        "not_now",
    )
    .await;
}

#[tokio::test]
async fn nobody_answers_too_late_or_for_others_and_what_is_filed_outlives_the_city() {
    let dir = tempfile::tempdir().unwrap();
    let data = Data::File(dir.path().join("city.sqlite"));
    let start = || {
        Tester::start(CityOptions {
            data: data.clone(),
            ..options(5)
        })
    };
    let tester = start().await;
    let marta = Citizen::new(&tester, "marta").await;
    let late = in_state(&marta, "final").await.remove(0);
    assert_problem(
        file(&marta, id(&late), "allegations", 1, &allegations("No")).await,
        409,
        "too_late",
    )
    .await;
    let lucia = Citizen::new(&tester, "lucia").await;
    let fine = in_state(&marta, "notified").await.remove(0);
    assert_problem(
        file(&lucia, id(&fine), "driver", 2, &driver()).await,
        404,
        "fine_unknown",
    )
    .await;
    let photo = lucia
        .get(&format!("{FINES}/{}/evidence/1", id(&fine)))
        .send()
        .await
        .unwrap();
    assert_problem(photo, 404, "fine_unknown").await;
    assert_eq!(lucia.json(FINES).await["fines"], json!([]));
    assert_eq!(
        file(&marta, id(&fine), "allegations", 3, &allegations("No"))
            .await
            .status(),
        201
    );
    tester.city.stop().await;
    let tester = start().await;
    let marta = Citizen::new(&tester, "marta").await;
    assert_eq!(one(&marta, id(&fine)).await["state"], "contested");
    // By itself after a while.
    tester.put("/admin/clock", json!({ "advance_s": 15 * 24 * 3600 })).await;
    let decided = one(&marta, id(&fine)).await;
    assert!(decided["allegations"]["resolution"].is_object(), "{decided}");
}

#[tokio::test]
async fn a_stranger_learns_that_a_fine_is_real_and_not_whose_it_is() {
    let tester = Tester::start(options(5)).await;
    let marta = Citizen::new(&tester, "marta").await;
    let fine = in_state(&marta, "notified").await.remove(0);
    let plate = fine["plate"].as_str().unwrap();
    let (digits, letters) = plate.split_at(4);
    let spaced = format!("{digits}-{}", letters.to_lowercase());
    let found: Value = check(&tester, id(&fine), &spaced).await.json().await.unwrap();
    let members: Vec<&String> = found.as_object().unwrap().keys().collect();
    assert_eq!(members, ["amount_cents", "amount_until", "as_of", "kind", "state"]);
    assert_eq!(
        (&found["state"], &found["amount_cents"]),
        (&json!("notified"), &json!(10_000))
    );
    // Another plate and another number are answered alike.
    let one = assert_problem(check(&tester, id(&fine), "0000BBB").await, 404, "fine_unknown").await;
    let other = assert_problem(check(&tester, "000000000", plate).await, 404, "fine_unknown").await;
    assert_eq!(one, other);
    for (bulletin, plate, field) in [("12", "1234BCD", "bulletin"), ("123456789", "", "plate")] {
        let problem = assert_problem(check(&tester, bulletin, plate).await, 422, "check_invalid").await;
        assert_eq!(problem["field"], field);
    }
}

#[tokio::test]
async fn guessing_meets_429_also_with_the_right_numbers_and_on_the_page() {
    let tester = Tester::start(CityOptions {
        hold_clock: true,
        ..options(5)
    })
    .await;
    let marta = Citizen::new(&tester, "marta").await;
    let fine = in_state(&marta, "notified").await.remove(0);
    let plate = fine["plate"].as_str().unwrap();
    for guess in 0..10 {
        let answer = check(&tester, &format!("{guess:09}"), plate).await;
        assert_problem(answer, 404, "fine_unknown").await;
    }
    let refused = check(&tester, id(&fine), plate).await;
    assert_eq!(refused.headers()["retry-after"], "600");
    assert_problem(refused, 429, "too_many_guesses").await;
    let fields = [("boletin", id(&fine).to_owned()), ("matricula", plate.to_owned())];
    let page = form(&tester, "/multas/comprobar", &fields).await;
    assert_eq!(
        (page.status().as_u16(), page.headers()["retry-after"].to_str().unwrap()),
        (429, "600")
    );
    tester.put("/admin/clock", json!({ "advance_s": 600 })).await;
    assert_eq!(check(&tester, id(&fine), plate).await.status(), 200);
}

#[tokio::test]
async fn the_page_answers_without_script_and_says_what_is_wrong() {
    let tester = Tester::start(options(5)).await;
    let marta = Citizen::new(&tester, "marta").await;
    let fine = in_state(&marta, "notified").await.remove(0);
    let asked = tester.get("/multas/comprobar").await.text().await.unwrap();
    assert!(
        asked.contains("<h1>¿Es real esta multa?</h1>") && !asked.contains("<script"),
        "{asked}"
    );
    assert_eq!(asked.matches("<label").count(), 2);
    let look = async |bulletin: &str, plate: &str| {
        let fields = [("boletin", bulletin.to_owned()), ("matricula", plate.to_owned())];
        let page = form(&tester, "/multas/comprobar", &fields).await;
        (page.status().as_u16(), page.text().await.unwrap())
    };
    let plate = fine["plate"].as_str().unwrap();
    let (status, real) = look(id(&fine), plate).await;
    assert!(
        status == 200 && real.contains("Esta multa es real") && real.contains("100,00"),
        "{real}"
    );
    assert!(!real.contains("Iglesias"));
    let (status, none) = look("000000000", plate).await;
    assert!(status == 404 && none.contains("no pagues"), "{none}");
    let (status, wrong) = look("12", plate).await;
    assert!(
        status == 400 && wrong.contains("href=\"#boletin\"") && wrong.contains("aria-invalid=\"true\""),
        "{wrong}"
    );
}

/// The documented answers, in an order in which each can happen.
pub async fn samples(tester: &Tester) -> Vec<Sample> {
    let rafael = Citizen::new(tester, "rafael").await;
    let notified = in_state(&rafael, "notified").await;
    let [one, two] = [0, 1].map(|at| id(&notified[at]).to_owned());
    let late = id(&in_state(&rafael, "discount_over").await[0]).to_owned();
    let bearer = format!("Bearer {}", rafael.token);
    let get = |documented, path: &str, status| Sample::new(documented, path, status).with("authorization", &bearer);
    let photo = |id: &str, number| format!("{FINES}/{id}/evidence/{number}");
    let mut all = vec![
        get(FINES, FINES, 200),
        get(FINES, FINES, 304).with("if-none-match", "*"),
        get(FINES, FINES, 401).without("authorization"),
        get(EVIDENCE, &photo(&one, 1), 200),
        get(EVIDENCE, &photo(&one, 1), 401).without("authorization"),
        get(EVIDENCE, &photo(&one, 9), 404),
    ];
    all.extend(samples_of_filing(
        &bearer,
        ALLEGE,
        [&one, &late],
        &allegations("No era mi coche."),
        100,
    ));
    all.extend(samples_of_filing(&bearer, DRIVER, [&two, &late], &driver(), 200));
    let plate = notified[0]["plate"].as_str().unwrap();
    let check = |query: &str, status| Sample::new(CHECK, format!("{CHECK}?{query}"), status);
    all.extend([
        check(&format!("bulletin={one}&plate={plate}"), 200),
        check("bulletin=1&bulletin=2&plate=1", 400),
        check("bulletin=1&plate=1", 422),
    ]);
    all.extend((0..10).map(|guess| check(&format!("bulletin={guess:09}&plate=0000BBB"), 404)));
    all.push(check(&format!("bulletin={one}&plate={plate}"), 429));
    all
}

fn samples_of_filing(
    bearer: &str,
    documented: &'static str,
    [fine, late]: [&str; 2],
    good: &Value,
    keys: u32,
) -> Vec<Sample> {
    let ask = |id: &str, number: u32, body: &str, status| {
        Sample::new(documented, documented.replace("{id}", id), status)
            .by(Method::POST)
            .with("authorization", bearer)
            .with("idempotency-key", key(keys + number))
            .json(body)
    };
    let good = good.to_string();
    vec![
        ask(fine, 1, &good, 201),
        ask(fine, 2, "{", 400),
        ask(fine, 3, &good, 401).without("authorization"),
        ask("000000000", 4, &good, 404),
        ask(late, 5, &good, 409),
        ask(fine, 6, &" ".repeat(4_000_000), 413),
        ask(fine, 7, &good, 415).without("content-type"),
        ask(fine, 8, "{}", 422),
        ask(
            fine,
            9,
            &good
                .replace("No era mi coche.", " ")
                .replace("12345678-z", "12345678-a"),
            422,
        ),
    ]
}

/// What only happens while the system of fines is down.
pub async fn samples_while_down(tester: &Tester) -> Vec<Sample> {
    let token = token(tester, "rafael", true).await;
    tester.put("/admin/sectors", json!({ "fines": "down" })).await;
    let bearer = format!("Bearer {token}");
    let get = |documented, path: &str| Sample::new(documented, path, 503).with("authorization", &bearer);
    let filed = |documented: &'static str, body: &Value| {
        get(documented, &documented.replace("{id}", "000000000"))
            .by(Method::POST)
            .with("idempotency-key", key(300))
            .json(&body.to_string())
    };
    vec![
        get(FINES, FINES),
        get(EVIDENCE, "/v1/me/fines/000000000/evidence/1"),
        filed(ALLEGE, &allegations("No")),
        filed(DRIVER, &driver()),
        Sample::new(CHECK, format!("{CHECK}?bulletin=000000000&plate=1234BCD"), 503),
    ]
}
