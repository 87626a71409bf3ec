//! The form in which a public repository keeps the offices of Línea Madrid: `metadata` and `items`, the portal's own
//! column names, with the address and the contacts each in an object of their own.

use serde_json::Value;

use super::json::text_of;
use super::raw::RawFacility;

/// One member of `items`.
pub(super) fn facility(item: &Value) -> RawFacility {
    RawFacility::from_columns(|name| find(item, name))
}

/// Whether a member of `items` is a facility.
pub(super) fn is_facility(item: &Value) -> bool {
    find(item, "NOMBRE").is_some() && (find(item, "ID-ENTIDAD").is_some() || find(item, "PK").is_some())
}

/// A column of the item, or of an object within it. Not the small `tipo`, which names the form of the record.
fn find(item: &Value, name: &str) -> Option<String> {
    let members = item.as_object()?;
    let own = members.get(name).and_then(text_of);
    own.or_else(|| members.values().find_map(|inner| inner.get(name).and_then(text_of)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nested_columns_are_found() {
        let item = json!({
            "tipo": "EntidadesYOrganismos", "ID-ENTIDAD": "332", "NOMBRE": "Oficina",
            "LOCALIZACION": {"NOMBRE-VIA": "ZARZA", "COD-BARRIO": "7", "LATITUD": "40.45", "LONGITUD": -3.78},
            "DATOSCONTACTOS": {"TELEFONO": "010"}, "TIPO": "/contenido/x"
        });
        let row = facility(&item);
        assert_eq!(row.id.as_deref(), Some("332"));
        assert_eq!(row.street_name.as_deref(), Some("ZARZA"));
        assert_eq!((row.lat.as_deref(), row.lon.as_deref()), (Some("40.45"), Some("-3.78")));
        assert_eq!(
            (row.phone.as_deref(), row.type_path.as_deref()),
            (Some("010"), Some("/contenido/x"))
        );
        assert!(is_facility(&item));
    }

    #[test]
    fn what_is_no_facility() {
        assert!(!is_facility(&json!({"NOMBRE": "sin clave"})));
        assert!(!is_facility(&json!("texto")));
        assert_eq!(facility(&json!(null)), RawFacility::default());
    }
}
