//! Prices without gaps, and the time that an order gives.

use super::*;
use crate::sectors::fines::machine::{Fase, standing};
use crate::sectors::fines::test_files::{day, file};

#[test]
fn prices_follow_each_other_without_a_gap() {
    let found = standing(&file(Fase::Nt, "2026-11-06"), day("2026-11-10"));
    let prices: Vec<_> = found
        .steps
        .iter()
        .map(|step| (step.kind, step.surcharge, step.amount))
        .collect();
    assert_eq!(
        prices,
        [
            (StepKind::Reduced, 0, 10_000),
            (StepKind::Full, 0, 20_000),
            (StepKind::Surcharge, 5, 21_000),
            (StepKind::Surcharge, 10, 22_000),
            (StepKind::Surcharge, 20, 24_000),
        ]
    );
    assert_eq!(
        found.steps[0].from,
        day("2026-11-06"),
        "whoever pays on the day of the notice pays half"
    );
    for (one, next) in found.steps.iter().zip(found.steps.iter().skip(1)) {
        assert_eq!(later(one.until.unwrap(), 1), next.from);
    }
    assert_eq!(found.steps[4].until, None);
}

#[test]
fn the_order_of_enforcement_gives_time_by_the_day_it_is_notified() {
    for (notified, until) in [
        // On the 15th and on the 16th.
        ("2026-10-15", "2026-10-20"),
        ("2026-10-16", "2026-11-05"),
        ("2026-12-16", "2027-01-05"),
        // The 20th is a Saturday, the 5th a Sunday.
        ("2026-06-10", "2026-06-22"),
        ("2026-03-31", "2026-04-06"),
        // From a Sunday over a holiday: the 5th to the 7th of December are a Saturday, a Sunday and a Monday.
        ("2026-11-30", "2026-12-07"),
        // The 5th of December 2025 is a Friday; the 6th and 8th of it are holidays, and the 20th is a Saturday.
        ("2025-12-01", "2025-12-22"),
    ] {
        assert_eq!(order_window(day(notified)), day(until), "{notified}");
    }
}
