//! Outlines from GeoJSON (RFC 7946): longitude before latitude, polygons and collections of them.

use serde_json::Value;

use super::super::area::district_by_name;
use super::super::districts::{DISTRICTS, barrio_by_code};
use super::super::json::text_of;
use super::super::position::is_in_madrid;
use super::super::report::Reject;
use super::{Boundary, Outlined};

/// How files of the City and of others call the code of a barrio, of a district, and the name of a district.
const BARRIO_CODES: [&str; 4] = ["COD_BAR", "COD_BARRIO", "CODBAR", "COD_BAR_TX"];
const DISTRICT_CODES: [&str; 5] = ["COD_DIS_TX", "COD_DIS", "COD_DISTRI", "COD_DISTRITO", "CODDIS"];
const DISTRICT_NAMES: [&str; 5] = ["NOMDIS", "DISTRITO", "DISTRI_MAY", "NOMBRE", "NAME"];

/// A feature as read: what it calls itself, and its outline or why there is none.
#[derive(Debug, Clone, PartialEq)]
pub(in super::super) struct RawBoundary {
    /// The code or name in the file.
    pub(in super::super) called: String,
    /// The outline.
    pub(in super::super) boundary: Result<Boundary, Reject>,
}

/// One member of `features`.
pub(in super::super) fn feature(feature: &Value) -> RawBoundary {
    let properties = feature.get("properties").unwrap_or(&Value::Null);
    let called = [BARRIO_CODES.as_slice(), &DISTRICT_CODES, &DISTRICT_NAMES]
        .into_iter()
        .find_map(|names| member(properties, names));
    let boundary = match outlined(properties) {
        None => Err(Reject::AreaUnknown),
        Some(of) => rings(feature.get("geometry").unwrap_or(&Value::Null)).map(|rings| Boundary::new(of, rings)),
    };
    RawBoundary {
        called: called.unwrap_or_default(),
        boundary,
    }
}

/// Whether a feature is the outline of a district or barrio.
pub(in super::super) fn is_area(feature: &Value) -> bool {
    feature
        .get("properties")
        .is_some_and(|properties| outlined(properties).is_some())
}

fn outlined(properties: &Value) -> Option<Outlined> {
    if let Some(code) = member(properties, &BARRIO_CODES) {
        return barrio_by_code(&format!("{:0>3}", code.trim())).map(Outlined::Barrio);
    }
    let by_code = member(properties, &DISTRICT_CODES).and_then(|code| {
        let code = format!("{:0>2}", code.trim());
        DISTRICTS.iter().find(|district| district.code == code)
    });
    let by_name = || {
        DISTRICT_NAMES
            .iter()
            .find_map(|name| district_by_name(&member(properties, &[name])?))
    };
    by_code.or_else(by_name).map(Outlined::District)
}

fn member(properties: &Value, names: &[&str]) -> Option<String> {
    let properties = properties.as_object()?;
    names.iter().find_map(|name| {
        let (_, value) = properties.iter().find(|(key, _)| key.eq_ignore_ascii_case(name))?;
        text_of(value)
    })
}

fn rings(geometry: &Value) -> Result<Vec<Vec<(f64, f64)>>, Reject> {
    let coordinates = geometry.get("coordinates").and_then(Value::as_array);
    let coordinates = coordinates.ok_or(Reject::GeometryUnreadable)?;
    let rings: Vec<&Value> = match geometry.get("type").and_then(Value::as_str) {
        Some("Polygon") => coordinates.iter().collect(),
        Some("MultiPolygon") => coordinates.iter().filter_map(Value::as_array).flatten().collect(),
        _ => return Err(Reject::GeometryUnreadable),
    };
    if rings.is_empty() {
        return Err(Reject::GeometryUnreadable);
    }
    rings.into_iter().map(ring).collect()
}

