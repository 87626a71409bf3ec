//! Many seeds on several threads.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::mistakes::Mistake;
use super::tally::Tally;
use super::template::{Template, runtime};
use super::world::{Ended, play};
use super::{Outcome, wrong};

/// What is played.
#[derive(Debug, Clone, Copy)]
pub struct Course {
    /// The first seed.
    pub from: u64,
    /// How many.
    pub seeds: u64,
    /// On how many threads.
    pub threads: usize,
    /// What is planted.
    pub mistake: Option<Mistake>,
    /// Whether the first violation ends it.
    pub stops: bool,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Report {
    /// What happened, all seeds together.
    pub tally: Tally,
    /// What was not true, with the seed that shows it.
    pub violations: Vec<(u64, String)>,
}

/// Plays them.
pub fn run(template: &Arc<Template>, course: Course) -> Outcome<Report> {
    let (next, enough) = (AtomicU64::new(course.from), AtomicBool::new(false));
    let report = Mutex::new(Report::default());
    let work = || -> Outcome<()> {
        let runtime = runtime()?;
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= course.from.saturating_add(course.seeds) || enough.load(Ordering::Relaxed) {
                return Ok(());
            }
            let ended = play(&runtime, template, seed, course.mistake, false)
                .map_err(|failed| wrong(&format!("seed {seed}: {failed}")))?;
            enough.fetch_or(course.stops && !ended.violations.is_empty(), Ordering::Relaxed);
            note(&report, seed, &ended);
        }
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..course.threads.max(1)).map(|_| scope.spawn(work)).collect();
        let ended = threads
            .into_iter()
            .map(|thread| thread.join().map_err(|_| wrong("a thread broke down"))?);
        ended.collect::<Outcome<Vec<()>>>()
    })?;
    let mut report = report.into_inner().unwrap_or_else(PoisonError::into_inner);
    report.violations.sort();
    Ok(report)
}

fn note(report: &Mutex<Report>, seed: u64, ended: &Ended) {
    let mut report = report.lock().unwrap_or_else(PoisonError::into_inner);
    report.tally.count("seeds");
    report.tally.take_in(&ended.tally);
    let found = ended.violations.iter().map(|what| (seed, what.clone()));
    report.violations.extend(found);
}
