//! Districts and barrios as outlines: which of them a position lies in, whatever the row says of it.
//!
//! `geojson` reads the City's boundaries, `polyline` writes an outline for the phones. Areas are joined by code: the
//! name in a file of boundaries may be misspelt (`San Bals`), and the one that is published is the official one.

mod geojson;
mod polyline;

use serde::Serialize;

use super::area::{Area, RawArea};
use super::clean::Repairs;
use super::districts::{Barrio, District};
use super::position::POSITION;
use super::report::Repair;

pub(super) use geojson::{RawBoundary, feature, is_area};

/// An area as phones get it: a row of `GET /v1/areas`, without a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AreaRow {
    /// A barrio's code as a number; a district's, times 1000.
    pub id: i64,
    /// `district` or `neighbourhood`.
    pub level: &'static str,
    /// Two digits of a district, three of a barrio.
    pub code: String,
    /// The official name.
    pub name: String,
    /// Two digits.
    pub district_code: String,
    /// Its outline as encoded polylines.
    pub rings: Vec<String>,
}

/// What an outline is the outline of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outlined {
    District(&'static District),
    Barrio(Barrio),
}

/// An outline: closed rings of latitude and longitude, inside by the even-odd rule.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Boundary {
    of: Outlined,
    rings: Vec<Vec<(f64, f64)>>,
    /// South-west and north-east corner: most outlines are left out by these alone.
    corners: ((f64, f64), (f64, f64)),
}

impl Boundary {
    /// With these rings, each closed.
    pub(super) fn new(of: Outlined, rings: Vec<Vec<(f64, f64)>>) -> Self {
        let nowhere = ((f64::MAX, f64::MAX), (f64::MIN, f64::MIN));
        let corners = rings.iter().flatten().fold(nowhere, |(low, high), point| {
            (
                (low.0.min(point.0), low.1.min(point.1)),
                (high.0.max(point.0), high.1.max(point.1)),
            )
        });
        Self { of, rings, corners }
    }

    fn contains(&self, (lat, lon): (f64, f64)) -> bool {
        let (low, high) = self.corners;
        if lat < low.0 || lat > high.0 || lon < low.1 || lon > high.1 {
            return false;
        }
        let crossings = self.rings.iter().flat_map(|ring| ring.iter().zip(ring.iter().skip(1)));
        let crossed = crossings
            .filter(|((from_lat, from_lon), (to_lat, to_lon))| {
                let spans = (*from_lat > lat) != (*to_lat > lat);
                spans && lon < (to_lon - from_lon) * (lat - from_lat) / (to_lat - from_lat) + from_lon
            })
            .count();
        crossed % 2 == 1
    }

    /// As it is published.
    pub(super) fn row(&self) -> AreaRow {
        let (level, code, name, district) = match &self.of {
            Outlined::District(district) => ("district", district.code.to_owned(), district.name, *district),
            Outlined::Barrio(barrio) => ("neighbourhood", barrio.code.clone(), barrio.name, barrio.district),
        };
        let number: i64 = code.parse().unwrap_or(0);
        AreaRow {
            id: if level == "district" { number * 1_000 } else { number },
            level,
            code,
            name: name.to_owned(),
            district_code: district.code.to_owned(),
            rings: self.rings.iter().map(|ring| polyline::encode(ring)).collect(),
        }
    }
}

/// Every outline that was loaded; none, where no file of boundaries was given.
#[derive(Debug, Default)]
pub(super) struct Boundaries(Vec<Boundary>);

impl Boundaries {
    /// One more.
    pub(super) fn add(&mut self, boundary: Boundary) {
        self.0.push(boundary);
    }

    /// As they are published, by id.
    pub(super) fn rows(&self) -> Vec<AreaRow> {
        let mut rows: Vec<AreaRow> = self.0.iter().map(Boundary::row).collect();
        rows.sort_by_key(|row| row.id);
        rows
    }

