//! Others' public models as candidates. Here, and nowhere else, a feature's words become the engine's.

use chrono::NaiveDate;

use super::model::{Access, Audience, AudienceSet, Candidate, ItemKey, Tag, TagSet, When};
use crate::agenda::{EventOutline, Standing};
use crate::home::Item;
use crate::kernel::GeoPoint;
use crate::places::{Need, NeedSet, PlaceId, PlaceKind, PlaceSummary};

/// A place, from what a list shows of it.
#[must_use]
pub fn of_place(place: &PlaceSummary) -> Candidate {
    of_place_parts(place.id, place.kind, place.needs, place.location)
}

/// A place, from what ranking needs to know of it.
#[must_use]
pub fn of_place_parts(id: PlaceId, kind: PlaceKind, needs: NeedSet, location: GeoPoint) -> Candidate {
    Candidate {
        features: features(needs),
        location: Some(location),
        access: access(needs),
        ..Candidate::new(ItemKey::Place(id.get()), Tag::of_place(kind.code()))
    }
}

/// Whether one can enter without a step, as far as the city says.
pub fn access(needs: NeedSet) -> Access {
    if needs.covers(NeedSet::default().with(Need::StepFree)) {
        Access::StepFree
    } else if needs.covers(NeedSet::default().with(Need::PartlyAccessible)) {
        Access::Partly
    } else {
        Access::Unknown
    }
}

fn features(needs: NeedSet) -> TagSet {
    needs.iter().filter_map(|need| Tag::of_feature(need.code())).collect()
}

/// An event of the agenda. One enters it by the door of the place that it is at, where that is one of the city's.
pub fn of_event(event: &EventOutline, access_of: impl Fn(i64) -> Option<Access>) -> Candidate {
    let audiences: AudienceSet = Audience::ALL
        .into_iter()
        .filter(|audience| event.audiences.iter().any(|other| other.code() == audience.code()))
        .collect();
    Candidate {
        location: event.location,
        when: Some(when(event)),
        access: event.place.and_then(access_of).unwrap_or(Access::NotAPlace),
        audiences,
        free: event.free,
        ..Candidate::new(ItemKey::Event(event.id.get()), Tag::of_event(event.kind.code()))
    }
}

fn when(event: &EventOutline) -> When {
    match event.next {
        None => When::Over,
        Some((time, _)) if event.is_lasting => When::Lasting {
            next: time.day,
            last: event.last_day,
        },
        Some((_, Standing::UnderWay)) => When::UnderWay,
        Some((time, Standing::Ahead)) => time.begins.map_or(When::OnDay(time.day), When::Begins),
    }
}

/// Something between the person and the city, if they have to do something about it: to pay it, to go on with it, to renew it.
pub fn of_errand(item: &Item, today: NaiveDate) -> Option<Candidate> {
    let (key, kind) = match item {
        Item::Tax(tax) => (ItemKey::Payment(tax.id.clone()), Tag::Payment),
        Item::Fine(fine) => (ItemKey::Payment(fine.id.clone()), Tag::Payment),
        Item::Procedure(procedure) => (ItemKey::Procedure(procedure.id.clone()), Tag::Procedure),
        Item::Card(card) => (ItemKey::Card(card.id.clone()), Tag::Card),
        Item::Appointment(_) | Item::Booking(_) | Item::Notification(_) | Item::Message(_) => return None,
    };
    item.waits_for_person(today).then(|| Candidate {
        due: item.last_day(today),
        ..Candidate::new(key, kind)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::home::{Card, CardKind, Tax, TaxKind, TaxStatus};
    use crate::kernel::Cents;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn every_kind_of_place_has_a_tag_and_no_need_of_access_becomes_a_taste() {
        let needs: NeedSet = Need::ALL.into_iter().collect();
        let here = GeoPoint::new(40.4, -3.7).unwrap();
        for kind in PlaceKind::ALL {
            let candidate = of_place_parts(PlaceId::from_city(1), kind, needs, here);
            assert!(candidate.kind.is_place());
            assert_eq!(candidate.access, Access::StepFree);
            assert!(candidate.features.iter().all(Tag::is_feature));
        }
        let some = of_place_parts(PlaceId::from_city(1), PlaceKind::Library, NeedSet::default(), here);
        assert_eq!((some.kind, some.access), (Tag::Library, Access::Unknown));
    }

    #[test]
    fn only_what_waits_for_the_person_is_an_errand() {
        let today = day("2026-11-24");
        let tax = |status| {
            Item::Tax(Tax {
                id: "t-1".into(),
                kind: TaxKind::Ibi,
                name: "IBI 2026".into(),
                about: None,
                amount: Cents::new(100),
                due: day("2026-11-30"),
                status,
            })
        };
        let owed = of_errand(&tax(TaxStatus::Voluntary), today).unwrap();
        assert_eq!((owed.kind, owed.due), (Tag::Payment, Some(day("2026-11-30"))));
        assert!(
            of_errand(&tax(TaxStatus::DirectDebit), today).is_none(),
            "the bank pays it"
        );
        let card = |until: Option<&str>| {
            Item::Card(Card {
                id: "c-1".into(),
                kind: CardKind::Library,
                name: "Carné".into(),
                number: "1".into(),
                valid_until: until.map(day),
            })
        };
        assert!(of_errand(&card(Some("2026-12-10")), today).is_some());
        assert!(of_errand(&card(Some("2027-12-10")), today).is_none());
        assert!(of_errand(&card(None), today).is_none());
    }
}
