//! An outline in few bytes: the encoded polyline of the map services, latitude before longitude in 1e-5 degrees (a metre).

/// The points as one text. Points that fall together are written once.
pub(super) fn encode(points: &[(f64, f64)]) -> String {
    let mut out = String::new();
    let mut before = None;
    for point in points.iter().map(|(lat, lon)| (rounded(*lat), rounded(*lon))) {
        if before == Some(point) {
            continue;
        }
        let (lat, lon) = before.unwrap_or((0, 0));
        number(point.0 - lat, &mut out);
        number(point.1 - lon, &mut out);
        before = Some(point);
    }
    out
}

/// Hundred-thousandths of a degree.
fn rounded(degrees: f64) -> i64 {
    let scaled = (degrees * 1e5).round();
    // Degrees of the globe are far below where a cast could lose anything; what is no number is nowhere.
    format!("{scaled:.0}").parse().unwrap_or(0)
}

/// The sign goes last, then five bits at a time, the lowest first; all but the last carry a sixth bit.
fn number(value: i64, out: &mut String) {
    let mut rest = (value << 1) ^ (value >> 63);
    loop {
        let five = u8::try_from(rest & 0x1F).unwrap_or(0);
        rest >>= 5;
        let more = if rest == 0 { 0 } else { 0x20 };
        out.push(char::from((five | more) + 63));
        if rest == 0 {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_example_of_the_format() {
        let points = [(38.5, -120.2), (40.7, -120.95), (43.252, -126.453)];
        assert_eq!(encode(&points), "_p~iF~ps|U_ulLnnqC_mqNvxq`@");
    }

    #[test]
    fn points_that_fall_together_are_one() {
        let near = [(38.5, -120.2), (38.500_001, -120.2)];
        assert_eq!(encode(&near), encode(&[(38.5, -120.2)]));
        assert_eq!(encode(&[]), "");
    }
}
