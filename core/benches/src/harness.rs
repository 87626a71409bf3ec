//! Measures two ways of doing the same in interleaved rounds, so that both meet the same machine, and prints them.

use std::error::Error;
use std::fmt::Write;
use std::time::Duration;

use serde_json::{Value, json};

/// A bench ends at the first failure: a figure from half a run is worth nothing.
pub type Outcome<T> = Result<T, Box<dyn Error>>;

/// Milliseconds of several rounds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// The middle one.
    pub median: f64,
    /// The fastest.
    pub least: f64,
    /// The slowest.
    pub most: f64,
}

impl Spread {
    /// Of rounds in any order; fails without rounds.
    pub fn of(mut rounds: Vec<Duration>) -> Outcome<Self> {
        rounds.sort_unstable();
        let at = |index: usize| {
            rounds
                .get(index)
                .map(|time| time.as_secs_f64() * 1e3)
                .ok_or("no rounds")
        };
        let last = rounds.len().saturating_sub(1);
        Ok(Self {
            median: at(rounds.len() / 2)?,
            least: at(0)?,
            most: at(last)?,
        })
    }
}

/// A figure, with its floor where there is one.
#[derive(Debug)]
pub struct Figure {
    /// What was measured.
    pub name: String,
    /// How long ours takes.
    pub ours: Spread,
    /// What it is held against, and how long that takes: the floor, or the best of the rivals.
    pub floor: Option<(&'static str, Spread)>,
    /// The other rivals.
    pub others: Vec<(&'static str, Spread)>,
}

/// What a bench has to say.
#[derive(Debug, Default)]
pub struct Report {
    /// What took how long.
    pub figures: Vec<Figure>,
    /// What is no time: bytes, and what the rivals cost.
    pub notes: Vec<String>,
}

impl Report {
    /// With another one after it.
    pub fn and(mut self, other: Self) -> Self {
        self.figures.extend(other.figures);
        self.notes.extend(other.notes);
        self
    }

    /// Times only.
    pub fn of(figures: Vec<Figure>) -> Self {
        Self {
            figures,
            notes: Vec::new(),
        }
    }

    /// For people: the table, and the notes under it.
    pub fn text(&self) -> String {
        let notes = self.notes.iter().map(|note| format!("{note}\n"));
        table(&self.figures) + &notes.collect::<String>()
    }

    /// For programs: a line of JSON each.
    pub fn lines(&self) -> Vec<Value> {
        let notes = self.notes.iter().map(|note| json!({ "note": note }));
        self.figures.iter().map(Figure::json).chain(notes).collect()
    }
}

/// Another way of doing the same.
pub struct Rival<'a> {
    /// What it is.
    pub name: &'static str,
    /// Does it once.
    pub run: Box<dyn FnMut() -> Outcome<Duration> + 'a>,
}

/// Like [`beside`], with several rivals: the fastest of them is what ours is held against.
pub fn among(
    name: String,
    rounds: usize,
    mut ours: impl FnMut() -> Outcome<Duration>,
    mut rivals: Vec<Rival<'_>>,
) -> Outcome<Figure> {
    let all = rivals.len() + 1;
    let mut our_times = Vec::new();
    let mut their_times = vec![Vec::new(); rivals.len()];
    for round in 0..=rounds {
        for turn in 0..all {
            // Who goes first changes every round; the first round warms up.
            let who = (turn + round) % all;
            let (time, times) = match rivals.get_mut(who).zip(their_times.get_mut(who)) {
                Some((rival, times)) => ((rival.run)()?, times),
                None => (ours()?, &mut our_times),
            };
            if round > 0 {
                times.push(time);
            }
        }
    }
    let spreads = rivals
        .iter()
        .zip(their_times)
        .map(|(rival, times)| Ok((rival.name, Spread::of(times)?)));
    let mut others = spreads.collect::<Outcome<Vec<_>>>()?;
    others.sort_by(|(_, one), (_, other)| one.median.total_cmp(&other.median));
    let floor = (!others.is_empty()).then(|| others.remove(0));
    Ok(Figure {
        name,
        ours: Spread::of(our_times)?,
        floor,
        others,
    })
}

/// Runs both once to warm up, then `rounds` times in turn, who goes first changing every round. Each gives the time of
/// what counts, so that preparing and clearing away do not.
pub fn beside(
    name: String,
    rounds: usize,
    mut ours: impl FnMut() -> Outcome<Duration>,
    (floor_name, mut floor): (&'static str, impl FnMut() -> Outcome<Duration>),
) -> Outcome<Figure> {
    let mut times = (Vec::new(), Vec::new());
    for round in 0..=rounds {
        let (our_time, floor_time) = if round % 2 == 0 {
            let first = ours()?;
            (first, floor()?)
        } else {
            let first = floor()?;
            (ours()?, first)
        };
        if round > 0 {
            times.0.push(our_time);
            times.1.push(floor_time);
        }
    }
    Ok(Figure {
        name,
        ours: Spread::of(times.0)?,
        floor: Some((floor_name, Spread::of(times.1)?)),
        others: Vec::new(),
    })
}

impl Figure {
    /// One line for programs.
    fn json(&self) -> Value {
        let Spread { median, least, most } = self.ours;
        let mut line = json!({ "name": self.name, "ours_ms": median, "ours_range_ms": [least, most] });
        if let (Some((name, floor)), Some(line)) = (&self.floor, line.as_object_mut()) {
            line.insert("floor".to_owned(), json!(name));
            line.insert("floor_ms".to_owned(), json!(floor.median));
            line.insert("floor_range_ms".to_owned(), json!([floor.least, floor.most]));
            line.insert("ratio".to_owned(), json!(median / floor.median));
            let others = self
                .others
                .iter()
                .map(|(name, spread)| json!({ "name": name, "ms": spread.median }));
            line.insert("others".to_owned(), others.collect());
        }
        line
    }
}

/// All figures for people: medians, with the fastest and the slowest round behind them.
fn table(figures: &[Figure]) -> String {
    let mut text = format!(
        "{:34} {:>30} {:>30} {:>6}  floor\n",
        "milliseconds", "ours", "floor", "ratio"
    );
    for Figure {
        name,
        ours,
        floor,
        others,
    } in figures
    {
        let (floor_name, floor_cell, ratio) = match floor {
            Some((name, floor)) => (*name, cell(*floor), format!("{:.2}", ours.median / floor.median)),
            None => ("", String::new(), String::new()),
        };
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "{name:34} {:>30} {floor_cell:>30} {ratio:>6}  {floor_name}",
            cell(*ours)
        );
        for (other, spread) in others {
            let ratio = ours.median / spread.median;
            let _ = writeln!(text, "{:34} {:>30} {:>30} {ratio:>6.2}  {other}", "", "", cell(*spread));
        }
    }
    text
}

fn cell(Spread { median, least, most }: Spread) -> String {
    if median < 0.1 {
        return format!("{median:.4} ({least:.4} to {most:.4})");
    }
    format!("{median:.2} ({least:.2} to {most:.2})")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spread_is_the_middle_and_both_ends() {
        let rounds = [30, 10, 20].map(Duration::from_millis).to_vec();
        assert_eq!(
            Spread::of(rounds).unwrap(),
            Spread {
                median: 20.0,
                least: 10.0,
                most: 30.0
            }
        );
        assert!(Spread::of(Vec::new()).is_err());
    }

    #[test]
    fn the_fastest_rival_is_what_ours_is_held_against() {
        let rival = |name, millis| Rival {
            name,
            run: Box::new(move || Ok(Duration::from_millis(millis))),
        };
        let rivals = vec![rival("slow", 30), rival("fast", 10)];
        let figure = among("x".to_owned(), 3, || Ok(Duration::from_millis(5)), rivals).unwrap();
        assert_eq!(figure.floor.unwrap().0, "fast");
        assert_eq!((figure.json()["ratio"].as_f64(), figure.others.len()), (Some(0.5), 1));
        assert_eq!(figure.json()["others"][0]["name"], "slow");
    }

    #[test]
    fn notes_stand_under_the_table_and_are_lines_of_their_own() {
        let notes = vec!["171 bytes".to_owned()];
        let report = Report::of(Vec::new()).and(Report {
            figures: Vec::new(),
            notes,
        });
        assert!(report.text().ends_with("\n171 bytes\n"));
        assert_eq!(report.lines(), [json!({ "note": "171 bytes" })]);
    }

    #[test]
    fn the_first_round_warms_up_and_does_not_count() {
        let mut slow_start = vec![1, 1, 900].into_iter();
        let mut next = || Ok(Duration::from_millis(slow_start.next_back().unwrap()));
        let figure = beside("x".to_owned(), 2, &mut next, ("y", || Ok(Duration::from_millis(2)))).unwrap();
        assert_eq!(figure.ours.most, 1.0);
        assert_eq!(figure.json()["ratio"], 0.5);
    }
}
