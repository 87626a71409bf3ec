//! What the buttons of the console do. Each does what the switch of the same name under `/admin` does, then shows the page
//! again, so that reloading it does nothing twice.

use std::collections::BTreeMap;

use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::response::Redirect;
use chrono::{NaiveDateTime, Utc};
use serde::Deserialize;
use serde_json::json;

use crate::admin::{Action, end_sessions};
use crate::api::Problem;
use crate::calendar::moment;
use crate::citizens::by_id;
use crate::faults::{FaultKind, FaultRule};
use crate::sectors::{Mood, Sector};
use crate::state::CityState;
use crate::store;

/// What an act came to, as the page tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// The clock was moved.
    ClockMoved,
    /// It was not.
    ClockRefused,
    /// Systems are as chosen.
    SystemsChanged,
    /// They are not.
    SystemsRefused,
    /// A fault is switched on.
    FaultAdded,
    /// It is not.
    FaultRefused,
    /// All faults are switched off.
    FaultsCleared,
    /// Sessions were changed.
    SessionsChanged,
    /// They were not.
    SessionsRefused,
    /// Cards were changed.
    CardsChanged,
    /// They were not.
    CardsRefused,
}

impl Said {
    /// Its name in addresses, and what the page says.
    const fn told(self) -> (&'static str, &'static str) {
        match self {
            Self::ClockMoved => ("clock_moved", "The clock was moved."),
            Self::ClockRefused => ("clock_refused", "The clock was not moved: give a date and a time."),
            Self::SystemsChanged => ("systems_changed", "The systems are as you chose."),
            Self::SystemsRefused => ("systems_refused", "Nothing changed: there is no such system or state."),
            Self::FaultAdded => ("fault_added", "The fault was added."),
            Self::FaultRefused => (
                "fault_refused",
                "No fault was added. A path begins with /, numbers are whole, and a status is from 400 to 599 (429 or \
                 503 for busy).",
            ),
            Self::FaultsCleared => ("faults_cleared", "All faults were cleared."),
            Self::SessionsChanged => ("sessions_changed", "The sessions were changed."),
            Self::SessionsRefused => ("sessions_refused", "No session was changed: nobody is called that."),
            Self::CardsChanged => ("cards_changed", "The cards were changed."),
            Self::CardsRefused => (
                "cards_refused",
                "No card was changed: there is none of this number, or it was revoked.",
            ),
        }
    }

    /// What the page says.
    pub const fn words(self) -> &'static str {
        self.told().1
    }

    /// Whether it was not done.
    pub const fn is_refusal(self) -> bool {
        use Said::{CardsRefused, ClockRefused, FaultRefused, SessionsRefused, SystemsRefused};
        matches!(
            self,
            ClockRefused | SystemsRefused | FaultRefused | SessionsRefused | CardsRefused
        )
    }

    /// Shows the page again.
    pub fn go(self) -> Redirect {
        Redirect::to(&format!("/console?said={}", self.told().0))
    }
}

/// Where the clock is to go: so far, or to this time in Madrid.
#[derive(Debug, Deserialize)]
pub struct ClockForm {
    seconds: Option<i64>,
    to: Option<String>,
}

/// A fault; what is left empty is as the rule has it.
#[derive(Debug, Deserialize)]
pub struct FaultForm {
    fault: FaultKind,
    path: String,
    times: String,
    delay_ms: String,
    status: String,
}

/// Whose sessions, and what happens to them.
#[derive(Debug, Deserialize)]
pub struct SessionsForm {
    person: String,
    action: Action,
}

