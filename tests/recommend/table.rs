//! The judgement for people to read.

use std::fmt::Write as _;

use crate::metrics::Interval;
use crate::rivals::Way;
use crate::verdict::{Division, NewcomerVerdict, Probes, Verdict, WayVerdict};

/// All of it.
pub fn report(verdict: &Verdict) -> String {
    let mut text = format!(
        "{}\n{} choices of {} people foretold from the whole catalogue; 95 % intervals by bootstrap over people\n\n",
        verdict.name, verdict.occasions, verdict.people
    );
    // Writing to a String cannot fail.
    let _ = writeln!(
        text,
        "{:26} {:>22} {:>22} {:>8} {:>9} {:>22} {:>24}",
        "way", "nDCG@10", "recall@10", "coverage", "diversity", "regret", "ours ahead (nDCG)"
    );
    verdict.ways.iter().for_each(|way| row(&mut text, way));
    if !verdict.newcomer.is_empty() {
        text.push_str("\nA newcomer: nDCG@10 of the next choice after so many\n");
        verdict
            .newcomer
            .iter()
            .for_each(|newcomer| newcomer_row(&mut text, newcomer));
    }
    verdict
        .divisions
        .iter()
        .for_each(|division| division_rows(&mut text, division));
    if let Some(probes) = &verdict.probes {
        probe_rows(&mut text, probes);
    }
    text
}

fn row(text: &mut String, verdict: &WayVerdict) {
    let regret = verdict.regret.map_or("-".to_owned(), interval);
    let ahead = if verdict.way == Way::Ours {
        "-".to_owned()
    } else {
        signed(verdict.ours_ahead)
    };
    let _ = writeln!(
        text,
        "{:26} {:>22} {:>22} {:>8.3} {:>9.3} {:>22} {:>24}",
        verdict.way.name(),
        interval(verdict.ndcg),
        interval(verdict.recall),
        verdict.coverage,
        verdict.diversity,
        regret,
        ahead
    );
}

fn newcomer_row(text: &mut String, verdict: &NewcomerVerdict) {
    let ways: Vec<String> = verdict
        .ndcg
        .iter()
        .map(|(way, ndcg)| format!("{} {ndcg:.4}", way.name()))
        .collect();
    let sure = if verdict.ours_ahead.is_above_zero() {
        "ahead"
    } else {
        "not surely ahead"
    };
    let _ = writeln!(
        text,
        "  {:>3} choices ({} people): {}; ours {sure} of the best other: {}",
        verdict.choices,
        verdict.people,
        ways.join(", "),
        signed(verdict.ours_ahead)
    );
}

fn division_rows(text: &mut String, division: &Division) {
    let (ours, nearest) = division.gaps();
    let _ = writeln!(
        text,
        "\nFairness by {}: nDCG@10, best group minus worst: ours {ours:.4}, nearest {nearest:.4}",
        division.name
    );
    for (group, people, worth, nearest) in &division.groups {
        let _ = writeln!(
            text,
            "  {group:24} {people:>6} people  ours {}  nearest {nearest:.4}",
            interval(*worth)
        );
    }
}

fn probe_rows(text: &mut String, probes: &Probes) {
    let percent = |count: usize| 100.0 * count as f64 / (probes.listed as f64).max(1.0);
    let _ = writeln!(
        text,
        "\nReasons: of {} things listed for {} people, {:.2} % move or go when their first reason is taken away, {:.2} % when all \
         that is said of them is",
        probes.listed,
        probes.people,
        percent(probes.faithful.first),
        percent(probes.faithful.stated)
    );
    let _ = writeln!(
        text,
        "Stability: the same list again for {} of {}; still listed: {:.1} % with the phone found 33 m off, {:.1} % after one more \
         thing opened, {:.1} % the next day",
        probes.same_again,
        probes.people,
        100.0 * probes.kept_by_jitter,
        100.0 * probes.kept_by_signal,
        100.0 * probes.kept_by_night
    );
}

fn interval(of: Interval) -> String {
    format!("{:.4} [{:.4} {:.4}]", of.mean, of.low, of.high)
}

fn signed(of: Interval) -> String {
    format!("{:+.4} [{:+.4} {:+.4}]", of.mean, of.low, of.high)
}
