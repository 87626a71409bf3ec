//! Check-ins in the format of TSMC2014 (Yang et al., IEEE Trans. SMC 2015; New York and Tokyo): one line each, with tabs between user, venue,
//! category's id, category's name, latitude, longitude, minutes from UTC, and the time as `Tue Apr 03 18:00:09 +0000 2012`.
//!
//! The files are not ours to give; whoever has them gets the same table by one command. What they lack is left out: nobody told anything,
//! nobody knows what drew people, and a phone is where its last check-in was. Their categories are many: the most frequent ones take the place
//! of our kinds, one each; the others share them, told apart by a second word.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use chrono::{DateTime, Utc};
use madrid_core::kernel::GeoPoint;
use madrid_core::recommend::{About, Access, Candidate, ItemKey, SignalKind, Tag, TagSet};

use crate::Outcome;
use crate::life::{Lives, Occasion, Person, kept_back};

const TIME: &str = "%a %b %d %H:%M:%S %z %Y";
/// Who checked in less often says too little.
const FEWEST: usize = 5;

/// One line of the file.
struct CheckIn {
    user: String,
    venue: String,
    category: String,
    point: GeoPoint,
    at: DateTime<Utc>,
}

/// A file of check-ins.
pub struct CheckIns {
    name: String,
    candidates: Vec<Candidate>,
    /// For each person, when they went where: oldest first.
    people: Vec<Vec<(DateTime<Utc>, usize)>>,
    /// Lines that could not be read.
    pub unread: usize,
}

impl CheckIns {
    /// Reads a file. A line that cannot be read is left out and counted; a file without one good line is refused.
    pub fn read(file: &Path) -> Outcome<Self> {
        // Names of categories are in Latin-1 in the published files; only whether two are the same matters here.
        let bytes = std::fs::read(file)?;
        let text = String::from_utf8_lossy(&bytes);
        let (mut good, mut unread) = (Vec::new(), 0);
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            match check_in(line) {
                Some(check_in) => good.push(check_in),
                None => unread += 1,
            }
        }
        if good.is_empty() {
            return Err(format!("{}: no check-in in the format of TSMC2014", file.display()).into());
        }
        Ok(Self::of(&file.display().to_string(), &good, unread))
    }

    fn of(name: &str, check_ins: &[CheckIn], unread: usize) -> Self {
        let kinds = kinds(check_ins);
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let mut candidates = Vec::new();
        let mut people: BTreeMap<&str, Vec<(DateTime<Utc>, usize)>> = BTreeMap::new();
        for check_in in check_ins {
            let next = candidates.len();
            let number = *numbers.entry(&check_in.venue).or_insert(next);
            if number == next {
                let kind = kinds.get(check_in.category.as_str()).copied();
                candidates.extend(kind.map(|kind| candidate(number, kind, check_in.point)));
            }
            people.entry(&check_in.user).or_default().push((check_in.at, number));
        }
        let mut people: Vec<_> = people.into_values().filter(|all| all.len() >= FEWEST).collect();
        people.iter_mut().for_each(|all| all.sort_unstable());
        Self {
            name: name.to_owned(),
            candidates,
            people,
            unread,
        }
    }
}

fn check_in(line: &str) -> Option<CheckIn> {
    let mut fields = line.split('\t').map(str::trim);
    let (user, venue, _) = (fields.next()?, fields.next()?, fields.next()?);
    let (category, lat, lon) = (fields.next()?, fields.next()?, fields.next()?);
    let (_, time) = (fields.next()?, fields.next()?);
    if user.is_empty() || venue.is_empty() || fields.next().is_some() {
        return None;
    }
    Some(CheckIn {
        user: user.to_owned(),
        venue: venue.to_owned(),
        category: category.to_owned(),
        point: GeoPoint::new(lat.parse().ok()?, lon.parse().ok()?).ok()?,
        at: DateTime::parse_from_str(time, TIME).ok()?.to_utc(),
    })
}

/// The kind and the second word of each category, the most frequent first.
fn kinds(check_ins: &[CheckIn]) -> HashMap<&str, (Tag, Option<Tag>)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for check_in in check_ins {
        *counts.entry(&check_in.category).or_default() += 1;
    }
    let mut by_count: Vec<_> = counts.into_iter().collect();
    by_count.sort_by(|one, other| other.1.cmp(&one.1).then(one.0.cmp(other.0)));
    let learnt = Tag::ALL.into_iter().filter(|tag| tag.is_learnt());
    let (seconds, firsts): (Vec<Tag>, Vec<Tag>) = learnt.partition(|tag| tag.is_feature());
    let names = by_count.into_iter().enumerate();
    names
        .filter_map(|(rank, (name, _))| {
            let (round, place) = (rank / firsts.len(), rank % firsts.len());
            let second = round
                .checked_sub(1)
                .and_then(|round| seconds.get(round % seconds.len()));
            Some((name, (*firsts.get(place)?, second.copied())))
        })
        .collect()
}

fn candidate(number: usize, (kind, second): (Tag, Option<Tag>), point: GeoPoint) -> Candidate {
    let id = i64::try_from(number).unwrap_or(i64::MAX - 1) + 1;
    Candidate {
        features: second.map(|tag| TagSet::NONE.with(tag)).unwrap_or_default(),
        location: Some(point),
        access: Access::Unknown,
        ..Candidate::new(ItemKey::Place(id), kind)
    }
}

impl Lives for CheckIns {
    fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }

    fn people(&self) -> usize {
        self.people.len()
    }

    fn person(&self, number: usize) -> Option<Person> {
        let all = self.people.get(number)?;
        let occasions = all
            .iter()
            .zip(all.iter().skip(1))
            .filter_map(|((_, before), (at, chosen))| {
                Some(Occasion {
                    at: *at,
                    here: self.candidates.get(*before)?.location?,
                    chosen: *chosen,
                    kind: SignalKind::Opened,
                    turned_down: None,
                    draws: None,
                })
            });
        let occasions: Vec<_> = occasions.collect();
        Some(Person {
            about: About::default(),
            groups: Vec::new(),
            kept_back: kept_back(occasions.len()),
            occasions,
        })
    }

    fn name(&self) -> String {
        let (people, places) = (self.people.len(), self.candidates.len());
        format!(
            "{}: {people} people, {places} venues, {} lines left out",
            self.name, self.unread
        )
    }
}
