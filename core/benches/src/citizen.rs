//! A person with 2,000 things on the phone: from a closed app to the first screen, and from a wish to the outbox.

use std::collections::BTreeMap;
use std::future::ready;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use madrid_core::app::AppBuilder;
use madrid_core::home::{BlockContent, HomeShown};
use madrid_core::kernel::{Access, Language};
use madrid_core::ports::{Browser, BrowserError, FileKeyStore, HttpRequest, HttpResponse, Transport, TransportReply};
use madrid_core::profile::ContactChange;
use madrid_core::session::SignInRequest;
use madrid_core::sync::Trigger;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use crate::bare_citizen;
use crate::harness::{Figure, Outcome, beside};

const ITEMS: usize = 2_000;
const CITY: &str = "http://127.0.0.1:9";
const ACR: &str = "http://eidas.europa.eu/LoA/substantial";

/// Opening the app, unsealing everything and putting the first screen together.
pub fn home_figure() -> Outcome<Figure> {
    let runtime = Runtime::new()?;
    let home = tempfile::tempdir()?;
    fill(&runtime, home.path(), City::default())?;
    let (mut shown, mut opened) = (0, 0);
    let figure = beside(
        format!("open + unseal + home of {ITEMS}"),
        51,
        || {
            let start = Instant::now();
            let app = builder(home.path()).open()?;
            let screen = runtime.block_on(app.home().show(None))?;
            let time = start.elapsed();
            shown = items_on(&screen);
            Ok(time)
        },
        ("the same SELECTs and unseals, bare", || {
            let start = Instant::now();
            opened = bare_citizen::read(home.path())?;
            Ok(start.elapsed())
        }),
    )?;
    if shown == ITEMS && opened == ITEMS {
        return Ok(figure);
    }
    Err(format!("home: {shown} shown, {opened} opened").into())
}

/// Writing down one wish of the person.
pub fn outbox_figure() -> Outcome<Figure> {
    let runtime = Runtime::new()?;
    let home = tempfile::tempdir()?;
    fill(&runtime, home.path(), City::default())?;
    let app = builder(home.path()).open()?;
    let mut bare = bare_citizen::Writer::new(home.path())?;
    let mut number = 600_000_000_u64;
    beside(
        "an intent into the outbox".to_owned(),
        101,
        || {
            number += 1;
            let change = ContactChange {
                phone: Some(format!("+34{number}").parse()?),
                email: None,
            };
            let start = Instant::now();
            runtime.block_on(app.profile().change_contact(change))?;
            let time = start.elapsed();
            bare_citizen::empty_outbox(home.path())?;
            Ok(time)
        },
        ("one bare row and its fsync", || {
            let start = Instant::now();
            bare.write()?;
            Ok(start.elapsed())
        }),
    )
}

fn items_on(screen: &HomeShown) -> usize {
    let counts = screen.blocks.iter().map(|block| match &block.content {
        BlockContent::Items { items, .. } => items.len(),
        BlockContent::Places(_) | BlockContent::Nowhere | BlockContent::Unreadable(_) => 0,
    });
    counts.sum()
}

/// A phone in this folder, with its key store in a file.
pub fn builder(home: &Path) -> AppBuilder {
    let keys = FileKeyStore::at(home.join("keystore.key"));
    AppBuilder::new(home, CITY).key_store(Arc::new(keys))
}

/// A phone that has been told of everything once.
pub fn fill(runtime: &Runtime, home: &Path, city: City) -> Outcome<()> {
    let city = Arc::new(city);
    let app = builder(home)
        .transport(Arc::clone(&city) as Arc<dyn Transport>)
        .open()?;
    let request = SignInRequest {
        access: Access::Strong,
        language: Language::Es,
        app_lock: false,
    };
    runtime.block_on(async {
        app.session().sign_in(request, city, None, "").await?;
        // The city of this bench knows no places, so that part fails, after the person's.
        let _ = app.sync(Trigger::Person).await;
        Ok(())
    })
}

/// A city in memory that knows one person, and the person's browser.
#[derive(Default)]
pub struct City {
    nonce: Mutex<String>,
    receipts: usize,
}

impl Browser for City {
    fn visit(&self, url: &str, _: &str) -> Result<String, BrowserError> {
        let query = url.split_once('?').map_or("", |(_, query)| query);
        let fields: BTreeMap<_, _> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
        let field = |name: &str| fields.get(name).copied().unwrap_or_default();
        *self.nonce.lock().unwrap_or_else(PoisonError::into_inner) = field("nonce").to_owned();
        Ok(format!(
            "es.madrid.movil:/login?code=c&state={}&iss={CITY}",
            field("state")
        ))
    }
}

impl City {
    /// One that has so many payments of the person, all paid.
    pub fn with_receipts(receipts: usize) -> Self {
        Self {
            receipts,
            ..Self::default()
        }
    }

