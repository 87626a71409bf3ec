//! Fines for the tests of this feature, as the City would write them.

use serde_json::{Value, json};

/// A fine that was notified on 6 November 2026 and costs half until the 26th.
pub fn notified(id: &str) -> Value {
    json!({
        "id": id, "kind": "low_emission_zone", "rule": { "es": "Regla.", "en": "Rule." }, "severity": "serious",
        "points": 0, "plate": "4821LKM", "place": "Plaza Elíptica", "at": "2026-10-28T14:05", "state": "notified",
        "amount_cents": 10_000, "full_cents": 20_000, "reduced_cents": 10_000, "notified": "2026-11-06",
        "windows": { "discount_until": "2026-11-26", "allegations_until": "2026-11-26",
                     "driver_until": "2026-11-26", "payment_until": "2026-12-21" },
        "steps": [
            { "kind": "reduced", "surcharge_percent": 0, "amount_cents": 10_000, "from": "2026-11-06", "until": "2026-11-26" },
            { "kind": "full", "surcharge_percent": 0, "amount_cents": 20_000, "from": "2026-11-27", "until": "2026-12-21" },
            { "kind": "surcharge", "surcharge_percent": 5, "amount_cents": 21_000, "from": "2026-12-22", "until": null },
        ],
        "gives_up": ["allegations", "appeal"], "allowed": ["pay", "allege", "name_driver"],
        "evidence": { "description": { "es": "La cámara lo vio.", "en": "The camera saw it." },
                      "device": { "name": { "es": "Cámara", "en": "Camera" }, "serial": "CM-1", "verified": "2026-07-01" },
                      "photos": 2 },
        "allegations": null, "driver": null, "paid_cents": null,
    })
}

/// The same after allegations were filed.
pub fn contested(id: &str) -> Value {
    let mut fine = notified(id);
    fine["state"] = json!("contested");
    fine["amount_cents"] = json!(20_000);
    fine["windows"] =
        json!({ "discount_until": null, "allegations_until": null, "driver_until": null, "payment_until": null });
    fine["steps"] = json!([
        { "kind": "full", "surcharge_percent": 0, "amount_cents": 20_000, "from": "2026-11-06", "until": null },
    ]);
    fine["gives_up"] = json!(["allegations"]);
    fine["allowed"] = json!(["pay"]);
    fine["allegations"] = json!({
        "registry": "2026/0000007", "filed": "2026-11-20T10:00:00Z", "attachments": 1, "resolution": null,
    });
    fine
}

/// The document with these.
pub fn document(fines: &[Value]) -> Value {
    json!({ "as_of": "2026-11-20T10:00:00Z", "fines": fines })
}
