//! Where a place is: the portal gives two positions per row and they do not always agree.
//!
//! Latitude and longitude are trusted; X/Y (ETRS89, UTM zone 30 north) check them, and replace them where they are
//! missing or impossible. In the exports seen, latitude and longitude lay in the district of the row nearly always.

use super::clean::Repairs;
use super::report::{Reject, Repair};

/// The four cells of a row; `None` where the format does not have them.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct RawPosition<'a> {
    pub(super) lat: Option<&'a str>,
    pub(super) lon: Option<&'a str>,
    pub(super) x: Option<&'a str>,
    pub(super) y: Option<&'a str>,
}

impl RawPosition<'_> {
    /// The four cells as one text.
    pub(super) fn shown(self) -> String {
        let cells = [("lat", self.lat), ("lon", self.lon), ("x", self.x), ("y", self.y)];
        let filled = cells
            .into_iter()
            .filter_map(|(name, cell)| Some(format!("{name} {}", cell?.trim())));
        filled.collect::<Vec<_>>().join(", ")
    }
}

/// How examples call both coordinates together.
pub(super) const POSITION: &str = "position";

/// The municipality's extent, with about a kilometre to spare: south, north, west, east.
const MADRID: (f64, f64, f64, f64) = (40.30, 40.66, -3.90, -3.50);
const UTM_ZONE: u8 = 30;
const UTM_BAND: char = 'T';
/// Farther apart than a large building is wide: worth a flag.
const AGREE_WITHIN_M: f64 = 50.0;
const FAR_APART_M: f64 = 2_000.0;
/// How X/Y of the old datum ED50 differ from ETRS89 ones in Madrid, in metres east and north: measured in the
/// exports, where eight rows show this very difference to the metre.
const ED50_SHIFT_M: (f64, f64) = (110.0, 208.0);
const ED50_TOLERANCE_M: f64 = 4.0;

/// Latitude and longitude in degrees, or why there are none. To a millionth of a degree, which is ten centimetres: what
/// lies below differs from one format to the other, and would be paid for in bytes.
pub(super) fn resolve(raw: RawPosition<'_>, repairs: &mut Repairs) -> Result<(f64, f64), Reject> {
    let rounded = |degrees: f64| (degrees * 1e6).round() / 1e6;
    exact(raw, repairs).map(|(lat, lon)| (rounded(lat), rounded(lon)))
}

fn exact(raw: RawPosition<'_>, repairs: &mut Repairs) -> Result<(f64, f64), Reject> {
    let geographic = geographic(raw, repairs);
    let projected = projected(raw, repairs);
    match (geographic, projected) {
        (Ok(position), Some(projected)) => {
            compare(position, projected, (raw, repairs));
            Ok(position)
        }
        (Ok(position), None) => Ok(position),
        (Err(reject), projected) => {
            let computed = projected
                .and_then(to_degrees)
                .filter(|position| is_in_madrid(*position));
            let position = computed.ok_or(reject)?;
            repairs.note(Repair::PositionFromXy, POSITION, &raw.shown());
            Ok(position)
        }
    }
}

fn geographic(raw: RawPosition<'_>, repairs: &mut Repairs) -> Result<(f64, f64), Reject> {
    let cells = [raw.lat, raw.lon].map(|cell| cell.map(str::trim).filter(|cell| !cell.is_empty()));
    let (lat, lon) = match cells {
        [None, None] => return Err(Reject::CoordinatesMissing),
        [Some(both), other] if angles(both).len() > 3 => two_in_one(both, other, repairs),
        [Some(lat), Some(lon)] => degrees(lat, repairs).zip(degrees(lon, repairs)),
        _ => None,
    }
    .ok_or(Reject::CoordinatesUnreadable)?;
    if is_in_madrid((lat, lon)) {
        return Ok((lat, lon));
    }
    if is_in_madrid((lon, lat)) {
        repairs.note(Repair::CoordinatesSwapped, POSITION, &raw.shown());
        return Ok((lon, lat));
    }
    Err(Reject::CoordinatesOutsideMadrid)
}

