//! Surcharges and savings, case by case.

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn what_comes_on_top_grows_by_the_steps_of_the_law() {
    let steps = surcharges(38_650, day("2026-11-30"), day("2027-01-14"), false);
    let told = steps.map(|step| (step.percent, step.cents, step.from.to_string(), step.is_certain));
    assert_eq!(
        told,
        [
            (5, 40_583, "2026-12-01".to_owned(), true),
            (10, 42_515, "2027-01-14".to_owned(), false),
            (20, 46_380, "2027-01-21".to_owned(), false),
        ]
    );
    assert_eq!(share(1, 500), 0);
    assert_eq!(share(10, 500), 1, "half a cent is one");
}

#[test]
fn the_split_debit_saves_its_share_and_at_most_seventy_euros() {
    for (total, saved) in [
        (63_908, 2_077),
        (215_384, 7_000),
        (215_385, 7_000),
        (1_000_000, 7_000),
        (0, 0),
    ] {
        assert_eq!(saving(total, 325, 7_000), saved, "{total}");
    }
    let charges = charges(Modalidad::Sep, 63_908, 2_077, day("2026-12-04"));
    let told: Vec<_> = charges.iter().map(|part| (part.day.to_string(), part.cents)).collect();
    assert_eq!(
        told,
        [("2026-07-07".to_owned(), 31_954), ("2026-12-04".to_owned(), 29_877)]
    );
    for mode in Modalidad::ALL {
        let parts = super::charges(mode, 10_001, 100, day("2026-12-04"));
        assert_eq!(parts.iter().map(|part| part.cents).sum::<i64>(), 9_901);
        assert_eq!(Modalidad::of(mode.name()), Some(mode));
    }
}

#[test]
fn instalments_add_up_and_are_on_working_days() {
    let parts = instalments(14_120, 3, day("2026-11-24"));
    let told: Vec<_> = parts.iter().map(|part| (part.day.to_string(), part.cents)).collect();
    assert_eq!(
        told,
        [
            ("2026-12-21".to_owned(), 4_707),
            ("2027-01-20".to_owned(), 4_707),
            ("2027-02-22".to_owned(), 4_706)
        ]
    );
    assert_eq!(instalments(100, 0, day("2026-12-31")).len(), 1);
    assert_eq!(instalments(100, 2, day("2028-01-31"))[0].day, day("2028-02-21"));
}
