//! What the person told about themselves: filters that say so, and gentle weights. What was not told changes nothing.

use chrono::{DateTime, Utc};

use super::super::model::{About, Access, AgeBand, Audience, Candidate, Exclusion, HeldCard, LifeEvent, Reason, Tag};
use super::learn::faded;
use crate::kernel::Language;

/// Audiences that mean somebody who goes with children.
const WITH_CHILDREN: [Audience; 2] = [Audience::Children, Audience::Families];

/// Why a candidate is not for this person, whatever its score.
pub fn excluded(about: &About, candidate: &Candidate) -> Option<Exclusion> {
    let needs_more = about.step_free && candidate.access == Access::Unknown;
    if needs_more {
        return Some(Exclusion::NotStepFree);
    }
    is_for_others(about, candidate).then_some(Exclusion::ForOthers)
}

/// Only what the person told can exclude: of somebody who told no age, nothing is for others.
fn is_for_others(about: &About, candidate: &Candidate) -> bool {
    let Some(age) = about.age else { return false };
    let audiences = candidate.audiences;
    let for_children = audiences.is_only(&WITH_CHILDREN) && !about.with_children && age != AgeBand::Child;
    let for_seniors = audiences.is_only(&[Audience::Seniors]) && age != AgeBand::Senior;
    let for_young = audiences.is_only(&[Audience::Young]) && matches!(age, AgeBand::Adult | AgeBand::Senior);
    for_children || for_seniors || for_young
}

/// How well a candidate fits what the person told: 0 where nothing was told.
pub fn fit(about: &About, candidate: &Candidate) -> f64 {
    fitting(about, candidate).map(|(weight, _)| weight).sum()
}

/// The piece of what the person told that speaks most for a candidate.
pub fn best_fit(about: &About, candidate: &Candidate) -> Option<Reason> {
    let best = fitting(about, candidate).max_by(|one, other| one.0.total_cmp(&other.0));
    best.filter(|(weight, _)| *weight > 0.0).map(|(_, reason)| reason)
}

fn fitting<'a>(about: &'a About, candidate: &'a Candidate) -> impl Iterator<Item = (f64, Reason)> {
    let age = about.age.and_then(|age| age_fit(age, candidate));
    let family = about.with_children.then(|| family_fit(candidate)).flatten();
    let access = about.step_free.then_some(match candidate.access {
        Access::StepFree => Some((0.6, Reason::StepFree)),
        _ => None,
    });
    let language = about.language.filter(|language| *language != Language::Es);
    let language = language.and_then(|_| language_fit(candidate));
    let cards = about.cards.iter().filter_map(|card| card_fit(*card, candidate));
    [age, family, access.flatten(), language]
        .into_iter()
        .flatten()
        .chain(cards)
}

fn age_fit(age: AgeBand, candidate: &Candidate) -> Option<(f64, Reason)> {
    let audience = match age {
        AgeBand::Child => Audience::Children,
        AgeBand::Young => Audience::Young,
        AgeBand::Senior => Audience::Seniors,
        AgeBand::Adult => return None,
    };
    candidate.audiences.has(audience).then_some((0.7, Reason::Age))
}

fn family_fit(candidate: &Candidate) -> Option<(f64, Reason)> {
    let is_for_them = WITH_CHILDREN.iter().any(|audience| candidate.audiences.has(*audience));
    let is_good = matches!(candidate.kind, Tag::Children | Tag::StoryTelling | Tag::CircusMagic);
    if is_for_them || is_good {
        Some((0.7, Reason::Family))
    } else {
        candidate.features.has(Tag::PlayArea).then_some((0.5, Reason::Family))
    }
}

/// Who has little Spanish enjoys music and pictures more than talks.
fn language_fit(candidate: &Candidate) -> Option<(f64, Reason)> {
    match candidate.kind {
        Tag::Talk | Tag::Reading | Tag::Theatre | Tag::StoryTelling | Tag::Contest => Some((-0.6, Reason::Language)),
        Tag::Music | Tag::Dance | Tag::Exhibition | Tag::Sport | Tag::Fair => Some((0.3, Reason::Language)),
        _ => None,
    }
}

fn card_fit(card: HeldCard, candidate: &Candidate) -> Option<(f64, Reason)> {
    let goes = match card {
        HeldCard::Library => candidate.kind == Tag::Library,
        HeldCard::Sport => candidate.kind == Tag::SportsCentre,
        HeldCard::LargeFamily => matches!(candidate.kind, Tag::SportsCentre | Tag::Museum),
        HeldCard::Senior => candidate.audiences.has(Audience::Seniors) || candidate.kind == Tag::SportsCentre,
    };
    goes.then_some((0.3, Reason::Card(card)))
}

