//! What people see in a browser, and the receipt on paper.

use chrono::TimeDelta;
use serde_json::Value;

use super::town::{MARTA, Town, key};
use crate::treasury::fake::taken;

/// A page that is one: a heading, a language, nothing from elsewhere.
#[track_caller]
fn assert_page(page: &super::town::Reply, status: u16, heading: &str) {
    let html = page.text();
    assert_eq!(page.status, status, "{html}");
    assert_eq!(html.matches("<h1").count(), 1);
    assert!(html.contains(&format!("<h1>{heading}</h1>")), "{html}");
    assert!(html.contains("lang=\"es\""));
    assert_eq!(page.headers["referrer-policy"], "no-referrer");
    assert!(
        page.headers["content-security-policy"]
            .to_str()
            .unwrap()
            .starts_with("default-src 'none'")
    );
}

async fn settled(town: &Town) -> Value {
    let (_, order) = town.begun(1).await;
    town.notice(&order, 10_000, "0000").await;
    town.show(1).await["receipt"].clone()
}

#[tokio::test]
async fn the_way_to_the_bank_is_a_form_with_a_button() {
    let town = Town::new();
    let (_, order) = town.begun(1).await;
    let page = town.page(&format!("/pay/{}", key(1))).await;
    assert_page(&page, 200, "Pagar 100,00\u{a0}€");
    let html = page.text();
    assert!(
        html.contains("<form method=\"post\" action=\"https://bank.example/pay\">"),
        "{html}"
    );
    assert!(
        html.contains(&format!("<input type=\"hidden\" name=\"order\" value=\"{order}\">")),
        "{html}"
    );
    assert!(
        html.contains(&format!("value=\"http://city.example/pay/{}/ok\"", key(1))),
        "{html}"
    );
    assert!(
        html.contains("<button type=\"submit\"") && html.contains("11:20"),
        "{html}"
    );
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(
        policy.contains("form-action 'self' https://bank.example/pay;"),
        "{policy}"
    );
    assert!(policy.contains("script-src 'sha256-"), "{policy}");
}

#[tokio::test]
async fn no_way_leads_to_the_bank_when_there_is_nothing_to_pay() {
    let town = Town::new();
    town.begun(1).await;
    let path = format!("/pay/{}", key(1));
    town.later(TimeDelta::minutes(20));
    town.bank.be_silent(true);
    assert_page(&town.page(&path).await, 200, "Todavía no sabemos cómo ha ido");
    town.bank.be_silent(false);
    let closed = town.page(&path).await;
    assert_page(&closed, 200, "Este pago está cerrado");
    assert!(!closed.text().contains("<form") && !closed.text().contains("<script"));
    for unknown in [&key(9), "1"] {
        assert_page(
            &town.page(&format!("/pay/{unknown}")).await,
            404,
            "No conocemos este pago",
        );
        assert_page(
            &town.page(&format!("/pay/{unknown}/ok")).await,
            404,
            "No conocemos este pago",
        );
    }
    town.begun(2).await;
    town.bank.be_silent(true);
    assert_page(
        &town.page(&format!("/pay/{}", key(2))).await,
        503,
        "Ahora no se puede pagar",
    );
}

#[tokio::test]
async fn coming_back_proves_nothing_but_makes_the_city_ask() {
    let town = Town::new();
    let (_, order) = town.begun(1).await;
    let (ok, ko) = (format!("/pay/{}/ok", key(1)), format!("/pay/{}/ko", key(1)));
    for path in [&ok, &ko] {
        assert_page(&town.page(path).await, 200, "Todavía no sabemos cómo ha ido");
    }
    assert_eq!(town.bank.asked(), [format!("state {order}"), format!("state {order}")]);
    assert_eq!(town.show(1).await["state"], "awaiting_payer");
    town.bank.be_silent(true);
    assert_page(&town.page(&ok).await, 200, "Todavía no sabemos cómo ha ido");
    town.bank.be_silent(false);
    town.bank.say(&order, taken(10_000));
    // Whichever way they come.
    let page = town.page(&ko).await;
    assert_page(&page, 200, "Está pagado");
    assert!(page.text().contains("R-2026-0000001"));
    assert_page(&town.page(&ok).await, 200, "Está pagado");
    assert_page(&town.page(&format!("/pay/{}", key(1))).await, 200, "Está pagado");
}

#[tokio::test]
async fn a_refusal_is_told_on_the_way_back() {
    let town = Town::new();
    let (_, order) = town.begun(1).await;
    town.notice(&order, 10_000, "0190").await;
    let page = town.page(&format!("/pay/{}/ok", key(1))).await;
    assert_page(&page, 200, "No está pagado");
    assert!(page.text().contains("El banco no ha aceptado el pago"));
}

#[tokio::test]
async fn anybody_checks_a_receipt_by_its_code() {
    let town = Town::new();
    let receipt = settled(&town).await;
    let code = receipt["code"].as_str().unwrap();
    let form = town.page("/recibos").await;
    assert_page(&form, 200, "Comprobar un recibo");
    assert!(form.text().contains("<label for=\"codigo\">"));
    let typed = town.page(&format!("/recibos?codigo={}", code.to_lowercase())).await;
    assert_eq!(typed.status, 303);
    assert_eq!(typed.headers["location"], format!("/recibos/{code}"));
    let real = town.page(&format!("/recibos/{code}")).await;
    assert_page(&real, 200, "Este recibo es auténtico");
    let html = real.text();
    assert!(
        html.contains("R-2026-0000001") && html.contains("100,00") && html.contains("Multa"),
        "{html}"
    );
    // What is on the receipt, and nobody's name, number or key.
    for secret in ["Marta", "17320508J", &key(1)] {
        assert!(!html.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn a_code_of_nothing_is_said_to_be_one() {
    let town = Town::new();
    settled(&town).await;
    assert_page(&town.page("/recibos?codigo=123").await, 400, "Comprobar un recibo");
    for code in ["0000000000000000", "%3Cscript%3E"] {
        let page = town.page(&format!("/recibos/{code}")).await;
        assert_page(&page, 404, "Comprobar un recibo");
        assert!(
            page.text().contains("aria-invalid=\"true\"")
                && page.text().contains("href=\"#codigo\"")
                && !page.text().contains("<script>")
        );
    }
    town.page("/v1/receipts/0000000000000000/pdf")
        .await
        .refused(404, "receipt_unknown");
}

#[tokio::test]
async fn the_receipt_on_paper_is_for_who_has_its_code() {
    let town = Town::new();
    let receipt = settled(&town).await;
    let path = format!("/v1/receipts/{}/pdf", receipt["code"].as_str().unwrap());
    let paper = town.get(&path, MARTA).await;
    assert_eq!(paper.status, 200);
    assert_eq!(paper.headers["content-type"], "application/pdf");
    assert!(paper.body.starts_with(b"%PDF-1.4"));
    assert_eq!(town.page(&path).await.body, paper.body);
}