pub(super) fn is_in_madrid((lat, lon): (f64, f64)) -> bool {
    let (south, north, west, east) = MADRID;
    (south..=north).contains(&lat) && (west..=east).contains(&lon)
}

/// Latitude and longitude in degrees and minutes, both in the first cell, so that the second holds something else.
fn two_in_one(both: &str, _other: Option<&str>, repairs: &mut Repairs) -> Option<(f64, f64)> {
    let north = both.find(['N', 'n'])?;
    let (lat, lon) = both.split_at_checked(north + 1)?;
    Some((degrees(lat, repairs)?, degrees(lon, repairs)?))
}

fn degrees(cell: &str, repairs: &mut Repairs) -> Option<f64> {
    if let Some(value) = number(cell, repairs) {
        return Some(value);
    }
    if !cell.contains(['°', 'º', '\'', '’', '′', '"', '″']) {
        return None;
    }
    let angles = angles(cell);
    let [first, rest @ ..] = angles.as_slice() else {
        return None;
    };
    let mut value = first.abs();
    for (index, part) in rest.iter().enumerate() {
        let divisor = *[60.0, 3_600.0].get(index)?;
        if !(0.0..60.0).contains(part) {
            return None;
        }
        value += part / divisor;
    }
    repairs.note(Repair::CoordinatesDegreesMinutes, POSITION, cell);
    let is_west = cell.contains(['W', 'O', 'w', 'o']) || cell.trim_start().starts_with('-');
    Some(if is_west { -value } else { value })
}

/// The numbers of a text such as `40º 25' 30,5" N`.
fn angles(cell: &str) -> Vec<f64> {
    cell.split(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ','))
        .filter_map(|part| part.replace(',', ".").parse().ok())
        .collect()
}

fn number(cell: &str, repairs: &mut Repairs) -> Option<f64> {
    let is_plain = cell.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'));
    if !is_plain {
        return None;
    }
    let has_comma = cell.matches(',').count() == 1 && !cell.contains('.');
    let value: f64 = if has_comma {
        cell.replace(',', ".")
    } else {
        cell.to_owned()
    }
    .parse()
    .ok()?;
    if has_comma {
        repairs.note(Repair::DecimalComma, POSITION, cell);
    }
    value.is_finite().then_some(value)
}

fn projected(raw: RawPosition<'_>, repairs: &mut Repairs) -> Option<(f64, f64)> {
    let x = number(raw.x?.trim(), repairs)?;
    let y = number(raw.y?.trim(), repairs)?;
    Some((x, y))
}

