//! The areas the city starts with when no file is given: invented outlines around the places of
//! [`super::default_catalogue()`], so that a map has something to draw and a place lies in its own district.

use super::boundaries::{AreaRow, Boundaries, Boundary, Outlined};
use super::districts::{DISTRICTS, barrio_by_code};

const OUTLINES: &str = include_str!("default_areas.txt");

/// The invented districts and barrios, by id.
#[must_use]
pub fn default_areas() -> Vec<AreaRow> {
    let mut all = Boundaries::default();
    lines().filter_map(outline).for_each(|outline| all.add(outline));
    all.rows()
}

fn lines() -> impl Iterator<Item = &'static str> {
    OUTLINES.lines().filter(|line| !line.starts_with('#'))
}

fn outline(line: &str) -> Option<Boundary> {
    let (code, corners) = line.split_once(' ')?;
    let district = DISTRICTS.iter().find(|district| district.code == code);
    let of = match district {
        Some(district) => Outlined::District(district),
        None => Outlined::Barrio(barrio_by_code(code)?),
    };
    let rings: Option<Vec<_>> = corners.split(" / ").map(ring).collect();
    Some(Boundary::new(of, rings?))
}

/// The corners, the first once more at the end.
fn ring(corners: &str) -> Option<Vec<(f64, f64)>> {
    let corners = corners.split(' ').map(|corner| {
        let (lat, lon) = corner.split_once(',')?;
        Some((lat.parse().ok()?, lon.parse().ok()?))
    });
    let mut ring: Vec<_> = corners.collect::<Option<_>>()?;
    ring.push(*ring.first()?);
    Some(ring)
}

#[cfg(test)]
mod tests {
    use super::super::area::{Area, RawArea};
    use super::super::clean::Repairs;
    use super::super::default_catalogue;
    use super::*;

    #[test]
    fn every_line_is_understood_and_every_district_has_an_outline() {
        let areas = default_areas();
        assert_eq!(areas.len(), lines().count());
        let districts = areas.iter().filter(|area| area.level == "district");
        assert_eq!(districts.count(), DISTRICTS.len());
        assert!(areas.iter().all(|area| area.rings.iter().all(|ring| ring.len() > 8)));
        assert!(outline("999 40.4,-3.7").is_none() && outline("01 40.4;-3.7").is_none());
    }

    #[test]
    fn every_place_of_the_catalogue_lies_in_its_own_district_and_barrio() {
        let mut all = Boundaries::default();
        lines().filter_map(outline).for_each(|outline| all.add(outline));
        for place in default_catalogue() {
            let mut repairs = Repairs::new();
            let area = all.settle(
                (Area::default(), RawArea::default()),
                (place.lat, place.lon),
                &mut repairs,
            );
            assert_eq!(
                area.district.map(|district| district.code),
                place.district_code.as_deref(),
                "{}",
                place.name
            );
            let barrio = area.barrio.map(|barrio| barrio.code);
            assert_eq!(barrio, place.neighbourhood_code, "{}", place.name);
        }
    }
}
