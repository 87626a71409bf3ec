//! A short run of the simulation of money (`money-sim`), and the classic mistakes that it must find.

use std::sync::Arc;

use madrid_tests::money::{Course, Mistake, Template, run};

fn course(seeds: u64, mistake: Option<Mistake>) -> Course {
    Course {
        from: 1,
        seeds,
        threads: 2,
        mistake,
        stops: mistake.is_some(),
    }
}

#[test]
fn nothing_is_charged_twice_and_nothing_is_lost_whatever_goes_wrong() {
    let template = Arc::new(Template::new().unwrap());
    let report = run(&template, course(100, None)).unwrap();
    assert!(report.violations.is_empty(), "{:?}", report.violations);
    let tally = report.tally;
    // A run in which nothing happens proves nothing.
    for (what, least) in [
        ("payments settled", 20),
        ("kills", 50),
        ("unknowns resolved", 20),
        ("payments rejected", 10),
        ("letters settled", 5),
    ] {
        assert!(tally.of(what) >= least, "{what}: {}", tally.of(what));
    }
    assert!(tally.all("fault: ") >= 200 && tally.all("disks ") >= 10);
}

#[test]
fn every_classic_mistake_is_found() {
    let template = Arc::new(Template::new().unwrap());
    for mistake in Mistake::ALL {
        let report = run(&template, course(400, Some(mistake))).unwrap();
        assert!(!report.violations.is_empty(), "{}", mistake.name());
    }
}

#[test]
fn a_seed_is_the_same_story_every_time() {
    let template = Arc::new(Template::new().unwrap());
    let tallies = [0, 1].map(|_| {
        run(
            &template,
            Course {
                threads: 1,
                ..course(12, None)
            },
        )
        .unwrap()
        .tally
    });
    let [first, second] = tallies.map(|tally| tally.lines().collect::<Vec<_>>());
    assert_eq!(first, second);
}
