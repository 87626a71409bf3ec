//! Mistakes planted in the network: what a phone or a city would send and believe that made them.

use std::sync::atomic::{AtomicU64, Ordering};

use madrid_core::ports::{HttpRequest, HttpResponse, Method, TransportError};
use serde_json::{Value, json};

use super::mistakes::Mistake;
use super::network::Net;

/// The name of a payment in an address.
pub fn key_of(path: &str) -> Option<&str> {
    path.strip_prefix("/v1/payments/")?.split('/').next()
}

/// How payments stand by an answer, for a story.
pub fn states(body: &[u8]) -> String {
    let Ok(value) = serde_json::from_slice::<Value>(body) else {
        return String::new();
    };
    let state = |document: &Value| document.get("state").or(document.get("code")).map(Value::to_string);
    let all = value.get("payments").and_then(Value::as_array);
    match all {
        Some(all) => all.iter().filter_map(state).collect::<Vec<_>>().join(" "),
        None => state(&value).unwrap_or_default(),
    }
}

/// What is answered without asking anybody.
pub fn instead(net: &Net, request: &HttpRequest) -> Option<HttpResponse> {
    if net.mistake != Some(Mistake::CloseWithoutAsking) || !request.path.ends_with("/close") {
        return None;
    }
    let asked: Value = serde_json::from_slice(&request.body.as_ref()?.bytes).ok()?;
    let reference = asked.get("reference");
    let is_fine = reference.is_none_or(|digits| digits.as_str().is_some_and(|digits| digits.starts_with("90584")));
    let of_paper = || json!({ "kind": if is_fine { "fine" } else { "tax" }, "id": "" });
    let mut document = json!({
        "key": key_of(&request.path)?, "order": null, "state": "closed", "amount_cents": asked.get("amount_cents")?,
        "debt": asked.get("debt").cloned().unwrap_or_else(of_paper),
        "name": "Multa", "method": asked.get("method")?, "created": "2026-11-30T10:00:00Z",
    });
    if let (Some(reference), Some(document)) = (reference, document.as_object_mut()) {
        document.insert("reference".to_owned(), reference.clone());
    }
    Some(answer(200, &document))
}

/// What is asked instead.
pub fn before(net: &Net, request: &mut HttpRequest) {
    if net.mistake != Some(Mistake::RetryWithoutKey) || request.method != Method::Put {
        return;
    }
    let asked = key_of(&request.path).is_some_and(|key| net.air().asked.contains(key));
    if asked {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        request.path = format!("/v1/payments/{:032x}", NEXT.fetch_add(1, Ordering::Relaxed));
    }
}

/// What is believed instead. `asked` is the address that the phone asked at, and what was really asked.
pub fn after(
    net: &Net,
    (path, sent): (&str, &HttpRequest),
    heard: Result<HttpResponse, TransportError>,
) -> Result<HttpResponse, TransportError> {
    let Some(mistake) = net.mistake else {
        return heard;
    };
    if mistake == Mistake::StorageErrorAsNotFound && sent.method == Method::Get && key_of(path).is_some() {
        let failed = heard.as_ref().is_ok_and(|answer| answer.status >= 500);
        return if failed {
            Ok(answer(404, &json!({ "code": "payment_unknown" })))
        } else {
            heard
        };
    }
    let mut heard = heard?;
    let Ok(mut value) = serde_json::from_slice::<Value>(&heard.body) else {
        return Ok(heard);
    };
    match value.get_mut("payments").and_then(Value::as_array_mut) {
        Some(all) => all.iter_mut().for_each(|document| twist(net, mistake, document)),
        None => twist(net, mistake, &mut value),
    }
    if path != sent.path
        && let (Some(key), Some(field)) = (key_of(path), value.get_mut("key"))
    {
        *field = json!(key);
    }
    heard.body = value.to_string().into_bytes();
    Ok(heard)
}

fn twist(net: &Net, mistake: Mistake, document: &mut Value) {
    let state = document.get("state").and_then(Value::as_str).unwrap_or_default();
    let key = document
        .get("key")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    match mistake {
        Mistake::TrustBrowserReturn if state == "awaiting_payer" && net.air().back.contains(&key) => {
            believe(document, &key)
        }
        Mistake::DoubleReceipt if state == "settled" => {
            static NEXT: AtomicU64 = AtomicU64::new(1);
            if let Some(number) = document.pointer_mut("/receipt/number") {
                *number = json!(format!("R-2026-{:07}", NEXT.fetch_add(1, Ordering::Relaxed)));
            }
        }
        _ => {}
    }
}

/// The payment is taken for paid.
fn believe(document: &mut Value, key: &str) {
    let field = |name: &str| document.get(name).cloned().unwrap_or_default();
    let receipt = json!({
        "number": format!("R-{key}"), "debt": field("debt"), "name": field("name"), "amount_cents": field("amount_cents"),
        "paid": field("created"), "method": field("method"), "code": "ABCD2345EFGH6789", "notice": [],
    });
    if let Some(fields) = document.as_object_mut() {
        fields.insert("state".to_owned(), json!("settled"));
        fields.insert("receipt".to_owned(), receipt);
        fields.remove("url");
        fields.remove("expires");
    }
}

fn answer(status: u16, document: &Value) -> HttpResponse {
    HttpResponse {
        status,
        content_type: Some("application/json".to_owned()),
        body: document.to_string().into_bytes(),
        ..HttpResponse::default()
    }
}
