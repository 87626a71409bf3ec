//! Fines, and what is filed about them, as the City spells them. The only file that knows it.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

use super::model::{
    Act, Both, Device, DriverDetails, DriverNamed, Evidence, Filed, Fine, FineKind, FineState, GivenUp, Outcome,
    Severity, Step, StepKind, Windows,
};
use crate::kernel::{Cents, madrid_day};

/// As the City writes times: on the walls of Madrid.
const WALL: &str = "%Y-%m-%dT%H:%M";

/// Something the City sent that cannot be understood. It names the field, never its value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the {0} of a fine cannot be understood")]
pub struct BadFine(&'static str);

/// The answer of `GET /v1/me/fines`.
#[derive(Deserialize)]
pub struct FinesWire {
    #[serde(rename = "as_of")]
    _as_of: DateTime<Utc>,
    fines: Vec<FineWire>,
}

/// A fine in it.
#[derive(Deserialize)]
pub struct FineWire {
    id: String,
    kind: FineKind,
    rule: Both,
    severity: Severity,
    points: u32,
    plate: String,
    place: String,
    at: String,
    state: FineState,
    amount_cents: Option<i64>,
    full_cents: i64,
    reduced_cents: i64,
    notified: Option<NaiveDate>,
    windows: WindowsWire,
    steps: Vec<StepWire>,
    gives_up: Vec<GivenUp>,
    allowed: Vec<Act>,
    evidence: EvidenceWire,
    allegations: Option<AllegationsWire>,
    driver: Option<DriverWire>,
    paid_cents: Option<i64>,
}

#[derive(Deserialize)]
struct WindowsWire {
    discount_until: Option<NaiveDate>,
    allegations_until: Option<NaiveDate>,
    driver_until: Option<NaiveDate>,
    payment_until: Option<NaiveDate>,
}

#[derive(Deserialize)]
struct StepWire {
    kind: StepKind,
    surcharge_percent: u32,
    amount_cents: i64,
    from: NaiveDate,
    until: Option<NaiveDate>,
}

#[derive(Deserialize)]
struct EvidenceWire {
    description: Both,
    device: Option<DeviceWire>,
    photos: u32,
}

#[derive(Deserialize)]
struct DeviceWire {
    name: Both,
    serial: String,
    verified: NaiveDate,
}

#[derive(Deserialize)]
struct AllegationsWire {
    registry: String,
    filed: DateTime<Utc>,
    attachments: u32,
    resolution: Option<ResolutionWire>,
}

#[derive(Deserialize)]
struct ResolutionWire {
    outcome: Outcome,
    day: NaiveDate,
}

#[derive(Deserialize)]
struct DriverWire {
    registry: String,
    filed: DateTime<Utc>,
    name: String,
}

impl FinesWire {
    /// Every fine, or none: one that is left out would be believed not to be there.
    pub fn fines(self) -> Result<Vec<Fine>, BadFine> {
        self.fines.into_iter().map(FineWire::fine).collect()
    }
}

impl FineWire {
    /// It, checked.
    pub fn fine(self) -> Result<Fine, BadFine> {
        let check = |fine: bool, field| if fine { Ok(()) } else { Err(BadFine(field)) };
        // It becomes part of addresses.
        check(
            !self.id.is_empty() && self.id.bytes().all(|digit| digit.is_ascii_digit()),
            "id",
        )?;
        let least = self.amount_cents.into_iter().chain(self.paid_cents);
        let least = least.chain([self.full_cents, self.reduced_cents]).min().unwrap_or(0);
        check(least > 0, "amount_cents")?;
        Ok(Fine {
            at: NaiveDateTime::parse_from_str(&self.at, WALL).map_err(|_| BadFine("at"))?,
            steps: self.steps.iter().map(StepWire::step).collect::<Result<_, _>>()?,
            id: self.id,
            kind: self.kind,
            rule: self.rule,
            severity: self.severity,
            points: self.points,
            plate: self.plate,
            place: self.place,
            state: self.state,
            amount: self.amount_cents.map(Cents::new),
            full: Cents::new(self.full_cents),
            reduced: Cents::new(self.reduced_cents),
            notified: self.notified,
            windows: Windows {
                discount: self.windows.discount_until,
                allegations: self.windows.allegations_until,
                driver: self.windows.driver_until,
                payment: self.windows.payment_until,
            },
            gives_up: self.gives_up,
            allowed: self.allowed,
            evidence: self.evidence.into(),
            allegations: self.allegations.map(Into::into),
            driver: self.driver.map(Into::into),
            paid: self.paid_cents.map(Cents::new),
        })
    }
}

impl StepWire {
    fn step(&self) -> Result<Step, BadFine> {
        let is_sound = self.amount_cents > 0 && self.until.is_none_or(|until| until >= self.from);
        is_sound.then_some(()).ok_or(BadFine("steps"))?;
        Ok(Step {
            kind: self.kind,
            surcharge: self.surcharge_percent,
            amount: Cents::new(self.amount_cents),
            from: self.from,
            until: self.until,
        })
    }
}

impl From<EvidenceWire> for Evidence {
    fn from(wire: EvidenceWire) -> Self {
        Self {
            description: wire.description,
            device: wire.device.map(|device| Device {
                name: device.name,
                serial: device.serial,
                verified: device.verified,
            }),
            photos: wire.photos,
        }
    }
}

impl From<AllegationsWire> for Filed {
    fn from(wire: AllegationsWire) -> Self {
        Self {
            registry: wire.registry,
            day: madrid_day(wire.filed),
            papers: wire.attachments,
            resolution: wire.resolution.map(|decided| (decided.outcome, decided.day)),
        }
    }
}

impl From<DriverWire> for DriverNamed {
    fn from(wire: DriverWire) -> Self {
        Self {
            registry: wire.registry,
            day: madrid_day(wire.filed),
            name: wire.name,
        }
    }
}

/// What the City answers to what was filed.
#[derive(Deserialize)]
pub struct FiledWire {
    #[serde(rename = "fine")]
    _fine: String,
    #[serde(rename = "kind")]
    _kind: String,
    pub(super) registry: String,
    pub(super) filed: DateTime<Utc>,
}

/// The answer of `GET /v1/fines/check`.
#[derive(Deserialize)]
pub struct CheckWire {
    pub(super) as_of: DateTime<Utc>,
    pub(super) kind: FineKind,
    pub(super) state: FineState,
    pub(super) amount_cents: Option<i64>,
    pub(super) amount_until: Option<NaiveDate>,
}

/// A refusal of the City (RFC 9457).
#[derive(Deserialize)]
pub struct ProblemWire {
    pub(super) code: String,
}

/// What a person says against a fine.
#[derive(Serialize)]
pub struct AllegationsWish<'a> {
    /// In their words.
    pub text: &'a str,
    /// The papers that go with it.
    pub attachments: Vec<AttachmentWish<'a>>,
}

