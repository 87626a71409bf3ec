//! What the loader owes whatever it is given: every row is accounted for, and nothing lies outside of the region.

use madrid_server_stub::catalogue::Loaded;

/// Wider than the municipality by a kilometre: south, north, west, east.
const REGION: (f64, f64, f64, f64) = (40.30, 40.66, -3.90, -3.50);

/// What was read is accounted for, and nothing of it lies outside the region.
pub fn assert_honest(loaded: &Loaded, about: &str) {
    let (mut read, mut kept) = (0, 0);
    for file in &loaded.report.files {
        assert_eq!(file.read, file.kept + file.rejected.values().sum::<usize>(), "{about}");
        read += file.read;
        kept += file.kept;
    }
    assert!(kept <= read);
    let published = loaded.facilities.len() + loaded.events.len() + loaded.areas.len();
    assert_eq!(kept, published, "{about}");
    let places = loaded.facilities.iter().map(|place| (place.lat, place.lon));
    let events = loaded.events.iter().filter_map(|event| event.lat.zip(event.lon));
    let rings = loaded
        .areas
        .iter()
        .flat_map(|area| &area.rings)
        .flat_map(|ring| decoded(ring));
    for (lat, lon) in places.chain(events).chain(rings) {
        let (south, north, west, east) = REGION;
        let inside = (south..=north).contains(&lat) && (west..=east).contains(&lon);
        assert!(inside, "{about}: {lat}, {lon}");
    }
    for event in &loaded.events {
        assert!(event.first_day <= event.last_day, "{about}");
        assert_eq!(event.lat.is_some(), event.lon.is_some(), "{about}");
    }
}

/// The points of an encoded polyline, written from the format and not from the city's code.
fn decoded(ring: &str) -> Vec<(f64, f64)> {
    let (mut numbers, mut value, mut shift) = (Vec::new(), 0_i64, 0);
    for byte in ring.bytes() {
        let bits = i64::from(byte) - 63;
        value |= (bits & 0x1F) << shift;
        shift += 5;
        if bits < 0x20 {
            numbers.push((value >> 1) ^ -(value & 1));
            (value, shift) = (0, 0);
        }
    }
    let mut at = (0, 0);
    let points = numbers.chunks_exact(2).map(|step| {
        at = (at.0 + step[0], at.1 + step[1]);
        (at.0 as f64 / 1e5, at.1 as f64 / 1e5)
    });
    points.collect()
}
