//! The beginning of every world: a city on its first day and phones that are signed in. Made once, and copied.

use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use madrid_core::app::AppBuilder;
use madrid_core::kernel::{Access, DebtKind, DebtRef, Language};
use madrid_core::net::form_encode;
use madrid_core::ports::{
    Browser, BrowserError, FakeClock, HttpRequest, Method, ScriptedWeb, SoftwareKeyStore, Transport, TransportError,
    TransportReply,
};
use madrid_core::session::SignInRequest;
use madrid_server_stub::{CityAnswer, CityInside, RouterNotifier};
use rusqlite::{Connection, params};
use serde_json::Value;
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};

use super::network::response;
use super::{Outcome, town, wrong};
use crate::persona;

/// How many phones the person has.
pub const PHONES: usize = 2;
/// Who it is: somebody with taxes and fines, one of them with a discount.
const PERSON: &str = "p-marta";
const BEGIN: &str = "2026-11-30T10:00:00Z";
const FORM: &str = "application/x-www-form-urlencoded";

/// The beginning of every world.
pub struct Template {
    folder: TempDir,
    /// The key stores of the phones.
    pub keys: Arc<SoftwareKeyStore>,
    /// What the person owes.
    pub debts: Vec<DebtRef>,
    /// The references on the letters of it.
    pub letters: Vec<String>,
    /// When it begins.
    pub now: DateTime<Utc>,
}

/// Straight to the city.
struct Direct(CityInside);

impl Transport for Direct {
    fn send(&self, request: HttpRequest) -> TransportReply<'_> {
        Box::pin(async move {
            let method = match request.method {
                Method::Get => "GET",
                Method::Post => "POST",
                Method::Put => "PUT",
                Method::Delete => "DELETE",
            };
            let mut headers: Vec<(&str, &str)> = request
                .headers
                .iter()
                .map(|(name, value)| (*name, value.as_str()))
                .collect();
            let body = request.body.as_ref();
            headers.extend(body.map(|body| ("content-type", body.content_type)));
            let bytes = body.map(|body| body.bytes.clone()).unwrap_or_default();
            let answer = self.0.ask(method, &request.path, &headers, bytes).await;
            answer.map(response).ok_or(TransportError::Unreachable)
        })
    }
}

/// The person, in front of the login page.
struct Hands(CityInside, persona::Persona);

impl Browser for Hands {
    fn visit(&self, url: &str, _: &str) -> Result<String, BrowserError> {
        self.sign_in(url).ok_or(BrowserError::Unavailable)
    }
}

impl Hands {
    fn sign_in(&self, url: &str) -> Option<String> {
        let (page, question) = url.strip_prefix(CityInside::ORIGIN)?.split_once('?')?;
        let persona = &self.1;
        let typed = form_encode(&[
            ("method", "password"),
            ("document", &persona.nif),
            ("password", persona.password.as_deref()?),
            ("otp", persona.otp.as_deref()?),
        ]);
        let body = format!("{question}&{typed}");
        let runtime = runtime().ok()?;
        let answer = runtime.block_on(self.0.ask("POST", page, &[("content-type", FORM)], body.into_bytes()))?;
        answer.header("location").map(str::to_owned)
    }
}

/// A runtime for one thread.
pub fn runtime() -> Outcome<Runtime> {
    // One lane for what blocks: what is written happens in the order in which it was asked for, in every run of a seed.
    let runtime = Builder::new_current_thread()
        .enable_time()
        .max_blocking_threads(1)
        .build();
    Ok(runtime?)
}

/// A folder in memory, where there is one.
pub fn folder() -> Outcome<TempDir> {
    let memory = Path::new("/dev/shm");
    let place = if memory.is_dir() {
        memory.to_owned()
    } else {
        std::env::temp_dir()
    };
    Ok(tempfile::Builder::new().prefix("money-sim-").tempdir_in(place)?)
}