/// A paper.
#[derive(Serialize)]
pub struct AttachmentWish<'a> {
    /// What it is called.
    pub name: &'a str,
    /// Its media type.
    pub r#type: &'static str,
    /// Its bytes, in base64.
    pub data: String,
}

/// Who was at the wheel.
#[derive(Serialize)]
pub struct DriverWish<'a> {
    name: &'a str,
    document: &'a str,
    address: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    licence: &'a str,
}

impl<'a> DriverWish<'a> {
    /// As it was checked.
    pub fn new(driver: &'a DriverDetails) -> Self {
        Self {
            name: &driver.name,
            document: &driver.document,
            address: &driver.address,
            licence: &driver.licence,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fines::test_fines::{contested, document, notified};
    use serde_json::{Value, json};

    fn read(fines: &[Value]) -> Result<Vec<Fine>, BadFine> {
        serde_json::from_value::<FinesWire>(document(fines)).unwrap().fines()
    }

    #[test]
    fn a_document_is_read_whole_or_not_at_all() {
        let fines = read(&[notified("482190375"), contested("100000001")]).unwrap();
        assert_eq!(fines[0].at.to_string(), "2026-10-28 14:05:00");
        assert_eq!(
            (fines[0].state, fines[0].amount),
            (FineState::Notified, Some(Cents::new(10_000)))
        );
        assert_eq!(fines[1].allegations.as_ref().unwrap().day.to_string(), "2026-11-20");
        for (pointer, value) in [
            ("/id", json!("../admin")),
            ("/id", json!("")),
            ("/at", json!("yesterday")),
            ("/full_cents", json!(0)),
            ("/amount_cents", json!(-1)),
            ("/steps/0/amount_cents", json!(0)),
            ("/steps/0/until", json!("2026-11-01")),
        ] {
            let mut torn = notified("482190375");
            *torn.pointer_mut(pointer).unwrap() = value;
            assert!(read(&[notified("100000001"), torn]).is_err(), "{pointer}");
        }
    }

    #[test]
    fn words_of_a_newer_city_are_other() {
        let mut newer = notified("482190375");
        newer["kind"] = json!("scooter");
        newer["state"] = json!("mediation");
        newer["allowed"] = json!(["pay", "mediate"]);
        let fine = read(&[newer]).unwrap().remove(0);
        assert_eq!((fine.kind, fine.state), (FineKind::Other, FineState::Other));
        assert_eq!(fine.allowed, [Act::Pay, Act::Other]);
    }

    #[test]
    fn a_licence_that_is_not_known_is_not_sent() {
        let driver = DriverDetails {
            name: "Julia".into(),
            document: "12345678Z".into(),
            address: "Calle".into(),
            licence: String::new(),
        };
        assert_eq!(
            json!(DriverWish::new(&driver)),
            json!({ "name": "Julia", "document": "12345678Z", "address": "Calle" })
        );
    }
}
