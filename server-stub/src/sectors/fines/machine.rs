//! How a fine stands on a day, pure: its state, its windows, what it costs when, and what may be done about it.
//!
//! Days are calendar days of Madrid, counted from the day after a notice (RDL 6/2015, art. 94 and 95; Ley 39/2015, art. 30.2).

use chrono::NaiveDate;

use super::prices::{Step, reduced, steps};
use crate::calendar::later;

/// Half the price, allegations and the driver's name: 20 calendar days (RDL 6/2015, art. 93 and 94).
pub(super) const TO_ANSWER: i64 = 20;
/// Neither paid nor answered in 30 calendar days, the report itself becomes the penalty (art. 95.4).
const SILENCE: i64 = 30;
/// To pay in full once it is final.
pub(super) const TO_PAY: i64 = 15;
/// Allegations that no official has decided are decided by the system then: this city's own pace.
pub const TO_RESOLVE: i64 = 15;

/// What is on file of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expediente {
    /// Nine digits.
    pub numero: String,
    /// Whose vehicle it was.
    pub titular: String,
    /// What for: `VEL`, `EST`, `ZBE`, `SEM`.
    pub hecho: String,
    /// When.
    pub fecha: NaiveDate,
    /// At what time.
    pub hora: String,
    /// Where.
    pub lugar: String,
    /// The vehicle.
    pub matricula: String,
    /// Whole euros.
    pub importe: i64,
    /// Per cent.
    pub reduccion: i64,
    /// Of the driving licence.
    pub puntos: i64,
    /// When the owner was told.
    pub notificado: Option<NaiveDate>,
    /// How far it had come when somebody last did something about it.
    pub fase: Fase,
    /// Cents that were paid.
    pub cobrado: Option<i64>,
    /// What was said against it.
    pub alegacion: Option<Alegacion>,
    /// Who was at the wheel.
    pub conductor: Option<Conductor>,
}

/// What was said against a report, without its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alegacion {
    /// The number of the registry.
    pub registro: String,
    /// Seconds since 1970.
    pub presentado: i64,
    /// The day of that in Madrid.
    pub dia: NaiveDate,
    /// How many papers came with it.
    pub adjuntos: i64,
    /// What an official has decided, and when.
    pub resuelto: Option<(Outcome, NaiveDate)>,
}

/// Who was at the wheel, as the owner said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conductor {
    /// The number of the registry.
    pub registro: String,
    /// Seconds since 1970.
    pub presentado: i64,
    /// The name.
    pub nombre: String,
}

/// The codes of the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fase {
    /// Denunciado: nobody was told.
    De,
    /// Notificado.
    Nt,
    /// Alegado.
    Al,
    /// Conductor identificado.
    Co,
    /// Firme.
    Fi,
    /// Apremio.
    Ap,
    /// Pagado.
    Pa,
    /// Anulado.
    An,
    /// Baja.
    Ba,
    /// Devuelto.
    Dv,
}

impl Fase {
    const ALL: [(Self, &'static str); 10] = [
        (Self::De, "DE"),
        (Self::Nt, "NT"),
        (Self::Al, "AL"),
        (Self::Co, "CO"),
        (Self::Fi, "FI"),
        (Self::Ap, "AP"),
        (Self::Pa, "PA"),
        (Self::An, "AN"),
        (Self::Ba, "BA"),
        (Self::Dv, "DV"),
    ];

    /// As it is written.
    pub fn code(self) -> &'static str {
        let found = Self::ALL.iter().find(|(fase, _)| *fase == self);
        found.map_or("", |(_, code)| code)
    }

    /// What is written.
    pub fn of(code: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(_, known)| *known == code);
        found.map(|(fase, _)| *fase)
    }
}

/// What became of allegations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The person was right: there is no fine.
    Accepted,
    /// The fine stays, in full.
    Refused,
}

