//! What an event is and for whom.

/// What kind of event it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EventKind {
    /// Something to look at for days or months.
    Exhibition,
    /// A concert.
    Music,
    /// A play.
    Theatre,
    /// Dance.
    Dance,
    /// A film.
    Cinema,
    /// A talk or a debate.
    Talk,
    /// A workshop: one learns by doing.
    Workshop,
    /// Books: a reading, a presentation, a reading club.
    Reading,
    /// Stories and puppets.
    StoryTelling,
    /// Sport.
    Sport,
    /// A guided visit or a walk.
    Tour,
    /// A fair or a market.
    Fair,
    /// Circus and magic.
    CircusMagic,
    /// Fiestas.
    Party,
    /// A course of several days.
    Course,
    /// A contest or an award.
    Contest,
    /// Camps and the like, for children.
    Children,
    /// A kind this version of the app has no word for yet, or none at all.
    Other,
}

impl EventKind {
    /// Every kind, in the order they are offered.
    pub const ALL: [Self; 18] = [
        Self::Music,
        Self::Theatre,
        Self::Cinema,
        Self::Exhibition,
        Self::Dance,
        Self::Talk,
        Self::Workshop,
        Self::StoryTelling,
        Self::Children,
        Self::Reading,
        Self::Tour,
        Self::Sport,
        Self::CircusMagic,
        Self::Party,
        Self::Fair,
        Self::Course,
        Self::Contest,
        Self::Other,
    ];

    /// The word on the wire and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Exhibition => "exhibition",
            Self::Music => "music",
            Self::Theatre => "theatre",
            Self::Dance => "dance",
            Self::Cinema => "cinema",
            Self::Talk => "talk",
            Self::Workshop => "workshop",
            Self::Reading => "reading",
            Self::StoryTelling => "story_telling",
            Self::Sport => "sport",
            Self::Tour => "tour",
            Self::Fair => "fair",
            Self::CircusMagic => "circus_magic",
            Self::Party => "party",
            Self::Course => "course",
            Self::Contest => "contest",
            Self::Children => "children",
            Self::Other => "other",
        }
    }

    /// The kind a word means; a word from a newer city is [`EventKind::Other`], never an error.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        Self::ALL
            .into_iter()
            .find(|kind| kind.code() == code)
            .unwrap_or(Self::Other)
    }

    /// Whether one comes and goes as one likes, so that the hour it opens is no hour to be there.
    #[must_use]
    pub const fn is_open_house(self) -> bool {
        matches!(self, Self::Exhibition | Self::Fair)
    }
}

/// For whom an event is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Audience {
    /// Children.
    Children,
    /// Families.
    Families,
    /// The young.
    Young,
    /// Women.
    Women,
    /// Older people.
    Seniors,
}

impl Audience {
    /// Every audience, in the order they are offered. The position is the bit in the database: new ones go to the end.
    pub const ALL: [Self; 5] = [Self::Children, Self::Families, Self::Young, Self::Women, Self::Seniors];

    /// The word on the wire.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Children => "children",
            Self::Families => "families",
            Self::Young => "young",
            Self::Women => "women",
            Self::Seniors => "seniors",
        }
    }

    const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// A set of audiences, small enough for a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct AudienceSet(u32);

impl AudienceSet {
    /// The set with this audience too.
    #[must_use]
    pub const fn with(self, audience: Audience) -> Self {
        Self(self.0 | audience.bit())
    }

    /// Whether this audience is in it.
    #[must_use]
    pub const fn has(self, audience: Audience) -> bool {
        self.0 & audience.bit() != 0
    }

    /// The audiences in the set, in the order they are offered.
    pub fn iter(self) -> impl Iterator<Item = Audience> {
        Audience::ALL.into_iter().filter(move |audience| self.has(*audience))
    }

    /// The set as stored.
    #[must_use]
    pub const fn bits(self) -> u32 {
        self.0
    }

    /// The set from what was stored; bits of audiences we do not know are kept and match nothing.
    #[must_use]
    pub const fn from_bits(bits: u32) -> Self {
        Self(bits)
    }
}

impl FromIterator<Audience> for AudienceSet {
    fn from_iter<I: IntoIterator<Item = Audience>>(audiences: I) -> Self {
        audiences.into_iter().fold(Self::default(), Self::with)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_come_back_and_new_words_are_other() {
        for kind in EventKind::ALL {
            assert_eq!(EventKind::from_code(kind.code()), kind);
        }
        assert_eq!(EventKind::from_code("moon_landing"), EventKind::Other);
    }

    #[test]
    fn a_set_has_what_was_put_into_it() {
        let set: AudienceSet = [Audience::Seniors, Audience::Children].into_iter().collect();
        assert!(set.has(Audience::Children) && !set.has(Audience::Women));
        assert_eq!(set.iter().collect::<Vec<_>>(), [Audience::Children, Audience::Seniors]);
        assert_eq!(AudienceSet::from_bits(set.bits()), set);
        assert_eq!(AudienceSet::default().iter().count(), 0);
    }
}