    /// District and barrio of a row: by its position where there are outlines, by its own words otherwise. Where both
    /// speak and disagree, the row is flagged.
    pub(super) fn settle(&self, (said, raw): (Area, RawArea<'_>), position: (f64, f64), repairs: &mut Repairs) -> Area {
        if self.0.is_empty() {
            return said;
        }
        let found = self.at(position, repairs);
        let (district, barrio) = (raw.district.unwrap_or_default(), raw.barrio.unwrap_or_default());
        if found == Area::default() {
            let (lat, lon) = position;
            repairs.note(Repair::OutsideBoundaries, POSITION, &format!("lat {lat}, lon {lon}"));
            return said;
        }
        if said.district.is_some() && said.district != found.district {
            repairs.note(Repair::DistrictDisagrees, "district", district);
        }
        if said.barrio.is_some() && found.barrio.is_some() && said.barrio != found.barrio {
            repairs.note(Repair::NeighbourhoodDisagrees, "neighbourhood", barrio);
        }
        if said.district.is_none() || (said.barrio.is_none() && found.barrio.is_some()) {
            repairs.note(Repair::AreaFromPosition, "neighbourhood", barrio);
        }
        // Without outlines of barrios the row's own word stands, if it belongs to the district found.
        let own = said.barrio.filter(|barrio| Some(barrio.district) == found.district);
        Area {
            district: found.district,
            barrio: found.barrio.or(own),
        }
    }

    fn at(&self, position: (f64, f64), repairs: &mut Repairs) -> Area {
        let mut found = Area::default();
        for boundary in self.0.iter().filter(|boundary| boundary.contains(position)) {
            match &boundary.of {
                Outlined::District(district) => found.district = Some(*district),
                Outlined::Barrio(barrio) => found.barrio = Some(barrio.clone()),
            }
        }
        if let Some(barrio) = &found.barrio {
            if found.district.is_some_and(|district| district != barrio.district) {
                let (lat, lon) = position;
                repairs.note(Repair::BoundariesDisagree, "district", &format!("lat {lat}, lon {lon}"));
            }
            found.district = Some(barrio.district);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::super::districts::{DISTRICTS, barrio_by_code};
    use super::*;

    fn square(south: f64, west: f64, size: f64) -> Vec<(f64, f64)> {
        vec![
            (south, west),
            (south, west + size),
            (south + size, west + size),
            (south + size, west),
            (south, west),
        ]
    }

    /// Justicia is a square with a hole, and lies in the square of Centro but for its eastern half.
    fn two() -> Boundaries {
        let justicia = vec![square(40.42, -3.70, 0.02), square(40.43, -3.69, 0.005)];
        let mut all = Boundaries::default();
        all.add(Boundary::new(
            Outlined::District(&DISTRICTS[0]),
            vec![square(40.40, -3.72, 0.1)],
        ));
        all.add(Boundary::new(
            Outlined::Barrio(barrio_by_code("014").unwrap()),
            justicia,
        ));
        all
    }

    fn settled(barrio: &str, position: (f64, f64)) -> (Option<&'static str>, Option<String>, Vec<Repair>) {
        let barrio = barrio_by_code(barrio);
        let said = Area {
            district: barrio.as_ref().map(|barrio| barrio.district),
            barrio,
        };
        let mut repairs = Repairs::new();
        let area = two().settle((said, RawArea::default()), position, &mut repairs);
        let code = area.barrio.map(|barrio| barrio.code);
        (area.district.map(|district| district.code), code, repairs.reasons())
    }

    #[test]
    fn the_position_decides_and_disagreement_is_flagged_for_each_level() {
        let inside = (40.421, -3.699);
        let is = |code: &str, repairs: &[Repair]| (Some("01"), Some(code.to_owned()), repairs.to_vec());
        assert_eq!(settled("014", inside), is("014", &[]));
        assert_eq!(settled("013", inside), is("014", &[Repair::NeighbourhoodDisagrees]));
        let both = [Repair::DistrictDisagrees, Repair::NeighbourhoodDisagrees];
        assert_eq!(settled("035", inside), is("014", &both));
        assert_eq!(settled("", inside), is("014", &[Repair::AreaFromPosition]));
    }

    #[test]
    fn a_hole_is_outside_and_the_words_of_the_row_stand_in() {
        let hole = (40.432, -3.688);
        assert_eq!(settled("013", hole), (Some("01"), Some("013".to_owned()), vec![]));
        assert_eq!(
            settled("035", hole),
            (Some("01"), None, vec![Repair::DistrictDisagrees])
        );
        let far = (40.6, -3.6);
        let own = (Some("03"), Some("035".to_owned()), vec![Repair::OutsideBoundaries]);
        assert_eq!(settled("035", far), own);
    }

    #[test]
    fn without_boundaries_the_row_is_believed() {
        let said = Area {
            district: Some(&DISTRICTS[2]),
            barrio: None,
        };
        let mut repairs = Repairs::new();
        let area = Boundaries::default().settle((said.clone(), RawArea::default()), (40.4, -3.7), &mut repairs);
        assert_eq!((area, repairs.reasons()), (said, vec![]));
    }

    #[test]
    fn rows_have_the_numbers_and_names_of_the_contract() {
        let rows = two().rows();
        let shown: Vec<_> = rows
            .iter()
            .map(|row| (row.id, row.level, row.code.as_str(), row.name.as_str(), row.rings.len()))
            .collect();
        assert_eq!(
            shown,
            [
                (14, "neighbourhood", "014", "Justicia", 2),
                (1_000, "district", "01", "Centro", 1)
            ]
        );
    }
}