impl Template {
    /// Makes it.
    pub fn new() -> Outcome<Self> {
        let folder = folder()?;
        let now = DateTime::parse_from_rfc3339(BEGIN)?.to_utc();
        let keys = Arc::new(SoftwareKeyStore::new()?);
        let runtime = runtime()?;
        let notices = Arc::new(RouterNotifier::default());
        let city = runtime.block_on(CityInside::open(town::options(folder.path(), now), notices))?;
        // Sessions are not what is tried here: they last.
        let body = r#"{"access_seconds":40000000,"refresh_days":400}"#;
        let json = [("content-type", "application/json")];
        let lifetimes = city.ask("PUT", "/admin/sessions/lifetimes", &json, body.as_bytes().to_vec());
        accepted(runtime.block_on(lifetimes))?;
        let people = accepted(runtime.block_on(city.ask("GET", "/admin/personas", &[], Vec::new())))?;
        let people: Vec<persona::Persona> = serde_json::from_slice(&people.body)?;
        let person = people.into_iter().find(|persona| persona.id == PERSON);
        let person = person.ok_or_else(|| wrong("the person is not there"))?;
        let records = folder.path().join("city.sqlite");
        keep_a_bath(&records, &person.nif, now)?;
        let debts = debts(&records, &person.nif)?;
        let printed = accepted(runtime.block_on(city.ask("GET", "/admin/references", &[], Vec::new())))?;
        let letters = letters(&serde_json::from_slice(&printed.body)?);
        for phone in 0..PHONES {
            let home = folder.path().join(format!("phone{phone}"));
            let app = AppBuilder::new(&home, CityInside::ORIGIN)
                .transport(Arc::new(Direct(city.clone())))
                .web(Arc::new(ScriptedWeb::default()))
                .key_store(Arc::clone(&keys) as Arc<_>)
                .clock(Arc::new(FakeClock::at(now)))
                .open()?;
            let request = SignInRequest {
                access: Access::Strong,
                language: Language::Es,
                app_lock: false,
            };
            let browser = Arc::new(Hands(city.clone(), person.clone()));
            runtime.block_on(app.session().sign_in(request, browser, None, ""))?;
        }
        Ok(Self {
            folder,
            keys,
            debts,
            letters,
            now,
        })
    }

    /// A new world's folder.
    pub fn copy(&self) -> Outcome<TempDir> {
        let copy = folder()?;
        copy_files(self.folder.path(), copy.path())?;
        for phone in 0..PHONES {
            let name = format!("phone{phone}");
            copy_files(&self.folder.path().join(&name), &copy.path().join(&name))?;
        }
        Ok(copy)
    }
}

/// Copies every file of a folder, and no folder.
pub fn copy_files(from: &Path, to: &Path) -> Outcome<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            std::fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

fn accepted(answer: Option<CityAnswer>) -> Outcome<CityAnswer> {
    let good = answer.filter(|answer| answer.status == 200);
    good.ok_or_else(|| wrong("the city does not let itself be prepared"))
}

/// What is printed for the person.
fn letters(printed: &Value) -> Vec<String> {
    let all = printed
        .get("references")
        .and_then(Value::as_array)
        .into_iter()
        .flatten();
    let theirs = all.filter(|letter| letter.get("person").and_then(Value::as_str) == Some(PERSON));
    let signs = theirs.filter_map(|letter| letter.get("reference")?.as_str().map(str::to_owned));
    signs.collect()
}

/// A bath of a week ahead that costs something, kept for the person as the desk keeps it: whoever is slow finds it gone.
fn keep_a_bath(city: &Path, nif: &str, now: DateTime<Utc>) -> Outcome<()> {
    let sql = "INSERT INTO sport_reserva (recurso, nif, turno, personas, plazas, importe, pagar_hasta, caduca)
               SELECT recurso, ?1, ?2 + 604800, 1, 1, precio, ?2 + 1800, ?2 + 3000
               FROM sport_recurso WHERE precio > 0 ORDER BY recurso LIMIT 1";
    match Connection::open(city)?.execute(sql, params![nif, now.timestamp()])? {
        1 => Ok(()),
        _ => Err(wrong("there is no bath to be paid for")),
    }
}

fn debts(city: &Path, nif: &str) -> Outcome<Vec<DebtRef>> {
    let connection = Connection::open(city)?;
    let sql = "SELECT 'fine', numero FROM fines_boletin WHERE titular = ?1
               UNION ALL SELECT 'tax', num_fijo FROM tax_recibo WHERE nif = ?1
               UNION ALL SELECT 'booking', reserva || '' FROM sport_reserva WHERE nif = ?1 ORDER BY 2";
    let mut query = connection.prepare(sql)?;
    let rows = query.query_map([nif], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))?;
    let debts = rows.map(|row| {
        let (kind, id) = row?;
        let mut known = DebtKind::ALL.into_iter();
        let kind = known.find(|known| known.code() == kind);
        Ok(DebtRef {
            kind: kind.ok_or_else(|| wrong("a debt of no kind"))?,
            id,
        })
    });
    debts.collect()
}
