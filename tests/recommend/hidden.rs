//! The hidden citizens: why they go where they go. Written apart from the recommender, of another form, and read by nobody but `life`.
//!
//! A choice is a nested logit (McFadden, 1978): first what sort of outing, then which place. What draws a citizen to a place is its own
//! standing, the citizen's liking for the sort and for what is there, the minutes it takes by the citizen's usual means, the
//! weather, the season, company and habit. The chance of it all is Gumbel's.

use chrono::{Datelike, NaiveDateTime, Timelike, Weekday};
use madrid_core::kernel::GeoPoint;
use madrid_server_stub::catalogue::{FacilityKind, Feature};

use crate::dice::Dice;
use crate::world::Fact;

/// Sorts of outing.
const SORTS: usize = 5;
/// How alike places of one sort are to a chooser: 1 not at all, near 0 the same.
const WITHIN: f64 = 0.6;
/// A habit fades to a third in this many days.
const HABIT_DAYS: f64 = 40.0;

/// How a citizen gets about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Means {
    Foot,
    Transit,
    Wheels,
}

/// The age of a citizen, roughly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Age {
    Young,
    Adult,
    Senior,
}

/// One citizen, as nobody knows them.
pub struct Citizen {
    pub age: Age,
    pub has_children: bool,
    pub needs_step_free: bool,
    pub home: GeoPoint,
    pub work: Option<GeoPoint>,
    means: Means,
    /// How much a minute on the way costs.
    impatience: f64,
    sorts: [f64; SORTS],
    features: Vec<(Feature, f64)>,
    /// How much having been somewhere draws there again.
    habit: f64,
    /// Their own view of each place, which nobody else could know.
    own: Vec<f64>,
}

/// How each place stands with everybody, and the weather of each day.
pub struct Climate {
    standing: Vec<f64>,
    seed: u64,
}

impl Climate {
    pub fn new(places: usize, seed: u64) -> Self {
        let mut dice = Dice::new(seed, 77);
        let standing = (0..places).map(|_| dice.normal(0.0, 0.7)).collect();
        Self { standing, seed }
    }

    fn rains(&self, at: NaiveDateTime) -> bool {
        let day = u64::try_from(at.date().num_days_from_ce()).unwrap_or_default();
        let chance = if matches!(at.month(), 6..=9) { 0.06 } else { 0.22 };
        Dice::new(self.seed ^ 0xACE, day).happens(chance)
    }
}

const fn sort(kind: FacilityKind) -> usize {
    match kind {
        FacilityKind::SportsCentre => 0,
        FacilityKind::Park => 1,
        FacilityKind::CulturalCentre | FacilityKind::Museum => 2,
        FacilityKind::Library => 3,
        _ => 4,
    }
}

impl Citizen {
    /// Somebody invented.
    pub fn invent(facts: &[Fact], seed: u64, number: u64) -> Option<Self> {
        let mut dice = Dice::new(seed, number);
        let age = match dice.fraction() {
            x if x < 0.22 => Age::Young,
            x if x < 0.78 => Age::Adult,
            _ => Age::Senior,
        };
        let has_children = age == Age::Adult && dice.happens(0.4);
        let needs_step_free = dice.happens(if age == Age::Senior { 0.25 } else { 0.05 });
        let home = somewhere(facts, &mut dice, 600.0)?;
        let works = age != Age::Senior && dice.happens(0.75);
        let work = if works {
            somewhere(facts, &mut dice, 400.0)
        } else {
            None
        };
        let means = match dice.fraction() {
            x if x < 0.45 => Means::Foot,
            x if x < 0.85 => Means::Transit,
            _ => Means::Wheels,
        };
        Some(Self {
            age,
            has_children,
            needs_step_free,
            home,
            work,
            means,
            impatience: dice.normal(-2.45, 0.35).exp(),
            sorts: sorts(age, &mut dice),
            features: features(age, has_children, &mut dice),
            habit: 0.4 + 1.1 * dice.fraction(),
            own: facts.iter().map(|_| dice.normal(0.0, 0.5)).collect(),
        })
    }

    /// What draws the citizen to each place at a moment, chance left out.
    pub fn draws(
        &self,
        facts: &[Fact],
        climate: &Climate,
        at: NaiveDateTime,
        here: GeoPoint,
        habits: &[Habit],
    ) -> Vec<f64> {
        let rains = climate.rains(at);
        let drawn = facts.iter().enumerate().map(|(place, fact)| {
            let standing = climate.standing.get(place).copied().unwrap_or_default();
            let own = self.own.get(place).copied().unwrap_or_default();
            let habit = habits.get(place).map_or(0.0, |habit| self.habit_of(habit, at));
            let way = self.impatience * self.minutes(here, fact.point).powf(0.9);
            standing + own + self.liking(fact) + self.circumstance(fact, at, rains) + habit - way
        });
        drawn.collect()
    }

    /// The way there, in minutes, by the citizen's means or on foot where that is quicker.
    fn minutes(&self, here: GeoPoint, there: GeoPoint) -> f64 {
        let km = here.distance_m(there) / 1_000.0;
        let foot = km * 1.3 * 12.5;
        match self.means {
            Means::Foot => foot,
            Means::Transit => foot.min(11.0 + km * 3.2),
            Means::Wheels => foot.min(7.0 + km * 2.4),
        }
    }

    fn liking(&self, fact: &Fact) -> f64 {
        let liked = self
            .features
            .iter()
            .filter(|(feature, _)| fact.features.contains(feature));
        let sort = self.sorts.get(sort(fact.kind)).copied().unwrap_or_default();
        let barred = match (
            self.needs_step_free,
            has(fact, Feature::StepFree),
            has(fact, Feature::PartlyAccessible),
        ) {
            (true, false, false) => -2.5,
            (true, false, true) => -0.8,
            _ => 0.0,
        };
        sort + liked.map(|(_, much)| much).sum::<f64>() + barred
    }

