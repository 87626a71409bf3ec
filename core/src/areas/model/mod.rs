//! An area of the city with its outline.

mod polyline;

use crate::kernel::GeoPoint;
pub use polyline::BadPolyline;

/// How an area stands to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AreaLevel {
    /// One of the 21 districts.
    District,
    /// One of the 131 barrios; each is in one district.
    Neighbourhood,
}

impl AreaLevel {
    /// The word on the wire and in the database.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::District => "district",
            Self::Neighbourhood => "neighbourhood",
        }
    }

    /// The level a word means; `None` for one of a newer city, whose areas this version leaves alone.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::District, Self::Neighbourhood]
            .into_iter()
            .find(|level| level.code() == code)
    }
}

/// A closed line: its last point is joined to its first. At least three points.
#[derive(Debug, Clone, PartialEq)]
pub struct Ring(Vec<GeoPoint>);

impl Ring {
    /// The points of a line that closes by itself; `None` if they enclose nothing.
    #[must_use]
    pub fn new(mut points: Vec<GeoPoint>) -> Option<Self> {
        if points.len() > 1 && points.first() == points.last() {
            points.pop();
        }
        (points.len() >= 3).then_some(Self(points))
    }

    /// A line as it travels; one that encloses nothing is refused too.
    pub fn from_polyline(text: &str) -> Result<Self, BadPolyline> {
        Self::new(polyline::decode(text)?).ok_or(BadPolyline)
    }

    /// Its points.
    #[must_use]
    pub fn points(&self) -> &[GeoPoint] {
        &self.0
    }

    /// Its sides, from point to point and back to the first.
    pub fn sides(&self) -> impl Iterator<Item = (GeoPoint, GeoPoint)> {
        let next = self.0.iter().cycle().skip(1);
        self.0.iter().copied().zip(next.copied())
    }
}

/// A district or a barrio.
#[derive(Debug, Clone, PartialEq)]
pub struct Area {
    /// Which of the two.
    pub level: AreaLevel,
    /// The City's code: "01" for a district, "011" for a barrio.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The code of the district it is, or is in.
    pub district_code: String,
    /// Its outline. What lies inside an odd number of rings is inside of it, so that it may have holes and islands.
    pub rings: Vec<Ring>,
}

/// Where in the city a point is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Whereabouts {
    /// The code of the district.
    pub district_code: String,
    /// The name of the district.
    pub district: String,
    /// The name of the barrio.
    pub neighbourhood: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ring_is_closed_once_and_encloses_something() {
        let corner = |lat, lon| GeoPoint::new(lat, lon).unwrap();
        let (a, b, c) = (corner(40.0, -4.0), corner(40.0, -3.0), corner(41.0, -3.0));
        let ring = Ring::new(vec![a, b, c, a]).unwrap();
        assert_eq!(ring.points(), [a, b, c]);
        assert_eq!(ring.sides().collect::<Vec<_>>(), [(a, b), (b, c), (c, a)]);
        assert_eq!(Ring::new(vec![a, b, a]), None);
        assert_eq!(Ring::new(vec![]), None);
        assert_eq!(Ring::from_polyline("_p~iF~ps|U"), Err(BadPolyline));
        assert_eq!(
            Ring::from_polyline("_p~iF~ps|U_ulLnnqC_mqNvxq`@")
                .unwrap()
                .points()
                .len(),
            3
        );
    }

    #[test]
    fn levels_come_back_and_new_ones_are_left_alone() {
        for level in [AreaLevel::District, AreaLevel::Neighbourhood] {
            assert_eq!(AreaLevel::from_code(level.code()), Some(level));
        }
        assert_eq!(AreaLevel::from_code("census_tract"), None);
    }
}
