//! The lives of the hidden citizens, as a phone sees them: where somebody was, when, and what they opened. And, for the judge alone, what
//! they were drawn to.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Utc, Weekday};
use madrid_core::kernel::GeoPoint;
use madrid_core::recommend::{About, AgeBand, Candidate, SignalKind};

use crate::dice::Dice;
use crate::hidden::{Age, Citizen, Climate, Habit, near, somewhere};
use crate::world::World;

/// Weights are chosen on these; the report uses the others.
const TUNING_SEED: u64 = 0x5EED_0001;
const REPORT_SEED: u64 = 0xC17E_2026;
/// A life is watched for so many days, from the first of September.
const DAYS: i64 = 240;
/// Kept back of each life.
const KEPT_BACK: f64 = 0.2;
/// Kept back at most: a busy life counts no more than a quiet one.
const MOST_KEPT_BACK: usize = 6;

/// One choice of somebody.
pub struct Occasion {
    /// When.
    pub at: DateTime<Utc>,
    /// Where the phone was.
    pub here: GeoPoint,
    /// What they went for.
    pub chosen: usize,
    /// What they did with it on the phone.
    pub kind: SignalKind,
    /// What they turned down on the way.
    pub turned_down: Option<usize>,
    /// What drew them to each place, if anybody knows; only where it is kept back.
    pub draws: Option<Vec<f64>>,
}

/// What is known of one person.
pub struct Person {
    /// What they told the app.
    pub about: About,
    /// Groups they belong to, for fairness: the name of the division, and theirs.
    pub groups: Vec<(&'static str, String)>,
    /// Their choices, oldest first.
    pub occasions: Vec<Occasion>,
    /// How many of the last ones are kept back.
    pub kept_back: usize,
}

/// Lives to be judged on.
pub trait Lives: Sync {
    /// What could be chosen.
    fn candidates(&self) -> &[Candidate];
    /// How many people there are.
    fn people(&self) -> usize;
    /// One of them. The same number, the same person.
    fn person(&self, number: usize) -> Option<Person>;
    /// What this is, in a line.
    fn name(&self) -> String;
}

/// The invented city.
pub struct City {
    world: World,
    climate: Climate,
    citizens: usize,
    seed: u64,
}

impl City {
    /// A city of so many citizens.
    pub fn new(world: World, citizens: usize, is_tuning: bool) -> Self {
        let seed = if is_tuning { TUNING_SEED } else { REPORT_SEED };
        Self {
            climate: Climate::new(world.facts.len(), seed),
            world,
            citizens,
            seed,
        }
    }

    fn live(&self, citizen: &Citizen, dice: &mut Dice) -> Option<Vec<Occasion>> {
        let facts = &self.world.facts;
        let count = 12 + dice.index(50);
        let mut moments: Vec<NaiveDateTime> = (0..count).filter_map(|_| moment(dice)).collect();
        moments.sort_unstable();
        let kept_back = kept_back(moments.len());
        let mut habits = vec![Habit::default(); facts.len()];
        let mut occasions = Vec::with_capacity(count);
        for (number, at) in moments.iter().enumerate() {
            let here = self.whereabouts(citizen, *at, dice)?;
            let draws = citizen.draws(facts, &self.climate, *at, here, &habits);
            let chosen = citizen.choose(facts, &draws, dice)?;
            habits.get_mut(chosen)?.went(*at);
            let turned_down = dice.happens(0.08).then(|| disliked(&draws, dice)).flatten();
            occasions.push(Occasion {
                at: to_utc(*at),
                here,
                chosen,
                kind: match dice.fraction() {
                    x if x < 0.75 => SignalKind::Opened,
                    x if x < 0.88 => SignalKind::Booked,
                    _ => SignalKind::Saved,
                },
                turned_down,
                draws: (number + kept_back >= moments.len()).then_some(draws),
            });
        }
        Some(occasions)
    }

