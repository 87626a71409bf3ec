//! Windows, prices and transitions, day by day.

use super::*;
use crate::sectors::fines::prices::StepKind;
use crate::sectors::fines::test_files::{day, file};

fn contested(numero: &str, filed: &str) -> Expediente {
    Expediente {
        numero: numero.to_owned(),
        alegacion: Some(Alegacion {
            registro: "2026/0000001".to_owned(),
            presentado: 0,
            dia: day(filed),
            adjuntos: 0,
            resuelto: None,
        }),
        ..file(Fase::Al, "2026-11-06")
    }
}

fn on(file: &Expediente, today: &str) -> (State, Option<i64>) {
    let found = standing(file, day(today));
    (found.state, found.step.map(|step| step.amount))
}

/// When it was notified; day 20, day 21, day 30, day 31, and the last day to pay.
const NOTICES: [(&str, [&str; 5]); 8] = [
    // Across the end of a month, and of a year.
    (
        "2026-11-06",
        ["2026-11-26", "2026-11-27", "2026-12-06", "2026-12-07", "2026-12-21"],
    ),
    (
        "2026-12-15",
        ["2027-01-04", "2027-01-05", "2027-01-14", "2027-01-15", "2027-01-29"],
    ),
    // Across the nights in which the hour changes.
    (
        "2026-03-20",
        ["2026-04-09", "2026-04-10", "2026-04-19", "2026-04-20", "2026-05-04"],
    ),
    (
        "2026-10-15",
        ["2026-11-04", "2026-11-05", "2026-11-14", "2026-11-15", "2026-11-29"],
    ),
    (
        "2026-10-16",
        ["2026-11-05", "2026-11-06", "2026-11-15", "2026-11-16", "2026-11-30"],
    ),
    // Across 29 February, and in a year without one.
    (
        "2028-02-09",
        ["2028-02-29", "2028-03-01", "2028-03-10", "2028-03-11", "2028-03-25"],
    ),
    (
        "2027-02-09",
        ["2027-03-01", "2027-03-02", "2027-03-11", "2027-03-12", "2027-03-26"],
    ),
    // Notified on a 31st.
    (
        "2026-01-31",
        ["2026-02-20", "2026-02-21", "2026-03-02", "2026-03-03", "2026-03-17"],
    ),
];

#[test]
fn half_holds_twenty_days_and_silence_is_final_after_thirty() {
    for (notified, days) in NOTICES {
        let file = file(Fase::Nt, notified);
        let [twenty, twenty_one, thirty, thirty_one, last] = days;
        assert_eq!(on(&file, notified), (State::Notified, Some(10_000)), "{notified}");
        assert_eq!(on(&file, twenty), (State::Notified, Some(10_000)), "{notified}");
        assert_eq!(on(&file, twenty_one), (State::DiscountOver, Some(20_000)), "{notified}");
        assert_eq!(on(&file, thirty), (State::DiscountOver, Some(20_000)), "{notified}");
        assert_eq!(on(&file, thirty_one), (State::Final, Some(20_000)), "{notified}");
        assert_eq!(on(&file, last), (State::Final, Some(20_000)), "{notified}");
        let after = later(day(last), 1);
        let found = standing(&file, after);
        assert_eq!((found.state, found.step.unwrap().amount), (State::Enforcement, 21_000));
        let windows = standing(&file, day(twenty)).windows;
        assert_eq!(
            (windows.discount, windows.allegations, windows.driver, windows.payment),
            (Some(day(twenty)), Some(day(twenty)), Some(day(twenty)), Some(day(last))),
            "{notified}"
        );
    }
}

#[test]
fn allegations_forfeit_the_reduction_and_are_decided_by_themselves() {
    // An odd number stays fined, an even one does not.
    let odd = contested("482190375", "2026-11-10");
    assert_eq!(on(&odd, "2026-11-10"), (State::Contested, Some(20_000)));
    assert_eq!(on(&odd, "2026-11-24"), (State::Contested, Some(20_000)));
    assert_eq!(on(&odd, "2026-11-25"), (State::Final, Some(20_000)));
    assert_eq!(on(&odd, "2026-12-10"), (State::Final, Some(20_000)));
    assert_eq!(on(&odd, "2026-12-11"), (State::Enforcement, Some(21_000)));
    let refused = standing(&odd, day("2026-11-25"));
    assert_eq!(refused.resolution, Some((Outcome::Refused, day("2026-11-25"))));
    assert_eq!(refused.windows.payment, Some(day("2026-12-10")));
    assert!(refused.steps.iter().all(|step| step.kind != StepKind::Reduced));
    let even = contested("482190374", "2026-11-10");
    assert_eq!(on(&even, "2026-11-24"), (State::Contested, Some(20_000)));
    assert_eq!(on(&even, "2026-11-25"), (State::Cancelled, None));
}

