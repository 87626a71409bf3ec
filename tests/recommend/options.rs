//! The command line of the judge.

use std::path::PathBuf;

use madrid_core::recommend::Weights;

use crate::Outcome;

const USAGE: &str = "usage: recommend-judge [--citizens N] [--tuning] [--weights NAME=VALUE,...] | recommend-judge --tsmc FILE [--weights ...]";

/// On what is judged.
pub enum Source {
    /// An invented city.
    Invented {
        /// How many citizens.
        citizens: usize,
    },
    /// Check-ins in the published format.
    Tsmc(PathBuf),
}

/// What was asked for.
pub struct Options {
    pub source: Source,
    /// Whether on the seeds on which weights are chosen.
    pub is_tuning: bool,
    pub weights: Weights,
}

impl Options {
    /// Reads the command line.
    pub fn read(mut arguments: impl Iterator<Item = String>) -> Outcome<Self> {
        let mut options = Self {
            source: Source::Invented { citizens: 2_000 },
            is_tuning: false,
            weights: Weights::default(),
        };
        while let Some(name) = arguments.next() {
            let mut value = || arguments.next().ok_or(USAGE);
            match name.as_str() {
                "--citizens" => {
                    let citizens = value()?.parse()?;
                    options.source = Source::Invented { citizens };
                }
                "--tuning" => options.is_tuning = true,
                "--weights" => options.weights = weights(&value()?)?,
                "--tsmc" => {
                    options.source = Source::Tsmc(value()?.into());
                    // The table of seasons speaks of pools and libraries in Madrid, and of nothing in these files.
                    options.weights.season = 0.0;
                }
                _ => return Err(USAGE.into()),
            }
        }
        Ok(options)
    }
}

fn weights(text: &str) -> Outcome<Weights> {
    let mut weights = Weights::default();
    for pair in text.split(',') {
        let (name, value) = pair.split_once('=').ok_or(USAGE)?;
        let weight = match name {
            "distance" => &mut weights.distance,
            "kind" => &mut weights.kind,
            "features" => &mut weights.features,
            "about" => &mut weights.about,
            "life" => &mut weights.life,
            "season" => &mut weights.season,
            "soon" => &mut weights.soon,
            "habit" => &mut weights.habit,
            "repetition" => &mut weights.repetition,
            "explore" => &mut weights.explore,
            "variety" => &mut weights.variety,
            _ => return Err(USAGE.into()),
        };
        *weight = value.parse()?;
    }
    Ok(weights)
}
