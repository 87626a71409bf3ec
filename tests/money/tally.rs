//! What happened, counted.

use std::collections::BTreeMap;

/// Numbers by name. A run adds up those of all its seeds.
#[derive(Debug, Clone, Default)]
pub struct Tally(BTreeMap<&'static str, u64>);

impl Tally {
    /// One more.
    pub fn count(&mut self, name: &'static str) {
        self.add(name, 1);
    }

    /// So many more.
    pub fn add(&mut self, name: &'static str, many: u64) {
        *self.0.entry(name).or_default() += many;
    }

    /// All of another one.
    pub fn take_in(&mut self, other: &Self) {
        for (name, many) in &other.0 {
            self.add(name, *many);
        }
    }

    /// How many.
    #[must_use]
    pub fn of(&self, name: &str) -> u64 {
        self.0.get(name).copied().unwrap_or_default()
    }

    /// All whose names start so, added up.
    #[must_use]
    pub fn all(&self, start: &str) -> u64 {
        let of_that_kind = self.0.iter().filter(|(name, _)| name.starts_with(start));
        of_that_kind.map(|(_, many)| many).sum()
    }

    /// Names and numbers.
    pub fn lines(&self) -> impl Iterator<Item = (&'static str, u64)> {
        self.0.iter().map(|(name, many)| (*name, *many))
    }
}
