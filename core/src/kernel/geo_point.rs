//! A place on the map, and how far it is from another one.

use geo::{Distance, Haversine, Point};

/// Metres of one degree of latitude on the sphere that distances are measured on, rounded down so that
/// [`GeoPoint::distance_at_least_m`] never promises too much.
const METRES_PER_DEGREE: f64 = 111_195.07;

/// The coordinates do not name a point on Earth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("latitude must be within -90..=90 and longitude within -180..=180 degrees")]
pub struct InvalidLocation;

/// A point in WGS 84 degrees (the datum of a phone's location and of the City's open data).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GeoPoint {
    lat: f64,
    lon: f64,
}

impl GeoPoint {
    /// A point from latitude and longitude in degrees; refuses NaN, infinities and values off the globe.
    pub fn new(lat: f64, lon: f64) -> Result<Self, InvalidLocation> {
        let on_globe = (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon);
        if on_globe {
            Ok(Self { lat, lon })
        } else {
            Err(InvalidLocation)
        }
    }

    /// Latitude in degrees, north positive.
    #[must_use]
    pub const fn lat(self) -> f64 {
        self.lat
    }

    /// Longitude in degrees, east positive.
    #[must_use]
    pub const fn lon(self) -> f64 {
        self.lon
    }

    /// Distance in a straight line, in metres (haversine on the mean Earth radius; within 0.5 % of the ellipsoid).
    #[must_use]
    pub fn distance_m(self, other: Self) -> f64 {
        Haversine.distance(Point::new(self.lon, self.lat), Point::new(other.lon, other.lat))
    }

    /// No point at latitude `lat` is nearer than this, in metres: much cheaper to know than the distance itself.
    #[must_use]
    pub fn distance_at_least_m(self, lat: f64) -> f64 {
        (lat - self.lat).abs() * METRES_PER_DEGREE
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_is_not_on_the_globe() {
        for (lat, lon) in [
            (91.0, 0.0),
            (-90.1, 0.0),
            (0.0, 180.5),
            (f64::NAN, 0.0),
            (0.0, f64::INFINITY),
        ] {
            assert_eq!(GeoPoint::new(lat, lon), Err(InvalidLocation));
        }
    }

    #[test]
    fn measures_sol_to_cibeles() {
        let sol = GeoPoint::new(40.416_9, -3.703_5).unwrap();
        let cibeles = GeoPoint::new(40.419_4, -3.693_1).unwrap();
        let metres = sol.distance_m(cibeles);
        assert!((900.0..940.0).contains(&metres), "{metres}");
        assert!((metres - cibeles.distance_m(sol)).abs() < 1e-6);
    }
    #[test]
    fn the_least_distance_is_never_more_than_the_distance_and_close_to_it_due_north() {
        let here = GeoPoint::new(40.4, -3.7).unwrap();
        for step in 0..2_000 {
            let (lat, lon) = (40.0 + f64::from(step % 80) / 100.0, -4.0 + f64::from(step / 80) / 40.0);
            let there = GeoPoint::new(lat, lon).unwrap();
            assert!(here.distance_at_least_m(lat) <= here.distance_m(there));
        }
        let north = GeoPoint::new(41.4, -3.7).unwrap();
        assert!(here.distance_m(north) - here.distance_at_least_m(41.4) < 0.1);
    }
}