#[test]
fn an_official_decides_before_the_system_does() {
    let mut file = contested("482190375", "2026-11-10");
    if let Some(filed) = &mut file.alegacion {
        filed.resuelto = Some((Outcome::Accepted, day("2026-11-12")));
    }
    assert_eq!(on(&file, "2026-11-12"), (State::Cancelled, None));
    assert_eq!(may_resolve(&file, day("2026-11-12")), Err(Refusal::NotNow));
}

/// A file that stands so, on a day.
fn in_state(state: State) -> (Expediente, NaiveDate) {
    let of = |fase| file(fase, "2026-11-06");
    let (file, today) = match state {
        State::Reported => (
            Expediente {
                notificado: None,
                ..of(Fase::De)
            },
            "2026-11-10",
        ),
        State::Notified => (of(Fase::Nt), "2026-11-26"),
        State::DiscountOver => (of(Fase::Nt), "2026-11-27"),
        State::Contested => (contested("482190375", "2026-11-10"), "2026-11-11"),
        State::DriverNamed => (
            Expediente {
                conductor: Some(Conductor {
                    registro: "2026/0000001".to_owned(),
                    presentado: 0,
                    nombre: "Ana Gil".to_owned(),
                }),
                ..of(Fase::Co)
            },
            "2026-11-10",
        ),
        State::Final => (of(Fase::Fi), "2026-12-07"),
        State::Enforcement => (of(Fase::Ap), "2026-12-22"),
        State::Paid => (
            Expediente {
                cobrado: Some(20_000),
                ..of(Fase::Pa)
            },
            "2026-11-10",
        ),
        State::Closed => (
            Expediente {
                cobrado: Some(10_000),
                ..of(Fase::Pa)
            },
            "2026-11-10",
        ),
        State::Cancelled => (of(Fase::An), "2026-11-10"),
        State::WrittenOff => (of(Fase::Ba), "2026-11-10"),
        State::Refunded => (of(Fase::Dv), "2026-11-10"),
    };
    (file, day(today))
}

#[test]
fn each_state_allows_what_the_law_allows() {
    use Refusal::{AlreadyFiled, AlreadyPaid, NotNow, TooLate};
    for state in State::ALL {
        let (file, today) = in_state(state);
        let found = standing(&file, today);
        assert_eq!(found.state, state);
        let (allege, driver) = match state {
            State::Notified => (Ok(()), Ok(())),
            State::DiscountOver | State::Final | State::Enforcement => (Err(TooLate), Err(TooLate)),
            State::Contested => (Err(AlreadyFiled), Err(AlreadyFiled)),
            State::DriverNamed => (Err(NotNow), Err(AlreadyFiled)),
            State::Paid | State::Closed | State::Refunded => (Err(AlreadyPaid), Err(AlreadyPaid)),
            State::Reported | State::Cancelled | State::WrittenOff => (Err(NotNow), Err(NotNow)),
        };
        assert_eq!(may_allege(&file, today), allege, "{state:?}");
        assert_eq!(may_name_driver(&file, today), driver, "{state:?}");
        assert_eq!(
            may_resolve(&file, today).is_ok(),
            state == State::Contested,
            "{state:?}"
        );
        assert_eq!(found.step.is_some(), state.is_payable(), "{state:?}");
        assert_eq!(found.steps.is_empty(), !state.is_payable(), "{state:?}");
        assert_eq!(Fase::of(state.fase().code()), Some(state.fase()));
    }
    assert_eq!(Fase::of("XX"), None);
}

#[test]
fn what_is_paid_after_allegations_is_decided_by_nobody() {
    let mut file = contested("482190375", "2026-11-10");
    file.fase = Fase::Pa;
    file.cobrado = Some(20_000);
    let found = standing(&file, day("2027-11-10"));
    assert_eq!((found.state, found.resolution), (State::Paid, None));
    assert_eq!(may_allege(&file, day("2026-11-11")), Err(Refusal::AlreadyPaid));
}