/// `POST /console/clock`
pub async fn clock(
    State(city): State<CityState>,
    form: Result<Form<ClockForm>, FormRejection>,
) -> Result<Redirect, Problem> {
    let form = form.map_or(
        ClockForm {
            seconds: None,
            to: None,
        },
        |Form(form)| form,
    );
    let moved = match (form.seconds, form.to.as_deref().and_then(in_madrid)) {
        (Some(seconds), _) => city.clock().advance(seconds),
        (None, Some(to)) => {
            city.clock().set(to);
            true
        }
        (None, None) => false,
    };
    if !moved {
        return Ok(Said::ClockRefused.go());
    }
    let now = city.clock().now().timestamp();
    city.with_store(move |store| store.write(|tx| store::forget_old_tombstones(tx, now)))
        .await?;
    Ok(Said::ClockMoved.go())
}

/// What a field of date and time says, with seconds or without.
fn in_madrid(text: &str) -> Option<chrono::DateTime<Utc>> {
    let forms = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"];
    let wall = forms
        .into_iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    wall.map(moment)
}

/// `POST /console/systems`
pub async fn systems(State(city): State<CityState>, Form(mut form): Form<BTreeMap<String, String>>) -> Redirect {
    let idp = form.remove("idp");
    let moods = BTreeMap::<Sector, Mood>::deserialize(json!(form)).ok();
    if !moods.is_some_and(|moods| city.moods().set(moods)) {
        return Said::SystemsRefused.go();
    }
    if let Some(idp) = idp {
        city.identity().set_down(idp == "down");
    }
    Said::SystemsChanged.go()
}

/// `POST /console/faults`. It is tried after those that are there.
pub async fn add_fault(State(city): State<CityState>, form: Result<Form<FaultForm>, FormRejection>) -> Redirect {
    let rule = form.ok().and_then(|Form(form)| form.rule());
    let Some(rule) = rule.filter(|rule| rule.check().is_ok()) else {
        return Said::FaultRefused.go();
    };
    let mut rules = city.faults().rules();
    rules.push(rule);
    city.faults().set(rules);
    Said::FaultAdded.go()
}

/// `POST /console/faults/clear`
pub async fn clear_faults(State(city): State<CityState>) -> Redirect {
    city.faults().set(Vec::new());
    Said::FaultsCleared.go()
}

/// `POST /console/sessions`
pub async fn sessions(
    State(city): State<CityState>,
    form: Result<Form<SessionsForm>, FormRejection>,
) -> Result<Redirect, Problem> {
    let form = form.ok().map(|Form(form)| form);
    let Some((person, action)) = form.and_then(|form| Some((by_id(&form.person)?, form.action))) else {
        return Ok(Said::SessionsRefused.go());
    };
    end_sessions(&city, person, action).await?;
    Ok(Said::SessionsChanged.go())
}

impl FaultForm {
    fn rule(&self) -> Option<FaultRule> {
        let path = Some(self.path.trim()).filter(|path| path.starts_with('/'))?;
        Some(FaultRule {
            fault: self.fault,
            path: path.to_owned(),
            probability: 1.0,
            times: number(&self.times)?,
            delay_ms: number(&self.delay_ms)?,
            status: number(&self.status)?,
            retry_after_s: None,
        })
    }
}

/// Nothing is nothing; what is no number is a mistake.
fn number<T: std::str::FromStr>(text: &str) -> Option<Option<T>> {
    match text.trim() {
        "" => Some(None),
        text => text.parse().ok().map(Some),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_of_madrid() {
        let utc = |text| in_madrid(text).map(crate::clock::rfc3339);
        assert_eq!(utc("2026-11-24T11:00").as_deref(), Some("2026-11-24T10:00:00Z"));
        assert_eq!(utc("2026-07-01T00:30:05").as_deref(), Some("2026-06-30T22:30:05Z"));
        assert_eq!(utc("tomorrow"), None);
    }

    #[test]
    fn what_is_said_is_understood_by_the_page() {
        for said in [
            Said::ClockMoved,
            Said::FaultRefused,
            Said::SystemsRefused,
            Said::SessionsChanged,
        ] {
            assert_eq!(Said::deserialize(json!(said.told().0)).unwrap(), said);
        }
    }
}