    /// At work in working hours, else mostly at home, and now and then anywhere. A phone is some tens of metres off.
    fn whereabouts(&self, citizen: &Citizen, at: NaiveDateTime, dice: &mut Dice) -> Option<GeoPoint> {
        let is_working = !matches!(at.weekday(), Weekday::Sat | Weekday::Sun) && (9..17).contains(&hour(at));
        let at_work = citizen.work.filter(|_| is_working && dice.happens(0.75));
        let base = match at_work {
            Some(work) => work,
            None if dice.happens(0.15) => somewhere(&self.world.facts, dice, 300.0)?,
            None => citizen.home,
        };
        near(base, dice, 60.0)
    }

    /// The district in which somebody lives: that of the nearest place.
    fn district(&self, home: GeoPoint) -> String {
        let metres = |point: GeoPoint| home.distance_m(point);
        let facts = self.world.facts.iter().filter(|fact| fact.district.is_some());
        let nearest = facts.min_by(|one, other| metres(one.point).total_cmp(&metres(other.point)));
        nearest.and_then(|fact| fact.district.clone()).unwrap_or_default()
    }
}

impl Lives for City {
    fn candidates(&self) -> &[Candidate] {
        &self.world.candidates
    }

    fn people(&self) -> usize {
        self.citizens
    }

    fn person(&self, number: usize) -> Option<Person> {
        let citizen = Citizen::invent(&self.world.facts, self.seed, number as u64)?;
        let mut dice = Dice::new(self.seed ^ 0x11FE, number as u64);
        let occasions = self.live(&citizen, &mut dice)?;
        let age = match citizen.age {
            Age::Young => "young",
            Age::Adult => "adult",
            Age::Senior => "senior",
        };
        let mobility = if citizen.needs_step_free {
            "step-free"
        } else {
            "no need"
        };
        Some(Person {
            about: told(&citizen, &mut dice),
            groups: vec![
                ("age", age.to_owned()),
                ("mobility", mobility.to_owned()),
                ("district", self.district(citizen.home)),
            ],
            kept_back: kept_back(occasions.len()),
            occasions,
        })
    }

    fn name(&self) -> String {
        let World { name, candidates, .. } = &self.world;
        format!(
            "{} invented citizens over {} places of {name}",
            self.citizens,
            candidates.len()
        )
    }
}

/// The last fifth, and no more than a few.
pub fn kept_back(count: usize) -> usize {
    let fifth = (0..count)
        .filter(|at| (*at as f64) >= (count as f64) * (1.0 - KEPT_BACK))
        .count();
    fifth.clamp(1, MOST_KEPT_BACK)
}

/// What a citizen tells the app: some of it, and some nothing.
fn told(citizen: &Citizen, dice: &mut Dice) -> About {
    let age = match citizen.age {
        Age::Young => AgeBand::Young,
        Age::Adult => AgeBand::Adult,
        Age::Senior => AgeBand::Senior,
    };
    About {
        age: dice.happens(0.4).then_some(age),
        with_children: citizen.has_children && dice.happens(0.5),
        step_free: citizen.needs_step_free && dice.happens(0.6),
        ..About::default()
    }
}

/// Something the citizen would not go to: one of a few taken at random that draws least.
fn disliked(draws: &[f64], dice: &mut Dice) -> Option<usize> {
    let some: Vec<usize> = (0..8).map(|_| dice.index(draws.len())).collect();
    let draw = |place: &usize| draws.get(*place).copied().unwrap_or_default();
    some.into_iter().min_by(|one, other| draw(one).total_cmp(&draw(other)))
}

fn moment(dice: &mut Dice) -> Option<NaiveDateTime> {
    let first = NaiveDate::from_ymd_opt(2025, 9, 1)?;
    let days = i64::try_from(dice.index(usize::try_from(DAYS).ok()?)).ok()?;
    let day = first + TimeDelta::days(days);
    let hour = u32::try_from(9 + dice.index(12)).ok()?;
    let minute = u32::try_from(dice.index(60)).ok()?;
    day.and_hms_opt(hour, minute, 0)
}

fn hour(at: NaiveDateTime) -> u32 {
    chrono::Timelike::hour(&at)
}

/// Madrid's clocks, near enough for lives in which no minute matters.
fn to_utc(at: NaiveDateTime) -> DateTime<Utc> {
    let ahead = if (4..=10).contains(&at.month()) { 2 } else { 1 };
    (at - TimeDelta::hours(ahead)).and_utc()
}