fn compare((lat, lon): (f64, f64), (x, y): (f64, f64), (raw, repairs): (RawPosition<'_>, &mut Repairs)) {
    let (north, east, _) = utm::to_utm_wgs84(lat, lon, UTM_ZONE);
    let (dx, dy) = (x - east, y - north);
    let distance = dx.hypot(dy);
    if distance <= AGREE_WITHIN_M {
        return;
    }
    let from_ed50 = (dx - ED50_SHIFT_M.0).hypot(dy - ED50_SHIFT_M.1);
    let reason = if from_ed50 < ED50_TOLERANCE_M {
        Repair::CoordinatesEd50Shift
    } else if distance > FAR_APART_M {
        Repair::CoordinatesFarApart
    } else {
        Repair::CoordinatesDisagree
    };
    repairs.note(reason, POSITION, &raw.shown());
}

fn to_degrees((x, y): (f64, f64)) -> Option<(f64, f64)> {
    utm::wsg84_utm_to_lat_lon(x, y, UTM_ZONE, UTM_BAND).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(cells: [&str; 4]) -> (Result<(f64, f64), Reject>, Vec<Repair>) {
        let [lat, lon, x, y] = cells.map(Some);
        let mut repairs = Repairs::new();
        let result = resolve(RawPosition { lat, lon, x, y }, &mut repairs);
        (result, repairs.reasons())
    }

    fn near(cells: [&str; 4], (lat, lon): (f64, f64), repairs: &[Repair]) {
        let (result, found) = of(cells);
        let position = result.unwrap();
        // 1e-5 of a degree is about a metre.
        assert!(
            (position.0 - lat).abs() < 1e-5 && (position.1 - lon).abs() < 1e-5,
            "{position:?}"
        );
        assert_eq!(found, repairs, "{cells:?}");
    }

    /// Parque del Calero: degrees and X/Y as the portal gives them, which agree.
    const CALERO: (f64, f64) = (40.436_299_56, -3.650_409_61);

    #[test]
    fn agreeing_positions_need_no_repair() {
        near(["40.43629956", "-3.65040961", "444836", "4476387"], CALERO, &[]);
        near(["40.43629956", "-3.65040961", "", ""], CALERO, &[]);
    }

    #[test]
    fn disagreement_is_flagged_by_its_size_and_degrees_are_kept() {
        near(
            ["40.43629956", "-3.65040961", "444946", "4476595"],
            CALERO,
            &[Repair::CoordinatesEd50Shift],
        );
        near(
            ["40.43629956", "-3.65040961", "445071", "4476387"],
            CALERO,
            &[Repair::CoordinatesDisagree],
        );
        near(
            ["40.43629956", "-3.65040961", "444836", "4482109"],
            CALERO,
            &[Repair::CoordinatesFarApart],
        );
    }

    #[test]
    fn other_ways_to_write_degrees() {
        near(
            ["40,43629956", "-3,65040961", "444836", "4476387"],
            CALERO,
            &[Repair::DecimalComma],
        );
        near(
            ["-3.65040961", "40.43629956", "444836", "4476387"],
            CALERO,
            &[Repair::CoordinatesSwapped],
        );
        let dms = ["40º 26' 10,678\" N", "3º 39' 1,475\" O", "", ""];
        near(dms, CALERO, &[Repair::CoordinatesDegreesMinutes]);
        near(
            ["40° 26.17797'", "-3° 39.02458'", "", ""],
            CALERO,
            &[Repair::CoordinatesDegreesMinutes],
        );
        let spilt = ["40º 26' 10.678'' N 3º 39' 1.475'' W", "915 000 000", "", ""];
        near(spilt, CALERO, &[Repair::CoordinatesDegreesMinutes]);
    }

    #[test]
    fn x_and_y_stand_in_for_missing_or_impossible_degrees() {
        near(["", "", "444836", "4476387"], CALERO, &[Repair::PositionFromXy]);
        near(["0", "0", "444836", "4476387"], CALERO, &[Repair::PositionFromXy]);
        near(
            ["pendiente", "pendiente", "444836,0", "4476387"],
            CALERO,
            &[Repair::DecimalComma, Repair::PositionFromXy],
        );
    }

    #[test]
    fn no_position_in_madrid_is_a_reject() {
        assert_eq!(of(["", "", "", ""]).0, Err(Reject::CoordinatesMissing));
        assert_eq!(of(["pendiente", "-3.65", "", ""]).0, Err(Reject::CoordinatesUnreadable));
        assert_eq!(of(["40.43", "", "", ""]).0, Err(Reject::CoordinatesUnreadable));
        assert_eq!(of(["1.2.3", "-3.65", "", ""]).0, Err(Reject::CoordinatesUnreadable));
        assert_eq!(of(["NaN", "inf", "", ""]).0, Err(Reject::CoordinatesUnreadable));
        assert_eq!(
            of(["40º 75' 3''", "3º 39' 1'' O", "", ""]).0,
            Err(Reject::CoordinatesUnreadable)
        );
        assert_eq!(of(["41.38", "2.17", "", ""]).0, Err(Reject::CoordinatesOutsideMadrid));
        assert_eq!(of(["0", "0", "0", "0"]).0, Err(Reject::CoordinatesOutsideMadrid));
    }
}
