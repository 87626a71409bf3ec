//! The command line.

use madrid_tests::money::{Course, Mistake, Outcome};

const USAGE: &str =
    "usage: money-sim [--seeds N] [--from N] [--threads N] [--break NAME|all] | money-sim --seed N [--break NAME]";

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Many seeds.
    Seeds,
    /// One, told.
    One(u64),
    /// Every mistake.
    EveryMistake,
}

/// What was asked for.
pub struct Options {
    /// What is to be done.
    pub what: What,
    /// With what.
    pub course: Course,
}

impl Options {
    /// Reads the command line.
    pub fn read(mut arguments: impl Iterator<Item = String>) -> Outcome<Self> {
        let mut options = Self {
            what: What::Seeds,
            course: Course {
                from: 1,
                seeds: 1_000,
                threads: 2,
                mistake: None,
                stops: false,
            },
        };
        while let Some(name) = arguments.next() {
            let value = arguments.next().ok_or(USAGE)?;
            match (name.as_str(), value.as_str()) {
                ("--seeds", _) => options.course.seeds = value.parse()?,
                ("--from", _) => options.course.from = value.parse()?,
                ("--threads", _) => options.course.threads = value.parse()?,
                ("--seed", _) => options.what = What::One(value.parse()?),
                ("--break", "all") => options.what = What::EveryMistake,
                ("--break", _) => {
                    options.course.mistake = Some(Mistake::named(&value).ok_or(USAGE)?);
                    options.course.stops = true;
                }
                _ => return Err(USAGE.into()),
            }
        }
        Ok(options)
    }
}
