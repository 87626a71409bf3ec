//! One raw row into one facility: everything tidied, checked and decided, and every change named.

use super::address::{RawStreet, street, street_line};
use super::area::{Area, RawArea, resolve as resolve_area};
use super::boundaries::Boundaries;
use super::clean::{Repairs, tidy};
use super::contact::{email, phone, postal_code, url};
use super::facility::{Facility, SOURCE};
use super::features::{Texts, features};
use super::kinds::kind;
use super::position::resolve as resolve_position;
use super::raw::RawFacility;
use super::report::{Reject, Repair};

/// The portal's keys are below this; ids of the catalogue's own from here on.
pub const FIRST_OWN_ID: i64 = 900_000_000;

/// The facility of a row and what was put right in it, or why the row cannot be kept.
pub(super) fn assemble(raw: &RawFacility, boundaries: &Boundaries) -> Result<(Facility, Repairs), Reject> {
    let mut repairs = Repairs::new();
    let row = tidied(raw, &mut repairs);
    if raw.trailing_separator {
        repairs.note(Repair::TrailingSeparator, "", ";");
    }
    let id = id(row.id.as_deref())?;
    let name = row.name.clone().ok_or(Reject::NameMissing)?;
    let (lat, lon) = resolve_position(row.position(), &mut repairs)?;
    let area = area(raw, &row, &mut repairs);
    let area = boundaries.settle(area, (lat, lon), &mut repairs);
    let facility = Facility {
        id,
        kind: kind(row.type_path.as_deref().unwrap_or_default(), &name, &all_text(&row)),
        lat,
        lon,
        street: address(&row),
        postal_code: row
            .postal_code
            .as_deref()
            .and_then(|text| postal_code(text, &mut repairs)),
        district_code: area.district.map(|district| district.code.to_owned()),
        district: area.district.map(|district| district.name.to_owned()),
        neighbourhood_code: area.barrio.as_ref().map(|barrio| barrio.code.clone()),
        neighbourhood: area.barrio.as_ref().map(|barrio| barrio.name.to_owned()),
        phone: row.phone.as_deref().and_then(|text| phone(text, &mut repairs)),
        email: row.email.as_deref().and_then(|text| email(text, &mut repairs)),
        url: row.url.as_deref().and_then(|text| url(text, &mut repairs)),
        features: features(texts(&row)),
        summary: row.entity_description.or(row.description),
        hours: row.hours,
        transport: row.transport,
        equipment: row.equipment,
        name,
        source: SOURCE.to_owned(),
        source_date: None,
    };
    Ok((facility, repairs))
}

/// The same row with every text tidy, so that no field is blank.
fn tidied(raw: &RawFacility, repairs: &mut Repairs) -> RawFacility {
    let mut tidy = |field, cell: &Option<String>| cell.as_deref().and_then(|text| tidy(field, text, repairs));
    RawFacility {
        id: tidy("id", &raw.id),
        name: tidy("name", &raw.name),
        entity_description: tidy("summary", &raw.entity_description),
        description: tidy("summary", &raw.description),
        hours: tidy("hours", &raw.hours),
        equipment: tidy("equipment", &raw.equipment),
        transport: tidy("transport", &raw.transport),
        accessibility: tidy("features", &raw.accessibility),
        url: tidy("url", &raw.url),
        street_class: tidy("street", &raw.street_class),
        street_name: tidy("street", &raw.street_name),
        number_kind: tidy("street", &raw.number_kind),
        number: tidy("street", &raw.number),
        floor: tidy("street", &raw.floor),
        door: tidy("street", &raw.door),
        street_line: tidy("street", &raw.street_line),
        postal_code: tidy("postal_code", &raw.postal_code),
        barrio_code: tidy("neighbourhood_code", &raw.barrio_code),
        barrio: tidy("neighbourhood", &raw.barrio),
        district_code: tidy("district_code", &raw.district_code),
        district: tidy("district", &raw.district),
        x: tidy("position", &raw.x),
        y: tidy("position", &raw.y),
        lat: tidy("position", &raw.lat),
        lon: tidy("position", &raw.lon),
        phone: tidy("phone", &raw.phone),
        email: tidy("email", &raw.email),
        type_path: tidy("kind", &raw.type_path),
        trailing_separator: raw.trailing_separator,
    }
}

