//! `GET /v1/me/tax-certificate`: that nothing is owed, with a code by which anybody sees that it is true, or what is still owed.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{Datelike as _, NaiveDate};
use ring::digest::{Context, SHA256};
use serde::Serialize;

use super::of;
use crate::api::Problem;
use crate::calendar::{later, today};
use crate::citizens::by_nif;
use crate::clock::rfc3339;
use crate::identity::{Caller, Origin};
use crate::sectors::tax::folder;
use crate::sectors::{Sector, reach};
use crate::state::CityState;
use crate::treasury::{in_groups, letters_of, on_paper, read_code, write_page};

/// How long others may believe it.
const VALID: i64 = 180;
/// Letters of a code.
const CODE: usize = 16;

/// What the city says.
#[derive(Debug, Serialize)]
pub struct CertificateWire {
    as_of: String,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    certificate: Option<PaperWire>,
    owed: Vec<OwedWire>,
}

/// The paper.
#[derive(Debug, Serialize)]
struct PaperWire {
    number: String,
    code: String,
    issued: NaiveDate,
    valid_until: NaiveDate,
    pdf_base64: String,
}

/// Something that is owed.
#[derive(Debug, Serialize)]
struct OwedWire {
    id: String,
    name: String,
    amount_cents: i64,
}

/// `GET /v1/me/tax-certificate`. What may still be paid without a surcharge is no debt for it (RGAT, art. 74). Asked again on the same day it is
/// the same paper.
pub async fn show(
    State(city): State<CityState>,
    caller: Caller,
    Origin(origin): Origin,
) -> Result<Json<CertificateWire>, Problem> {
    reach(&city, Sector::Tax).await.map_err(|_| Problem::SECTOR_DOWN)?;
    let (person, now, seed) = (caller.person, city.clock().now(), city.seed());
    let today = today(now);
    let code = code(seed, person.nif, today);
    let found = city
        .with_store(move |store| {
            store.write(|tx| {
                let mut owed = of(tx, person.nif, today)?.receipts;
                owed.retain(|receipt| receipt.state == "enforcement");
                let paper = if owed.is_empty() {
                    Some(folder::certify(tx, person.nif, today, &code)?)
                } else {
                    None
                };
                Ok((owed, paper))
            })
        })
        .await?;
    let (owed, paper) = found;
    let paper = paper.map(|(number, code)| Paper {
        number,
        nif: person.nif.to_owned(),
        day: today,
        code,
    });
    Ok(Json(CertificateWire {
        as_of: rfc3339(now),
        state: if paper.is_some() { "no_debts" } else { "owes" },
        certificate: paper.map(|paper| paper.wire(&origin)),
        owed: owed
            .into_iter()
            .map(|receipt| OwedWire {
                id: receipt.id,
                name: receipt.name,
                amount_cents: receipt.amount_cents,
            })
            .collect(),
    }))
}

/// `GET /v1/tax-certificates/{code}/pdf`, for whoever was shown the code.
pub async fn pdf(
    State(city): State<CityState>,
    Origin(origin): Origin,
    Path(code): Path<String>,
) -> Result<Response, Problem> {
    let code = read_code(&code).ok_or(Problem::CERTIFICATE_UNKNOWN)?;
    let asked = code.clone();
    let found = city
        .with_store(move |store| store.read(|connection| folder::certificate(connection, &asked)))
        .await?;
    let (number, nif, day) = found.ok_or(Problem::CERTIFICATE_UNKNOWN)?;
    let paper = Paper { number, nif, day, code };
    let name = format!("inline; filename=\"{}.pdf\"", paper.name());
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
        (CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
        (
            CONTENT_DISPOSITION,
            HeaderValue::from_str(&name).map_err(|_| Problem::BROKEN)?,
        ),
    ];
    Ok((headers, paper.print(&origin)).into_response())
}

/// A certificate.
struct Paper {
    number: i64,
    nif: String,
    day: NaiveDate,
    code: String,
}

impl Paper {
    fn name(&self) -> String {
        format!("C-{}-{:07}", self.day.year(), self.number)
    }

    fn wire(self, origin: &str) -> PaperWire {
        PaperWire {
            pdf_base64: STANDARD.encode(self.print(origin)),
            number: self.name(),
            issued: self.day,
            valid_until: later(self.day, VALID),
            code: self.code,
        }
    }

    /// On paper.
    fn print(&self, origin: &str) -> Vec<u8> {
        let person = by_nif(&self.nif);
        let name = person.map(|person| format!("{} {}", person.given_name, person.family_name));
        let lines = [
            "Madrid en tu móvil. Ciudad de pruebas: este certificado no es real.".to_owned(),
            format!(
                "{}, con documento {}, no tiene deudas con la ciudad en ejecutiva.",
                name.unwrap_or_default(),
                self.nif
            ),
            format!("Fecha: {}", on_paper(self.day)),
            format!("Vale hasta: {}", on_paper(later(self.day, VALID))),
            format!("Código de verificación: {}", in_groups(&self.code)),
            format!("Se comprueba en {origin}/v1/tax-certificates/{}/pdf", self.code),
        ];
        write_page(&format!("Certificado {}", self.name()), &lines)
    }
}

/// Follows from the seed of the city, so that nobody can guess it who does not know that.
fn code(seed: u64, nif: &str, day: NaiveDate) -> String {
    let mut context = Context::new(&SHA256);
    context.update(&seed.to_be_bytes());
    context.update(nif.as_bytes());
    context.update(day.to_string().as_bytes());
    context.update(b"certificate");
    letters_of(context, CODE)
}
