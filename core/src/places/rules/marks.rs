//! What a place is and offers, in one word: asked of every place before anything is measured or read.

use super::super::model::{KindSet, Need, NeedSet, PlaceKind};
use crate::kernel::finding::Meaning;

/// Kinds stand above the needs.
const KINDS_FROM: u32 = 24;
const NEEDS: u32 = (1 << KINDS_FROM) - 1;

// A need more than fits would silently be a kind.
const _: () = assert!(Need::ALL.len() <= KINDS_FROM as usize && PlaceKind::ALL.len() <= 8);

/// The kind and the needs of a place, or several of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks(u32);

impl Marks {
    /// Of a place. Needs of a newer app are left out: nobody can ask for them here.
    #[must_use]
    pub const fn of(kind: PlaceKind, needs: NeedSet) -> Self {
        Self(needs.bits() & NEEDS | 1 << (KINDS_FROM + kind as u32))
    }

    /// Of a kind alone.
    #[must_use]
    pub const fn kind(kind: PlaceKind) -> Self {
        Self::of(kind, NeedSet::from_bits(0))
    }

    /// Of a need alone.
    #[must_use]
    pub const fn need(need: Need) -> Self {
        Self(1 << need as u32)
    }

    /// As a meaning of words.
    #[must_use]
    pub const fn meaning(self) -> Meaning {
        Meaning::from_bits(self.0)
    }

    /// These and those.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What a place must be and offer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wanted {
    kinds: u32,
    needs: u32,
}

impl Wanted {
    /// One of `kinds` (or any), with all of `needs`.
    #[must_use]
    pub const fn new(kinds: KindSet, needs: NeedSet) -> Self {
        Self {
            kinds: (kinds.bits() as u32) << KINDS_FROM,
            needs: needs.bits() & NEEDS,
        }
    }

    /// Whether a place with these marks is one. Of the marks of several places together: whether one of them may be.
    #[must_use]
    pub const fn fits(self, marks: Marks) -> bool {
        marks.0 & self.needs == self.needs && (self.kinds == 0 || marks.0 & self.kinds != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_of_the_kinds_and_all_of_the_needs() {
        let both = NeedSet::default().with(Need::Wifi).with(Need::StudyRoom);
        let library = Marks::of(PlaceKind::Library, both);
        let kinds: KindSet = [PlaceKind::Library, PlaceKind::Museum].into_iter().collect();
        assert!(Wanted::new(kinds, both).fits(library));
        assert!(Wanted::new(kinds, NeedSet::default()).fits(library));
        assert!(Wanted::default().fits(library));
        assert!(!Wanted::new(kinds, both.with(Need::StepFree)).fits(library));
        assert!(!Wanted::new(KindSet::default().with(PlaceKind::Park), both).fits(library));
    }

    #[test]
    fn every_kind_and_need_has_a_mark_of_its_own() {
        let kinds = PlaceKind::ALL.map(Marks::kind);
        let needs = Need::ALL.map(Marks::need);
        let all: Vec<_> = kinds.into_iter().chain(needs).collect();
        for (i, one) in all.iter().enumerate() {
            for (j, other) in all.iter().enumerate() {
                assert_eq!(one.meaning().meets(other.meaning()), i == j);
            }
        }
    }
}