/// A key of the portal.
pub(super) fn id(text: Option<&str>) -> Result<i64, Reject> {
    let text = text.ok_or(Reject::IdMissing)?;
    let is_digits = text.chars().all(|c| c.is_ascii_digit());
    let id: i64 = text.parse().map_err(|_| Reject::IdUnreadable)?;
    if is_digits && (1..FIRST_OWN_ID).contains(&id) {
        Ok(id)
    } else {
        Err(Reject::IdUnreadable)
    }
}

/// Codes come from the raw row: a blank code is a defect, a missing column is not.
fn area<'a>(raw: &'a RawFacility, row: &'a RawFacility, repairs: &mut Repairs) -> (Area, RawArea<'a>) {
    let words = RawArea {
        district_code: raw.district_code.as_deref(),
        district: row.district.as_deref(),
        barrio_code: raw.barrio_code.as_deref(),
        barrio: row.barrio.as_deref(),
    };
    (resolve_area(words, repairs), words)
}

fn address(row: &RawFacility) -> Option<String> {
    let parts = RawStreet {
        class: row.street_class.as_deref(),
        name: row.street_name.as_deref(),
        number_kind: row.number_kind.as_deref(),
        number: row.number.as_deref(),
        floor: row.floor.as_deref(),
        door: row.door.as_deref(),
    };
    street(parts).or_else(|| row.street_line.as_deref().map(street_line))
}

fn texts(row: &RawFacility) -> Texts<'_> {
    Texts {
        accessibility: row.accessibility.as_deref(),
        type_path: row.type_path.as_deref(),
        name: row.name.as_deref(),
        equipment: row.equipment.as_deref(),
        entity_description: row.entity_description.as_deref(),
        description: row.description.as_deref(),
        transport: row.transport.as_deref(),
    }
}

fn all_text(row: &RawFacility) -> String {
    [&row.entity_description, &row.description, &row.equipment]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::facility::{FacilityKind, Feature};

    fn least() -> RawFacility {
        let some = |text: &str| Some(text.to_owned());
        RawFacility {
            id: some("4700"),
            name: some("Parque X"),
            lat: some("40.43"),
            lon: some("-3.65"),
            ..RawFacility::default()
        }
    }

    fn rejected(change: impl Fn(&mut RawFacility)) -> Reject {
        let mut raw = least();
        change(&mut raw);
        assemble(&raw, &Boundaries::default()).unwrap_err()
    }

    #[test]
    fn the_least_that_can_be_kept() {
        let (facility, repairs) = assemble(&least(), &Boundaries::default()).unwrap();
        assert_eq!((facility.id, facility.kind), (4700, FacilityKind::Park));
        assert_eq!((facility.street, facility.district, facility.phone), (None, None, None));
        assert_eq!(repairs.reasons(), []);
    }

    #[test]
    fn what_cannot_be_kept() {
        assert_eq!(rejected(|raw| raw.id = None), Reject::IdMissing);
        assert_eq!(rejected(|raw| raw.id = Some("  ".to_owned())), Reject::IdMissing);
        for id in ["x", "-3", "0", "+5", "900000000", "99999999999999999999", "1.5"] {
            assert_eq!(
                rejected(|raw| raw.id = Some(id.to_owned())),
                Reject::IdUnreadable,
                "{id}"
            );
        }
        assert_eq!(
            rejected(|raw| raw.name = Some("&nbsp;".to_owned())),
            Reject::NameMissing
        );
        assert_eq!(
            rejected(|raw| raw.lat = Some("x".to_owned())),
            Reject::CoordinatesUnreadable
        );
    }

    #[test]
    fn the_description_of_the_entity_comes_before_the_general_one() {
        let mut raw = RawFacility {
            description: Some("general".to_owned()),
            ..least()
        };
        assert_eq!(
            assemble(&raw, &Boundaries::default()).unwrap().0.summary.unwrap(),
            "general"
        );
        raw.entity_description = Some("Zona wifi &amp;ndash; gratis".to_owned());
        let (facility, repairs) = assemble(&raw, &Boundaries::default()).unwrap();
        assert_eq!(facility.summary.unwrap(), "Zona wifi – gratis");
        assert_eq!(facility.features, [Feature::Wifi].into());
        assert_eq!(repairs.reasons(), [Repair::DoubleEncodedEntity]);
    }
}
