//! `GET /v1/me/fines`: every fine of the caller, with its evidence, its windows, its price on each day, and what may be done.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use crate::api::Problem;
use crate::api::tags::{Held, hash, respond};
use crate::calendar::today;
use crate::clock::rfc3339;
use crate::identity::Caller;
use crate::sectors::fines::{self, Device, Expediente, Outcome, Standing, State as FineState, Step, StepKind, Words};
use crate::sectors::{Sector, ask};
use crate::state::CityState;

#[derive(Debug, Serialize)]
struct FinesWire {
    as_of: String,
    fines: Vec<FineWire>,
}

#[derive(Debug, Serialize)]
struct FineWire {
    id: String,
    kind: &'static str,
    rule: Words,
    severity: &'static str,
    points: i64,
    plate: String,
    place: String,
    at: String,
    state: &'static str,
    amount_cents: Option<i64>,
    full_cents: i64,
    reduced_cents: i64,
    notified: Option<NaiveDate>,
    windows: WindowsWire,
    steps: Vec<StepWire>,
    gives_up: &'static [&'static str],
    allowed: Vec<&'static str>,
    evidence: EvidenceWire,
    allegations: Option<AllegationsWire>,
    driver: Option<DriverWire>,
    paid_cents: Option<i64>,
}

#[derive(Debug, Serialize)]
struct WindowsWire {
    discount_until: Option<NaiveDate>,
    allegations_until: Option<NaiveDate>,
    driver_until: Option<NaiveDate>,
    payment_until: Option<NaiveDate>,
}

#[derive(Debug, Serialize)]
struct StepWire {
    kind: &'static str,
    surcharge_percent: i64,
    amount_cents: i64,
    from: NaiveDate,
    until: Option<NaiveDate>,
}

#[derive(Debug, Serialize)]
struct EvidenceWire {
    description: Words,
    device: Option<Device>,
    photos: usize,
}

#[derive(Debug, Serialize)]
struct AllegationsWire {
    registry: String,
    filed: String,
    attachments: i64,
    resolution: Option<ResolutionWire>,
}

#[derive(Debug, Serialize)]
struct ResolutionWire {
    outcome: &'static str,
    day: NaiveDate,
}

#[derive(Debug, Serialize)]
struct DriverWire {
    registry: String,
    filed: String,
    name: String,
}

/// `GET /v1/me/fines`: the latest first.
pub async fn show(State(city): State<CityState>, caller: Caller, headers: HeaderMap) -> Result<Response, Problem> {
    let (now, nif) = (city.clock().now(), caller.person.nif);
    let found = ask(&city, Sector::Fines, move |connection| fines::of(connection, nif)).await;
    let files = found.map_err(|_| Problem::SECTOR_DOWN)?;
    let all = files.into_iter().map(|file| wire(file, today(now)));
    let all = all.collect::<Option<Vec<_>>>().ok_or(Problem::BROKEN)?;
    // Names what is said, not when.
    let said = serde_json::to_vec(&all).map_err(|_| Problem::BROKEN)?;
    let tag = format!("\"fines-{}\"", hash(&[nif.as_bytes(), b"\n", &said].concat()));
    if Held::of(&headers).has(&tag) {
        return respond(&tag, None);
    }
    let wire = FinesWire {
        as_of: rfc3339(now),
        fines: all,
    };
    respond(&tag, Some(serde_json::to_string(&wire).map_err(|_| Problem::BROKEN)?))
}

/// `None` of a file whose hours no calendar knows.
fn wire(file: Expediente, today: NaiveDate) -> Option<FineWire> {
    let found = fines::standing(&file, today);
    Some(FineWire {
        kind: kind(&file.hecho),
        rule: fines::rule(&file),
        severity: fines::severity(&file),
        at: format!("{}T{}", file.fecha, file.hora),
        state: found.state.name(),
        amount_cents: found.step.map(|step| step.amount),
        full_cents: fines::full(&file),
        reduced_cents: fines::reduced(&file),
        notified: file.notificado,
        windows: windows(&found),
        gives_up: gives_up(&found),
        allowed: allowed(&file, &found, today),
        evidence: EvidenceWire {
            description: fines::described(&file),
            device: fines::device(&file),
            photos: fines::photos(&file),
        },
        allegations: match &file.alegacion {
            Some(filed) => Some(AllegationsWire {
                registry: filed.registro.clone(),
                filed: instant(filed.presentado)?,
                attachments: filed.adjuntos,
                resolution: found.resolution.map(|(outcome, day)| ResolutionWire {
                    outcome: outcome_name(outcome),
                    day,
                }),
            }),
            None => None,
        },
        driver: match &file.conductor {
            Some(named) => Some(DriverWire {
                registry: named.registro.clone(),
                filed: instant(named.presentado)?,
                name: named.nombre.clone(),
            }),
            None => None,
        },
        steps: found.steps.iter().map(step).collect(),
        paid_cents: file.cobrado,
        points: file.puntos,
        id: file.numero,
        plate: file.matricula,
        place: file.lugar,
    })
}

/// As the summary says it too.
pub fn kind(hecho: &str) -> &'static str {
    match hecho {
        "VEL" => "speed",
        "EST" => "parking",
        "ZBE" => "low_emission_zone",
        "SEM" => "red_light",
        _ => "other",
    }
}

fn instant(seconds: i64) -> Option<String> {
    DateTime::<Utc>::from_timestamp(seconds, 0).map(rfc3339)
}

const fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Accepted => "accepted",
        Outcome::Refused => "refused",
    }
}

const fn windows(found: &Standing) -> WindowsWire {
    WindowsWire {
        discount_until: found.windows.discount,
        allegations_until: found.windows.allegations,
        driver_until: found.windows.driver,
        payment_until: found.windows.payment,
    }
}

const fn step(step: &Step) -> StepWire {
    StepWire {
        kind: match step.kind {
            StepKind::Reduced => "reduced",
            StepKind::Full => "full",
            StepKind::Surcharge => "surcharge",
        },
        surcharge_percent: step.surcharge,
        amount_cents: step.amount,
        from: step.from,
        until: step.until,
    }
}

/// What whoever pays today gives up (RDL 6/2015, art. 94): with the reduction, everything but the court; what was alleged counts
/// as not alleged.
const fn gives_up(found: &Standing) -> &'static [&'static str] {
    match found.state {
        FineState::Notified => &["allegations", "appeal"],
        FineState::Contested => &["allegations"],
        _ => &[],
    }
}

fn allowed(file: &Expediente, found: &Standing, today: NaiveDate) -> Vec<&'static str> {
    let acts = [
        ("pay", found.state.is_payable()),
        ("allege", fines::may_allege(file, today).is_ok()),
        ("name_driver", fines::may_name_driver(file, today).is_ok()),
    ];
    acts.into_iter().filter(|(_, may)| *may).map(|(act, _)| act).collect()
}