/// How a fine stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Somebody has reported it; the owner was not told.
    Reported,
    /// The owner was told, and the reduction holds.
    Notified,
    /// The owner was told, and the reduction is over: only silence is left until it is final.
    DiscountOver,
    /// Allegations wait for a decision.
    Contested,
    /// Another person was named: it is theirs now.
    DriverNamed,
    /// It is to be paid in full.
    Final,
    /// It is to be paid with a surcharge.
    Enforcement,
    /// Paid.
    Paid,
    /// Paid with the reduction: that closed the case.
    Closed,
    /// There is no fine any more.
    Cancelled,
    /// The City gave it up.
    WrittenOff,
    /// What was paid was given back.
    Refunded,
}

impl State {
    /// All of them.
    #[cfg(test)]
    pub const ALL: [Self; 12] = [
        Self::Reported,
        Self::Notified,
        Self::DiscountOver,
        Self::Contested,
        Self::DriverNamed,
        Self::Final,
        Self::Enforcement,
        Self::Paid,
        Self::Closed,
        Self::Cancelled,
        Self::WrittenOff,
        Self::Refunded,
    ];

    /// As the contract says it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Notified => "notified",
            Self::DiscountOver => "discount_over",
            Self::Contested => "contested",
            Self::DriverNamed => "driver_named",
            Self::Final => "final",
            Self::Enforcement => "enforcement",
            Self::Paid => "paid",
            Self::Closed => "closed",
            Self::Cancelled => "cancelled",
            Self::WrittenOff => "written_off",
            Self::Refunded => "refunded",
        }
    }

    /// As the records would write it.
    pub const fn fase(self) -> Fase {
        match self {
            Self::Reported => Fase::De,
            Self::Notified | Self::DiscountOver => Fase::Nt,
            Self::Contested => Fase::Al,
            Self::DriverNamed => Fase::Co,
            Self::Final => Fase::Fi,
            Self::Enforcement => Fase::Ap,
            Self::Paid | Self::Closed => Fase::Pa,
            Self::Cancelled => Fase::An,
            Self::WrittenOff => Fase::Ba,
            Self::Refunded => Fase::Dv,
        }
    }

    /// Whether it can be paid.
    pub const fn is_payable(self) -> bool {
        matches!(
            self,
            Self::Notified | Self::DiscountOver | Self::Contested | Self::Final | Self::Enforcement
        )
    }
}

/// The last days on which something can be done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Windows {
    /// Paying half.
    pub discount: Option<NaiveDate>,
    /// Allegations.
    pub allegations: Option<NaiveDate>,
    /// Naming the driver.
    pub driver: Option<NaiveDate>,
    /// Paying without a surcharge.
    pub payment: Option<NaiveDate>,
}

/// Everything that follows from a file and a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The state.
    pub state: State,
    /// The last days.
    pub windows: Windows,
    /// The prices, the first one first.
    pub steps: Vec<Step>,
    /// The one that holds today.
    pub step: Option<Step>,
    /// What was decided about allegations, and when.
    pub resolution: Option<(Outcome, NaiveDate)>,
}

/// Why something is not done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such report.
    Unknown,
    /// Its time is over.
    TooLate,
    /// It is paid.
    AlreadyPaid,
    /// It was done before.
    AlreadyFiled,
    /// The fine does not stand so that it could be.
    NotNow,
}

/// How a fine stands on a day.
pub fn standing(file: &Expediente, today: NaiveDate) -> Standing {
    let resolution = resolution(file, today);
    let final_day = final_day(file, resolution);
    let state = state(file, today, resolution, final_day);
    let steps = steps(file, state, final_day);
    let holds = |step: &&Step| step.from <= today && step.until.is_none_or(|until| today <= until);
    Standing {
        state,
        windows: windows(file, state, final_day),
        step: steps.iter().find(holds).copied().filter(|_| state.is_payable()),
        steps,
        resolution,
    }
}

