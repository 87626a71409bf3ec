//! What the City does for whoever comes and asks: a card that can be issued, a change in a life that its registers must know. Each
//! is brought up by what the person told, or by what the city says they have not got, and names the desk that is nearest.

use chrono::{DateTime, TimeDelta, Utc};

use super::candidates::access;
use super::model::{About, Access, AgeBand, Candidate, HeldCard, ItemKey, LifeEvent, Tag};
use crate::kernel::GeoPoint;
use crate::places::{PlaceId, PlaceOutline, PlaceSummary};

/// What a change in a life asks for is brought up for so long: who has not gone by then does not want to.
const BROUGHT_UP: TimeDelta = TimeDelta::days(180);

/// Something to ask for at a desk of the city.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer {
    /// The library card that the person has not got.
    LibraryCard,
    /// A child who was born enters the padrón (alta por nacimiento).
    Birth,
    /// The padrón learns a new address (cambio de domicilio).
    Address,
    /// The volante of the padrón that a school may ask for.
    CensusProof,
    /// The madridmayor card: from 65 years on, or 60 with a pension.
    SeniorCard,
    /// The lower price of municipal sport for who looks for work.
    JobSeekerPrice,
}

impl Offer {
    /// Every one of them.
    pub const ALL: [Self; 6] = [
        Self::LibraryCard,
        Self::Birth,
        Self::Address,
        Self::CensusProof,
        Self::SeniorCard,
        Self::JobSeekerPrice,
    ];

    /// Under which key it is turned down and asked about.
    #[must_use]
    pub fn key(self) -> ItemKey {
        match self {
            Self::LibraryCard => ItemKey::Card("library".to_owned()),
            Self::SeniorCard => ItemKey::Card("madridmayor".to_owned()),
            Self::Birth => ItemKey::Procedure("padron-birth".to_owned()),
            Self::Address => ItemKey::Procedure("padron-address".to_owned()),
            Self::CensusProof => ItemKey::Procedure("padron-proof".to_owned()),
            Self::JobSeekerPrice => ItemKey::Procedure("sport-job-seeker".to_owned()),
        }
    }

    /// What brings it up, if it is something in a life.
    #[must_use]
    pub const fn life(self) -> Option<LifeEvent> {
        match self {
            Self::LibraryCard => None,
            Self::Birth => Some(LifeEvent::Baby),
            Self::Address => Some(LifeEvent::Move),
            Self::CensusProof => Some(LifeEvent::School),
            Self::SeniorCard => Some(LifeEvent::Retirement),
            Self::JobSeekerPrice => Some(LifeEvent::JobSearch),
        }
    }

    /// Where one asks for it.
    const fn desk(self) -> Tag {
        match self {
            Self::LibraryCard => Tag::Library,
            Self::JobSeekerPrice => Tag::SportsCentre,
            Self::Birth | Self::Address | Self::CensusProof | Self::SeniorCard => Tag::CitizenOffice,
        }
    }

    /// What it is.
    #[must_use]
    pub const fn kind(self) -> Tag {
        match self {
            Self::LibraryCard | Self::SeniorCard => Tag::Card,
            Self::Birth | Self::Address | Self::CensusProof | Self::JobSeekerPrice => Tag::Procedure,
        }
    }

    /// Whether it is for somebody who told this. `lacks_library_card`: the city has said which cards they hold.
    pub(super) fn is_for(self, about: &About, lacks_library_card: bool, now: DateTime<Utc>) -> bool {
        let is_told = |event| {
            about
                .life
                .iter()
                .any(|(told, at)| *told == event && now - *at < BROUGHT_UP)
        };
        match self {
            Self::LibraryCard => lacks_library_card && !about.cards.contains(&HeldCard::Library),
            Self::SeniorCard => {
                let is_too_young = matches!(about.age, Some(AgeBand::Child | AgeBand::Young));
                is_told(LifeEvent::Retirement) && !is_too_young && !about.cards.contains(&HeldCard::Senior)
            }
            other => other.life().is_some_and(is_told),
        }
    }

    /// The nearest desk that the person can enter, as far as the city says.
    pub(super) fn nearest(self, from: GeoPoint, about: &About, outlines: &[PlaceOutline]) -> Option<PlaceId> {
        let can_enter = |place: &&PlaceOutline| !about.step_free || access(place.needs) != Access::Unknown;
        let desks = outlines
            .iter()
            .filter(|place| Tag::of_place(place.kind.code()) == self.desk());
        let metres = |place: &PlaceOutline| from.distance_m(place.location);
        let nearest = desks
            .filter(can_enter)
            .min_by(|one, other| metres(one).total_cmp(&metres(other)));
        nearest.map(|place| place.id)
    }

    /// It as a candidate, at its desk.
    pub(super) fn candidate(self, desk: &PlaceSummary) -> Candidate {
        Candidate {
            location: Some(desk.location),
            answers: self.life(),
            ..Candidate::new(self.key(), self.kind())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_in_a_life_brings_up_its_own_for_half_a_year() {
        let now = DateTime::UNIX_EPOCH;
        for event in LifeEvent::ALL {
            let about = About {
                life: vec![(event, now)],
                ..About::default()
            };
            let brought_up = |at| {
                let offers = Offer::ALL.into_iter();
                offers
                    .filter(|offer| offer.is_for(&about, false, at))
                    .collect::<Vec<_>>()
            };
            let [offer] = brought_up(now)[..] else {
                panic!("{event:?} brings up one thing")
            };
            assert_eq!(offer.life(), Some(event));
            assert_eq!(brought_up(now + BROUGHT_UP), []);
        }
    }

    #[test]
    fn nobody_is_offered_what_they_hold_or_are_too_young_for() {
        let now = DateTime::UNIX_EPOCH;
        let retired = About {
            life: vec![(LifeEvent::Retirement, now)],
            ..About::default()
        };
        let holder = About {
            cards: vec![HeldCard::Senior, HeldCard::Library],
            ..retired.clone()
        };
        let young = About {
            age: Some(AgeBand::Young),
            ..retired.clone()
        };
        assert!(Offer::SeniorCard.is_for(&retired, false, now));
        assert!(!Offer::SeniorCard.is_for(&holder, false, now));
        assert!(!Offer::SeniorCard.is_for(&young, false, now));
        assert!(Offer::LibraryCard.is_for(&retired, true, now));
        assert!(
            !Offer::LibraryCard.is_for(&retired, false, now),
            "the city has not said"
        );
        assert!(
            !Offer::LibraryCard.is_for(&holder, true, now),
            "they say that they carry it"
        );
    }

    #[test]
    fn keys_are_keys_and_no_two_are_the_same() {
        for (at, offer) in Offer::ALL.into_iter().enumerate() {
            assert_eq!(offer.key().to_string().parse(), Ok(offer.key()));
            let others = Offer::ALL.into_iter().skip(at + 1);
            assert!(others.into_iter().all(|other| other.key() != offer.key()));
        }
    }
}