    fn answer(&self, path: &str) -> Option<Value> {
        match path.split('?').next()? {
            "/.well-known/openid-configuration" => Some(json!({
                "issuer": CITY,
                "authorization_endpoint": format!("{CITY}/authorize"),
                "token_endpoint": format!("{CITY}/token"),
                "revocation_endpoint": format!("{CITY}/revoke"),
            })),
            "/token" => Some(json!({
                "access_token": "a", "expires_in": 1_000_000_000, "refresh_token": "r", "id_token": self.identity(),
            })),
            "/v1/me" => Some(person()),
            "/v1/me/summaries" => Some(summaries()),
            "/v1/me/payments" => Some(json!({ "payments": (0..self.receipts).map(settled).collect::<Vec<_>>() })),
            "/v1/me/receipts" => Some(json!({ "as_of": "2026-11-30T10:00:00Z", "receipts": [] })),
            "/v1/me/debts/fine/1" => Some(quote()),
            path => path.strip_prefix("/v1/payments/").map(awaiting),
        }
    }

    fn identity(&self) -> String {
        let nonce = self.nonce.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let claims = json!({
            "iss": CITY, "aud": "madrid-en-tu-movil", "sub": "p", "exp": i64::MAX / 2, "nonce": nonce, "acr": ACR,
        });
        format!("h.{}.s", bare_citizen::base64url(claims.to_string().as_bytes()))
    }
}

impl Transport for City {
    fn send(&self, request: HttpRequest) -> TransportReply<'_> {
        let body = self.answer(&request.path);
        Box::pin(ready(Ok(HttpResponse {
            status: if body.is_some() { 200 } else { 404 },
            content_type: Some("application/json".to_owned()),
            body: body.map(|body| body.to_string().into_bytes()).unwrap_or_default(),
            ..HttpResponse::default()
        })))
    }
}

fn quote() -> Value {
    json!({
        "debt": { "kind": "fine", "id": "1" }, "name": "Multa 1", "amount_cents": 10_000, "full_cents": 20_000,
        "reduced_until": "2026-12-01", "gives_up": ["allegations", "appeal"], "state": "payable",
        "valid_until": "2099-01-01T00:00:00Z",
    })
}

/// A payment of that, which waits for its payer.
fn awaiting(key: &str) -> Value {
    json!({
        "key": key, "order": "2611AB12CD34", "state": "awaiting_payer", "amount_cents": 10_000,
        "debt": { "kind": "fine", "id": "1" }, "name": "Multa 1", "method": "card", "created": "2026-11-24T10:00:00Z",
        "url": format!("{CITY}/pay/{key}"), "expires": "2099-01-01T00:00:00Z",
    })
}

/// One that is paid.
fn settled(n: usize) -> Value {
    let debt = json!({ "kind": "fine", "id": format!("{n:09}") });
    let (name, paid) = (format!("Multa {n:09}"), "2026-11-24T10:00:00Z");
    json!({
        "key": format!("{n:032x}"), "order": format!("2611{n:08}"), "state": "settled", "amount_cents": 10_000, "debt": debt,
        "name": name, "method": "card", "created": paid,
        "receipt": {
            "number": format!("R-2026-{n:07}"), "debt": debt, "name": name, "amount_cents": 10_000, "paid": paid,
            "method": "card", "code": format!("{n:016}"),
            "notice": ["Exceso de velocidad: M-30, km 12, 02/11/2026", "Matrícula: 1234BCD", "Importe: 200,00 €"],
        },
    })
}

fn person() -> Value {
    json!({
        "id": "p", "version": 1, "nif": "12345678Z", "given_name": "Ana", "family_name": "Gil", "birth_date": "1990-01-01",
        "address": { "street": "Calle de Alcalá, 1", "postal_code": "28014", "district": "Centro", "lat": null, "lon": null },
        "contact": { "version": 1, "phone": "+34600000000", "email": null },
        "preferences": { "version": 1, "language": "es", "consents": {} }, "represents": [],
    })
}

/// Receipts of many years, fines and messages: real shapes, in equal parts.
fn summaries() -> Value {
    let tax = |n: usize| {
        json!({
            "id": format!("T-{n}"), "kind": "ibi", "name": format!("IBI {n}"), "object": "Paseo de las Delicias, 87, 3.º B",
            "amount_cents": 41_235 + n, "due": "2026-12-04", "status": "voluntary",
        })
    };
    let fine = |n: usize| {
        json!({
            "id": format!("M-{n}"), "kind": "speed", "amount_cents": 20_000, "reduced_cents": 10_000,
            "reduced_until": "2026-12-01", "status": "notified", "plate": "1234BCD", "place": "M-30, km 12",
            "date": "2026-11-02",
        })
    };
    let message = |n: usize| {
        json!({
            "id": format!("N-{n}"), "about": "library", "subject": "Tu reserva está lista en la biblioteca",
            "at": "2026-11-20T10:00:00Z", "status": "unread",
        })
    };
    let count = ITEMS / 4;
    let section = |id: &str, items: Vec<Value>| json!({ "id": id, "state": "ok", "as_of": "2026-11-24T10:00:00Z", "version": "1", "items": items });
    let sections = vec![
        section("tax", (0..count).map(tax).collect()),
        section("fines", (0..count).map(fine).collect()),
        section("messages", (0..count * 2).map(message).collect()),
        section("cards", Vec::new()),
        section("procedures", Vec::new()),
        section("appointments", Vec::new()),
        section("notifications", Vec::new()),
    ];
    json!({ "for": "p", "as_of": "2026-11-24T10:00:00Z", "sections": sections })
}
