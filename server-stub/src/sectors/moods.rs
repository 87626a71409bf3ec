//! How well each sectoral system is today: set by whoever runs the city.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

/// A sectoral system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sector {
    /// Taxes.
    Tax,
    /// Traffic fines.
    Fines,
    /// The register of residents, and what the city grants to them.
    Padron,
    /// Files of procedures.
    Procedures,
    /// Sport passes and library cards.
    Sport,
    /// Messages, appointments, legal notifications, contact details.
    Crm,
}

impl Sector {
    const ALL: [Self; 6] = [
        Self::Tax,
        Self::Fines,
        Self::Padron,
        Self::Procedures,
        Self::Sport,
        Self::Crm,
    ];
}

/// How well a system is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mood {
    /// As always.
    Ok,
    /// It answers, but nobody waits that long.
    Slow,
    /// It does not answer.
    Down,
    /// Of the padrón: the last nights made no copy.
    Stale,
}

/// Every system's mood.
#[derive(Debug)]
pub struct Moods(Mutex<BTreeMap<Sector, Mood>>);

impl Default for Moods {
    fn default() -> Self {
        Self(Mutex::new(Sector::ALL.map(|sector| (sector, Mood::Ok)).into()))
    }
}

impl Moods {
    /// The mood of one.
    pub fn of(&self, sector: Sector) -> Mood {
        self.lock().get(&sector).copied().unwrap_or(Mood::Ok)
    }

    /// The mood of each.
    pub fn all(&self) -> BTreeMap<Sector, Mood> {
        self.lock().clone()
    }

    /// Changes some. `false`, and nothing changed, if one of them cannot be so: only the padrón is a copy that can be old.
    pub fn set(&self, moods: BTreeMap<Sector, Mood>) -> bool {
        let possible = moods
            .iter()
            .all(|(sector, mood)| *mood != Mood::Stale || *sector == Sector::Padron);
        if possible {
            self.lock().extend(moods);
        }
        possible
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<Sector, Mood>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_are_changed_and_the_others_stay() {
        let moods = Moods::default();
        assert!(moods.set([(Sector::Tax, Mood::Down), (Sector::Padron, Mood::Stale)].into()));
        assert!(!moods.set([(Sector::Fines, Mood::Slow), (Sector::Crm, Mood::Stale)].into()));
        assert_eq!(moods.of(Sector::Tax), Mood::Down);
        assert_eq!((moods.of(Sector::Fines), moods.of(Sector::Crm)), (Mood::Ok, Mood::Ok));
        assert_eq!(moods.all().len(), Sector::ALL.len());
    }
}
