//! Traffic fines, out of the XML of the fines system.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::words::day;
use super::{Answer, PAID, all, printed};
use crate::calendar::{later, today};
use crate::citizens::Persona;
use crate::sectors::{SectorFailure, fines as system};
use crate::state::CityState;

/// The reduction holds for 20 calendar days from the day after notification (RDL 6/2015 art. 94).
const REDUCED_DAYS: i64 = 20;
/// Neither paid nor answered in 30 calendar days, the report itself becomes the penalty.
const SILENT_DAYS: i64 = 30;
const CENTS: i64 = 100;
/// How a fine stands that is or may be owed. A summary is of what is to be done: it leaves the others out.
const DUE: [&str; 4] = ["notified", "contested", "final", "enforcement"];

#[derive(Debug, Deserialize)]
struct Consulta {
    #[serde(default)]
    boletin: Vec<Boletin>,
}

#[derive(Debug, Deserialize)]
struct Boletin {
    #[serde(rename = "@numero")]
    numero: String,
    #[serde(rename = "@fase")]
    fase: String,
    hecho: Hecho,
    matricula: String,
    importe: Importe,
    notificado: String,
}

#[derive(Debug, Deserialize)]
struct Hecho {
    #[serde(rename = "@tipo")]
    tipo: String,
    #[serde(rename = "@fecha")]
    fecha: String,
    #[serde(rename = "$text")]
    lugar: String,
}

#[derive(Debug, Deserialize)]
struct Importe {
    #[serde(rename = "@reduccion")]
    reduccion: i64,
    /// Per cent on top, for whoever let the time pass.
    #[serde(rename = "@recargo", default)]
    recargo: i64,
    #[serde(rename = "$text")]
    euros: i64,
}

/// A fine in the words of the contract.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Item {
    pub(super) id: String,
    pub(super) kind: &'static str,
    pub(super) amount_cents: i64,
    pub(super) reduced_cents: Option<i64>,
    pub(super) reduced_until: Option<NaiveDate>,
    pub(super) status: &'static str,
    pub(super) plate: String,
    pub(super) place: String,
    pub(super) date: NaiveDate,
    /// Not said in the summary, which says what follows from it.
    #[serde(skip)]
    pub(super) notified: NaiveDate,
}

/// What was done behind a wheel.
pub async fn fines(city: &CityState, person: &Persona) -> Result<Answer, SectorFailure> {
    let as_of = city.clock().now();
    let xml = system::query(city, person).await?;
    let mut items = read(&xml, today(as_of))?;
    items.retain(|item| DUE.contains(&item.status));
    let printed = items.iter().map(|item| printed::of_fine(item, today(as_of)));
    Ok(Answer::new(as_of, &items)?.with_references(printed))
}

/// What the system said, on a day.
pub(super) fn read(xml: &str, today: NaiveDate) -> Result<Vec<Item>, SectorFailure> {
    let consulta: Consulta = quick_xml::de::from_str(xml).map_err(|_| SectorFailure::Down)?;
    all(&consulta.boletin, |boletin| item(boletin, today))
}

fn item(boletin: &Boletin, today: NaiveDate) -> Option<Item> {
    let notified = day(&boletin.notificado, "%Y-%m-%d")?;
    let full = boletin.importe.euros.checked_mul(CENTS)?;
    let amount_cents = full.checked_mul(100 + boletin.importe.recargo)?.checked_div(100)?;
    let status = match boletin.fase.as_str() {
        "NT" if today > later(notified, SILENT_DAYS) => "final",
        "NT" => "notified",
        "FI" => "final",
        "AP" => "enforcement",
        "PA" => PAID,
        "AL" => "contested",
        "CO" => "driver_named",
        "AN" | "BA" | "DV" => "nothing_owed",
        _ => return None,
    };
    // While it is only notified the last day is said even when it has passed; the reduced amount only while it holds.
    let reduced_until = (status == "notified").then(|| later(notified, REDUCED_DAYS));
    let reduced = amount_cents
        .checked_mul(100 - boletin.importe.reduccion)?
        .checked_div(100)?;
    Some(Item {
        id: boletin.numero.clone(),
        kind: match boletin.hecho.tipo.as_str() {
            "VEL" => "speed",
            "EST" => "parking",
            "ZBE" => "low_emission_zone",
            "SEM" => "red_light",
            _ => "other",
        },
        amount_cents,
        reduced_cents: reduced_until.filter(|until| today <= *until).map(|_| reduced),
        reduced_until,
        status,
        plate: boletin.matricula.clone(),
        place: boletin.hecho.lugar.clone(),
        date: day(&boletin.hecho.fecha, "%Y-%m-%d")?,
        notified,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const XML: &str = r#"<consulta titular="1"><boletin numero="482190375" fase="NT"><hecho tipo="ZBE" fecha="2026-10-22">Plaza &amp; Elíptica</hecho><matricula>4821LKM</matricula><importe reduccion="50">200</importe><notificado>2026-11-06</notificado></boletin></consulta>"#;

    fn on(day: &str) -> Item {
        read(XML, day.parse().unwrap()).unwrap().pop().unwrap()
    }

    #[test]
    fn the_reduction_ends_twenty_days_after_notification() {
        let until = Some("2026-11-26".parse().unwrap());
        for (day, reduced, until, status) in [
            ("2026-11-06", Some(10_000), until, "notified"),
            ("2026-11-26", Some(10_000), until, "notified"),
            ("2026-11-27", None, until, "notified"),
            ("2026-12-06", None, until, "notified"),
            ("2026-12-07", None, None, "final"),
        ] {
            let item = on(day);
            assert_eq!(
                (item.reduced_cents, item.reduced_until, item.status),
                (reduced, until, status),
                "{day}"
            );
            assert_eq!(
                (item.amount_cents, item.place.as_str(), item.kind),
                (20_000, "Plaza & Elíptica", "low_emission_zone")
            );
        }
    }

    #[test]
    fn what_cannot_be_understood_is_no_answer() {
        let today = "2026-11-24".parse().unwrap();
        assert_eq!(read(r#"<consulta titular="1"/>"#, today), Ok(Vec::new()));
        for wrong in [
            XML.replace("</consulta>", ""),
            XML.replace("NT", "??"),
            XML.replace("2026-10-22", "22/10/2026"),
            XML.replace(">200<", ">dos<"),
            "Service temporarily unavailable".to_owned(),
        ] {
            assert_eq!(read(&wrong, today), Err(SectorFailure::Down), "{wrong}");
        }
    }
}
