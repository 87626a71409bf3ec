//! Lines as they travel: the encoded polyline of maps on the web, in steps of 0.00001 degrees (about a metre). Pure.

use crate::kernel::GeoPoint;

/// Steps in a degree.
const STEPS: f64 = 100_000.0;
/// A step between two points of the globe fits in so many groups of five bits.
const MAX_GROUPS: u32 = 6;

/// The text is no line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no line of points on the globe")]
pub struct BadPolyline;

/// Reads a line. What is cut short or leaves the globe is refused.
pub fn decode(text: &str) -> Result<Vec<GeoPoint>, BadPolyline> {
    let mut bytes = text.as_bytes().iter().copied();
    let (mut lat, mut lon) = (0_i32, 0_i32);
    let mut points = Vec::with_capacity(text.len() / 4);
    while bytes.len() > 0 {
        lat = step(&mut bytes, lat)?;
        lon = step(&mut bytes, lon)?;
        let point = GeoPoint::new(f64::from(lat) / STEPS, f64::from(lon) / STEPS);
        points.push(point.map_err(|_| BadPolyline)?);
    }
    Ok(points)
}

/// One number: groups of five bits, the lowest first, all but the last with a mark; the sign is in the lowest bit.
fn step(bytes: &mut impl Iterator<Item = u8>, from: i32) -> Result<i32, BadPolyline> {
    let mut value = 0_u32;
    for group in 0..MAX_GROUPS {
        let bits = bytes.next().and_then(|byte| byte.checked_sub(63)).ok_or(BadPolyline)?;
        if bits > 63 {
            return Err(BadPolyline);
        }
        value |= u32::from(bits & 31) << (5 * group);
        if bits < 32 {
            let size = i32::try_from(value >> 1).map_err(|_| BadPolyline)?;
            let change = if value & 1 == 1 { -size - 1 } else { size };
            return from.checked_add(change).ok_or(BadPolyline);
        }
    }
    Err(BadPolyline)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(text: &str) -> Vec<(f64, f64)> {
        decode(text)
            .unwrap()
            .iter()
            .map(|point| (point.lat(), point.lon()))
            .collect()
    }

    #[test]
    fn the_example_of_the_formats_own_description_is_read() {
        assert_eq!(
            points("_p~iF~ps|U_ulLnnqC_mqNvxq`@"),
            [(38.5, -120.2), (40.7, -120.95), (43.252, -126.453)]
        );
        assert_eq!(points(""), []);
        assert_eq!(points("??"), [(0.0, 0.0)]);
    }

    #[test]
    fn what_is_cut_or_no_line_is_refused() {
        for bad in [
            "_p~iF",
            "_p~iF~ps|",
            "_p~iF ps|U",
            "ñ?",
            "~~~~~~~~",
            "_____________",
            "{{{{{{?",
        ] {
            assert_eq!(decode(bad), Err(BadPolyline), "{bad}");
        }
        assert_eq!(decode(&"_p~iF~ps|U".repeat(30)), Err(BadPolyline));
    }
}