    fn circumstance(&self, fact: &Fact, at: NaiveDateTime, rains: bool) -> f64 {
        let is_free_day = matches!(at.weekday(), Weekday::Sat | Weekday::Sun);
        let is_summer = matches!(at.month(), 6..=8);
        let is_cold = matches!(at.month(), 12 | 1 | 2);
        let mut drawn = 0.0;
        if fact.kind == FacilityKind::Park {
            drawn +=
                if rains { -1.8 } else { 0.0 } + if is_cold { -0.6 } else { 0.2 } + if is_free_day { 0.7 } else { 0.0 };
        }
        if has(fact, Feature::OutdoorPool) {
            drawn += if is_summer { 1.1 } else { -0.4 };
        }
        if fact.kind == FacilityKind::Museum && is_free_day {
            drawn += 0.9;
        }
        if fact.kind == FacilityKind::Library {
            drawn += if matches!(at.month(), 1 | 5 | 6) && self.age == Age::Young {
                0.8
            } else {
                0.0
            };
            drawn += if at.weekday() == Weekday::Sun { -2.0 } else { 0.0 };
        }
        if fact.kind == FacilityKind::CitizenOffice && (is_free_day || at.hour() > 14) {
            drawn -= 4.0;
        }
        drawn
    }

    fn habit_of(&self, habit: &Habit, at: NaiveDateTime) -> f64 {
        let Some(last) = habit.last else { return 0.0 };
        let days = hours(at - last) / 24.0;
        let left = habit.stock * (-days / HABIT_DAYS).exp();
        // Nobody goes to the same place twice in a day.
        let sated = if days < 1.5 { 0.9 } else { 0.0 };
        self.habit * (1.0 + left).ln() - sated
    }

    /// Where the citizen goes: the sort first, then the place.
    pub fn choose(&self, facts: &[Fact], draws: &[f64], dice: &mut Dice) -> Option<usize> {
        let mut sums = [0.0_f64; SORTS];
        for (fact, draw) in facts.iter().zip(draws) {
            if let Some(sum) = sums.get_mut(sort(fact.kind)) {
                *sum += (draw / WITHIN).exp();
            }
        }
        let values = sums.iter().enumerate().filter(|(_, sum)| **sum > 0.0);
        let values = values.map(|(sort, sum)| (sort, WITHIN * sum.ln() + dice.gumbel()));
        let (chosen, _) = values.max_by(|one, other| one.1.total_cmp(&other.1))?;
        let of_sort = facts
            .iter()
            .zip(draws)
            .enumerate()
            .filter(|(_, (fact, _))| sort(fact.kind) == chosen);
        let noisy = of_sort.map(|(place, (_, draw))| (place, draw / WITHIN + dice.gumbel()));
        noisy
            .max_by(|one, other| one.1.total_cmp(&other.1))
            .map(|(place, _)| place)
    }
}

/// How often a citizen has been somewhere, fading.
#[derive(Debug, Clone, Copy, Default)]
pub struct Habit {
    stock: f64,
    last: Option<NaiveDateTime>,
}

impl Habit {
    /// The citizen has been there once more.
    pub fn went(&mut self, at: NaiveDateTime) {
        let left = self
            .last
            .map_or(0.0, |last| self.stock * (-hours(at - last) / 24.0 / HABIT_DAYS).exp());
        *self = Self {
            stock: left + 1.0,
            last: Some(at),
        };
    }
}

fn hours(time: chrono::TimeDelta) -> f64 {
    f64::from(i32::try_from(time.num_minutes()).unwrap_or(i32::MAX)) / 60.0
}

fn has(fact: &Fact, feature: Feature) -> bool {
    fact.features.contains(&feature)
}

fn sorts(age: Age, dice: &mut Dice) -> [f64; SORTS] {
    let usual = match age {
        Age::Young => [0.6, 0.0, -0.3, 0.5, -1.5],
        Age::Adult => [0.2, 0.3, 0.0, 0.0, -0.9],
        Age::Senior => [-0.4, 0.6, 0.5, 0.1, -0.6],
    };
    usual.map(|mean| dice.normal(mean, 1.1))
}

fn features(age: Age, has_children: bool, dice: &mut Dice) -> Vec<(Feature, f64)> {
    let all = [
        Feature::IndoorPool,
        Feature::OutdoorPool,
        Feature::PlayArea,
        Feature::DogArea,
        Feature::StudyRoom,
        Feature::Wifi,
        Feature::BikeParking,
        Feature::SportsCourts,
    ];
    let mut liked: Vec<_> = all
        .into_iter()
        .map(|feature| (feature, dice.happens(0.25), dice.normal(0.9, 0.35)))
        .filter_map(|(feature, is_liked, much)| is_liked.then_some((feature, much)))
        .collect();
    if has_children {
        liked.push((Feature::PlayArea, 1.1));
    }
    if age == Age::Young {
        liked.push((Feature::StudyRoom, 0.5));
    }
    liked
}

/// A point near some place: people live and work where the city has built.
pub fn somewhere(facts: &[Fact], dice: &mut Dice, spread_m: f64) -> Option<GeoPoint> {
    let fact = facts.get(dice.index(facts.len()))?;
    near(fact.point, dice, spread_m)
}

/// A point near another one.
pub fn near(point: GeoPoint, dice: &mut Dice, spread_m: f64) -> Option<GeoPoint> {
    let (north, east) = (dice.normal(0.0, spread_m), dice.normal(0.0, spread_m));
    GeoPoint::new(point.lat() + north / 111_000.0, point.lon() + east / 84_600.0).ok()
}