/// A ring is closed and has at least three corners; a single point outside the region spoils the outline.
fn ring(ring: &Value) -> Result<Vec<(f64, f64)>, Reject> {
    let points = ring.as_array().ok_or(Reject::GeometryUnreadable)?;
    let points: Vec<(f64, f64)> = points.iter().map(point).collect::<Result<_, _>>()?;
    if points.len() < 4 || points.first() != points.last() {
        return Err(Reject::GeometryUnreadable);
    }
    Ok(points)
}

fn point(point: &Value) -> Result<(f64, f64), Reject> {
    let degrees = |at: usize| point.get(at).and_then(Value::as_f64).ok_or(Reject::GeometryUnreadable);
    let position = (degrees(1)?, degrees(0)?);
    if is_in_madrid(position) {
        Ok(position)
    } else {
        Err(Reject::CoordinatesOutsideMadrid)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(properties: &Value, geometry: &Value) -> Result<i64, Reject> {
        let raw = feature(&json!({ "type": "Feature", "properties": properties, "geometry": geometry }));
        raw.boundary.map(|boundary| boundary.row().id)
    }

    fn triangle() -> Value {
        json!({ "type": "Polygon", "coordinates": [[[-3.7, 40.4], [-3.6, 40.4], [-3.6, 40.5], [-3.7, 40.4]]] })
    }

    #[test]
    fn areas_are_known_by_code_first_and_by_name_where_there_is_none() {
        let id = |properties: Value| of(&properties, &triangle());
        let misspelt = json!({ "COD_BAR": "203", "NOMBRE": "Amposta", "NOMDIS": "San Bals - Canillejas" });
        assert_eq!(id(misspelt), Ok(203));
        assert_eq!(id(json!({ "cod_bar": 11 })), Ok(11));
        assert_eq!(id(json!({ "COD_DIS": 1, "NOMBRE": "x" })), Ok(1_000));
        assert_eq!(id(json!({ "name": "San Blas", "cartodb_id": 20 })), Ok(20_000));
        assert_eq!(id(json!({ "name": "Moncloa-Aravaca" })), Ok(9_000));
        assert_eq!(
            id(json!({ "COD_BAR": "999", "NOMDIS": "Centro" })),
            Err(Reject::AreaUnknown)
        );
        assert_eq!(id(json!({ "name": "Getafe" })), Err(Reject::AreaUnknown));
        assert_eq!(id(json!(null)), Err(Reject::AreaUnknown));
    }

    #[test]
    fn an_outline_that_is_open_short_or_elsewhere_is_none() {
        let geometry = |kind: &str, coordinates: Value| {
            of(
                &json!({ "COD_BAR": "011" }),
                &json!({ "type": kind, "coordinates": coordinates }),
            )
        };
        let closed = json!([[-3.7, 40.4], [-3.6, 40.4], [-3.6, 40.5], [-3.7, 40.4]]);
        assert_eq!(geometry("MultiPolygon", json!([[closed]])), Ok(11));
        for broken in [
            json!([]),
            json!([[]]),
            json!([[[-3.7, 40.4], [-3.6, 40.4], [-3.6, 40.5]]]),
            json!([[[-3.7, 40.4], [-3.6, 40.4], [-3.6, 40.5], [-3.7, 40.41]]]),
            json!([[[-3.7], [-3.6, 40.4], [-3.6, 40.5], [-3.7]]]),
            json!([["x", "y", "z", "x"]]),
            json!({ "a": 1 }),
        ] {
            assert_eq!(
                geometry("Polygon", broken.clone()),
                Err(Reject::GeometryUnreadable),
                "{broken}"
            );
        }
        assert_eq!(geometry("Point", json!([-3.7, 40.4])), Err(Reject::GeometryUnreadable));
        let away = json!([[[-3.7, 40.4], [-3.6, 40.4], [2.17, 41.38], [-3.7, 40.4]]]);
        assert_eq!(geometry("Polygon", away), Err(Reject::CoordinatesOutsideMadrid));
    }
}