/// What an official decided, or the system after a while: whoever has an even number is right.
fn resolution(file: &Expediente, today: NaiveDate) -> Option<(Outcome, NaiveDate)> {
    // Paid meanwhile, they count as never filed.
    let filed = file.alegacion.as_ref().filter(|_| file.fase == Fase::Al)?;
    let by_itself = later(filed.dia, TO_RESOLVE);
    let is_even = file.numero.bytes().last().is_some_and(|digit| digit.is_multiple_of(2));
    let outcome = if is_even { Outcome::Accepted } else { Outcome::Refused };
    filed
        .resuelto
        .or_else(|| (today >= by_itself).then_some((outcome, by_itself)))
}

/// The last day before it is final: of silence, or that of the decision.
fn final_day(file: &Expediente, resolution: Option<(Outcome, NaiveDate)>) -> Option<NaiveDate> {
    match resolution {
        Some((Outcome::Refused, day)) => Some(day),
        Some((Outcome::Accepted, _)) => None,
        None if file.alegacion.is_some() => None,
        None => file.notificado.map(|day| later(day, SILENCE)),
    }
}

fn state(
    file: &Expediente,
    today: NaiveDate,
    resolution: Option<(Outcome, NaiveDate)>,
    final_day: Option<NaiveDate>,
) -> State {
    let reduced = reduced(file);
    let by_days = || match (file.notificado, final_day) {
        (Some(notified), _) if file.alegacion.is_none() && today <= later(notified, TO_ANSWER) => State::Notified,
        (_, Some(last)) if today > later(last, TO_PAY) => State::Enforcement,
        (_, Some(last)) if today > last || resolution.is_some() => State::Final,
        _ => State::DiscountOver,
    };
    match file.fase {
        Fase::De => State::Reported,
        Fase::Co => State::DriverNamed,
        Fase::Pa if file.cobrado == Some(reduced) && file.reduccion > 0 => State::Closed,
        Fase::Pa => State::Paid,
        Fase::An => State::Cancelled,
        Fase::Ba => State::WrittenOff,
        Fase::Dv => State::Refunded,
        Fase::Al => match resolution {
            None => State::Contested,
            Some((Outcome::Accepted, _)) => State::Cancelled,
            Some((Outcome::Refused, _)) => by_days(),
        },
        Fase::Nt | Fase::Fi | Fase::Ap => by_days(),
    }
}

fn windows(file: &Expediente, state: State, final_day: Option<NaiveDate>) -> Windows {
    let answer = file.notificado.map(|day| later(day, TO_ANSWER));
    let payment = final_day.map(|day| later(day, TO_PAY));
    match state {
        State::Notified | State::DiscountOver => Windows {
            discount: answer,
            allegations: answer,
            driver: answer,
            payment,
        },
        State::Final | State::Enforcement => Windows {
            payment,
            ..Windows::default()
        },
        _ => Windows::default(),
    }
}

/// Whether allegations can be filed.
pub fn may_allege(file: &Expediente, today: NaiveDate) -> Result<(), Refusal> {
    may_answer(file, today, file.alegacion.is_some())
}

/// Whether the driver can be named.
pub fn may_name_driver(file: &Expediente, today: NaiveDate) -> Result<(), Refusal> {
    // Who has said that the fine is wrong has answered as its addressee.
    may_answer(file, today, file.conductor.is_some() || file.alegacion.is_some())
}

fn may_answer(file: &Expediente, today: NaiveDate, is_filed: bool) -> Result<(), Refusal> {
    match standing(file, today).state {
        State::Paid | State::Closed | State::Refunded => Err(Refusal::AlreadyPaid),
        _ if is_filed => Err(Refusal::AlreadyFiled),
        State::Notified => Ok(()),
        State::DiscountOver | State::Final | State::Enforcement => Err(Refusal::TooLate),
        State::Reported | State::Contested | State::DriverNamed | State::Cancelled | State::WrittenOff => {
            Err(Refusal::NotNow)
        }
    }
}

/// Whether an official can decide.
pub fn may_resolve(file: &Expediente, today: NaiveDate) -> Result<(), Refusal> {
    match standing(file, today).state {
        State::Contested => Ok(()),
        _ => Err(Refusal::NotNow),
    }
}

#[cfg(test)]
#[path = "machine_tests.rs"]
mod tests;
