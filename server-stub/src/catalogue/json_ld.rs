//! The portal's JSON-LD export: facilities in `@graph`. Old exports write `id` and `type` where new ones write `@id`
//! and `@type`, and the key may stand only inside the address of the record.

use serde_json::Value;

use super::json::text_of;
use super::raw::RawFacility;

/// One member of `@graph`.
pub(super) fn facility(item: &Value) -> RawFacility {
    let address = item.get("address");
    let location = item.get("location");
    let organization = item.get("organization");
    RawFacility {
        id: key(item),
        name: member(Some(item), &["title"]).or_else(|| member(organization, &["organization-name"])),
        entity_description: member(organization, &["organization-desc"]),
        hours: member(organization, &["schedule"]),
        equipment: member(organization, &["services"]),
        accessibility: member(organization, &["accesibility", "accessibility"]),
        url: member(Some(item), &["relation"]),
        street_line: member(address, &["street-address"]),
        postal_code: member(address, &["postal-code"]),
        district: address.and_then(|address| last_segment(address.get("district")?)),
        barrio: address.and_then(|address| last_segment(address.get("area")?)),
        lat: member(location, &["latitude"]),
        lon: member(location, &["longitude"]),
        phone: member(Some(item), &["tel", "telephone"]),
        email: member(Some(item), &["email"]),
        type_path: member(Some(item), &["@type", "type"]).or_else(|| member(item.get("@type"), &["0"])),
        ..RawFacility::default()
    }
}

/// Whether an item of `@graph` is a facility. An event has a date; a facility has a place or an organization.
pub(super) fn is_facility(item: &Value) -> bool {
    let has = |name: &str| item.get(name).is_some();
    has("title") && (has("address") || has("location") || has("organization")) && !is_event(item)
}

/// Whether an item of `@graph` is an event of the agenda.
pub(super) fn is_event(item: &Value) -> bool {
    item.get("dtstart").is_some() || item.get("event-location").is_some()
}

/// A text or number of an object, by the first of these names that it has.
pub(super) fn member(object: Option<&Value>, names: &[&str]) -> Option<String> {
    let object = object?;
    names.iter().find_map(|name| text_of(object.get(name)?))
}

/// The number in `id`, or the one that begins the last part of the record's address (`.../4847190-casa-museo.json`).
pub(super) fn key(item: &Value) -> Option<String> {
    let texts = ["id", "@id"].map(|name| member(Some(item), &[name]));
    let number = texts
        .iter()
        .flatten()
        .find(|text| text.trim().chars().all(|c| c.is_ascii_digit()));
    if let Some(number) = number {
        return Some(number.clone());
    }
    let address = texts.iter().flatten().find_map(|text| text.rsplit('/').next())?;
    let digits: String = address.chars().take_while(char::is_ascii_digit).collect();
    Some(if digits.is_empty() { address.to_owned() } else { digits })
}

/// `.../Distrito/Moncloa-Aravaca` in `@id` (or `id`, or the text itself) means `Moncloa-Aravaca`.
pub(super) fn last_segment(value: &Value) -> Option<String> {
    let text = text_of(value).or_else(|| member(Some(value), &["@id", "id"]))?;
    text.rsplit('/').next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn area(name: &str) -> String {
        format!("https://datos.madrid.es/egob/kos/Provincia/Madrid/Municipio/Madrid/Distrito/Centro{name}")
    }

    #[test]
    fn new_and_old_exports_give_the_same_row() {
        let new = json!({
            "@id": "https://datos.madrid.es/egob/catalogo/tipo/entidadesyorganismos/58353-espacio.json",
            "@type": "https://datos.madrid.es/egob/kos/entidadesYorganismos/Museos",
            "id": "58353", "title": "Espacio",
            "address": {"district": {"@id": area("")}, "area": {"@id": area("/Barrio/Universidad")},
                "postal-code": "28004", "street-address": "CALLE FUENCARRAL 3"},
            "location": {"latitude": 40.42, "longitude": -3.7},
            "organization": {"organization-desc": "d", "accesibility": "1", "schedule": "h", "services": "s"}
        });
        let old = json!({
            "id": "https://datos.madrid.es/egob/catalogo/tipo/entidadesyorganismos/58353-espacio.json",
            "type": "https://datos.madrid.es/egob/kos/entidadesYorganismos/Museos",
            "title": "Espacio",
            "address": {"district": {"id": area("")}, "area": area("/Barrio/Universidad"),
                "postal-code": 28004, "street-address": "CALLE FUENCARRAL 3"},
            "location": {"latitude": "40.42", "longitude": "-3.7"},
            "organization": {"organization-desc": "d", "accesibility": "1", "schedule": "h", "services": "s"}
        });
        let row = facility(&new);
        assert_eq!(row, facility(&old));
        assert_eq!(row.id.as_deref(), Some("58353"));
        assert_eq!(
            (row.district.as_deref(), row.barrio.as_deref()),
            (Some("Centro"), Some("Universidad"))
        );
        assert_eq!((row.lat.as_deref(), row.district_code), (Some("40.42"), None));
    }

    #[test]
    fn events_are_no_facilities() {
        let event = json!({"title": "Concierto", "location": {}, "dtstart": "2025-10-25 00:00:00.0"});
        assert!(is_event(&event) && !is_facility(&event));
        assert!(is_facility(&json!({"title": "x", "location": {}})));
        assert!(!is_facility(&json!({"title": "x"})));
    }

    #[test]
    fn odd_members_are_absent_and_never_a_crash() {
        let odd = json!({"id": {"a": 1}, "title": ["x"], "address": "Calle", "location": 3, "organization": null});
        assert_eq!(facility(&odd), RawFacility::default());
        assert_eq!(facility(&json!(3)), RawFacility::default());
    }
}