/// What helps with something in a life.
const fn helps(event: LifeEvent) -> &'static [Tag] {
    match event {
        LifeEvent::Baby => &[Tag::PlayArea, Tag::StoryTelling, Tag::Children, Tag::Library],
        LifeEvent::Move => &[Tag::CitizenOffice, Tag::Library, Tag::SportsCentre],
        LifeEvent::School => &[Tag::Library, Tag::StudyRoom, Tag::Children, Tag::SportsCourts],
        LifeEvent::Retirement => &[
            Tag::CulturalCentre,
            Tag::Course,
            Tag::Talk,
            Tag::Workshop,
            Tag::IndoorPool,
        ],
        LifeEvent::JobSearch => &[Tag::StudyRoom, Tag::Library, Tag::Course, Tag::Wifi, Tag::CitizenOffice],
    }
}

/// How much a candidate helps with one thing in a life: what is made for it, and what helps first, in full.
fn help(event: LifeEvent, candidate: &Candidate) -> Option<f64> {
    if candidate.answers == Some(event) {
        return Some(1.0);
    }
    let is_it = |tag: &Tag| candidate.kind == *tag || candidate.features.has(*tag);
    let place = helps(event).iter().position(is_it)?;
    Some(if place == 0 { 1.0 } else { 0.6 })
}

/// How much a candidate helps with what is happening in the person's life, and with what most. It fades like all that was
/// learnt: nobody has just moved for ever.
pub fn life(about: &About, candidate: &Candidate, now: DateTime<Utc>) -> (f64, Option<LifeEvent>) {
    let helping = about
        .life
        .iter()
        .filter_map(|(event, since)| Some((faded(help(*event, candidate)?, *since, now), *event)));
    let best = helping.max_by(|one, other| one.0.total_cmp(&other.0));
    best.map_or((0.0, None), |(weight, event)| (weight, Some(event)))
}

#[cfg(test)]
mod tests {
    use super::super::super::model::{ItemKey, TagSet};
    use super::*;

    fn event(audiences: &[Audience]) -> Candidate {
        Candidate {
            audiences: audiences.iter().copied().collect(),
            ..Candidate::new(ItemKey::Event(1), Tag::Workshop)
        }
    }

    #[test]
    fn who_told_nothing_is_excluded_from_nothing() {
        let place = Candidate {
            access: Access::Unknown,
            ..Candidate::new(ItemKey::Place(1), Tag::Park)
        };
        for candidate in [event(&[Audience::Seniors]), event(&[Audience::Children]), place] {
            assert_eq!(excluded(&About::default(), &candidate), None);
            assert!(fit(&About::default(), &candidate) == 0.0);
            assert!(best_fit(&About::default(), &candidate).is_none());
        }
    }

    #[test]
    fn what_was_told_excludes_with_its_reason() {
        let adult = About {
            age: Some(AgeBand::Adult),
            ..About::default()
        };
        assert_eq!(
            excluded(&adult, &event(&[Audience::Children])),
            Some(Exclusion::ForOthers)
        );
        assert_eq!(
            excluded(&adult, &event(&[Audience::Women])),
            None,
            "nobody is asked what they are"
        );
        let parent = About {
            with_children: true,
            ..adult
        };
        assert_eq!(excluded(&parent, &event(&[Audience::Families])), None);
        assert_eq!(best_fit(&parent, &event(&[Audience::Families])), Some(Reason::Family));
        let step_free = About {
            step_free: true,
            ..About::default()
        };
        let place = |access| Candidate {
            access,
            ..Candidate::new(ItemKey::Place(1), Tag::Library)
        };
        assert_eq!(
            excluded(&step_free, &place(Access::Unknown)),
            Some(Exclusion::NotStepFree)
        );
        assert_eq!(excluded(&step_free, &place(Access::Partly)), None);
        assert_eq!(best_fit(&step_free, &place(Access::StepFree)), Some(Reason::StepFree));
        assert_eq!(
            excluded(&step_free, &event(&[])),
            None,
            "an event's own door is not known to be one"
        );
    }

    #[test]
    fn a_life_event_helps_and_fades() {
        let since = DateTime::UNIX_EPOCH;
        let moved = About {
            life: vec![(LifeEvent::Move, since)],
            ..About::default()
        };
        let office = Candidate::new(ItemKey::Place(1), Tag::CitizenOffice);
        let (now, event) = life(&moved, &office, since);
        assert_eq!((now, event), (1.0, Some(LifeEvent::Move)));
        let (later, _) = life(&moved, &office, since + chrono::TimeDelta::days(120));
        assert!((later - 0.5).abs() < 1e-9);
        let room = Candidate {
            features: TagSet::NONE.with(Tag::StudyRoom),
            ..Candidate::new(ItemKey::Place(2), Tag::CulturalCentre)
        };
        assert_eq!(life(&moved, &room, since).1, None);
    }

    #[test]
    fn little_spanish_and_cards_are_gentle() {
        let about = About {
            language: Some(Language::En),
            cards: vec![HeldCard::Library],
            ..About::default()
        };
        assert!(fit(&about, &Candidate::new(ItemKey::Event(1), Tag::Talk)) < 0.0);
        let library = Candidate::new(ItemKey::Place(1), Tag::Library);
        assert_eq!(best_fit(&about, &library), Some(Reason::Card(HeldCard::Library)));
    }
}
