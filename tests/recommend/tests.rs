//! A small judgement, and whether the judge itself can be trusted.

use madrid_core::recommend::{Engine, Memory, Moment, Part, SignalKind, Weights, learn};

use crate::judge::{Depth, judge_to};
use crate::life::{City, Lives};
use crate::metrics::{Interval, Worth};
use crate::probes::Faithful;
use crate::rivals::Way;
use crate::table;
use crate::tsmc::CheckIns;
use crate::verdict::{Verdict, WayVerdict};
use crate::world::{World, real_data};

const CITIZENS: usize = 300;

/// The real places, or nothing after saying so. On the build server they must be there.
fn world() -> Option<World> {
    if let Some(folder) = real_data() {
        return Some(World::real(&folder).unwrap());
    }
    assert_ne!(std::env::var("CI").as_deref(), Ok("true"), "no real data");
    eprintln!("SKIPPED: no real data (set MADRID_SHARED)");
    None
}

fn way(verdict: &Verdict, way: Way) -> &WayVerdict {
    verdict.ways.iter().find(|row| row.way == way).unwrap()
}

#[test]
fn ours_is_ahead_of_every_other_way() {
    let Some(world) = world() else { return };
    let verdict = judge_to(&City::new(world, CITIZENS, false), Weights::default(), Depth::Rivals);
    println!("{}", table::report(&verdict));
    assert_eq!(verdict.people, CITIZENS);
    let ours = way(&verdict, Way::Ours);
    for rival in Way::RIVALS {
        let other = way(&verdict, rival);
        assert!(
            other.ours_ahead.is_above_zero(),
            "{}: {:?}",
            rival.name(),
            other.ours_ahead
        );
        assert!(ours.recall.mean > other.recall.mean, "{}", rival.name());
        assert!(
            ours.regret.unwrap().mean < other.regret.unwrap().mean,
            "{}",
            rival.name()
        );
    }
    // And more varied than who only repeats what the person did, or than its own score alone.
    for narrow in [Way::OwnHabits, Way::ScoreOnly] {
        let other = way(&verdict, narrow);
        assert!(
            ours.diversity > other.diversity && ours.coverage >= other.coverage,
            "{}",
            narrow.name()
        );
    }
    assert!(ours.coverage > way(&verdict, Way::Popular).coverage);
    assert!(ours.diversity > way(&verdict, Way::Content).diversity);
}

#[test]
fn a_person_is_the_same_every_time_and_another_on_the_seeds_of_tuning() {
    let choices = |is_tuning| -> Vec<usize> {
        let city = City::new(World::small().unwrap(), 3, is_tuning);
        let person = city.person(2).unwrap();
        person.occasions.iter().map(|occasion| occasion.chosen).collect()
    };
    assert_eq!(choices(false), choices(false));
    assert_ne!(choices(false), choices(true));
}

#[test]
fn a_small_city_is_judged_to_the_end() {
    let city = City::new(World::small().unwrap(), 80, true);
    let verdict = judge_to(&city, Weights::default(), Depth::Whole);
    let probes = verdict.probes.as_ref().unwrap();
    assert_eq!((probes.people, probes.same_again), (8, 8));
    assert!(
        probes.faithful.first * 100 >= probes.listed * 98 && probes.faithful.stated == probes.listed,
        "{:?} of {}",
        probes.faithful,
        probes.listed
    );
    assert!(probes.kept_by_jitter > 0.7 && probes.kept_by_signal > 0.5);
    assert_eq!(verdict.newcomer[0].choices, 0);
    assert_eq!(verdict.ways.len(), 1 + Way::RIVALS.len() + 1 + Part::ALL.len());
    let text = table::report(&verdict);
    assert!(text.contains("without distance") && text.contains("Fairness by age") && text.contains("Reasons: of"));
}

/// A judge that says yes to everybody is none: a list that holds nothing of what draws people must come out as chance does.
#[test]
fn the_judge_sees_the_difference_between_the_best_list_and_a_bad_one() {
    let draws: Vec<f64> = (0..100).map(f64::from).collect();
    let candidates = World::small().unwrap().candidates;
    let worth = |list: &[usize], chosen| Worth::of(list, chosen, Some(&draws), &candidates);
    let best: Vec<usize> = (90..100).rev().collect();
    let worst: Vec<usize> = (0..10).collect();
    assert!(worth(&best, 99).regret.unwrap().abs() < 1e-12);
    assert!(worth(&worst, 99).regret.unwrap() > 1.5);
    assert!((worth(&best, 99).ndcg - 1.0).abs() < 1e-12 && worth(&best, 99).recall == 1.0);
    assert!((worth(&best, 98).ndcg - 1.0 / 3.0_f64.log2()).abs() < 1e-12);
    assert!(worth(&worst, 99).ndcg == 0.0 && worth(&worst, 99).recall == 0.0);
    assert!(Worth::of(&best, 99, None, &candidates).regret.is_none());
}

