//! The JSON-LD export of the agenda. Fields sit elsewhere than in the one of facilities: street and postal code are
//! inside the barrio, and the key of the venue is in the address of its record.

use serde_json::Value;

use super::super::json::text_of;
use super::super::json_ld::{key, last_segment, member};
use super::RawEvent;

/// One member of `@graph`.
pub(in super::super) fn event(item: &Value) -> RawEvent {
    let address = item.get("address");
    let area = address.and_then(|address| address.get("area"));
    let location = item.get("location");
    let recurrence = item.get("recurrence");
    let own = |name: &str| member(Some(item), &[name]);
    RawEvent {
        id: key(item),
        title: own("title"),
        price: own("price"),
        free: own("free"),
        days: member(recurrence, &["days"]),
        interval: member(recurrence, &["interval"]),
        excluded: own("excluded-days"),
        first_day: own("dtstart"),
        last_day: own("dtend"),
        time: own("time"),
        description: own("description"),
        url: own("link"),
        venue: own("event-location"),
        venue_id: item.get("relation").and_then(key),
        street: member(area, &["street-address"]).or_else(|| member(address, &["street-address"])),
        postal_code: member(area, &["postal-code"]).or_else(|| member(address, &["postal-code"])),
        district: address.and_then(|address| last_segment(address.get("district")?)),
        barrio: area.and_then(last_segment),
        x: None,
        y: None,
        lat: member(location, &["latitude"]),
        lon: member(location, &["longitude"]),
        type_path: item
            .get("@type")
            .and_then(|kind| text_of(kind).or_else(|| text_of(kind.get(0)?))),
        activity: None,
        audience: own("audience"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_street_is_inside_the_barrio_and_the_venue_in_an_address() {
        let base = "https://datos.madrid.es/egob/kos/Provincia/Madrid/Municipio/Madrid/Distrito/Carabanchel";
        let item = json!({
            "id": "50066046", "title": "100 Libros juntas", "free": 1, "dtstart": "2025-10-25 19:00:00.0",
            "relation": {"@id": "https://datos.madrid.es/egob/catalogo/tipo/entidadesyorganismos/4703422-centro.json"},
            "address": {"district": {"@id": base}, "area": {"@id": format!("{base}/Barrio/PuertaBonita"),
                "postal-code": "28025", "street-address": "CALLE ALISEDA 4"}},
            "location": {"latitude": 40.37, "longitude": -3.74}, "recurrence": {"days": "TU,WE", "interval": 1}
        });
        let raw = event(&item);
        assert_eq!(
            (raw.id.as_deref(), raw.venue_id.as_deref()),
            (Some("50066046"), Some("4703422"))
        );
        assert_eq!(
            (raw.street.as_deref(), raw.postal_code.as_deref()),
            (Some("CALLE ALISEDA 4"), Some("28025"))
        );
        assert_eq!(
            (raw.barrio.as_deref(), raw.district.as_deref()),
            (Some("PuertaBonita"), Some("Carabanchel"))
        );
        assert_eq!((raw.free.as_deref(), raw.days.as_deref()), (Some("1"), Some("TU,WE")));
    }

    #[test]
    fn odd_members_are_absent_and_never_a_crash() {
        let odd = json!({"id": [1], "title": 3, "address": "x", "recurrence": [], "relation": 1, "@type": {}});
        assert_eq!(event(&odd).title.as_deref(), Some("3"));
        assert_eq!(event(&json!(null)), RawEvent::default());
    }
}
