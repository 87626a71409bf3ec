//! What a thing is about, in words that a taste can be kept for.

use std::fmt;

/// Makes the list of tags once: variant, word.
macro_rules! tags {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// A word for what something is about. The position is the bit in a [`TagSet`]; the word is on the disk: new ones go to
        /// the end, none is ever renamed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Tag { $($(#[$doc])* $name,)* }

        impl Tag {
            /// Every tag, in the order they are offered.
            pub const ALL: [Self; [$($code),*].len()] = [$(Self::$name),*];

            /// The word on the disk and on the command line.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
        }
    };
}

tags! {
    /// Centro deportivo municipal.
    SportsCentre = "sports_centre",
    /// Library.
    Library = "library",
    /// Park or garden.
    Park = "park",
    /// Centro cultural, auditorium, exhibition hall.
    CulturalCentre = "cultural_centre",
    /// Museum.
    Museum = "museum",
    /// Oficina de Atención a la Ciudadanía.
    CitizenOffice = "citizen_office",
    /// A place of any other kind. Nobody's taste is learnt for it: it may be about health, faith or hardship.
    OtherPlace = "other_place",
    /// An indoor swimming pool.
    IndoorPool = "indoor_pool",
    /// An outdoor swimming pool.
    OutdoorPool = "outdoor_pool",
    /// A play area for children.
    PlayArea = "play_area",
    /// A fenced area for dogs.
    DogArea = "dog_area",
    /// A room to study in.
    StudyRoom = "study_room",
    /// Free wireless network.
    Wifi = "wifi",
    /// Stands for bicycles.
    BikeParking = "bike_parking",
    /// Courts or pitches.
    SportsCourts = "sports_courts",
    /// Exhibition.
    Exhibition = "exhibition",
    /// Concert.
    Music = "music",
    /// Theatre.
    Theatre = "theatre",
    /// Dance.
    Dance = "dance",
    /// Cinema.
    Cinema = "cinema",
    /// Talk.
    Talk = "talk",
    /// Workshop.
    Workshop = "workshop",
    /// Reading, book club.
    Reading = "reading",
    /// Story telling.
    StoryTelling = "story_telling",
    /// A sports event.
    Sport = "sport",
    /// Guided tour.
    Tour = "tour",
    /// Fair or market.
    Fair = "fair",
    /// Circus and magic.
    CircusMagic = "circus_magic",
    /// Street party.
    Party = "party",
    /// Course.
    Course = "course",
    /// Contest.
    Contest = "contest",
    /// Something for children.
    Children = "children",
    /// An event of any other kind. Nobody's taste is learnt for it.
    OtherEvent = "other_event",
    /// Something to pay to the city.
    Payment = "payment",
    /// A procedure that waits for the person.
    Procedure = "procedure",
    /// A card to be issued or renewed.
    Card = "card",
}

impl Tag {
    /// The tag of a word; `None` for one this version does not know.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tag| tag.code() == code)
    }

    /// What a place of a kind is about, by the city's word for the kind.
    #[must_use]
    pub fn of_place(kind: &str) -> Self {
        Self::from_code(kind)
            .filter(|tag| tag.is_place())
            .unwrap_or(Self::OtherPlace)
    }

    /// What an event of a kind is about, by the city's word for the kind.
    #[must_use]
    pub fn of_event(kind: &str) -> Self {
        Self::from_code(kind)
            .filter(|tag| tag.is_event())
            .unwrap_or(Self::OtherEvent)
    }

    /// What a place offers, by the city's word for it. Step-free access is none: it is a need, and no taste is made of it.
    #[must_use]
    pub fn of_feature(feature: &str) -> Option<Self> {
        Self::from_code(feature).filter(|tag| tag.is_feature())
    }

    /// Whether it is a kind of place.
    #[must_use]
    pub fn is_place(self) -> bool {
        self <= Self::OtherPlace
    }

    /// Whether it is something that a place offers.
    #[must_use]
    pub fn is_feature(self) -> bool {
        (Self::IndoorPool..=Self::SportsCourts).contains(&self)
    }

    /// Whether it is a kind of event.
    #[must_use]
    pub fn is_event(self) -> bool {
        (Self::Exhibition..=Self::OtherEvent).contains(&self)
    }

    /// Whether it is something between the person and the city.
    #[must_use]
    pub const fn is_errand(self) -> bool {
        matches!(self, Self::Payment | Self::Procedure | Self::Card)
    }

    /// Whether a taste for it is kept. Not for what the person owes or must do, and not where the city's word says so little
    /// that it may hide something sensitive.
    #[must_use]
    pub const fn is_learnt(self) -> bool {
        !matches!(
            self,
            Self::CitizenOffice | Self::OtherPlace | Self::OtherEvent | Self::Payment | Self::Procedure | Self::Card
        )
    }

    const fn bit(self) -> u64 {
        1 << self as u64
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A set of tags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct TagSet(u64);

impl TagSet {
    /// No tag.
    pub const NONE: Self = Self(0);

    /// The set with this tag too.
    #[must_use]
    pub const fn with(self, tag: Tag) -> Self {
        Self(self.0 | tag.bit())
    }

    /// Whether the tag is in the set.
    #[must_use]
    pub const fn has(self, tag: Tag) -> bool {
        self.0 & tag.bit() != 0
    }

    /// How many tags there are.
    #[must_use]
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How much two sets have in common: shared tags by all tags (Jaccard), 0 for two empty ones.
    #[must_use]
    pub fn likeness(self, other: Self) -> f64 {
        let all = (self.0 | other.0).count_ones();
        if all == 0 {
            return 0.0;
        }
        f64::from((self.0 & other.0).count_ones()) / f64::from(all)
    }

    /// The tags in the set, in the order they are offered.
    pub fn iter(self) -> impl Iterator<Item = Tag> {
        let mut left = self.0;
        std::iter::from_fn(move || {
            let tag = Tag::ALL.get(left.trailing_zeros() as usize)?;
            left &= left - 1;
            Some(*tag)
        })
    }
}

impl FromIterator<Tag> for TagSet {
    fn from_iter<I: IntoIterator<Item = Tag>>(tags: I) -> Self {
        tags.into_iter().fold(Self::default(), Self::with)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_and_unknown_ones_say_nothing() {
        for tag in Tag::ALL {
            assert_eq!(Tag::from_code(tag.code()), Some(tag));
        }
        assert_eq!(Tag::of_place("library"), Tag::Library);
        // A word of an event is no kind of place, and the other way round.
        assert_eq!(Tag::of_place("music"), Tag::OtherPlace);
        assert_eq!(Tag::of_event("library"), Tag::OtherEvent);
        assert_eq!(Tag::of_feature("step_free"), None);
        assert!(!Tag::of_place("health_centre").is_learnt());
    }

    #[test]
    fn a_set_keeps_order_and_knows_likeness() {
        let set: TagSet = [Tag::Wifi, Tag::Library, Tag::Card].into_iter().collect();
        assert_eq!(set.iter().collect::<Vec<_>>(), [Tag::Library, Tag::Wifi, Tag::Card]);
        assert!((set.likeness(TagSet::default().with(Tag::Wifi)) - 1.0 / 3.0).abs() < 1e-12);
        assert!(TagSet::default().likeness(TagSet::default()) == 0.0);
        assert_eq!(TagSet::default().iter().count(), 0);
    }
}