#[test]
fn an_interval_holds_the_mean_and_narrows_with_people() {
    let values = |count: u32| -> Vec<f64> { (0..count).map(|n| f64::from(n % 10)).collect() };
    let (few, many) = (Interval::of(&values(100)), Interval::of(&values(2_000)));
    assert!((few.mean - 4.5).abs() < 1e-9 && few.low < 4.5 && few.high > 4.5);
    assert!(many.high - many.low < (few.high - few.low) / 3.0);
}

/// Whoever asks, from wherever and whenever: each thing says why it is there, and without what it says it would not stand there.
#[test]
fn every_thing_has_a_reason_and_the_reasons_are_true() {
    let Some(world) = world() else { return };
    let city = City::new(world, 4, true);
    let (mut listed, mut first, mut stated) = (0, 0, 0);
    for occasion in (0..4).flat_map(|number| city.person(number).unwrap().occasions) {
        let mut memory = Memory::default();
        for round in 0..3 {
            for here in [Some(occasion.here), None] {
                let moment = Moment {
                    now: occasion.at,
                    here,
                    seed: occasion.chosen as u64,
                };
                let engine = Engine::new(&memory, moment, Weights::default());
                let ranked = engine.rank(city.candidates(), 10);
                assert!(ranked.picks.len() == 10 || here.is_none(), "{}", ranked.picks.len());
                assert!(
                    ranked.picks.iter().all(|pick| !pick.reasons.is_empty()),
                    "{here:?} {}",
                    occasion.at
                );
                let faithful = Faithful::of(&engine, city.candidates(), &ranked);
                listed += ranked.picks.len();
                first += faithful.first;
                stated += faithful.stated;
            }
            let kind = [SignalKind::Booked, SignalKind::Opened, SignalKind::Saved][round];
            let chosen = &city.candidates()[occasion.chosen];
            learn(&mut memory, &crate::judge::signal(chosen, kind, &occasion));
        }
    }
    // Of something that is far ahead no one part is the reason, but what is said of it together; hardly ever is even that too little.
    assert!(listed > 3_000 && first * 100 >= listed * 98, "{first} of {listed}");
    assert!(stated * 1_000 >= listed * 999, "{stated} of {listed}");
}

const LINES: &str = "\
470\t49bbd6c0f964a520f4531fe3\t4bf58dd8d48988d127951735\tArts & Crafts Store\t40.4198\t-3.7025\t60\tTue Apr 03 18:00:09 +0000 2012
470\t4a43c0aef964a520c6a61fe3\t4bf58dd8d48988d1df941735\tBridge\t40.4166\t-3.7040\t60\tTue Apr 03 19:00:25 +0000 2012
470\t49bbd6c0f964a520f4531fe3\t4bf58dd8d48988d127951735\tArts & Crafts Store\t40.4198\t-3.7025\t60\tWed Apr 04 18:02:24 +0000 2012
470\t4a43c0aef964a520c6a61fe3\t4bf58dd8d48988d1df941735\tBridge\t40.4166\t-3.7040\t60\tThu Apr 05 18:02:41 +0000 2012
470\t49bbd6c0f964a520f4531fe3\t4bf58dd8d48988d127951735\tArts & Crafts Store\t40.4198\t-3.7025\t60\tFri Apr 06 18:03:00 +0000 2012
470\t4c5ef77bfff99c74eda954d3\t4bf58dd8d48988d103941735\tHome (private)\t40.4245\t-3.6950\t60\tFri Apr 06 22:04:00 +0000 2012
99\t4c5ef77bfff99c74eda954d3\t4bf58dd8d48988d103941735\tHome (private)\t40.4245\t-3.6950\t60\tFri Apr 06 22:04:00 +0000 2012
not a check-in
7\tv\tc\tn\t91.0\t0\t0\tFri Apr 06 22:04:00 +0000 2012
";

#[test]
fn the_published_format_is_read_and_judged_by_the_same_table() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("dataset.txt");
    std::fs::write(&file, LINES).unwrap();
    let lives = CheckIns::read(&file).unwrap();
    assert_eq!((lives.people(), lives.candidates().len(), lives.unread), (1, 3, 2));
    let person = lives.person(0).unwrap();
    assert_eq!(
        person.occasions.iter().map(|o| o.chosen).collect::<Vec<_>>(),
        [1, 0, 1, 0, 2]
    );
    assert_eq!(person.occasions[0].at.to_rfc3339(), "2012-04-03T19:00:25+00:00");
    assert_eq!(person.kept_back, 1);
    let kinds: std::collections::BTreeSet<_> = lives.candidates().iter().map(|candidate| candidate.kind).collect();
    assert_eq!(kinds.len(), 3, "each category has a kind of its own");
    let text = table::report(&judge_to(&lives, Weights::default(), Depth::Rivals));
    assert!(text.contains("1 people, 3 venues, 2 lines left out") && text.contains("popularity x distance"));
    std::fs::write(&file, "nothing\n").unwrap();
    assert!(CheckIns::read(&file).is_err());
}
